"""OpenSID's convergence scorecard of a desa ("Data Scorecard Konvergensi"), as its button Unduh writes it.

The file is called ``.xls`` and holds a page: a layout table with the data in tables inside. Source: OpenSID's own code:
the controller Stunting (``aksi_sk``: the title "DATA SCORECARD KONVERGENSI KUARTAL n (months) TAHUN yyyy") and the
templates ``admin/stunting/cetak.blade.php`` and ``format_cetak.blade.php`` (signatures, which are not read). Four
tables are read: targets, the growth mat, 19 indicators, and the level of convergence; table 5 (money of the desa) is
printed empty.

What that code prints is not always a count: nutrition counselling of parents is 0 in every file, whatever was entered,
and where nobody was due a share is printed as 0. Both are missing here and listed. The counts come with further defects
of OpenSID's rules (reference/domain.md 4.1); the project's own scorecard is made from services, not from this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from audit.errors import InputError
from audit.register.numbers import read_number
from audit.register.result import COLUMNS, SET_ASIDE, typed
from audit.register.sniff import decode, sniff
from audit.register.text import clean, fold
from audit.results import Sentence

if TYPE_CHECKING:
    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage] - lxml has no other name for it

__all__ = ["SCORECARD", "ScorecardFile", "ScorecardSummary", "is_scorecard", "read_scorecard"]

SCORECARD = {
    "source_row": "int64",
    "table": "string",
    "group": "string",
    "item": "string",
    "received": "Int64",
    "due": "Int64",
    "percent": "float64",
}
_HEAD = 1 << 16  # bytes; the title stands before the tables
_TITLE = re.compile(r"scorecard konvergensi kuartal (\d)\b.*?tahun (\d{4})")
_TABLE = re.compile(r"tabel (\d)\b")
_TARGETS = ("households", "pregnant", "pregnant_at_risk", "children", "children_not_normal")
_MAT = ("children", "green", "yellow", "red")
_GROUPS = (("ibu hamil", "pregnant"), ("anak 0", "children_0_23"), ("anak 2", "children_2_6"), ("total", "all"))
_COUNSELLING = 4  # the indicator of children that the code prints as 0
_ROUNDING = 0.011  # percentage points: shares are printed with two decimals


@dataclass(frozen=True, slots=True)
class ScorecardSummary:
    """Counts of one file: ``rows_read = rows_kept + rows_set_aside`` over rows of tables 1 to 4 with figures."""

    file: str
    quarter: int
    year: int
    rows_read: int
    rows_kept: int
    rows_set_aside: int

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_kept + self.rows_set_aside:
            raise RuntimeError(f"rows lost: {self.rows_read}, {self.rows_kept}, {self.rows_set_aside}")

    @property
    def sentence(self) -> Sentence:
        """The row equation in words."""
        values = {"file": self.file, "quarter": self.quarter, "year": self.year}
        counts = {"rows_read": self.rows_read, "rows_kept": self.rows_kept, "rows_set_aside": self.rows_set_aside}
        return Sentence("survey_file.scorecard", values | counts)


@dataclass(frozen=True)
class ScorecardFile:
    """One scorecard: ``records`` (``SCORECARD``) has a row a figure of tables 1 and 2, an indicator, and a group.

    ``percent`` is 0-100 as printed: a share that its own counts contradict is missing and listed.
    """

    records: pd.DataFrame
    set_aside: pd.DataFrame
    summary: ScorecardSummary
    columns: pd.DataFrame


def is_scorecard(path: Path) -> bool:
    """Whether a file is such a page; whatever else it is, it is not."""
    try:
        if not path.is_file() or sniff(path) != "html":
            return False
    except InputError:  # for other readers, which say what is the matter
        return False
    with path.open("rb") as stream:
        return _TITLE.search(fold(stream.read(_HEAD).decode("utf-8", "ignore"))) is not None


def read_scorecard(path: str | Path) -> ScorecardFile:
    """Read OpenSID's scorecard of one desa and quarter.

    Raises ``InputError`` : the file cannot be read, was cut off, or is no such page. Totals of a desa: no children.
    """
    path = Path(path)
    title = _TITLE.search(fold(decode(path)[:_HEAD])) if sniff(path) == "html" else None
    if title is None:
        raise InputError("survey_file.no_scorecard", file=path.name)
    reading = _Reading()
    for number, cells in _rows(decode(path)):
        reading.row(number, cells)
    if not {"1", "2", "3", "4"} <= reading.tables:
        raise InputError("register.damaged", file=path.name)
    records = pd.DataFrame(reading.records, columns=list(SCORECARD)).astype(SCORECARD)
    summary = ScorecardSummary(
        path.name, int(title[1]), int(title[2]), reading.kept + reading.left, reading.kept, reading.left
    )
    return ScorecardFile(records, typed(reading.aside, SET_ASIDE), summary, typed([], COLUMNS))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The filled cells of each row of the innermost tables, with the row's place among all rows."""
    from lxml import html

    root: _Element = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    for number, row in enumerate(root.iter("tr"), start=1):
        if next(row.iter("table"), None) is None:
            cells = [clean("".join(cell.itertext())) for cell in row.iter("td", "th")]
            yield number, [cell for cell in cells if cell]


