"""Workbooks that people open: no formulas, the same bytes for the same content, for their owner alone."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import OutputError
from audit.reference.identity import COLOURS
from audit.store.permissions import owner_only
from audit.store.whole import whole_file

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["new_workbook"]

_FIXED_DATE = datetime(2000, 1, 1)


@contextmanager
def new_workbook(path: Path) -> Generator[Workbook, None, None]:
    """Give an open workbook (XlsxWriter) that is written, whole, when the block ends well.

    Raises ``OutputError`` (exit 17) where the file cannot be written, for example because it is open in Excel. What
    such a workbook holds is about persons: not for public files.
    """
    import xlsxwriter

    from audit.store.list_sheet import ListSheet

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.worksheet_class = ListSheet
    book.set_properties({"created": _FIXED_DATE})
    yield book
    line = book.add_format({"bottom": 1, "bottom_color": COLOURS["shade"]})
    for sheet in book.worksheets():
        if isinstance(sheet, ListSheet):
            sheet.dress(line)
    book.close()
    try:
        with whole_file(path) as partial:
            partial.write_bytes(content.getvalue())
            owner_only(partial)
    except OSError as error:
        raise OutputError("store.workbook_not_written", file=path.name) from error
