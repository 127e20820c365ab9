"""Workbooks that people open: no formulas, the same bytes for the same content, for their owner alone."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import OutputError
from audit.reference.identity import COLOURS
from audit.store.permissions import owner_only

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["new_workbook"]

_FIXED_DATE = datetime(2000, 1, 1)


@contextmanager
def new_workbook(path: Path) -> Generator[Workbook, None, None]:
    """Give an open workbook (XlsxWriter) that is written when the block ends well.

    Raises ``OutputError`` (exit 17) where the file cannot be written, for example because it is open in Excel. What
    such a workbook holds is about persons: not for public files.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    from audit.store.list_sheet import ListSheet

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.worksheet_class = ListSheet
    book.set_properties({"created": _FIXED_DATE})
    yield book
    line = book.add_format({"bottom": 1, "bottom_color": COLOURS["shade"]})
    for sheet in book.worksheets():
        if isinstance(sheet, ListSheet):
            sheet.dress(line)
    try:
        book.close()
    except FileCreateError as error:
        raise OutputError("store.workbook_not_written", file=path.name) from error
    owner_only(path)
