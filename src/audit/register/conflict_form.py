"""``perlu-diputuskan.xlsx`` as it comes back: which of the values that stand side by side a person chose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.register.filled_form import FilledForm, open_form
from audit.register.text import fold
from audit.results import Sentence
from audit.store.entries import conflicts

__all__ = ["CHOSEN", "ENTRY", "Choices", "is_conflict_form", "read_choices"]

ENTRY, CHOSEN = "entry_id", "chosen"
_MARKS = frozenset(("x", "v", "ya", "y", "pilih", "1", "yes"))
_PLACE = ["table", "record_id", "field"]


@dataclass(frozen=True, slots=True)
class Choices:
    """``chosen``: ``table record_id field value`` of every field that was decided; ``wrong``: one sentence a slip."""

    chosen: pd.DataFrame
    wrong: tuple[Sentence, ...]


def is_conflict_form(form: FilledForm) -> bool:
    """Whether a workbook is this form, by its columns."""
    return any({ENTRY, CHOSEN} <= set(sheet.columns) for sheet in form.sheets)


def read_choices(path: Path, entries: pd.DataFrame) -> Choices:
    """Read which values people marked, against the entries of the cycle; what stands in a cell of a value is not read.

    A field with two marks is told and not decided; a field that is decided meanwhile is left as it is. Raises
    ``InputError`` (exit 11) where the file is no workbook or not this form.
    """
    form = open_form(path)
    standing = conflicts(entries).set_index("entry_id")
    rows: dict[tuple[str, ...], tuple[object, ...]] = {}
    twice: set[tuple[str, ...]] = set()
    known = set(entries["entry_id"])
    for sheet in form.with_columns(ENTRY, CHOSEN):
        for row in sheet.rows:
            id, mark = form.words(sheet, row, ENTRY), fold(sheet.cell(row, CHOSEN))
            if not mark:
                continue
            if mark not in _MARKS:
                form.say("cycle.no_mark", sheet, row, CHOSEN)
            elif id not in known:
                form.say("cycle.unknown_entry", sheet, row, ENTRY)
            elif id in standing.index:
                at = tuple(str(standing.loc[id, name]) for name in _PLACE)
                if at in rows:
                    form.say("cycle.two_marks", sheet, row, CHOSEN)
                    twice.add(at)
                rows[at] = (*at, standing.loc[id, "value"])
    chosen = [row for at, row in rows.items() if at not in twice]
    return Choices(pd.DataFrame(chosen, columns=[*_PLACE, "value"], dtype="string"), tuple(form.wrong))
