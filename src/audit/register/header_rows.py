"""Where the header of a sheet is (not always row 1, not always one row), and what each of its columns holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.content import LABELS, fits
from audit.register.days_from_1904 import count_from_1900
from audit.register.grid import Body, Sheet, letter
from audit.register.headers import Header, Match, header_of, match
from audit.register.merged_cells import fill_down
from audit.register.text import Cell, Unread, clean, fold, is_missing
from audit.register.turns import SIZES, with_turns

__all__ = ["Column", "Span", "Table", "find_table", "header_score", "span_at"]

_HEADER_ROWS = (1, 2, 3)
_WORDS_SHARE = 0.75  # an Excel-made date (Jan-25) or a user's "-1" among the headers does no harm
_MIN_FIELDS = 3
_WHO, _WHAT = frozenset({"name", "nik"}), frozenset({"visit_date", "weight_kg", "lenhei_cm"})
_DATES = frozenset({"birth_date", "visit_date"})
_LIFE = re.compile(r"\b(?:meninggal|wafat|pindah|status (?:hidup|anak|balita|keberadaan|sasaran))\b|^status$")
_NUMERIC = re.compile(r"[\d.,/:\s()+-]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: where it stands, what the file calls it, and the field it holds."""

    j: int
    label: str
    match: Match
    also: tuple[int, ...] = ()  # columns of the same field that are filled where this one is not (PB beside TB)

    def cells(self, body: Body) -> Sequence[Cell]:
        """Its cells, a row each."""
        cells = body.column(self.j)
        for j in self.also:
            cells = [
                b if _gives_way(a) and not is_missing(b) else a for a, b in zip(cells, body.column(j), strict=True)
            ]
        return cells

    @property
    def letter(self) -> str:
        """Excel's name of the column."""
        return letter(self.j)


@dataclass(frozen=True, slots=True)
class Span:
    """Rows that make up a header: how many fields it names, where it begins, and what each column says and means."""

    fields: int
    top: int
    rows: int
    labels: list[str]
    matches: list[Match | None]


@dataclass(frozen=True)
class Table:
    """A sheet with its header found: ``top`` is the index of the first header row, ``body`` what stands below."""

    sheet: Sheet
    top: int
    body: Body
    columns: tuple[Column, ...]
    unread: tuple[tuple[str, str], ...]  # labels of columns that are not read for themselves, each with the reason
    labels: tuple[str, ...]


def header_score(sheet: Sheet) -> int:
    """How many fields the best header of a sheet names; 0 where there is none."""
    found = _best_span(sheet)
    return found.fields if found else 0


def find_table(sheet: Sheet, file: str) -> Table | None:
    """Find the header; ``None`` where no row names a child and a measurement.

    Raises ``InputError`` where two columns name one field equally well and differ: which one counts is not ours to say.
    """
    found = _best_span(sheet)
    if found is None:
        return None
    top, labels, matches = found.top, found.labels, found.matches
    body = Body(sheet, found.top + found.rows)
    named = [
        Column(j, label, m)
        for j, (label, m) in enumerate(zip(labels, matches, strict=True))
        if m is not None and m.field != "no" and (m.field not in LABELS or fits(m.field, body.column(j)))
    ]
    candidates = [c for c in named if c.match.sure or fits(c.match.field, body.column(c.j))]
    strange = [
        label
        for j, (label, m) in enumerate(zip(labels, matches, strict=True))
        if m is None
        and (header_of(label).unknown or _LIFE.search(fold(label)))
        and not all(map(is_missing, dict.fromkeys(body.column(j))))
    ]
    columns, unread = _one_each(sheet, _with_turns(_with_years(candidates)), body, file)
    kept = {column.match.field for column in columns}
    if not (kept & _WHO and kept & _WHAT):  # what looked like their headers holds something else
        return None
    unknown = (*strange, *(c.label for c in named if c not in candidates))
    unread += [
        (label, "kolom_status_hidup" if _LIFE.search(fold(label)) else "kolom_tidak_dikenal") for label in unknown
    ]
    cells = [(j, c.match.field) for c in columns for j in (c.j, *c.also)]
    fill_down(body, cells)
    if sheet.days_from_1904:
        count_from_1900(body, [j for j, field in cells if field in _DATES])
    return Table(sheet, top, body, tuple(columns), tuple(unread), tuple(labels))


def _best_span(sheet: Sheet) -> Span | None:
    best: Span | None = None
    for top in range(min(len(sheet.rows), rules.HEADER_SEARCH_ROWS)):
        span = span_at(sheet, top)
        if span is not None and (best is None or span.fields > best.fields):
            best = span
    return best


def span_at(sheet: Sheet, top: int) -> Span | None:
    """The header that begins in a row, of one to three rows; ``None`` where they name no child and measurement."""
    best: Span | None = None
    if not _wordy(sheet.rows[top]):
        return None
    for rows in _HEADER_ROWS:
        if top + rows > len(sheet.rows) or (rows > 1 and not _headerlike(sheet.rows[top + rows - 1])):
            break
        labels, matches = _read_span(sheet, top, rows)
        fields = {(m.field, m.slot) for m in matches if m is not None}
        names = {field for field, _ in fields}
        if not (names & _WHO and names & _WHAT and len(names - {"no"}) >= _MIN_FIELDS):
            continue
        if best is None or len(fields) > best.fields:
            best = Span(len(fields), top, rows, labels, matches)
    return best


