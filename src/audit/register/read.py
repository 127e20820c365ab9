"""``read_visits``: one file of measurements in, tidy records out, every row accounted for."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.register.area_match import AreaMatcher, districts_named
from audit.register.contacts import read_contacts, read_unrecorded
from audit.register.date_columns import DateColumn, order_of
from audit.register.dates import DateOrder
from audit.register.grid import Sheet, check_width
from audit.register.header_rows import Column, Table, find_table, header_score
from audit.register.layouts import Piece, read_table
from audit.register.lost_cells import check_calculated
from audit.register.marks import mark
from audit.register.open_file import open_file
from audit.register.place import Place, place_in_titles
from audit.register.result import (
    COLUMNS,
    CONTACTS,
    RECORDS,
    SET_ASIDE,
    UNRECORDED,
    ImportResult,
    ImportSummary,
    typed,
)
from audit.register.sniff import Form
from audit.register.stacked import one_table_each
from audit.register.text import Cell, clean, is_missing

__all__ = ["read_visits"]

_DATE_FIELDS = ("birth_date", "visit_date")
_NEEDED = (*_DATE_FIELDS, "nik", "name", "sex", "weight_kg", "lenhei_cm")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SEEN = ("bb_lahir_gram", "tb_lahir_nol", "bayi_belum_bernama")
_Aside = tuple[str | None, int | None, str | None, str | None, str, str]


def read_visits(path: str | Path, *, district: str | None = None, areas: Areas | None = None) -> ImportResult:
    """Read one file of measurements: an e-PPGBM export or a posyandu register as xlsx, xls, HTML or separated text.

    Parameters
    ----------
    path : the file. Its form is found from its content, not from its name.
    district : Kemendagri code (``"17.71"``) of the district in which desa are looked up; it narrows the matching of
        areas and changes nothing else. Without it each row's own district is used, where the file names one.
    areas : the district's own table of areas, in place of the one that is shipped.

    Returns
    -------
    ImportResult : ``records`` (one row a measurement), ``set_aside`` (rows, cells and sheets left out, each with a
        reason), ``summary`` (``rows_read = rows_kept + rows_set_aside``), ``columns`` (which column is which field),
        ``contacts`` and ``unrecorded`` (addresses, telephone numbers, and who is in rows set aside). A missing value is
        NA; 0 is missing for weight, length, MUAC, birth weight, birth length, RT and RW, and a value everywhere else.
        Nothing is guessed: what cannot be decided is NA and listed.

    Raises
    ------
    InputError : the file is missing, empty, locked, damaged, password-protected, no table, too large or too wide; no
        visible sheet has a header, or none has a row below it; most of a column is formulas that nobody calculated;
        day and month, the coding of sex, or which of two columns of one field counts cannot be decided.
    ReferenceDataError : ``district`` is no code of a district.

    Not for lists of children without measurements, nor for registers of mothers.
    """
    given = AreaMatcher(areas) if areas is not None else AreaMatcher.of(district) if district is not None else None
    with _collector_resting():
        return _read(Path(path), given)


@contextmanager
def _collector_resting() -> Generator[None, None, None]:
    """Spare the garbage collector millions of cells that live to the end anyway: a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(path: Path, given: AreaMatcher | None) -> ImportResult:
    form, sheets = open_file(path)
    for sheet in sheets:
        check_width(path.name, sheet)
    found = [_tables_of(sheet, path.name) for sheet in sheets]
    tables = [table for parts in found for _, table in parts if table is not None]
    if not tables:
        raise _no_table(sheets, path.name)
    for table, _, cells in _of(tables, *_NEEDED):
        check_calculated(path.name, table.sheet.name, cells)
    sex_in_numbers = _sex_in_numbers(tables, path.name)
    dates = [DateColumn(t.sheet.name, c.label, c.match.field, cells) for t, c, cells in _of(tables, *_DATE_FIELDS)]
    order = order_of(dates, path.name)

    pieces: list[Piece] = []
    aside: list[_Aside] = []
    for parts in found:
        place, year = Place(), None
        for sheet, table in parts:
            if table is None:
                aside.append((sheet.name, None, None, None, _why_unread(sheet), "sheet"))
                continue
            titles = sheet.rows[: table.top]
            place, year = place_in_titles(titles, sheet.name).within(place), _year(titles, sheet.name) or year
            piece = read_table(table, order, year, sex_in_numbers=sex_in_numbers)
            _place(piece.records, table, place, given)
            aside.extend(_above(table))
            aside.extend((sheet.name, None, label, None, reason, "sheet") for label, reason in table.unread)
            if unseen := len(sheet.hidden_rows.intersection(table.body.numbers)):
                aside.append((sheet.name, None, None, str(unseen), "baris_tersembunyi", "sheet"))
            if not piece.rows_read:
                aside.append((sheet.name, None, None, None, "lembar_tanpa_baris", "sheet"))
            aside.extend((sheet.name, *entry) for entry in piece.aside)
            aside.extend(_set_area_codes(piece.records, table, given))
            pieces.append(piece)
    if not sum(piece.rows_read for piece in pieces):
        raise InputError("register.no_rows", file=path.name)
    read = sum(any(table is not None for _, table in parts) for parts in found)
    return _result(path.name, form, order, (read, len(sheets) - read), tables, pieces, aside)


