"""Exports of KoboToolbox and ODK: rows of repeat groups beside what their submission says.

A form that measures several children in one visit keeps them in a repeat group, which is exported as its own table.
Kobo's workbook has ``_index`` in each table, and ``_parent_index`` with ``_parent_table_name`` (the sheet) in a repeat
group's; ODK's archive of csv files has ``KEY`` in each and ``PARENT_KEY`` in a repeat group's, and so has ODK Briefcase
(its documentation, "Briefcase export CSV format"). Names of columns are the form's, with names of groups before them
(``anak/berat``, ``anak-berat``); a mapping names them as they stand.

Verified against that documentation and the options of Kobo's exports as the R package KoboconnectR describes them
(group separator "/", labels or XML names); Kobo's ``_parent_index`` is as its exports are commonly described.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Sheet
from audit.register.open_text import open_text
from audit.register.text import Cell, clean, holds

__all__ = ["archive_of_tables", "joined"]

_ZIP = b"PK\x03\x04"
_KOBO, _ODK = ("_index", "_parent_index", "_parent_table_name"), ("KEY", "PARENT_KEY")
_DEEPEST = 5  # repeat groups within repeat groups
Left = list[tuple[str | None, int | None, str | None, str]]


def archive_of_tables(path: Path) -> list[Sheet] | None:
    """The csv files of an archive as sheets by their names; ``None`` where the file is no archive of csv files.

    Raises ``InputError`` : damaged, locked by a password, or larger than any export.
    """
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        if stream.read(len(_ZIP)) != _ZIP:
            return None
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory() as folder:
            parts = archive.infolist()
            tables = [part for part in parts if PurePosixPath(part.filename).suffix.lower() == ".csv"]
            if not tables or any(part.filename.lower() == "xl/workbook.xml" for part in parts):
                return None
            if sum(part.file_size for part in tables) > rules.MAX_TEXT_BYTES:
                raise InputError("register.too_large", file=path.name)
            if any(part.flag_bits & 1 for part in tables):
                raise InputError("register.password", file=path.name)
            return [_table(archive, part, Path(folder)) for part in sorted(tables, key=lambda part: part.filename)]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise InputError("register.damaged", file=path.name) from error


def _table(archive: zipfile.ZipFile, part: zipfile.ZipInfo, folder: Path) -> Sheet:
    name = PurePosixPath(part.filename.replace("\\", "/")).name
    copy = folder / name
    copy.write_bytes(archive.read(part))
    (sheet,) = open_text(copy)
    return Sheet(name.removesuffix(".csv"), sheet.rows, sheet.numbers)


def joined(sheets: Sequence[Sheet]) -> tuple[list[Sheet], Left]:
    """Each repeat group's rows with the columns of their submission after their own; and submissions without any row.

    A sheet keeps the name and the row numbers of the repeat group. No sheet where there is no repeat group.
    """
    tables = {sheet.name: table for sheet in sheets if sheet.rows and (table := _Table.of(sheet)) is not None}
    found: list[Sheet] = []
    met: dict[str | None, set[int]] = {name: set() for name in tables}
    for table in tables.values():
        if table.parent_at is None:
            continue
        rows: list[list[Cell]] = [[*table.labels], *([*row] for row in table.rows)]
        wider = _with_parents(table, rows, tables, met)
        found.append(Sheet(table.sheet.name, wider, list(table.sheet.numbers), hidden=table.sheet.hidden))
    left: Left = [
        (name, tables[name].sheet.numbers[n + 1], None, "kiriman_tanpa_anak")
        for name, rows in met.items()
        if rows
        for n in range(len(tables[name].rows))
        if n not in rows and any(map(holds, tables[name].rows[n]))
    ]
    return found, left


class _Table:
    """One exported table: its labels, where its key stands, and where that of its parent and the parent's name do."""

    def __init__(self, sheet: Sheet, key: str, parent: str, table: str | None) -> None:
        self.sheet = sheet
        self.labels = [clean(cell) for cell in sheet.rows[0]]
        self.rows = sheet.rows[1:]
        self.parent_at = self._place(parent)
        self.table_at = self._place(table) if table else None
        key_at = self._place(key)
        keys = {self.cell(n, key_at): n for n in reversed(range(len(self.rows)))} if key_at is not None else {}
        self.keys: Mapping[str, int] = {key: n for key, n in keys.items() if key}

    @classmethod
    def of(cls, sheet: Sheet) -> _Table | None:
        labels = {clean(cell) for cell in sheet.rows[0]}
        if not labels.isdisjoint(_KOBO[:2]):
            return cls(sheet, *_KOBO)
        return None if labels.isdisjoint(_ODK) else cls(sheet, *_ODK, None)

    def _place(self, label: str) -> int | None:
        return self.labels.index(label) if label in self.labels else None

    def cell(self, n: int, j: int | None) -> str:
        """A cell as text, "" beyond the end of a row."""
        row = self.rows[n]
        return clean(row[j]) if j is not None and j < len(row) else ""

    def parent(self, n: int, tables: Mapping[str | None, _Table]) -> tuple[_Table, int] | None:
        """The row that a row belongs to: by the name of its table where the export gives it, else by its key alone."""
        key, named = self.cell(n, self.parent_at), self.cell(n, self.table_at)
        places = [tables[named]] if named in tables else [table for table in tables.values() if table is not self]
        return next(((table, table.keys[key]) for table in places if key in table.keys and table is not self), None)


def _with_parents(
    table: _Table, rows: list[list[Cell]], tables: Mapping[str | None, _Table], met: Mapping[str | None, set[int]]
) -> list[list[Cell]]:
    """Rows (the labels first) with the columns of each row's ancestors; a label that is there is not repeated."""
    labels = rows[0]
    place: dict[str, int] = {clean(label): j for j, label in enumerate(labels)}
    for n, row in enumerate(rows[1:]):
        at, own = (table, n), frozenset(table.labels)
        for _ in range(_DEEPEST):
            above = at[0].parent(at[1], tables)
            if above is None:
                break
            parent, m = above
            met[parent.sheet.name].add(m)
            for j, label in enumerate(parent.labels):
                if label in own or not label:
                    continue
                if label not in place:
                    place[label] = len(labels)
                    labels.append(label)
                row.extend([""] * (place[label] + 1 - len(row)))
                row[place[label]] = parent.rows[m][j] if j < len(parent.rows[m]) else ""
            own |= frozenset(parent.labels)
            at = above
    return rows