def _wordy(row: Sequence[Cell]) -> bool:
    """Whether a row can be a header at all: most of what it holds is words (rows of data are full of numbers)."""
    filled = [cell for cell in row if not is_missing(cell)]
    words = sum(isinstance(cell, str) and not _NUMERIC.fullmatch(cell) for cell in filled)
    return words > 0 and words >= _WORDS_SHARE * len(filled)


def _headerlike(row: Sequence[Cell]) -> bool:
    """Whether a row can be the second or third of a header: words only, half of them known ones."""
    filled = [c for c in row if not isinstance(c, str) or clean(c)]
    if not filled or not all(isinstance(c, str) and not _NUMERIC.fullmatch(c) for c in filled):
        return False
    known = sum(bool(header_of(c).meanings or header_of(c).month) for c in filled)
    return 2 * known >= len(filled)


def _read_span(sheet: Sheet, top: int, rows: int) -> tuple[list[str], list[Match | None]]:
    levels = _levels(sheet, top, rows)
    labels: list[str] = []
    matches: list[Match | None] = []
    for column in zip(*levels, strict=True):
        texts = list(dict.fromkeys(cell for cell in column if not (isinstance(cell, str) and not clean(cell))))
        labels.append(" > ".join(clean(t) for t in texts))
        header: Header | None = None
        for text in texts:
            header = header_of(text) if header is None else header_of(text).under(header)
        matches.append(match(header) if header is not None else None)
    return labels, matches


def _levels(sheet: Sheet, top: int, rows: int) -> list[list[Cell]]:
    """Header rows as a rectangle, merged cells filled; without merges known, a group label goes on to the right."""
    width = max(len(sheet.rows[i]) for i in range(top, top + rows))
    grid: list[list[Cell]] = [[*sheet.rows[i], *[""] * (width - len(sheet.rows[i]))] for i in range(top, top + rows)]
    for t, left, bottom, right in sheet.merged or ():
        if top <= t and bottom < top + rows and left < width:
            for i in range(t, bottom + 1):
                for j in range(left, min(right, width - 1) + 1):
                    grid[i - top][j] = grid[t - top][left]
    for i in range(rows - 1):
        group: Cell = ""
        for j in range(width):
            below = any(not is_missing(grid[k][j]) for k in range(i + 1, rows))
            if not is_missing(grid[i][j]):
                group = grid[i][j] if below else ""
            elif below:
                grid[i][j] = group
    return grid


def _with_years(columns: list[Column]) -> list[Column]:
    """Columns of a month that is named with one year only are all of that year, also where a header leaves it out."""
    years: dict[int, set[int | None]] = {}
    for column in columns:
        if column.match.slot:
            years.setdefault(column.match.slot[1], set()).add(column.match.slot[0])

    def dated(column: Column) -> Column:
        if column.match.slot is None:
            return column
        month = column.match.slot[1]
        known = years[month] - {None}
        return replace(column, match=replace(column.match, slot=(*known, month))) if len(known) == 1 else column

    return [dated(column) for column in columns]


def _with_turns(columns: list[Column]) -> list[Column]:
    turned = with_turns([column.match for column in columns])
    return [replace(column, match=match) for column, match in zip(columns, turned, strict=True)]


def _one_each(
    sheet: Sheet, candidates: list[Column], body: Body, file: str
) -> tuple[list[Column], list[tuple[str, str]]]:
    """One column a field and measurement: the best named; equals must agree, or be filled by turns, or are refused.

    So is another measure with a number that nothing else explains: it may be of another day, whose date is not there.
    """
    groups: dict[tuple[str, object, int], list[Column]] = {}
    for column in candidates:
        groups.setdefault((column.match.field, column.match.slot, column.match.turn), []).append(column)
    chosen: list[Column] = []
    unread: list[tuple[str, str]] = []
    for (field, *_), named in groups.items():
        group = named[:1]
        if len(named) > 1:
            group = [c for c in named if not all(map(is_missing, dict.fromkeys(body.column(c.j))))] or group
        group.sort(key=lambda c: (-c.match.score, c.j))
        first = group[0]
        for other in group[1:]:
            relation = _relation(first.cells(body), body.column(other.j))
            if relation == "by turns" and first.match.sure and other.match.sure:
                first = replace(first, also=(*first.also, other.j))
                unread.append((other.label, "kolom_digabung"))
            elif relation != "same" and field in SIZES and first.match.number != other.match.number:
                values = {"first": first.label, "second": other.label}
                raise InputError("register.second_without_date", file=file, sheet=sheet.name or "-", **values)
            elif relation == "same" or other.match.score < first.match.score or field in LABELS:
                unread.append((other.label, "kolom_ganda"))
            else:
                values = {"field": field, "first": first.label, "second": other.label}
                raise InputError("register.two_columns", file=file, sheet=sheet.name or "-", **values)
        chosen.append(first)
    if len({c.match.slot for c in chosen if c.match.slot}) == 1 and not _measured_without_month(chosen):
        chosen = [replace(c, match=replace(c.match, slot=None)) for c in chosen]
    return sorted(chosen, key=lambda c: c.j), unread


def _measured_without_month(columns: list[Column]) -> bool:
    return any(c.match.slot is None and c.match.field in _WHAT for c in columns)


def _relation(left: Sequence[Cell], right: Sequence[Cell]) -> Literal["same", "by turns", "different"]:
    pairs = dict.fromkeys(zip(left, right, strict=True))
    if all(clean(a) == clean(b) for a, b in pairs):
        return "same"
    return "by turns" if all(_gives_way(a) or _gives_way(b) for a, b in pairs) else "different"


def _gives_way(cell: Cell) -> bool:
    """Whether the cell of another column of the same field counts instead."""
    return is_missing(cell) or isinstance(cell, Unread)
