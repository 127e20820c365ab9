"""What a survey's file becomes: one row a child with its design, and the equation that ties it to the source rows.

Surveys are no registers: they name nobody and mostly hold no dates, but they have clusters, strata and weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import pandas as pd

from audit.anthropometry.age import AgeUnit
from audit.results import Sentence

__all__ = ["GROUPS", "SURVEY", "SurveyRecords", "SurveySummary"]

_TEXT, _NUMBER = "string", "float64"
SURVEY: dict[str, str] = {
    "source_sheet": _TEXT,
    "source_row": "int64",
    "sex": _TEXT,
    "age": _NUMBER,
    "age_unit": _TEXT,
    "weight": _NUMBER,
    "lenhei": _NUMBER,
    "measure": _TEXT,
    "oedema": _TEXT,
    "muac": _NUMBER,
    "cluster": _TEXT,
    "strata": _TEXT,
    "sw": _NUMBER,
    "typeres": _TEXT,
    "gregion": _TEXT,
    "wealthq": _TEXT,
    "mothered": _TEXT,
    "othergr": _TEXT,
}
# What a survey can be grouped by: a plain word for each column, WHO's names of the columns.
GROUPS = {"area": "typeres", "region": "gregion", "wealth": "wealthq", "education": "mothered", "other": "othergr"}
_DESIGN = {"cluster": "cluster", "strata": "strata", "weight": "sw"}


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """Counts of one file: ``rows_read = rows_kept + rows_set_aside`` over the non-empty rows below the header.

    ``format`` is "anthro", "ena", "dhs_kr", "dhs_pr" or "mics"; ``form`` the kind of file. ``clusters`` and ``strata``
    are 0 where the file has none; ``weighted`` says whether it has sampling weights.
    """

    file: str
    form: str
    format: str
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    cells_set_aside: int
    age_unit: AgeUnit
    clusters: int
    strata: int
    weighted: bool

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_kept + self.rows_set_aside:
            raise RuntimeError(
                f"rows lost: {self.rows_read} read, {self.rows_kept} kept, {self.rows_set_aside} set aside"
            )

    @property
    def sentence(self) -> Sentence:
        """The row equation in words."""
        return Sentence("survey_file.summary", asdict(self))


@dataclass(frozen=True)
class SurveyRecords:
    """One survey after the border.

    ``frame`` has one row a child with the columns of ``SURVEY``, as ``survey.who_table`` takes them: ``sex`` m/f,
    ``age`` in ``age_unit`` ("days" or "months", one for all), ``weight`` kg, ``lenhei`` cm, ``measure`` l/h, ``oedema``
    y/n, ``muac`` cm, ``sw`` the sampling weight; a column that the file does not have is missing throughout. What was
    set aside, and which column is which field, stand as in ``ImportResult``; ``notes`` say what else one must know.
    A child without measurements is kept: it belongs to the sample.
    """

    frame: pd.DataFrame
    set_aside: pd.DataFrame
    summary: SurveySummary
    columns: pd.DataFrame
    notes: tuple[Sentence, ...] = ()

    @property
    def design(self) -> Mapping[str, str]:
        """Columns of the sampling design that the file has: ``survey.Design(**records.design)``. Empty: none."""
        found = set(self.columns["field"])
        return {part: column for part, column in _DESIGN.items() if column in found}

    @property
    def groups(self) -> tuple[str, ...]:
        """Columns that children can be grouped by, of those that hold anything."""
        return tuple(column for column in GROUPS.values() if self.frame[column].notna().any())