class _Reading:
    """The rows of a page one after another: which table and group they stand in, and what came of them."""

    def __init__(self) -> None:
        self.records: list[tuple[object, ...]] = []
        self.aside: list[tuple[object, ...]] = []
        self.tables: set[str] = set()
        self.kept = self.left = 0
        self._table = self._group = ""
        self._counselling = False

    def row(self, number: int, cells: Sequence[str]) -> None:
        """Take one row."""
        if not cells:
            return
        if (head := _TABLE.match(fold(cells[0]))) is not None:
            self._table = head[1]
            self.tables.add(head[1])
            return
        if self._table in ("1", "2") and fold(cells[0]) == "jumlah":
            self._totals(number, cells[1:])
        elif self._table == "3":
            self._indicator(number, cells)
        elif self._table == "4":
            self._convergence(number, cells)

    def _totals(self, number: int, cells: Sequence[str]) -> None:
        items, table = (_TARGETS, "targets") if self._table == "1" else (_MAT, "growth_mat")
        counts = [_whole(cell) for cell in cells]
        if len(counts) != len(items) or None in counts:
            self._leave(number, cells)
            return
        self.kept += 1
        self.records += [(number, table, "", item, n, None, None) for item, n in zip(items, counts, strict=True)]

    def _indicator(self, number: int, cells: Sequence[str]) -> None:
        if (group := _group(cells[0])) is not None and len(cells) > 3:
            self._group, cells = group, cells[1:]
        if self._counselling:  # the row below its words: fathers, all, share
            self._counselling = False
            self._fixed(number, cells)
        elif self._group and len(cells) == 4 and _whole(cells[0]) is not None:
            if _whole(cells[2]) is None and self._group == "children_0_23" and _whole(cells[0]) == _COUNSELLING:
                self._counselling = True
                return
            received, percent = _whole(cells[2]), read_number(cells[3]).value
            if received is None or percent is None:
                self._leave(number, cells)
                return
            self.kept += 1
            self.records.append((number, "services", self._group, f"{cells[0]} {cells[1]}", received, None, percent))

    def _fixed(self, number: int, cells: Sequence[str]) -> None:
        counts = [read_number(cell).value for cell in cells]
        if any(counts):
            self._leave(number, cells)
            return
        self.left += 1
        self.aside.append((None, number, None, " ".join(cells), "opensid_tetap_nol", "row"))

    def _convergence(self, number: int, cells: Sequence[str]) -> None:
        named = next((cell for cell in cells if _group(cell) is not None), None)
        counts = [cell for cell in cells[-3:] if read_number(cell).value is not None]
        if named is None or len(counts) != 3:
            return
        received, due, percent = _whole(counts[0]), _whole(counts[1]), read_number(counts[2]).value
        if received is None or due is None or percent is None:
            self._leave(number, cells)
            return
        if not due or abs(100 * received / due - percent) > _ROUNDING:
            reason = "persen_bertentangan" if due else "tanpa_sasaran"
            self.aside.append((None, number, "%", counts[2], reason, "cell"))
            percent = None
        self.kept += 1
        self.records.append((number, "convergence", _group(named), "", received, due, percent))

    def _leave(self, number: int, cells: Sequence[str]) -> None:
        self.left += 1
        self.aside.append((None, number, None, " ".join(cells), "angka_tak_terbaca", "row"))


def _whole(cell: str) -> int | None:
    value = read_number(cell).value
    return int(value) if value is not None and value >= 0 and value.is_integer() else None


def _group(cell: str) -> str | None:
    words = fold(cell)
    return next((group for start, group in _GROUPS if words.startswith(start)), None)
