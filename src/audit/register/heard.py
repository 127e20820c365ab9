"""What the cells of a workbook that came back say: heard one by one, kept where all rows of a record agree.

A cell that nobody changed since the workbook was given out says nothing. What cannot be read, and what rows of one
record say differently, is rejected with its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.register.case_answers import read_answer
from audit.register.case_entries import Said
from audit.register.case_layout import FormMeta
from audit.register.filled_form import FormSheet
from audit.register.list_fields import ListField
from audit.register.text import clean
from audit.results import Sentence

__all__ = ["Hearing", "Place", "ReadCases", "Rejected"]

_SHOWN_AT_MOST = 60  # characters of a cell in the list of rejected ones


@dataclass(frozen=True, slots=True)
class Rejected:
    """One cell (or row, by its first cell) that was not taken: where, what stands there, why, and what to do.

    ``field`` is how the cell is read, ``None`` for a row. The text is a person's: restricted.
    """

    sheet: str
    cell: str
    column: str
    written: str
    reason: str
    field: ListField | None = None


@dataclass(frozen=True)
class ReadCases:
    """What a workbook of cases said.

    ``entries`` (``ENTRIES``) are new ones only. ``answers`` counts the cells in which people wrote or changed something
    that was taken. ``findings`` are about the file as a whole; ``wrong`` are sentences that name one cell each, where a
    form tells no more about it.
    """

    entries: pd.DataFrame
    answers: int
    rejected: tuple[Rejected, ...] = ()
    findings: tuple[Sentence, ...] = ()
    wrong: tuple[Sentence, ...] = ()

    @property
    def to_mend(self) -> int:
        """How many entries could not be taken."""
        return len(self.rejected) + len(self.wrong)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands and how it is read."""

    sheet: FormSheet
    row: int
    column: str
    field: ListField


class Hearing:
    """What a workbook says beside ``meta``, which is what it held when it was made (``None`` where that is gone).

    ``heard`` collects what was said by table, record and field; ``rejected`` what could not be taken.
    """

    def __init__(self, meta: FormMeta | None) -> None:
        self.meta = meta
        self.cells = meta.cells if meta else {}
        self.identities = meta.cases if meta else {}
        self.rejected: list[Rejected] = []
        self.heard: dict[tuple[str, str, str], list[tuple[Said, Place]]] = defaultdict(list)

    def is_itself(self, sheet: FormSheet, row: int, key: str, record: str, columns: tuple[str, ...]) -> bool:
        """Whether the identity cells of a row are still those that its code was given with."""
        wanted = self.identities.get((key, record))
        if wanted is None:
            return True
        for column, value in zip(columns, wanted.split("|"), strict=True):
            if column in sheet.columns and clean(sheet.cell(row, column)) != value:
                self.reject(sheet, row, column, "kasus_tertukar")
                return False
        return True

    def hear(
        self, sheet: FormSheet, row: int, column: str, asked: ListField, key: tuple[str, str], at: tuple[str, ...],
        who: tuple[str, date],
    ) -> str | None:  # fmt: skip
        """Read a cell and keep it where somebody changed it; returns what is new."""
        value, reason = read_answer(sheet.cell(row, column), asked)
        if reason:
            self.reject(sheet, row, column, reason, asked)
            return None
        at = at if len(at) == 3 else (*at, column)
        return self.change(sheet, row, column, asked, value, (*key, column), (at[0], at[1], at[2]), who)

    def change(
        self, sheet: FormSheet, row: int, column: str, asked: ListField, value: str | None,
        before: tuple[str, str, str], at: tuple[str, str, str], who: tuple[str, date],
    ) -> str | None:  # fmt: skip
        """Keep a value that differs from what the workbook was given out with; returns what is new."""
        if self.meta is None and value is None:
            return None
        if self.meta is not None and value == self.cells.get(before):
            return None
        self.keep(Said(*at, value, *who), Place(sheet, row, column, asked))
        return value

    def keep(self, said: Said, place: Place) -> None:
        """Remember what was said, and where."""
        self.heard[said.at].append((said, place))

    def reject(self, sheet: FormSheet, row: int, column: str, reason: str, asked: ListField | None = None) -> None:
        """Note a cell that cannot be taken."""
        written = clean(sheet.cell(row, column))[:_SHOWN_AT_MOST]
        self.rejected.append(Rejected(sheet.name, sheet.place(row, column), column, written, reason, asked))

    def agreed(self, *, beside: Collection[str] = ()) -> list[Said]:
        """What stands once, or several times alike; where rows of one record disagree, none of them.

        Fields ``beside`` an answer fall with the answer of their record.
        """
        out, disputed = [], set()
        for several in self.heard.values():
            values = {said.value for said, _ in several if said.value is not None}
            if len(values) > 1:
                for _, place in several:
                    self.reject(place.sheet, place.row, place.column, "baris_ganda_berbeda", place.field)
                disputed.add((several[0][0].table, several[0][0].record_id))
                continue
            spoken = [said for said, _ in several if said.value is not None] or [several[0][0]]
            out.append(min(spoken, key=lambda said: (said.filled_on, said.role)))
        return [said for said in out if said.field not in beside or (said.table, said.record_id) not in disputed]
