"""Tables below one another on one sheet: a posyandu each, or other columns from some row on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.reference import import_rules as rules
from audit.register.grid import Sheet
from audit.register.header_rows import Span, span_at
from audit.register.place import place_in_titles
from audit.register.text import Cell, holds, is_missing

__all__ = ["one_table_each"]

_MEASURED = ("birth_date", "visit_date", "weight_kg", "lenhei_cm")
_LOOKED_AT = 4  # columns of dates and measures: in a header they hold words
_WORDS_FROM = 2  # of them


def one_table_each(sheet: Sheet) -> list[Sheet]:
    """Cut a sheet above each header that begins another table, its titles included.

    Another table has other columns, or the same under titles that name another place. A header that is only repeated,
    as on every printed page, begins none. Row numbers stay those of the source.
    """
    parts: list[Sheet] = []
    while (cut := _next_table(sheet)) is not None:
        parts.append(_part(sheet, 0, cut))
        sheet = _part(sheet, cut, len(sheet.rows))
    return [*parts, sheet]


def _next_table(sheet: Sheet) -> int | None:
    tops = range(min(len(sheet.rows), rules.HEADER_SEARCH_ROWS))
    first = next((span for top in tops if (span := span_at(sheet, top))), None)
    if first is None:
        return None
    place = place_in_titles(sheet.rows[: first.top], sheet.name)
    measured = [j for j, m in enumerate(first.matches) if m is not None and m.field in _MEASURED][:_LOOKED_AT]
    start = first.top + first.rows
    for i in _headerlike(sheet.rows, measured, start):
        other = span_at(sheet, i)
        if other is None:
            continue
        titles = _titles_from(sheet.rows, measured, start, i)
        if titles == start:  # a part of the header itself: nothing was read between them
            continue
        named = place_in_titles(sheet.rows[titles:i])
        if _columns(other) != _columns(first) or any(
            (name := getattr(named, field)) is not None and name.casefold() != (getattr(place, field) or "").casefold()
            for field in named.__slots__
        ):
            return titles
    return None


def _columns(span: Span) -> list[tuple[int, str, object]]:
    return [(j, m.field, m.slot) for j, m in enumerate(span.matches) if m is not None]


def _headerlike(rows: Sequence[Sequence[Cell]], measured: Sequence[int], start: int) -> Iterator[int]:
    """Rows with words where dates and measures stand."""
    for i in range(start, len(rows)):
        row, words = rows[i], 0
        for j in measured:
            cell = row[j] if j < len(row) else ""
            words += isinstance(cell, str) and cell[:1].isalpha() and not any(map(str.isdigit, cell))
        if words >= _WORDS_FROM:
            yield i


def _titles_from(rows: Sequence[Sequence[Cell]], measured: Sequence[int], start: int, header: int) -> int:
    """Index of the first title row above a header: up to a row with dates or measures, or a blank row above titles."""
    top, seen = header, False
    while top > start:
        row = rows[top - 1]
        if any(j < len(row) and not is_missing(row[j]) for j in measured):
            break
        filled = any(map(holds, row))
        if seen and not filled:
            break
        seen |= filled
        top -= 1
    return top


def _part(sheet: Sheet, start: int, end: int) -> Sheet:
    merged = sheet.merged
    if merged is not None:
        inside = (m for m in merged if start <= m[0] and m[2] < end)
        merged = tuple((top - start, left, bottom - start, right) for top, left, bottom, right in inside)
    return replace(sheet, rows=sheet.rows[start:end], numbers=sheet.numbers[start:end], merged=merged)
