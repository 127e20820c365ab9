"""Whether a workbook is whole and of a size that can be read, before the reader of workbooks touches it.

That reader trusts what it opens: a cell in the last row and column costs gigabytes, a cut file ends the process.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.lost_cells import look_closer

__all__ = ["check_xls", "check_xlsx"]

_READ_BYTES = 1 << 20
_OVERLAP = 400  # bytes of a piece looked at again, so that no tag is cut in two
_READ_PARTS = (".xml", ".rels")
# A cell with a value right of column IV; any cell; a row with its number.
_FAR_CELL = re.compile(rb'<c r="(?:I[W-Z]|[J-Z][A-Z]|[A-Z]{3})(\d{1,9})"[^<>]*[^/<>]>')
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<row [^<>]*?r="(\d{1,9})"')

# Compound files, [MS-CFB] 2.2: where the header holds what, and what stands in a sector table besides numbers.
_HEADER_BYTES, _SHIFT_AT, _TABLES_AT, _TABLE_LIST_AT, _TABLE_LIST = 512, 30, 44, 76, 109
_SHIFTS = (9, 12)  # sectors of 512 or 4096 bytes
_FREE, _LAST_SECTOR = 0xFFFFFFFF, 0xFFFFFFFA
_BOF, _FILEPASS, _FIRST_RECORDS = b"\x09\x08\x10\x00", 0x002F, 10  # [MS-XLS] 2.4.21, 2.4.117
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def check_xlsx(path: Path) -> frozenset[str]:
    """Refuse an ``.xlsx`` that is damaged, locked, no workbook, or would unpack into more than a computer holds.

    Declared sizes are read before anything is unpacked; then every part is unpacked once, a piece at a time and no
    further than declared, which proves its check sum and finds a cell that lies absurdly far from the others. Returns
    the parts of sheets that may hold what the reader of workbooks passes over (``lost_cells``).
    """
    file = path.name
    try:
        with zipfile.ZipFile(path) as package:
            parts = [p for p in package.infolist() if p.filename.lower().endswith(_READ_PARTS)]
            if "xl/workbook.xml" not in {p.filename.lower() for p in parts}:
                raise InputError("register.not_a_workbook", file=file)
            if sum(p.file_size for p in parts) > rules.MAX_UNPACKED_BYTES:
                raise InputError("register.too_large", file=file)
            if any(p.flag_bits & 1 for p in parts):
                raise InputError("register.password", file=file)
            return frozenset(part.filename for part in parts if _check_part(package, part, file))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise InputError("register.damaged", file=file) from error


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> bool:
    rows, closer = 0, False
    for window in _windows(package, part):
        if not part.filename.lower().startswith("xl/worksheets/"):
            continue
        if far := _FAR_CELL.search(window):
            raise InputError("register.too_many_columns", file=file, row=int(far[1]), limit=rules.MAX_COLUMNS)
        rows = max(rows, *(int(row) for row in _ROW.findall(window)), 0)
        closer = closer or look_closer(window)
    if rows * rules.MAX_COLUMNS > rules.MAX_CELLS:
        columns = {name for window in _windows(package, part) for name in _COLUMN.findall(window)}
        widest = max((_number(name) for name in columns if len(name) < 3), default=0)
        if rows * widest > rules.MAX_CELLS:
            raise InputError("register.too_large", file=file)
    return closer


def _windows(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    kept = b""
    with package.open(part) as stream:
        while chunk := stream.read(_READ_BYTES):
            yield kept + chunk
            kept = chunk[-_OVERLAP:]


def _number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = 26 * number + letter - 64
    return number


def check_xls(path: Path) -> None:
    """Refuse an Excel 97-2003 file that is locked, cut off, or whose table of sectors leads nowhere."""
    if path.stat().st_size > rules.MAX_UNPACKED_BYTES:
        raise InputError("register.too_large", file=path.name)
    data = path.read_bytes()
    if _ENCRYPTED in data or _asks_password(data):
        raise InputError("register.password", file=path.name)
    try:
        whole = _is_whole(data)
    except (struct.error, IndexError, ValueError):
        whole = False
    if not whole:
        raise InputError("register.damaged", file=path.name)


def _asks_password(data: bytes) -> bool:
    """Whether the workbook's first records hold the one that says how it is encrypted."""
    at = data.find(_BOF)
    for _ in range(_FIRST_RECORDS if at >= 0 else 0):
        if at + 4 > len(data):
            break
        kind, length = struct.unpack_from("<2H", data, at)
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False


def _is_whole(data: bytes) -> bool:
    """Whether every sector in use lies inside the file and no two lead to the same next one."""
    shift = struct.unpack_from("<H", data, _SHIFT_AT)[0]
    tables = struct.unpack_from("<I", data, _TABLES_AT)[0]
    size = 1 << shift
    sectors = -(-(len(data) - _HEADER_BYTES) // size)
    where = struct.unpack_from(f"<{_TABLE_LIST}I", data, _TABLE_LIST_AT)[: min(tables, _TABLE_LIST)]
    if shift not in _SHIFTS or any(sector >= sectors for sector in where):
        return False
    following: list[int] = []
    for sector in where:
        following += struct.unpack_from(f"<{size // 4}I", data, _HEADER_BYTES + sector * size)
    used = [i for i, sector in enumerate(following) if sector != _FREE]
    nexts = [sector for sector in following if sector < _LAST_SECTOR]
    return max(used, default=-1) < sectors and max(nexts, default=-1) < sectors and len(set(nexts)) == len(nexts)
