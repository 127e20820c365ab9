"""``read_people_list``: one list of women, households, services, histories or consents in, every row accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.register.area_match import AreaMatcher
from audit.register.dates import DateOrder, after_place, date_order
from audit.register.grid import Body, Sheet, check_width, letter
from audit.register.list_cells import read_cell
from audit.register.list_fields import Layout, ListField, vocabulary
from audit.register.open_file import open_file
from audit.register.place import Place, place_in_titles
from audit.register.result import COLUMNS, SET_ASIDE, typed
from audit.register.rows import is_count, is_note
from audit.register.text import Cell, clean, fold, is_missing
from audit.results import Sentence

__all__ = ["ImportedList", "ListSummary", "by_list", "read_people_list"]

NO_DATA = "bukan_data"
_TITLE_ROWS = 20  # a header stands below no more rows of titles than this
_DATES = ("date", "birth_date")
_HEADERS_AT_LEAST = 2  # fewer make no row of headers
_DESA_DIGITS = re.compile(r"(\d\d)(\d\d)(\d\d)(\d{4})")
_NAMES = ("kecamatan", "desa", "posyandu")
_Aside = tuple[str | None, int | None, str | None, str | None, str, str]


@dataclass(frozen=True, slots=True)
class ListSummary:
    """Counts of one list. ``rows_read = rows_kept + rows_set_aside`` over the non-empty rows below the headers."""

    file: str
    form: str  # xlsx, xls, html, csv
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    cells_set_aside: int
    date_order: str  # as of ImportSummary

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_kept + self.rows_set_aside:
            raise RuntimeError(f"rows lost: {self}")

    @property
    def sentence(self) -> Sentence:
        """The row equation in words."""
        values = {"file": self.file, "read": self.rows_read, "kept": self.rows_kept, "aside": self.rows_set_aside}
        return Sentence("people_list.summary", values)


@dataclass(frozen=True)
class ImportedList:
    """One list after the border.

    ``records`` has one row a row of the file, with every field of the layout (missing where the file has none),
    ``source_sheet`` and ``source_row``, and ``area_code`` looked up. ``unrecorded`` has the fields of the rows that
    were set aside while reading, for whom else the file names. ``set_aside`` and ``columns`` are as those of
    ``ImportResult``. All of them hold personal data: never a public file.
    """

    records: pd.DataFrame
    unrecorded: pd.DataFrame
    set_aside: pd.DataFrame
    columns: pd.DataFrame
    summary: ListSummary

    def without(self, reasons: Mapping[int, str]) -> ImportedList:
        """The same with rows (by index of ``records``) set aside, each for its reason."""
        if not reasons:
            return self
        gone = self.records.loc[list(reasons)]
        more: list[_Aside] = [
            (_or_none(sheet), int(row), None, None, reason, "row")
            for sheet, row, reason in zip(gone["source_sheet"], gone["source_row"], reasons.values(), strict=True)
        ]
        s = self.summary
        summary = replace(s, rows_kept=s.rows_kept - len(gone), rows_set_aside=s.rows_set_aside + len(gone))
        aside = pd.concat([self.set_aside, typed(more, SET_ASIDE)], ignore_index=True)
        return replace(self, records=self.records.drop(index=gone.index), set_aside=aside, summary=summary)

    def without_cells(self, field: str, reasons: Mapping[int, str]) -> ImportedList:
        """The same with cells of one field (by index of ``records``) emptied and listed, each for its reason."""
        if not reasons:
            return self
        records, rows = self.records.copy(), list(reasons)
        places = self.columns.loc[self.columns["field"].eq(field), ["source_sheet", "column"]]
        label = {_or_none(sheet): str(column) for sheet, column in places.itertuples(index=False, name=None)}
        gone = records.loc[rows, ["source_sheet", "source_row", field]].itertuples(index=False, name=None)
        more: list[_Aside] = [
            (_or_none(sheet), int(row), label.get(_or_none(sheet), field), clean(cell), reason, "cell")
            for (sheet, row, cell), reason in zip(gone, reasons.values(), strict=True)
        ]
        records.loc[rows, field] = None
        summary = replace(self.summary, cells_set_aside=self.summary.cells_set_aside + len(rows))
        aside = pd.concat([self.set_aside, typed(more, SET_ASIDE)], ignore_index=True)
        return replace(self, records=records, set_aside=aside, summary=summary)


def by_list(rows: pd.DataFrame, reasons: Mapping[int, str]) -> dict[str, dict[int, str]]:
    """Reasons by row of several lists together, as reasons by source and row of that list.

    ``rows`` has ``source_file`` and ``row``, the index of the row in the records of its list.
    """
    out: dict[str, dict[int, str]] = {source: {} for source in rows["source_file"].unique()}
    for index, source, row in zip(rows.index, rows["source_file"], rows["row"], strict=True):
        if index in reasons:
            out[source][row] = reasons[index]
    return out


@dataclass(frozen=True)
class _Column:
    field: ListField
    label: str
    at: int
    unit: str
    inverse: bool


@dataclass(frozen=True)
class _Part:
    records: pd.DataFrame
    unrecorded: pd.DataFrame
    aside: list[_Aside]


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    top: int
    columns: tuple[_Column, ...]
    unread: tuple[tuple[str, str], ...]  # label, reason
    body: Body


def read_people_list(path: str | Path, layout: Layout, areas: Areas) -> ImportedList:
    """Read one list (xlsx, xls, HTML or separated text; every visible sheet with its columns).

    Nothing is guessed: what cannot be read is missing and listed with its place and reason. Raises ``InputError`` (exit
    11) where the file cannot be read (as ``read_visits``), or no sheet has the columns that the list needs.
    """
    path = Path(path)
    form, sheets = open_file(path)
    aside: list[_Aside] = []
    tables: list[_Table] = []
    for sheet in sheets:
        check_width(path.name, sheet)
        table = None if sheet.hidden else _table(sheet, layout)
        if table is None:
            why = "lembar_tersembunyi" if sheet.hidden and sheet.rows else "lembar_tanpa_judul_kolom"
            aside.append((sheet.name, None, None, None, why if sheet.rows else "lembar_kosong", "sheet"))
        else:
            tables.append(table)
            aside.extend(_titles(table))
            aside.extend((sheet.name, None, label, None, reason, "sheet") for label, reason in table.unread)
    if not tables:
        wanted = ", ".join(layout.fields[group[0]].header for group in layout.columns)
        raise InputError("people_list.no_columns", file=path.name, columns=wanted)
    order = date_order((after_place(cell) for table in tables for cell in _date_cells(table)), path.name)
    matcher = AreaMatcher(areas)
    read = [_records(table, layout, order, matcher, areas) for table in tables]
    records = pd.concat([part.records for part in read], ignore_index=True)
    unrecorded = pd.concat([part.unrecorded for part in read], ignore_index=True)
    set_aside = typed([*aside, *(row for part in read for row in part.aside)], SET_ASIDE)
    rows = int(set_aside["scope"].eq("row").sum())
    summary = ListSummary(
        file=path.name,
        form=form,
        rows_read=sum(len(table.body) for table in tables),
        rows_kept=len(records),
        rows_set_aside=rows,
        cells_set_aside=int(set_aside["scope"].eq("cell").sum()),
        date_order=order,
    )
    places = [(t.sheet.name, c.label, letter(c.at), c.field.name) for t in tables for c in t.columns]
    return ImportedList(records, unrecorded, set_aside, typed(places, COLUMNS), summary)


def _table(sheet: Sheet, layout: Layout) -> _Table | None:
    for top, row in enumerate(sheet.rows[:_TITLE_ROWS]):
        if len(_columns(row, layout)[0]) < _HEADERS_AT_LEAST:
            continue
        below = _second_header(sheet.rows[top + 1], layout) if top + 1 < len(sheet.rows) else {}
        header = [below.get(at, row[at] if at < len(row) else "") for at in range(max(len(row), *below, 0) + 1)]
        columns, unread = _columns(header, layout)
        has = {column.field.name for column in columns}
        if all(has.intersection(group) for group in layout.columns):
            return _Table(sheet, top, columns, unread, Body(sheet, top + 1 + bool(below)))
    return None


def _second_header(row: Sequence[Cell], layout: Layout) -> dict[int, Cell]:
    """Headers of a second row, as below "Tekanan Darah" stand Sistolik and Diastolik; none where it is data."""
    filled = {at: cell for at, cell in enumerate(row) if not is_missing(cell)}
    return filled if filled and all(layout.header(cell) for cell in filled.values()) else {}


def _columns(header: Sequence[Cell], layout: Layout) -> tuple[tuple[_Column, ...], tuple[tuple[str, str], ...]]:
    """Columns by field, the first of each; and the others with why they are not read."""
    found: dict[str, _Column] = {}
    unread: list[tuple[str, str]] = []
    for at, cell in enumerate(header):
        if is_missing(cell):
            continue
        match, label = layout.header(cell), clean(cell)
        if match is None:
            why = vocabulary().not_read.get(fold(label.partition("(")[0]))
            if why or fold(label) not in ("no", "nomor", "no urut"):
                unread.append((label, why or "kolom_tidak_dikenal"))
        elif match[0] in found:
            unread.append((label, "kolom_ganda"))
        else:
            found[match[0]] = _Column(layout.fields[match[0]], label, at, match[1], match[2])
    return tuple(found.values()), tuple(unread)


def _titles(table: _Table) -> Iterator[_Aside]:
    for i in range(table.top):
        if words := " ".join(clean(cell) for cell in table.sheet.rows[i] if not is_missing(cell)):
            yield (table.sheet.name, table.sheet.numbers[i], None, words, "baris_judul", "sheet")


def _date_cells(table: _Table) -> Iterator[Cell]:
    for column in table.columns:
        if column.field.kind in _DATES:
            yield from table.body.column(column.at)


def _records(table: _Table, layout: Layout, order: DateOrder, matcher: AreaMatcher, areas: Areas) -> _Part:
    """Records of one table, and what was set aside."""
    n, name = len(table.body), table.sheet.name
    raw = {column.field.name: table.body.column(column.at) for column in table.columns}
    values: dict[str, list[Any]] = {field: [None] * n for field in layout.fields}
    reasons: dict[str, list[str]] = {}
    for column in table.columns:
        field = column.field.name
        values[field], reasons[field] = _read_column(raw[field], column, order)
    _fill_places(values, raw, table)
    rows = _row_reasons(table, values, layout)
    cells: list[_Aside] = []
    for column in table.columns:
        for i, reason in enumerate(reasons[column.field.name]):
            if reason and not rows[i]:
                place = (name, table.body.numbers[i], column.label)
                cells.append((*place, clean(raw[column.field.name][i]), reason, "cell"))
    cells.extend(_look_up_areas(values, rows, table, matcher, areas))
    frame = _frame(values, table, [i for i in range(n) if not rows[i]])
    others = _frame(values, table, [i for i in range(n) if rows[i] not in ("", NO_DATA)])
    left: list[_Aside] = [(name, table.body.numbers[i], None, None, rows[i], "row") for i in range(n) if rows[i]]
    return _Part(frame, others, [*_hidden(table), *left, *cells])


def _frame(values: Mapping[str, list[Any]], table: _Table, kept: Sequence[int]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {field: pd.Series([column[i] for i in kept], dtype=object) for field, column in values.items()}
    )
    frame["source_sheet"] = pd.Series([table.sheet.name] * len(kept), dtype="string")
    frame["source_row"] = pd.Series([table.body.numbers[i] for i in kept], dtype="int64")
    return frame


def _read_column(cells: Sequence[Cell], column: _Column, order: DateOrder) -> tuple[list[Any], list[str]]:
    known: dict[tuple[type, Cell], tuple[Any, str]] = {}
    for cell in cells:
        if (key := (type(cell), cell)) not in known:
            known[key] = read_cell(cell, column.field, unit=column.unit, inverse=column.inverse, order=order)
    read = [known[type(cell), cell] for cell in cells]
    return [value for value, _ in read], [reason for _, reason in read]


def _fill_places(values: dict[str, list[Any]], raw: Mapping[str, Sequence[Cell]], table: _Table) -> None:
    """Fill names of places that no column holds from the titles above the header."""
    place: Place = place_in_titles(table.sheet.rows[: table.top], table.sheet.name)
    for field in _NAMES:
        said = getattr(place, field)
        if field in values and field not in raw and said is not None:
            values[field] = [said] * len(values[field])


def _row_reasons(table: _Table, values: Mapping[str, Sequence[Any]], layout: Layout) -> list[str]:
    """Why each row is not kept; "" where it is."""
    who = {field for group in layout.needs[0].of for field in group}
    out: list[str] = []
    for i, row in enumerate(table.body.rows):
        if not any(values[field][i] is not None for field in who) and _says_little(row, table):
            out.append(NO_DATA)
            continue
        lacks = (
            need.reason
            for need in layout.needs
            if not any(all(values[field][i] is not None for field in group) for group in need.of)
        )
        reason = next(lacks, "")
        no_data = reason == layout.needs[0].reason and (is_note(row) or is_count(row))
        out.append(NO_DATA if no_data else reason)
    return out


def _says_little(row: Sequence[Cell], table: _Table) -> bool:
    """Whether a row without anybody's name is a note or a total rather than somebody's data."""
    filled = [at for at, cell in enumerate(row) if not is_missing(cell)]
    ours = {column.at for column in table.columns if column.field.name not in _NAMES}
    return is_note(row) or not ours.intersection(filled)


def _look_up_areas(
    values: dict[str, list[Any]], rows: Sequence[str], table: _Table, matcher: AreaMatcher, areas: Areas
) -> list[_Aside]:
    if "desa" not in values:
        return []
    label = next((c.label for c in table.columns if c.field.name == "desa"), "desa")
    out: list[_Aside] = []
    for i, (said, desa, kecamatan) in enumerate(
        zip(values["area_code"], values["desa"], values["kecamatan"], strict=True)
    ):
        digits = _DESA_DIGITS.fullmatch(re.sub(r"\D", "", said)) if said else None
        code = ".".join(digits.groups()) if digits else None
        if code not in areas.by_code:
            code = matcher.code(desa, kecamatan) if desa else None
        values["area_code"][i] = code
        if code is None and (said or desa) and not rows[i]:
            out.append((table.sheet.name, table.body.numbers[i], label, desa or said, "desa_tak_dikenal", "cell"))
    return out


def _hidden(table: _Table) -> Iterator[_Aside]:
    if unseen := len(table.sheet.hidden_rows.intersection(table.body.numbers)):
        yield (table.sheet.name, None, None, str(unseen), "baris_tersembunyi", "sheet")
    if not len(table.body):
        yield (table.sheet.name, None, None, None, "lembar_tanpa_baris", "sheet")


def _or_none(text: object) -> str | None:
    return text if isinstance(text, str) else None