def _tables_of(sheet: Sheet, file: str) -> list[tuple[Sheet, Table | None]]:
    """The tables of a sheet; none of one that Excel hides, for nobody who sends the file sees what stands there."""
    if sheet.hidden:
        return [(sheet, None)]
    return [(part, find_table(part, file)) for part in one_table_each(sheet)]


def _why_unread(sheet: Sheet) -> str:
    if sheet.hidden and header_score(sheet):
        return "lembar_tersembunyi"
    return "lembar_tanpa_judul_kolom" if sheet.rows else "lembar_kosong"


def _no_table(sheets: Sequence[Sheet], file: str) -> InputError:
    for sheet in sheets:
        if sheet.hidden and header_score(sheet):
            return InputError("register.only_hidden", file=file, sheet=sheet.name or "-")
    for sheet in sheets:
        check_calculated(file, sheet.name, chain.from_iterable(sheet.rows))
    return InputError("register.no_header" if any(s.rows for s in sheets) else "register.no_rows", file=file)


def _of(tables: Sequence[Table], *fields: str) -> Iterator[tuple[Table, Column, Sequence[Cell]]]:
    for table in tables:
        for column in table.columns:
            if column.match.field in fields:
                yield table, column, column.cells(table.body)


def _sex_in_numbers(tables: Sequence[Table], file: str) -> bool:
    """Whether a file codes sex as 1 and 2, which most of its cells must do.

    Raises ``InputError`` for 1 without any 2: 0 and 1, or half of 1 and 2, may mean either sex.
    """
    seen: Counter[str] = Counter()
    for cell, n in Counter(chain.from_iterable(cells for *_, cells in _of(tables, "sex"))).items():
        seen[clean(cell)] += n
    numbers = seen["0"] + seen["1"] + seen["2"]
    if not numbers or 2 * numbers < sum(n for text, n in seen.items() if not is_missing(text)):
        return False
    if not (seen["1"] and seen["2"]):
        table, column, _ = next(_of(tables, "sex"))
        raise InputError("register.sex_coding", file=file, sheet=table.sheet.name or "-", column=column.label)
    return True


