"""``kunci-kasus.xlsx``: which number is whom. Restricted, and apart from the pages, which then need no names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audit.cases.case_file import CasePage
from audit.language import text
from audit.report.case_pages import CaseSheet
from audit.report.form_workbook import FIRST_ROW, form_workbook

__all__ = ["write_case_key"]

_COLUMNS = ("case_no", "name", "group", "kecamatan", "desa", "case_id")
_WIDTHS = {"case_no": 8, "name": 32, "group": 24, "kecamatan": 24, "desa": 24, "case_id": 20}


def write_case_key(path: Path, pages: Sequence[CasePage], sheet: CaseSheet) -> None:
    """Write number, name and place of each case. A case whose name is not known keeps its code alone.

    Raises ``OutputError`` (exit 17) where the file cannot be written.
    """
    names, areas = sheet.names or {}, sheet.areas.by_code
    with form_workbook(path, sheet.language) as form:
        key = form.sheet("key", _COLUMNS, topic="case_form")
        key.set_portrait()
        for j, column in enumerate(_COLUMNS):
            key.set_column(j, j, _WIDTHS[column])
        for i, page in enumerate(pages, start=FIRST_ROW):
            desa, kecamatan = (areas.get(code) for code in (page.area_code, page.area_code.rpartition(".")[0]))
            told = {
                "case_no": "" if page.case_no is None else str(page.case_no),
                "name": names.get(page.person_id, ""),
                "group": text(f"case_form.group.{page.group}", sheet.language),
                "kecamatan": kecamatan.name if kecamatan else "",
                "desa": desa.name if desa else "",
                "case_id": page.case_id,
            }
            for j, column in enumerate(_COLUMNS):
                key.write_string(i, j, told[column], form.body)
        if pages:
            key.autofilter(1, 0, FIRST_ROW + len(pages) - 1, len(_COLUMNS) - 1)
        key.protect(options={"format_columns": True, "sort": True, "autofilter": True})
