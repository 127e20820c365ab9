"""``pemilihan.xlsx`` as it comes back: whom the team put in or took out, with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from audit.register.filled_form import FilledForm, open_form
from audit.results import Sentence
from audit.schemas import OVERRIDES
from audit.store.entries import changes

__all__ = [
    "FILLED_COLUMNS",
    "GIVEN_COLUMNS",
    "WORDS",
    "SelectionForm",
    "is_selection_form",
    "override_changes",
    "read_selection_form",
]

FILLED_COLUMNS = ("override", "override_reason")
GIVEN_COLUMNS = ("given_override", "given_reason")  # hidden: what stood in the filled ones when it was given out
WORDS = {"masuk": "in", "in": "in", "keluar": "out", "out": "out"}
_KEY = "override_id"
_SYSTEM, _DIGITS = "pemilihan", 8


@dataclass(frozen=True, slots=True)
class SelectionForm:
    """``overrides``: records of ``OVERRIDES`` of every row that can be taken, missing where nothing is said;
    ``handed_out``: the same as the workbook had them when it was given out; ``wrong``: one sentence an entry that
    cannot be taken. ``system`` is what entries from this very file name as their source.
    """

    system: str
    overrides: pd.DataFrame
    handed_out: pd.DataFrame
    wrong: tuple[Sentence, ...]


def is_selection_form(form: FilledForm) -> bool:
    """Whether a workbook is this form, by its columns."""
    return any({_KEY, *FILLED_COLUMNS} <= set(sheet.columns) for sheet in form.sheets)


def read_selection_form(path: Path, *, cycle: str, known: Collection[str]) -> SelectionForm:
    """Read a selection that people changed; ``known`` are the ids of everybody eligible (``override_id``).

    A change without a reason is not taken, nor a reason without a decision, a code that nobody has, and the second of
    two rows of one person: each is told by its cell, and an older change of that person stays as it is. Two cells that
    were emptied take an older change back; a row that was deleted says nothing. Raises ``InputError`` (exit 11) where
    the file is no workbook or not this form.
    """
    form = open_form(path)
    there, rows, given, seen = set(known), [], [], set()
    for sheet in form.with_columns(_KEY, *FILLED_COLUMNS, *GIVEN_COLUMNS):
        for row in sheet.rows:
            id, reason, said = (form.words(sheet, row, name) for name in (_KEY, "override_reason", "override"))
            decision = form.choice(sheet, row, "override", WORDS)
            if id not in there or id in seen:
                form.say("selection.twice" if id in seen else "selection.unknown", sheet, row, _KEY)
                continue
            seen.add(id)
            if decision and not reason:
                form.say("selection.no_reason", sheet, row, "override_reason")
            elif reason and not said:
                form.say("selection.no_decision", sheet, row, "override_reason")
            elif decision or not said:
                who = (id, cycle, *id.rpartition(":")[::2]) if decision else (id, None, None, None)
                rows.append((*who, decision, reason or None))
                before = [form.words(sheet, row, name) or None for name in GIVEN_COLUMNS]
                given.append((*who, *before))
    said, before = (OVERRIDES.conform(pd.DataFrame(part, columns=list(OVERRIDES.names))) for part in (rows, given))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS]
    return SelectionForm(f"{_SYSTEM}:{digest}", said, before, tuple(form.wrong))


def override_changes(
    entries: pd.DataFrame, form: SelectionForm, *, day: date, role: str = "tim_teknis"
) -> pd.DataFrame:
    """The entries that make the OVERRIDES of a cycle say what the form says; none where this file was read before.

    A file stays where it was put, and is met again by every run: what it said must not come back after somebody took it
    back. Cells that nobody changed since the workbook was given out say nothing, whatever others have written since.
    """
    if entries["source_system"].eq(form.system).any():
        return entries.iloc[:0]
    answers = [_KEY, "override", "reason"]
    own = form.overrides[form.overrides["override"].notna()].drop(columns=["override", "reason"])
    given = form.handed_out[answers]
    parts = [
        changes(entries, OVERRIDES, records, role=role, filled_on=day, source_system=form.system, handed_out=before)
        for records, before in ((form.overrides[answers], given), (own, None))
    ]
    return pd.concat(parts, ignore_index=True)
