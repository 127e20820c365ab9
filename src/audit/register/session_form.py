"""The workbook of a standardisation session, as it comes back: who took part, and what each read in two rounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.reference.measurement_error_rules import CHILDREN_A_SESSION, MEASURES, ROUNDS
from audit.register.filled_form import FilledForm, FormSheet, open_form
from audit.results import Sentence

__all__ = ["PARTICIPANT_COLUMNS", "READING_COLUMNS", "SESSION_COLUMNS", "SessionForm", "read_session"]

SESSION_COLUMNS = ("session_date",)
PARTICIPANT_COLUMNS = ("measurer", "name", "posyandu")
READING_COLUMNS = ("round", "measurer", "child", *MEASURES)


@dataclass(frozen=True, slots=True)
class SessionForm:
    """``participants``: measurer (0 is the supervisor), name, posyandu; ``readings``: measurer, child, round and the
    measures, one row each; ``wrong``: one sentence an entry that could not be read or stands twice.

    ``day`` is the day of the session (ISO), "" where it was not given.
    """

    day: str
    participants: pd.DataFrame
    readings: pd.DataFrame
    wrong: tuple[Sentence, ...]


def read_session(path: Path) -> SessionForm:
    """Read a filled session workbook; rows without a single measurement are left out.

    Raises ``InputError`` (exit 11) where the file is no workbook or not this form. A reading that is merely unlikely is
    kept: ``quality.doubtful_readings`` names it.
    """
    form = open_form(path)
    days = [form.day(sheet, row, "session_date") for sheet in form.with_columns(*SESSION_COLUMNS) for row in sheet.rows]
    day = next((day.date().isoformat() for day in days if day is not None), "")
    participants = _participants(form)
    readings = _readings(form, set(participants["measurer"]))
    return SessionForm(day, participants, readings, tuple(form.wrong))


def _participants(form: FilledForm) -> pd.DataFrame:
    rows: dict[int, tuple[int, str, str]] = {}
    for sheet in form.with_columns(*PARTICIPANT_COLUMNS):
        for row in sheet.rows:
            name, posyandu = (form.words(sheet, row, column) for column in ("name", "posyandu"))
            if not (name or posyandu):
                continue
            measurer = form.whole(sheet, row, "measurer")
            if measurer in rows:
                form.say("worksheet.number_twice", sheet, row, "measurer")
            elif measurer is not None:
                rows[measurer] = (measurer, name, posyandu)
    return pd.DataFrame(sorted(rows.values()), columns=list(PARTICIPANT_COLUMNS))


def _readings(form: FilledForm, known: set[int]) -> pd.DataFrame:
    rows: dict[tuple[int, int, int], tuple[float | None, ...]] = {}
    for sheet in form.with_columns(*READING_COLUMNS):
        for row in sheet.rows:
            values = tuple(form.number(sheet, row, measure, rule.unit) for measure, rule in MEASURES.items())
            if all(value is None for value in values):
                continue
            key = _key(form, sheet, row, known)
            if key in rows:
                form.say("worksheet.reading_twice", sheet, row, "child")
            elif key is not None:
                rows[key] = values
    frame = pd.DataFrame(
        [(*key, *rows[key]) for key in sorted(rows)], columns=["measurer", "child", "round", *MEASURES]
    )
    return frame.astype(dict.fromkeys(MEASURES, "float64") | dict.fromkeys(("measurer", "child", "round"), "int64"))


def _key(form: FilledForm, sheet: FormSheet, row: int, known: set[int]) -> tuple[int, int, int] | None:
    """Measurer, child and round of a row; ``None`` where one of them is none (which is said)."""
    measurer, child, turn = (form.whole(sheet, row, column) for column in ("measurer", "child", "round"))
    if measurer is None or child is None or turn is None:
        return None
    if measurer not in known:
        form.say("worksheet.unknown_measurer", sheet, row, "measurer")
        return None
    if not 1 <= child <= CHILDREN_A_SESSION:
        form.say("worksheet.unknown_child", sheet, row, "child")
        return None
    if not 1 <= turn <= ROUNDS:
        form.say("worksheet.unknown_round", sheet, row, "round")
        return None
    return measurer, child, turn
