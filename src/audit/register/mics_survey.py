"""The file of children under five of a MICS survey (``ch.sav``), rounds 4 to 6.

Source: OPHI's do-files for the global MPI. Thailand MICS 2019 (round 6): hl4 1 boy and 2 girl, caged days and cage
months (codes from 9000 on), an8 kg (codes from 99), an11 cm (codes from 999), an12 1 lying and 2 standing, hh1 cluster,
hh7 region, chweight. Thailand MICS 2012 (round 4): an3 kg (from 99), an4 cm. Usual but not verified: psu and stratum of
round 6, hh6 (area), windex5 (wealth), melevel (mother's education). Rounds 4 and 5 are read without posture, whose
column was not verified.
"""

from __future__ import annotations

from audit.reference import import_rules as rules
from audit.reference import survey_formats as known
from audit.register.dhs_survey import ages_in_days_or_months, lying_or_standing
from audit.register.survey_reading import Field, SurveyFormat, amount, sampling_weight, sex, word

__all__ = ["MICS"]

_WEIGHTS, _LENGTHS = ("an8", "an3"), ("an11", "an4")

MICS = SurveyFormat(
    id="mics",
    needs=(frozenset(("hl4",)), frozenset(("caged", "cage")), frozenset((*_WEIGHTS, *_LENGTHS))),
    fields=(
        Field("sex", ("hl4",), sex),
        Field("weight", _WEIGHTS, amount(rules.WEIGHT_KG, "kg", codes_from=known.MICS_WEIGHT_CODES_FROM), "number"),
        Field("lenhei", _LENGTHS, amount(rules.LENHEI_CM, "cm", codes_from=known.MICS_LENGTH_CODES_FROM), "number"),
        Field("measure", ("an12",), lying_or_standing),
        Field("cluster", ("psu", "hh1"), word),
        Field("strata", ("stratum",), word),
        Field("sw", ("chweight",), sampling_weight, "number"),
        Field("typeres", ("hh6",), word, "group"),
        Field("gregion", ("hh7",), word, "group"),
        Field("wealthq", ("windex5",), word),
        Field("mothered", ("melevel",), word, "group"),
    ),
    age_columns=("caged", "cage"),
    ages=ages_in_days_or_months("caged", "cage", codes_from=known.MICS_AGE_CODES_FROM),
)
