"""``read_programme_book``: one workbook of the programme in, every row of its sheets accounted for.

Sheets are known by their name or, where somebody renamed them, by their headers. Whom a row is about is not looked up
here: ``audit.register.programme_records``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.reference.programme_sheet import ProgrammeSheet, SheetField, person_fields
from audit.reference.programme_sheets import SHEETS
from audit.register.area_match import AreaMatcher
from audit.register.dates import DateOrder, date_order
from audit.register.grid import Body, Sheet, check_width, letter
from audit.register.open_file import open_file
from audit.register.people_list import NO_DATA, ListSummary
from audit.register.programme_cells import BETWEEN, read_programme_cell
from audit.register.result import COLUMNS, SET_ASIDE, typed
from audit.register.rows import is_count, is_note
from audit.register.text import Cell, clean, fold, is_missing

__all__ = ["KECAMATAN", "ProgrammeBook", "read_programme_book"]

KECAMATAN = "Kecamatan"  # a column that tells desa of one name apart, in any sheet with a place
_TITLE_ROWS = 20  # a header stands below no more rows of titles than this
_UNFILLED = "isian_wajib_kosong"
_Aside = tuple[str | None, int | None, str | None, str | None, str, str]


@dataclass(frozen=True)
class ProgrammeBook:
    """One workbook after the border.

    ``records`` has, by canonical table, one row a row of its sheets with every field of the layout (missing where the
    sheet has no such column), ``source_sheet`` and ``source_row``; areas are codes; a person is a NIK still, and a
    volunteer, team or donor a name. ``set_aside`` and ``columns`` are as those of ``ImportResult``. It may hold
    personal data: never a public file.
    """

    records: Mapping[str, pd.DataFrame]
    set_aside: pd.DataFrame
    columns: pd.DataFrame
    summary: ListSummary


@dataclass(frozen=True)
class _Found:
    """A sheet with its layout: where its header stands and in which column each field is."""

    sheet: Sheet
    layout: ProgrammeSheet
    top: int
    where: Mapping[str, int]
    body: Body

    def cells(self, field: str) -> Sequence[Cell]:
        return self.body.column(self.where[field]) if field in self.where else [""] * len(self.body)


def read_programme_book(path: Path, areas: Areas) -> ProgrammeBook:
    """Read a workbook of the programme (xlsx, xls; csv for one sheet).

    A row without a cell that its sheet requires is set aside; any other cell that cannot be read is missing and listed
    with its place and reason. Raises ``InputError`` (exit 11) where the file cannot be read or no sheet is known.
    """
    path = Path(path)
    form, sheets = open_file(path)
    aside: list[_Aside] = []
    found: list[_Found] = []
    for sheet in sheets:
        check_width(path.name, sheet)
        table = None if sheet.hidden else _find(sheet)
        if table is None:
            reason = "lembar_tersembunyi" if sheet.hidden and sheet.rows else "lembar_tanpa_judul_kolom"
            aside.append((sheet.name, None, None, None, reason if sheet.rows else "lembar_kosong", "sheet"))
        else:
            found.append(table)
            aside.extend(_unread(table))
    if not found:
        raise InputError("people_list.no_sheet", file=path.name, sheets="; ".join(one.name for one in SHEETS.values()))
    order = date_order((cell for table in found for cell in _dates(table)), path.name)
    matcher = AreaMatcher(areas)
    parts: dict[str, list[pd.DataFrame]] = {}
    for table in found:
        rows, left = _records(table, order, matcher, areas)
        parts.setdefault(table.layout.table, []).append(rows)
        aside.extend(left)
    records = {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
    set_aside = typed(aside, SET_ASIDE)
    summary = ListSummary(
        file=path.name,
        form=form,
        rows_read=sum(len(table.body) for table in found),
        rows_kept=sum(len(rows) for rows in records.values()),
        rows_set_aside=int(set_aside["scope"].eq("row").sum()),
        cells_set_aside=int(set_aside["scope"].eq("cell").sum()),
        date_order=order,
    )
    return ProgrammeBook(records, set_aside, typed(list(_places(found)), COLUMNS), summary)


def _find(sheet: Sheet) -> _Found | None:
    """The layout that a sheet follows: the one of its name, else the one of which it has most headers."""
    named = [layout for layout in SHEETS.values() if fold(layout.name) == fold(sheet.name or "")]
    best: _Found | None = None
    for layout in named or SHEETS.values():
        for top, row in enumerate(sheet.rows[:_TITLE_ROWS]):
            where = _columns(row, layout)
            if set(layout.required) <= where.keys() and len(where) > 1 and (not best or len(where) > len(best.where)):
                best = _Found(sheet, layout, top, where, Body(sheet, top + 1))
    return best


def _columns(header: Sequence[Cell], layout: ProgrammeSheet) -> dict[str, int]:
    said = [fold(cell) for cell in header]
    found: dict[str, int] = {}
    for field in (*layout.fields, *_kecamatan_of(layout)):
        spellings = [fold(spelling) for spelling in (field.header, *field.also)]
        at = next((said.index(spelling) for spelling in spellings if spelling in said), None)
        if at is not None:
            found[field.name] = at
    return found


def _kecamatan_of(layout: ProgrammeSheet) -> tuple[SheetField, ...]:
    has_place = any(field.kind in ("area", "areas") for field in layout.fields)
    return (SheetField("kecamatan", KECAMATAN),) if has_place and "kecamatan" not in _names(layout) else ()


def _names(layout: ProgrammeSheet) -> list[str]:
    return [field.name for field in layout.fields]


def _unread(found: _Found) -> Iterator[_Aside]:
    name, sheet = found.sheet.name, found.sheet
    for i in range(found.top):
        if words := " ".join(clean(cell) for cell in sheet.rows[i] if not is_missing(cell)):
            yield (name, sheet.numbers[i], None, words, "baris_judul", "sheet")
    known = set(found.where.values())
    for at, cell in enumerate(sheet.rows[found.top]):
        if at not in known and not is_missing(cell) and fold(cell) not in ("no", "nomor", "no urut"):
            yield (name, None, clean(cell), None, "kolom_tidak_dikenal", "sheet")
    if unseen := len(sheet.hidden_rows.intersection(found.body.numbers)):
        yield (name, None, None, str(unseen), "baris_tersembunyi", "sheet")
    if not len(found.body):
        yield (name, None, None, None, "lembar_tanpa_baris", "sheet")


def _places(found: Sequence[_Found]) -> Iterator[tuple[str | None, str, str, str]]:
    for table in found:
        header = table.sheet.rows[table.top]
        for field, at in table.where.items():
            yield (table.sheet.name, clean(header[at]), letter(at), field)


def _dates(found: _Found) -> Iterator[Cell]:
    for field in found.layout.fields:
        if field.kind == "date":
            yield from found.cells(field.name)


def _records(found: _Found, order: DateOrder, matcher: AreaMatcher, areas: Areas) -> tuple[pd.DataFrame, list[_Aside]]:
    fields, n = found.layout.fields, len(found.body)
    read = {field.name: _read(found.cells(field.name), field, order) for field in fields}
    if any(field.kind in ("area", "areas") for field in fields):
        within = [clean(cell) or None for cell in found.cells("kecamatan")]
        for field in fields:
            if field.kind in ("area", "areas"):
                read[field.name] = _look_up(read[field.name], within, field, matcher, areas)
    required = found.layout.required
    told_by = {field.name: _told_by(field.name, read) for field in fields if field.kind == "person"}
    left: list[_Aside] = []
    kept: list[int] = []
    for i in range(n):
        place = (found.sheet.name, found.body.numbers[i])
        lacks = [name for name in required if all(read[one][i][0] is None for one in told_by.get(name, (name,)))]
        if not lacks:
            kept.append(i)
            left += [
                (*place, field.header, clean(found.cells(field.name)[i]), read[field.name][i][1], "cell")
                for field in fields
                if read[field.name][i][1]
            ]
        else:
            left.append((*place, *_why(lacks[0], found, read, i), "row"))
    data = {field.name: pd.Series([read[field.name][i][0] for i in kept], dtype=object) for field in fields}
    frame = pd.DataFrame(data)
    frame["source_sheet"] = pd.Series([found.sheet.name] * len(kept), dtype="string")
    frame["source_row"] = pd.Series([found.body.numbers[i] for i in kept], dtype="int64")
    return frame, left


def _told_by(person: str, read: Mapping[str, object]) -> tuple[str, ...]:
    """Fields of which one is enough to say whom a row is about: the NIK, or the name."""
    return tuple(name for name in (person, person_fields(person)[0]) if name in read)


def _why(
    lacking: str, found: _Found, read: Mapping[str, Sequence[tuple[Any, str]]], i: int
) -> tuple[str | None, str | None, str]:
    """Column, value and reason of a row that is not kept: a note, an unreadable cell, or an empty one."""
    row = found.body.rows[i]
    filled = [name for name, cells in read.items() if cells[i][0] is not None]
    if len(filled) <= 1 and (is_note(row) or is_count(row)):
        return None, None, NO_DATA
    field = next(field for field in found.layout.fields if field.name == lacking)
    reason = read[lacking][i][1]
    return field.header, clean(found.cells(lacking)[i]) or None, reason or _UNFILLED


def _read(cells: Sequence[Cell], field: SheetField, order: DateOrder) -> list[tuple[Any, str]]:
    known: dict[tuple[type, Cell], tuple[Any, str]] = {}
    for cell in cells:
        if (key := (type(cell), cell)) not in known:
            known[key] = read_programme_cell(cell, field, order)
    return [known[type(cell), cell] for cell in cells]


def _look_up(
    read: Sequence[tuple[Any, str]], within: Sequence[str | None], field: SheetField, matcher: AreaMatcher, areas: Areas
) -> list[tuple[Any, str]]:
    known: dict[tuple[str, str | None], tuple[Any, str]] = {}
    out: list[tuple[Any, str]] = []
    for (said, reason), kecamatan in zip(read, within, strict=True):
        if said is None:
            out.append((None, reason))
            continue
        if (said, kecamatan) not in known:
            parts = said.split(BETWEEN) if field.kind == "areas" else [said]
            codes = [_area(part.strip(), kecamatan, matcher, areas) for part in parts if part.strip()]
            whole = BETWEEN.join(sorted({code for code in codes if code}))
            known[said, kecamatan] = (None, "desa_tak_dikenal") if None in codes or not codes else (whole, "")
        out.append(known[said, kecamatan])
    return out


def _area(said: str, kecamatan: str | None, matcher: AreaMatcher, areas: Areas) -> str | None:
    """The code of a place of the district: by code, then as desa, kecamatan, or the district itself, by name."""
    if said in areas.by_code:
        return said
    words = fold(said)
    if words in (fold(areas.district.name), "kota", "kabupaten", "daerah"):
        return areas.district.code
    named = [area.code for area in areas.kecamatan if words in (fold(area.name), f"kecamatan {fold(area.name)}")]
    as_desa = None if words.startswith(("kecamatan ", "kec ")) else matcher.code(said, kecamatan)
    if words.startswith(("kecamatan ", "kec ")) or as_desa is None:
        bare = words.partition(" ")[2] if words.startswith(("kecamatan ", "kec ")) else words
        named = named or [area.code for area in areas.kecamatan if fold(area.name) == bare]
        return named[0] if len(named) == 1 else None
    return as_desa
