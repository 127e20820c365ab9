"""One cell as text: folded spaces, no ornaments, and whether it holds anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

__all__ = ["Cell", "Unread", "clean", "each_once", "fold", "holds", "is_missing", "lost_to_date", "says_nothing"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose value cannot be had: what stands in its place, and the reason for the list of things set aside."""

    text: str
    reason: str

    def __str__(self) -> str:
        return self.text


Cell = str | float | int | bool | date | datetime | time | timedelta | Unread
T = TypeVar("T")

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_NOTHING = frozenset(
    ("", "-", "--", "---", "–", "—", ".", "..", "...", "…", "_", "?", "n/a", "#n/a", "na", "nan", "nat", "null", "none",
     "nihil", "kosong", "tidak ada", "tdk ada", "tidak diketahui", "tidak diisi", "belum ada")
)  # fmt: skip
_LONGEST_NOTHING = 40  # characters, ornaments included


def clean(cell: Cell) -> str:
    """Text of a cell: NBSP and runs of spaces become one space, whole floats lose ``.0``, dates become ISO."""
    if isinstance(cell, str):
        text = " ".join((cell if cell.isascii() else cell.translate(_INVISIBLE)).split())
        return text[1:].lstrip() if text[:1] == "'" else text
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(cell)


def fold(cell: Cell) -> str:
    """Text for comparing: compatible forms, no case, every run of other signs than letters and digits one space."""
    text = unicodedata.normalize("NFKC", clean(cell)).casefold()
    return " ".join(re.sub(r"[^0-9a-z]+", " ", unicodedata.normalize("NFKD", text).replace("'", "")).split())


def is_missing(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, NBSP only, a dash, "tidak ada"."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_NOTHING:
        return False
    return not cell or says_nothing(clean(cell))


def says_nothing(text: str) -> bool:
    """Whether a cleaned text stands for an empty cell."""
    return text.casefold() in _NOTHING


def holds(cell: Cell) -> bool:
    """Whether anything stands in a cell, be it a dash."""
    return not isinstance(cell, str) or not (not cell or cell.isspace())


def lost_to_date(cell: Cell) -> bool:
    """Whether Excel turned what was typed (``12.9``, ``11/04``) into a date or a time."""
    return isinstance(cell, date | time | timedelta)


def each_once(values: Iterable[Hashable], read: Callable[..., T]) -> list[T]:
    """``[read(v) for v in values]`` with every distinct value read once."""
    values = values if isinstance(values, Sequence) else list(values)
    known = {value: read(value) for value in dict.fromkeys(values)}
    return list(map(known.__getitem__, values))
