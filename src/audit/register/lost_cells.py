"""What the reader of workbooks passes over in silence: errors, formulas that nobody calculated, rows hidden, 1904.

To that reader ``#REF!`` and a formula without a stored value are empty cells. A value that was there and cannot be read
is no empty cell: here they are found in the sheets' XML and come back as ``Unread``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from posixpath import join, normpath

from audit.errors import InputError
from audit.register.text import Cell, Unread, is_missing

__all__ = [
    "NOT_CALCULATED",
    "LostCells",
    "Package",
    "check_calculated",
    "look_closer",
    "lost_cells",
    "package_of",
    "put_back",
]

NOT_CALCULATED = Unread("=…", "rumus_tanpa_nilai")
_ERROR = "galat_excel"

_READ_BYTES = 1 << 20
_LONGEST_CELL = 1 << 24  # bytes of XML; a cell of Excel holds 32,767 characters
_SIGNS = (b'="e"', b"='e'", b"<f", b":f", b'hidden="1"', b'hidden="true"')
_ELEMENT = re.compile(r"<(?:\w+:)?(workbookPr|calcPr|sheet|Relationship)\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_YES = ("1", "true")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})?(\d{1,7})[\"']")
_TEXT_TYPE = re.compile(rb"\bt=[\"']str[\"']")


@dataclass(frozen=True, slots=True)
class Package:
    """What an ``.xlsx`` says of itself: the sheet of each part, and how its numbers are to be taken."""

    sheets: dict[str, str]  # part, in lower case -> name of the sheet
    days_from_1904: bool  # day 0 of its dates is 1 January 1904
    calculates_on_load: bool  # a stored 0 may be no more than the place of a result


@dataclass(slots=True)
class LostCells:
    """Of one sheet: cells by 0-based row and column, and the 1-based numbers of rows that are hidden."""

    cells: list[tuple[int, int, Unread]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)


def look_closer(window: bytes) -> bool:
    """Whether a piece of a sheet's XML may hold any of it; nearly all hold none, and are not taken apart."""
    return any(sign in window for sign in _SIGNS)


def package_of(path: Path) -> Package:
    """Read what the workbook says of itself."""
    with zipfile.ZipFile(path) as package:
        parts = {part.lower(): part for part in package.namelist()}

        def elements(part: str, kind: str) -> Iterator[dict[str, str]]:
            if part not in parts:
                return
            with package.open(parts[part]) as stream:
                text = stream.read(_LONGEST_CELL).decode("utf-8", "replace")
            for element in _ELEMENT.finditer(text):
                if element[1] == kind:
                    found = _ATTRIBUTE.findall(element[2])
                    yield {name.rpartition(":")[2]: unescape(double or single) for name, double, single in found}

        book = "xl/workbook.xml"
        links = elements("xl/_rels/workbook.xml.rels", "Relationship")
        target = {e["Id"]: e["Target"] for e in links if e.keys() >= {"Id", "Target"}}
        return Package(
            {
                normpath(join("/xl", target[e["id"]])).lstrip("/").lower(): e["name"]
                for e in elements(book, "sheet")
                if e.get("id") in target and "name" in e
            },
            any(e.get("date1904") in _YES for e in elements(book, "workbookPr")),
            any(e.get("fullCalcOnLoad") in _YES for e in elements(book, "calcPr")),
        )


def lost_cells(path: Path, package: Package, parts: Set[str]) -> dict[str, LostCells]:
    """Find them in these parts, by the name of the sheet. Raises ``InputError`` for a cell that has no end."""
    found: dict[str, LostCells] = {}
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            name = package.sheets.get(part.filename.lower())
            if part.filename in parts and name is not None:
                found[name] = _of_part(archive, part, path.name, zero_is_none=package.calculates_on_load)
    return found


def check_calculated(file: str, sheet: str | None, cells: Iterable[Cell]) -> None:
    """Refuse a column of which most cells are formulas without a value: Excel fills them all at once (``InputError``).

    Such files are written by programs; one sentence helps more than an entry for each cell.
    """
    found = list(cells)
    formulas = found.count(NOT_CALCULATED)
    if formulas and 2 * formulas > sum(not is_missing(cell) for cell in found):
        raise InputError("register.not_calculated", file=file, sheet=sheet or "-")


def _of_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, file: str, *, zero_is_none: bool) -> LostCells:
    lost = LostCells()
    known: dict[bytes, Unread] = {}
    kept, prefix, ended = b"", b"", False
    with package.open(part) as stream:
        while not ended and (chunk := stream.read(_READ_BYTES)):
            if not kept and (root := re.search(rb"<(\w+:)worksheet\b", chunk)):
                prefix = root[1]
            kept += chunk
            ended = b"</%ssheetData>" % prefix in kept
            if (end := max(kept.rfind(b"<%sc " % prefix), kept.rfind(b"<%srow " % prefix))) > 0:
                _search(kept[:end], prefix, lost, known, zero_is_none=zero_is_none)
                kept = kept[end:]
            if len(kept) > _LONGEST_CELL:
                raise InputError("register.too_large", file=file)
    _search(kept, prefix, lost, known, zero_is_none=zero_is_none)
    return lost


def _search(piece: bytes, prefix: bytes, lost: LostCells, known: dict[bytes, Unread], *, zero_is_none: bool) -> None:
    if not look_closer(piece):
        return
    p, value = prefix, b"0?" if zero_is_none else b""
    formula = rb"<%sf\b[^<>]*(?:/>|>[^<]*</%sf>)" % (p, p)
    uncalculated = rb"<%sc ([^<>]*)>\s*+%s\s*+(<%sv\b[^<>]*/>|<%sv\b[^<>]*>%s</%sv>)?\s*+</%sc>"
    for cell in re.finditer(uncalculated % (p, formula, p, p, value, p, p), piece):
        is_text = _TEXT_TYPE.search(cell[1]) is not None
        if not (is_text and cell[2]):  # Excel stores the empty text of =IF(A1="";"";…) like that
            _add(lost, cell[1], NOT_CALCULATED)
    error = rb"<%sc ([^<>]*\bt=[\"']e[\"'][^<>]*)(?<!/)>\s*+(?:%s\s*+)?<%sv\b[^<>]*>([^<]*)</%sv>" % (p, formula, p, p)
    for cell in re.finditer(error, piece):
        said = cell[2].strip()
        if said not in known:
            known[said] = Unread(said.decode("utf-8", "replace"), _ERROR)
        _add(lost, cell[1], known[said])
    for row in re.finditer(rb"<%srow ([^<>]*\bhidden=\"(?:1|true)\"[^<>]*)>" % p, piece):
        if place := _PLACE.search(row[1]):
            lost.hidden_rows.add(int(place[2]))


def _add(lost: LostCells, attributes: bytes, cell: Unread) -> None:
    if (place := _PLACE.search(attributes)) and place[1]:
        column = 0
        for letter in place[1]:
            column = 26 * column + letter - 64
        lost.cells.append((int(place[2]) - 1, column - 1, cell))


def put_back(rows: list[list[Cell]], cells: list[tuple[int, int, Unread]]) -> None:
    """Put lost cells into the rows of a sheet, which grow where the reader saw nothing; rows stay of one length."""
    if not cells:
        return
    height, width = max(i for i, _, _ in cells) + 1, max(j for _, j, _ in cells) + 1
    wide = max(width, len(rows[0]) if rows else 0)
    rows.extend([] for _ in range(height - len(rows)))
    for row in rows:
        row.extend([""] * (wide - len(row)))
    for i, j, cell in cells:
        rows[i][j] = cell
