"""Which part of a mapping a column's name speaks of: the words of registers, and the short names that studies use."""

from __future__ import annotations

from dataclasses import dataclass

from audit.register.headers import header_of, match
from audit.register.survey_table import folded
from audit.register.text import clean

__all__ = ["Named", "named"]

# Names of studies by folded spelling, the usual first. Registers' headers are known by their words (headers.yaml).
_SHORT = {
    "child": "childid id idanak kodeanak idbalita kodebalita subjectid studyid noanak nokia noregister kode",
    "household": "dataid hhid householdid household idrumahtangga kodekeluarga",
    "weight": "wt wtkg weightkg beratkg kg",
    "length": "ht htcm lenhei heightcm lengthcm cm",
    "posture": "measure lorh posture",
    "age_days": "agedays aged ageindays ageday umurhari usiahari hari",
    "age_months": "agemonths agem agemons ageinmonths months umurbulan usiabulan umurbln",
    "age": "age umur usia",
    "visit_date": "dateofvisit visitdate anthrodate survdate surveydate today tanggal",
    "posyandu": "clusterid cluster psu",
    "area": "kodedesa kodewilayah areacode kodekelurahan",
    "sent": "submissiontime submissiondate",
}
_PLACE = {name: (part, rank) for part, names in _SHORT.items() for rank, name in enumerate(names.split())}
_FIELDS = {
    "nik": "nik", "name": "name", "sex": "sex", "birth_date": "birth_date", "visit_date": "visit_date",
    "weight_kg": "weight", "lenhei_cm": "length", "measure": "posture", "posyandu": "posyandu",
    "entry_date": "entry_date", "exported_haz": "haz", "exported_waz": "waz", "exported_whz": "whz",
    "exported_haz_label": "haz_label", "exported_waz_label": "waz_label", "exported_whz_label": "whz_label",
}  # fmt: skip
_GROUP_SIGNS = "/.-"


@dataclass(frozen=True, slots=True)
class Named:
    """The part that a name speaks of, how usual the name is (0 the most), and the number that it ends with."""

    part: str
    rank: int = 0
    sure: bool = True
    number: int = 0


def named(label: str) -> Named | None:
    """What a column's name says; ``anak/berat`` and ``anak-berat`` (groups of a form) speak by their last part too."""
    for name in dict.fromkeys((label, *(label.rpartition(sign)[2] for sign in _GROUP_SIGNS))):
        if name and (found := _named(clean(name))) is not None:
            return found
    return None


def _named(name: str) -> Named | None:
    key = folded(name)
    short = _PLACE.get(key) or _PLACE.get(key.rstrip("0123456789"))
    if short is not None:
        digits = key[len(key.rstrip("0123456789")) :]
        return Named(short[0], short[1], number=int(digits or 0))
    found = match(header_of(name))
    if found is None or found.slot is not None or found.field not in _FIELDS:
        return None
    return Named(_FIELDS[found.field], 0 if found.sure else 1, found.sure or bool(found.number), found.number)
