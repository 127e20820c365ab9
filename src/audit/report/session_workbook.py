"""Workbooks of a standardisation session: the form, each cadre's own results, the coordinator's lists."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path

import pandas as pd

from audit.language import number
from audit.language.catalogue import Language
from audit.reference.import_rules import LENHEI_CM, MUAC_CM, WEIGHT_KG
from audit.reference.measurement_error_rules import CHILDREN_A_SESSION, LEVELS, MEASURES, ROUNDS
from audit.register.session_form import PARTICIPANT_COLUMNS, READING_COLUMNS, SESSION_COLUMNS
from audit.report.form_workbook import FIRST_ROW, Form, form_workbook
from audit.results import LineList, Sentence

__all__ = ["write_coordinator_workbook", "write_own_results", "write_session_template"]

_LIMITS = (WEIGHT_KG, LENHEI_CM, MUAC_CM)  # in the order of MEASURES
_OWN = ("measure", "tem", "bias", "advice")
_TEM_DIGITS = 2


def write_session_template(path: Path, *, measurers: int, language: Language = "id") -> None:
    """Write the empty form for a supervisor (number 0) and ``measurers`` cadres: ten children, two rounds.

    A sheet a round, so that nobody sees the first reading while typing the second. Raises ``OutputError`` (exit 17)
    where the file cannot be written.
    """
    with form_workbook(path, language) as form:
        form.lines("guide", [form.words(f"guide_{i}") for i in range(1, 6)])
        sheet = form.sheet("session", SESSION_COLUMNS)
        sheet.write_blank(FIRST_ROW, 0, None, form.filled_day)
        sheet = form.sheet("participants", PARTICIPANT_COLUMNS)
        for measurer in range(measurers + 1):
            sheet.write_number(FIRST_ROW + measurer, 0, measurer, form.body)
            for j in range(1, len(PARTICIPANT_COLUMNS)):
                sheet.write_blank(FIRST_ROW + measurer, j, None, form.filled)
        sheet.protect(options=_MAY)
        for turn in range(1, ROUNDS + 1):
            _round(form, turn, measurers)


_MAY = {"format_columns": True, "sort": True, "autofilter": True}


def _round(form: Form, turn: int, measurers: int) -> None:
    sheet = form.sheet(f"round_{turn}", READING_COLUMNS)
    keys = [(turn, m, child) for m in range(measurers + 1) for child in range(1, CHILDREN_A_SESSION + 1)]
    for i, key in enumerate(keys, start=FIRST_ROW):
        for j, value in enumerate(key):
            sheet.write_number(i, j, value, form.body)
        for j in range(len(key), len(READING_COLUMNS)):
            sheet.write_blank(i, j, None, form.filled)
    for j, limits in enumerate(_LIMITS, start=len(READING_COLUMNS) - len(_LIMITS)):
        form.decimals(sheet, j, len(keys), limits)
    sheet.protect(options=_MAY)


def write_own_results(
    path: Path, measurer: int, results: pd.DataFrame, participants: pd.DataFrame, *, language: Language = "id"
) -> None:
    """Write what one cadre takes home: her own figures with kind words, nobody else's, no mean of the group, no rank.

    ``results`` and ``participants`` are those of the session (``quality.session_results``). Raises ``OutputError``.
    """
    own = results[results["measurer"].eq(measurer)]
    name = participants.set_index("measurer")["name"].get(measurer, "")
    with form_workbook(path, language) as form:
        sheet = form.sheet("own", _OWN)
        for i, row in enumerate(own.to_dict("records"), start=FIRST_ROW):
            unit = MEASURES[row["measure"]].unit
            shown = (form.words(f"measure.{row['measure']}"), _figure(form, row, "tem", unit))
            bias = _figure(form, row, "bias", unit)
            for j, words in enumerate((*shown, bias, form.words(f"advice.{_advice(row)}"))):
                sheet.write_string(i, j, words, form.body)
        below = FIRST_ROW + len(own) + 1
        for i, line in enumerate((form.words("own_thanks", name=name), form.words("own_meaning"))):
            sheet.merge_range(below + i, 0, below + i, len(_OWN) - 1, line, form.body)
            sheet.set_row(below + i, 32)


def _figure(form: Form, row: Mapping[Hashable, object], column: str, unit: str) -> str:
    value = row[column]
    if row["level"] not in LEVELS or not isinstance(value, float) or pd.isna(value):
        return "–"
    return f"{number(value, _TEM_DIGITS, language=form.language)} {unit}"


def _advice(row: Mapping[Hashable, object]) -> str:
    """What helps this cadre next: the level of her TEM, or the bias where only that is large."""
    bias_is_large = row["bias_level"] in ("poor", "reject") and row["level"] in ("good", "acceptable")
    return "bias" if bias_is_large else str(row["level"])


def write_coordinator_workbook(
    path: Path,
    refresher: LineList,
    doubtful: pd.DataFrame,
    wrong: tuple[Sentence, ...],
    *,
    language: Language = "id",
) -> None:
    """Write the coordinator's lists: who would be helped by a refresher, readings to look up, entries to mend.

    In the order of the participants' numbers. Raises ``OutputError``.
    """
    with form_workbook(path, language) as form:
        sheet = form.sheet("refresher", ("measurer", "name", "posyandu", "measure", "reason"))
        for i, row in enumerate(refresher.rows.to_dict("records"), start=FIRST_ROW):
            sheet.write_number(i, 0, int(row["measurer"]), form.body)
            words = (_words(row["name"]), _words(row["posyandu"]), form.words(f"measure.{row['measure']}"))
            for j, word in enumerate((*words, form.words(f"reason.{row['reason']}")), start=1):
                sheet.write_string(i, j, word, form.body)
        sheet = form.sheet("doubtful", ("measurer", "round", "child", "measure", "value", "usual"))
        for i, row in enumerate(doubtful.to_dict("records"), start=FIRST_ROW):
            for j, column in enumerate(("measurer", "round", "child")):
                sheet.write_number(i, j, int(row[column]), form.body)
            sheet.write_string(i, 3, form.words(f"measure.{row['measure']}"), form.body)
            for j, column in enumerate(("value", "usual"), start=4):
                sheet.write_number(i, j, float(row[column]), form.body)
        form.wrong_entries(wrong)


def _words(cell: object) -> str:
    return cell if isinstance(cell, str) else ""
