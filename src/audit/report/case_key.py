"""``kunci-kasus.xlsx``: which number is whom. Restricted, and apart from the pages, which then need no names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audit.cases.case_file import CasePage
from audit.language import text
from audit.report.case_pages import CaseSheet
from audit.report.form_workbook import form_workbook

__all__ = ["write_case_key"]

_COLUMNS = ("case_no", "name", "group", "kecamatan", "desa", "case_id")
_WIDTHS = {"case_no": 8, "name": 30, "group": 24, "kecamatan": 24, "desa": 24, "case_id": 20}


def write_case_key(path: Path, pages: Sequence[CasePage], sheet: CaseSheet) -> None:
    """Write number, name and place of each case. A case whose name is not known keeps its code alone.

    Raises ``OutputError`` (exit 17) where the file cannot be written.
    """
    names, areas = sheet.names or {}, sheet.areas.by_code
    with form_workbook(path, sheet.language) as form:
        cells: dict[str, list[object]] = {column: [] for column in _COLUMNS}
        for page in pages:
            desa, kecamatan = (areas.get(code) for code in (page.area_code, page.area_code.rpartition(".")[0]))
            told = {
                "case_no": page.case_no,
                "name": names.get(page.person_id, ""),
                "group": text(f"case_form.group.{page.group}", sheet.language),
                "kecamatan": kecamatan.name if kecamatan else "",
                "desa": desa.name if desa else "",
                "case_id": page.case_id,
            }
            for column, value in told.items():
                cells[column].append(value)
        key = form.table("key", _COLUMNS, cells, topic="case_form", widths=_WIDTHS, frozen=2)
        key.set_portrait()
        key.protect(options={"format_columns": True, "sort": True, "autofilter": True})
