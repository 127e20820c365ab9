"""Workbooks of the programme to fill in: a guide, and a sheet a canonical table.

Excel prompts and warns, and never refuses. What people type is read back by ``audit.register.programme_book``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.identity import COLOURS
from audit.reference.import_rules import DATES_FROM, DATES_TO, NIK_LENGTH
from audit.reference.people_lists import NO, YES
from audit.reference.programme_sheet import ProgrammeSheet, SheetField
from audit.reference.programme_sheets import BOOKS
from audit.store import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["write_programme_template"]

_A4 = 9
_FILL_IN = COLOURS["fill-in"]
_LAST_ROW = 1_048_575  # 0-based: checks hold for the whole column
_LONGEST_MESSAGE, _LONGEST_TITLE, _LONGEST_LIST = 255, 32, 255  # characters; Excel's own limits
_WIDE = frozenset({"text", "words", "named", "areas"})
_BROAD, _NARROW, _GUIDE = 28, 16, 100  # letters of Excel
_MAY = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "insert_rows": True,
        "delete_rows": True}  # fmt: skip
_DIGITS = ("person", "household")  # Excel keeps sixteen digits only as text


def write_programme_template(path: Path, book: str, *, language: Language = "id") -> None:
    """Write an empty workbook of ``BOOKS``. Raises ``OutputError`` (exit 17) where the file cannot be written."""
    with new_workbook(path) as out:
        _guide(out, book, language)
        for sheet in BOOKS[book]:
            _sheet(out, sheet, language)
        out.worksheets()[1].activate()


def _guide(out: Workbook, book: str, language: Language) -> None:
    body = out.add_format({"text_wrap": True, "valign": "top"})
    sheet = out.add_worksheet(text("programme_book.sheet.guide", language))
    sheet.set_column(0, 0, _GUIDE)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    lines = [text(f"programme_book.guide.{name}", language) for name in ("rows", "empty", "places", "private")]
    lines += [text("programme_book.guide.sheet", language, sheet=one.name, note=one.note) for one in BOOKS[book]]
    for i, line in enumerate(lines):
        sheet.write_string(i, 0, line, body)


def _sheet(out: Workbook, layout: ProgrammeSheet, language: Language) -> None:
    sheet = out.add_worksheet(layout.name)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{text('programme_book.footer', language)}&R&P / &N")
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    head = out.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "locked": True})
    filled = {"bg_color": _FILL_IN, "border": 1, "locked": False}
    formats = {
        look: out.add_format(filled | {"num_format": code})
        for look, code in {"date": "yyyy-mm-dd", "text": "@", "rupiah": "#,##0", "plain": "General"}.items()
    }
    for j, field in enumerate(layout.fields):
        sheet.set_column(j, j, _BROAD if field.kind in _WIDE else _NARROW, formats[_look(field)])
        sheet.write_string(0, j, field.header, head)
        sheet.data_validation(1, j, _LAST_ROW, j, _check(field, language))
    sheet.set_row(0, 45)
    sheet.protect(options=_MAY)


def _look(field: SheetField) -> str:
    if field.kind in ("date", "rupiah"):
        return field.kind
    return "text" if field.kind in _DIGITS or field.kind in ("month", "area", "areas") else "plain"


def _check(field: SheetField, language: Language) -> dict[str, Any]:
    need = text(f"programme_book.{'required' if field.required else 'optional'}", language)
    words = "; ".join(field.words.values())
    prompt = text(f"programme_book.prompt.{field.kind}", language, **({"words": words} if field.words else {}))
    shown = {
        "input_title": field.header[:_LONGEST_TITLE],
        "input_message": f"{prompt} ({need})"[:_LONGEST_MESSAGE],
        "error_type": "warning",
        "error_title": text("programme_book.check_title", language),
        "error_message": text("programme_book.check", language),
    }
    listed = list(field.words.values()) if field.kind == "word" else [YES, NO] if field.kind == "yes" else []
    if listed and len(",".join(listed)) <= _LONGEST_LIST and not any("," in word for word in listed):
        return {"validate": "list", "source": listed} | shown
    if field.kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": DATES_FROM, "maximum": DATES_TO} | shown
    if field.kind in _DIGITS:
        return {"validate": "length", "criteria": "==", "value": NIK_LENGTH} | shown
    if field.kind in ("number", "rupiah", "whole"):
        kind = "integer" if field.kind == "whole" else "decimal"
        return {"validate": kind, "criteria": ">=", "value": 0} | shown
    return {"validate": "any"} | shown
