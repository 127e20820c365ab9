"""Excel workbooks, new (xlsx) and old (BIFF .xls), as sheets of raw cells."""

from __future__ import annotations

from pathlib import Path

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Merge, Sheet
from audit.register.soundness import check_xls, check_xlsx

__all__ = ["open_xls", "open_xlsx"]


def open_xlsx(path: Path) -> list[Sheet]:
    """Sheets of an ``.xlsx``; numbers, texts and true dates as Excel holds them."""
    check_xlsx(path)
    return _open(path, merges=True)


def open_xls(path: Path) -> list[Sheet]:
    """Sheets of an Excel 97-2003 file."""
    check_xls(path)
    return _open(path, merges=False)


def _open(path: Path, *, merges: bool) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    file = path.name
    try:
        with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
            names = [m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
            return [_sheet(book.get_sheet_by_name(name), file, merges=merges) for name in names]
    except PasswordError as error:
        raise InputError("register.password", file=file) from error
    except (CalamineError, OSError, ValueError) as error:
        raise InputError("register.damaged", file=file) from error


def _sheet(sheet, file: str, *, merges: bool) -> Sheet:
    if sheet.end is None:
        return Sheet(sheet.name, [], [], ())
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height * width > rules.MAX_CELLS:
        raise InputError("register.too_large", file=file)
    rows = sheet.to_python(skip_empty_area=False)
    merged: tuple[Merge, ...] | None = None
    if merges:
        merged = tuple(sorted((a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or ()))
    return Sheet(sheet.name, rows, range(1, len(rows) + 1), merged)
