"""Empty lists to fill in: brides-to-be, mothers, families, services, histories of children, consents.

What people type is read back by ``audit.register.people_list``; the headers are those of its layouts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.import_rules import BORN_FROM, DATES_FROM, DATES_TO, NIK_LENGTH
from audit.reference.people_lists import NO, WORDS, YES
from audit.register.list_fields import ListField, layout
from audit.report.form_workbook import FILL_IN, Form, form_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format

__all__ = ["LIST_TEMPLATES", "write_list_template"]

LIST_TEMPLATES: Mapping[str, str] = {
    "couples": "daftar-catin.xlsx",
    "women": "daftar-ibu.xlsx",
    "households": "daftar-keluarga.xlsx",
    "services": "daftar-layanan.xlsx",
    "child_history": "riwayat-anak.xlsx",
    "consents": "persetujuan.xlsx",
}
_A4 = 9
_LAST_ROW = 1_048_575  # 0-based: checks hold for the whole column
_MAY = {"format_columns": True, "sort": True, "autofilter": True, "insert_rows": True, "delete_rows": True}
_WIDE = frozenset({"name", "text", "office", "slug", "codes"})
_LONGEST_TITLE, _LONGEST_MESSAGE, _LONGEST_LIST = 32, 255, 255  # characters; Excel's own limits


def write_list_template(path: Path, list_id: str, *, language: Language = "id") -> None:
    """Write the empty workbook of one list of ``LIST_TEMPLATES``: how to fill it in, and a sheet with its columns.

    Excel prompts and warns, and never refuses. NIK are text, so that Excel keeps all sixteen digits. Raises
    ``OutputError`` (exit 17) where the file cannot be written.
    """
    fields = [layout(list_id).fields[name] for name in layout(list_id).template]
    with form_workbook(path, language) as form:
        guide = [text(f"people_list.guide.{name}", language) for name in (list_id, "rows", "empty", "private")]
        form.lines("guide", [*guide, *(f"{field.header}: {_prompt(field, language)}" for field in fields)])
        sheet = form.book.add_worksheet(text(f"people_list.sheet.{list_id}", language))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{form.words('restricted')}&R&P / &N")
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        head = form.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "locked": True})
        formats = _formats(form)
        for j, field in enumerate(fields):
            sheet.set_column(j, j, 24 if field.kind in _WIDE else 14, formats[_look(field)])
            sheet.write_string(0, j, field.header, head)
            sheet.data_validation(1, j, _LAST_ROW, j, _check(field, form, language))
        sheet.set_row(0, 45)
        sheet.protect(options=_MAY)
        sheet.activate()


def _formats(form: Form) -> dict[str, Format]:
    filled = {"bg_color": FILL_IN, "border": 1, "locked": False}
    codes = {"text": "@", "date": "dd/mm/yyyy", "plain": "General"}
    return {name: form.book.add_format(filled | {"num_format": code}) for name, code in codes.items()}


def _look(field: ListField) -> str:
    if field.kind in ("date", "birth_date"):
        return "date"
    return "text" if field.kind in ("nik", "kk", "pressure") else "plain"


def _check(field: ListField, form: Form, language: Language) -> dict[str, Any]:
    shown = {
        "input_title": field.header[:_LONGEST_TITLE],
        "input_message": _prompt(field, language)[:_LONGEST_MESSAGE],
        "error_type": "warning",
        "error_title": form.words("check_title"),
        "error_message": text("people_list.check", language),
    }
    words = _choices(field)
    if field.kind in ("date", "birth_date"):
        since: date = BORN_FROM if field.kind == "birth_date" else DATES_FROM
        return {"validate": "date", "criteria": "between", "minimum": since, "maximum": DATES_TO} | shown
    if field.kind in ("nik", "kk"):
        return {"validate": "length", "criteria": "==", "value": NIK_LENGTH} | shown
    if field.limits:
        kind = "integer" if field.kind in ("whole", "rank") else "decimal"
        low, high = field.limits
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high} | shown
    if words and field.kind != "codes" and len(",".join(words)) <= _LONGEST_LIST:
        return {"validate": "list", "source": list(words)} | shown
    return {"validate": "any"} | shown


def _choices(field: ListField) -> tuple[str, ...]:
    if field.kind == "yes":
        return (YES, NO)
    return tuple(WORDS[field.name].values()) if field.words is not None else ()


def _prompt(field: ListField, language: Language) -> str:
    low, high = (f"{limit:g}" for limit in field.limits or (0, 0))
    return text(f"people_list.prompt.{field.kind}", language, words="; ".join(_choices(field)), low=low, high=high)
