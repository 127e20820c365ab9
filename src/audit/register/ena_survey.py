"""A survey of ENA for SMART, as its ``.as`` file or as a table with ENA's columns.

Columns and codes: SURVDATE, CLUSTER, TEAM, ID, HH, SEX (m, f), BIRTHDAT, MONTHS, WEIGHT (kg), HEIGHT (cm), EDEMA
(y, n), MUAC (mm), MEASURE (l, h; filled only where a child was measured otherwise than its age asks for,
smartmethodology.org, question on the Measure column) and CLOTHES (y). ``ena_file`` says where they were read. ENA has
no strata and, as read there, no sampling weights.

Age: days between the two dates where both are there, else months. ENA itself takes off a weight of clothes that its
user sets; that figure is not in the table, so nothing is taken off and a note says of how many children.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audit.anthropometry.age import AgeUnit
from audit.reference import import_rules as rules
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.register.ages import months_to_days
from audit.register.anthro_survey import days_between
from audit.register.survey_reading import (
    Field,
    Reading,
    SurveyFormat,
    amount,
    muac,
    oedema,
    posture,
    sex,
    word,
)
from audit.register.text import fold
from audit.results import Sentence

__all__ = ["ENA"]

_VISIT, _BIRTH, _MONTHS, _CLOTHES = ("survdate", "surdate"), ("birthdat",), "months", "clothes"
_OLDEST_MONTHS = 84.0  # ours: beyond it nobody was under six
_APART_MONTHS = 1.0  # ours: MONTHS may be completed or rounded; further apart one of both is wrong
_YES = frozenset(("y", "yes", "1"))


def _ages(reading: Reading, values: Mapping[str, list[Any]]) -> tuple[list[float | None], AgeUnit]:
    del values
    days = days_between(reading, _VISIT, _BIRTH)
    if _MONTHS not in reading.table.names:
        return days, "days"
    months: list[float | None] = reading.column(_MONTHS, "age", amount((0.0, _OLDEST_MONTHS), ""), "number")
    if all(day is None for day in days):
        return months, "months"
    ages: list[float | None] = []
    for n, (day, month) in enumerate(zip(days, months, strict=True)):
        if day is not None and month is not None and abs(day / DAYS_PER_MONTH - month) > _APART_MONTHS:
            reading.set_aside(n, _MONTHS, "umur_bertentangan")
        ages.append(day if day is not None or month is None else months_to_days(month))
    return ages, "days"


def _notes(reading: Reading) -> tuple[Sentence, ...]:
    if _CLOTHES not in reading.table.names:
        return ()
    count = sum(fold(cell) in _YES for cell in reading.table.cells(_CLOTHES))
    return (Sentence("survey_file.clothes", {"count": count}),) if count else ()


ENA = SurveyFormat(
    id="ena",
    needs=(
        frozenset(("sex",)),
        frozenset(("edema", "muac")),
        frozenset((*_VISIT, *_BIRTH)),
        frozenset(("weight", "height")),
    ),
    fields=(
        Field("sex", ("sex",), sex),
        Field("weight", ("weight",), amount(rules.WEIGHT_KG, "kg"), "number"),
        Field("lenhei", ("height",), amount(rules.LENHEI_CM, "cm"), "number"),
        Field("measure", ("measure",), posture),
        Field("oedema", ("edema",), oedema),
        Field("muac", ("muac",), muac, "number"),
        Field("cluster", ("cluster",), word),
        Field("othergr", ("team",), word, "group"),
    ),
    age_columns=(*_VISIT, *_BIRTH, _MONTHS),
    more_columns=(_CLOTHES,),
    ages=_ages,
    notes=_notes,
)
