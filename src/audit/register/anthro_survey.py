"""A survey as WHO's Anthro Survey Analyser takes it: one row a child, columns named as the arguments of WHO's software.

Source: the arguments of ``anthro_prevalence`` of WHO's R package anthro 1.1.0 (sex, age, weight, lenhei, measure, armc,
oedema, sw, cluster, strata, typeres, gregion, wealthq, mothered, othergr) and their values (sex 1, 2, m, f; measure l,
h; oedema y, n; wealth quintiles 1 to 5 or Q1 to Q5). The Analyser lets its user say which column is which, so the other
names are usual ones (gender, agemons, height, region); the header of WHO's own template was not verified.

Age: the column says its unit (``age_unit``, agedays, agemons), or both dates are there, or the numbers decide where
they can: an age over 120 is days, and a child of over 80 cm whose age is 120 or less is counted in months.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

import numpy as np

from audit.anthropometry.age import AgeUnit
from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.reference import survey_formats as known
from audit.register.date_columns import DateColumn, order_of
from audit.register.dates import read_date
from audit.register.survey_reading import (
    Field,
    Read,
    Reading,
    SurveyFormat,
    amount,
    muac,
    oedema,
    posture,
    sampling_weight,
    sex,
    word,
)
from audit.register.text import Cell, clean, is_missing

__all__ = ["ANTHRO", "days_between"]

_AGES: Mapping[str, AgeUnit | None] = {
    "agedays": "days", "ageindays": "days", "agemons": "months", "agemonths": "months", "ageinmonths": "months",
    "age": None,
}  # fmt: skip
_UNIT = "ageunit"
_VISIT, _BIRTH = ("dateofvisit", "visitdate", "dov"), ("dateofbirth", "birthdate", "dob")
_OLDEST = 7 * 366.0  # ours: beyond it nobody was under six
_AGE = amount((0.0, _OLDEST), "")


def _ages(reading: Reading, values: Mapping[str, list[Any]]) -> tuple[list[float | None], AgeUnit]:
    name = reading.has(*_AGES)
    if name is None:
        return days_between(reading, _VISIT, _BIRTH), "days"
    ages: list[float | None] = reading.column(name, "age", _AGE, "number")
    unit = _AGES[name] or _said(reading) or _by_numbers(ages, values["lenhei"])
    if unit is None:
        raise InputError("survey_file.age_unit", file=reading.table.file, column=reading.table.label(name))
    return ages, unit


def _said(reading: Reading) -> AgeUnit | None:
    """The unit that the file names, where it names one for all."""
    if _UNIT not in reading.table.names:
        return None
    said = {clean(cell).casefold() for cell in reading.table.cells(_UNIT) if not is_missing(cell)}
    return cast("AgeUnit", said.pop()) if len(said) == 1 and said <= set(get_args(AgeUnit)) else None


def _by_numbers(ages: list[float | None], lengths: list[float | None]) -> AgeUnit | None:
    age, length = np.array(ages, dtype=np.float64), np.array(lengths, dtype=np.float64)
    if np.nanmax(age, initial=0.0) > known.YOUNG_DAYS:
        return "days"
    return "months" if ((age <= known.YOUNG_DAYS) & (length > known.YOUNG_LENGTH_CM)).any() else None


def days_between(reading: Reading, visit: tuple[str, ...], birth: tuple[str, ...]) -> list[float | None]:
    """Age in days on the day of the visit; ``None`` where a date is missing, or the birth is after the visit."""
    later, earlier = reading.has(*visit), reading.has(*birth)
    if later is None or earlier is None:
        return [None] * len(reading)
    table = reading.table
    dates = [DateColumn(table.sheet.name, table.label(c), c, table.cells(c)) for c in (later, earlier)]
    order = order_of(dates, table.file)

    def day_of(cell: Cell) -> Read:
        return read_date(cell, order)

    visits, births = (reading.column(c, "age", day_of) for c in (later, earlier))
    ages: list[float | None] = []
    for n, (day, born) in enumerate(zip(visits, births, strict=True)):
        age = None if day is None or born is None else (day - born).days
        if age is not None and age < 0:
            reading.set_aside(n, earlier, "umur_bertentangan")
            age = None
        ages.append(age)
    return ages


ANTHRO = SurveyFormat(
    id="anthro",
    needs=(
        frozenset(("sex", "gender")),
        frozenset((*_AGES, *_BIRTH)),
        frozenset(("weight", "lenhei", "height", "length", "lengthheight", "armc", "muac")),
    ),
    fields=(
        Field("sex", ("sex", "gender"), sex),
        Field("weight", ("weight",), amount(rules.WEIGHT_KG, "kg"), "number"),
        Field("lenhei", ("lenhei", "lengthheight", "height", "length"), amount(rules.LENHEI_CM, "cm"), "number"),
        Field("measure", ("measure", "lorh"), posture),
        Field("oedema", ("oedema", "edema"), oedema),
        Field("muac", ("armc", "muac"), muac, "number"),
        Field("cluster", ("cluster", "psu"), word),
        Field("strata", ("strata", "stratum"), word),
        Field("sw", ("sw", "samplingweight", "sampleweight"), sampling_weight, "number"),
        Field("typeres", ("typeres", "residencetype", "area"), word, "group"),
        Field("gregion", ("gregion", "region"), word, "group"),
        Field("wealthq", ("wealthq", "wealthquintile"), word),
        Field("mothered", ("mothered", "mothereducation"), word, "group"),
        Field("othergr", ("othergr",), word, "group"),
    ),
    age_columns=(*_AGES, *_VISIT, *_BIRTH),
    more_columns=(_UNIT,),
    ages=_ages,
)