def _year(titles: Sequence[Sequence[Cell]], name: str | None) -> int | None:
    """The year that titles or sheet name give, where they give exactly one."""
    texts = [clean(cell) for row in titles for cell in row if isinstance(cell, str)] + [name or ""]
    years = {int(year) for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _above(table: Table) -> list[_Aside]:
    out: list[_Aside] = []
    for i in range(table.top):
        texts = [clean(c) for c in table.sheet.rows[i] if not isinstance(c, str) or clean(c)]
        if texts:
            out.append((table.sheet.name, table.sheet.numbers[i], None, " ".join(texts), "baris_judul", "sheet"))
    return out


def _place(records: pd.DataFrame, table: Table, place: Place, given: AreaMatcher | None) -> None:
    """Fill area names that no column holds from the titles, or the desa from a sheet that is named after one."""
    fields = {column.match.field for column in table.columns}
    for name in ("district", "kecamatan", "puskesmas", "desa", "posyandu"):
        value = getattr(place, name)
        if name not in fields and value is not None:
            records[name] = value
    if "desa" not in fields and place.desa is None and table.sheet.name:
        matcher = given or _matcher_of(place.district)
        if matcher is not None and matcher.code(table.sheet.name, place.kecamatan):
            records["desa"] = table.sheet.name


def _matcher_of(district: str | None) -> AreaMatcher | None:
    codes = districts_named(district) if district else frozenset()
    return AreaMatcher.of(next(iter(codes))) if len(codes) == 1 else None


def _set_area_codes(records: pd.DataFrame, table: Table, given: AreaMatcher | None) -> list[_Aside]:
    """Look up each desa; list the names that are not found, or could be two."""
    columns = ["district", "kecamatan", "desa"]
    named = records[columns].astype("object")
    named = named.where(named.notna(), None)
    keys = list(zip(*(named[c] for c in columns), strict=True))
    codes = {key: _area_code(key[0], key[1], key[2], given) for key in dict.fromkeys(keys)}
    records["area_code"] = [codes[key][0] for key in keys]
    label = next((c.label for c in table.columns if c.match.field == "desa"), "desa")
    rows = records["source_row"].tolist()
    unknown = dict.fromkeys((row, key[2]) for row, key in zip(rows, keys, strict=True) if codes[key][1])
    return [(table.sheet.name, row, label, desa, "desa_tak_dikenal", "cell") for row, desa in unknown]


def _area_code(
    district: str | None, kecamatan: str | None, desa: str | None, given: AreaMatcher | None
) -> tuple[str | None, bool]:
    """Code, and whether a desa that is named could not be found in a district that is known."""
    if desa is None:
        return None, False
    said = districts_named(district) if district else frozenset()
    if given is not None:
        if said and given.district not in said:
            return None, True
        code = given.code(desa, kecamatan)
    elif len(said) == 1:
        code = AreaMatcher.of(next(iter(said))).code(desa, kecamatan)
    else:
        return None, False
    return code, code is None


def _result(
    file: str,
    form: Form,
    order: DateOrder,
    sheets: tuple[int, int],
    tables: Sequence[Table],
    pieces: Sequence[Piece],
    aside: list[_Aside],
) -> ImportResult:
    raw = pd.concat([piece.records for piece in pieces], ignore_index=True)
    nik_text, seen = raw["_nik"].astype("string"), raw[list(_SEEN)].astype(bool)
    records = raw[list(RECORDS)].astype({k: v for k, v in RECORDS.items() if k != "marks"})
    records["marks"] = mark(records, nik_text, seen)
    set_aside = typed(aside, SET_ASIDE)
    read, kept = sum(p.rows_read for p in pieces), sum(p.rows_kept for p in pieces)
    summary = ImportSummary(
        file=file,
        form=form,
        rows_read=read,
        rows_kept=kept,
        rows_set_aside=int(set_aside["scope"].eq("row").sum()),
        measurements=len(records),
        cells_set_aside=int(set_aside["scope"].eq("cell").sum()),
        sheets_read=sheets[0],
        sheets_set_aside=sheets[1],
        date_order=order,
    )
    columns = typed(
        [(t.sheet.name, c.label, c.letter, c.match.field) for t in tables for c in t.columns],
        COLUMNS,
    )
    contacts = typed([contact for table in tables for contact in read_contacts(table)], CONTACTS)
    unrecorded = [who for t, piece in zip(tables, pieces, strict=True) for who in read_unrecorded(t, piece.aside)]
    return ImportResult(records, set_aside, summary, columns, contacts, typed(unrecorded, UNRECORDED))
