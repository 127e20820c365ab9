"""``provinsi.xlsx``: the row that the district sends to Kemendukbangga/BKKBN of the province, in its order of columns.

Restricted: it counts cases by group as they are, as the province asks.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.report.form_workbook import form_workbook

__all__ = ["write_province_workbook"]

_FIRST, _WIDTH, _HEAD = 30, 16, 45


def write_province_workbook(path: Path, rows: pd.DataFrame, *, district: str, language: Language = "id") -> None:
    """Write one sheet: a line of heads, a line for the cycle. ``rows`` of ``cases.province_table``.

    Days are dates, counts and rupiah numbers; what is not known is empty. Raises ``OutputError`` (exit 17) where it
    cannot be written.
    """
    with form_workbook(path, language) as form:
        sheet = form.book.add_worksheet(text("audit_block.province.sheet", language))
        sheet.set_landscape()
        sheet.set_footer(f"&L{form.words('restricted')}&R&P / &N")
        sheet.set_row(0, _HEAD)
        day = form.book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
        amount = form.book.add_format({"num_format": "#,##0", "valign": "top"})
        for j, column in enumerate(rows.columns):
            sheet.set_column(j, j, _FIRST if column == "area_code" else _WIDTH)
            sheet.write_string(0, j, text(f"cycle.province.{column}", language), form.head)
            for i, value in enumerate(rows[column], start=1):
                if column == "area_code":
                    sheet.write_string(i, j, f"{value} {district}", form.body)
                elif pd.isna(value):
                    continue
                elif isinstance(value, pd.Timestamp):
                    sheet.write_datetime(i, j, value.to_pydatetime(), day)
                elif isinstance(value, str):
                    sheet.write_string(i, j, value, form.body)
                else:
                    sheet.write_number(i, j, float(value), amount)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 2)
