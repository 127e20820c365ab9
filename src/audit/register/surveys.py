"""``read_survey``: one survey's file in, one row a child with its sampling design out, every row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audit.errors import InputError
from audit.register.anthro_survey import ANTHRO
from audit.register.dhs_survey import DHS
from audit.register.ena_survey import ENA
from audit.register.mics_survey import MICS
from audit.register.survey_reading import Reading, SurveyFormat
from audit.register.survey_records import SurveyRecords
from audit.register.survey_table import SurveyTable, folded, tables_of

__all__ = ["read_survey"]

_FORMATS: Sequence[SurveyFormat] = (*DHS, MICS, ENA, ANTHRO)  # the last is the least particular
_KNOWN = frozenset(name for form in _FORMATS for name in form.columns)


def read_survey(path: str | Path) -> SurveyRecords:
    """Read a survey of children: WHO Anthro Survey Analyser, ENA for SMART, a DHS recode (KR, PR) or MICS (ch).

    Parameters
    ----------
    path : csv, xlsx, xls, Parquet, ENA's ``.as``, Stata's ``.dta`` or SPSS's ``.sav``. The kind of file is found from
        its content, the format from the names of its columns; of a workbook the first sheet that fits is read.

    Returns
    -------
    SurveyRecords, for ``survey.who_table(records.frame, design=survey.Design(**records.design))``. ``rows_read =
    rows_kept + rows_set_aside``. A code that stands for something missing (9998, "refused", Stata's .a) is missing and
    listed, never a number; so is a measure of 0 or beyond what a child can have. Measures come out in kg and cm.

    Raises
    ------
    InputError (exit 11) : the file cannot be read; it is of no format named above; its age counts in a unit that it
        does not tell; measures or weights are not in the format's units; a column stands twice; there is no row.

    Not for registers, where one child comes often (``read_visits``, ``map_visits``).
    """
    path = Path(path)
    table, form = _found(path)
    if twice := form.columns & table.twice:
        labels = [str(cell) for cell in table.sheet.rows[table.top]]
        raise InputError("mapping.column_twice", file=path.name, column=_as_written(labels, min(twice)))
    reading = Reading(table)
    if not len(reading):
        raise InputError("register.no_rows", file=path.name)
    return reading.records(form)


def _found(path: Path) -> tuple[SurveyTable, SurveyFormat]:
    tables = list(tables_of(path, _KNOWN))
    for form in _FORMATS:
        for table in tables:
            if form.fits(table):
                return table, form
    raise InputError("survey_file.unknown_format", file=path.name)


def _as_written(labels: Sequence[str], name: str) -> str:
    return next(label for label in labels if folded(label) == name)
