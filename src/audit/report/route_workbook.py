"""The route of measuring again: a page a posyandu, without any earlier figure, so that the second reading is blind."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from audit.language.catalogue import Language
from audit.reference.import_rules import LENHEI_CM
from audit.register.route_form import FILLED_COLUMNS, ROUTE_COLUMNS
from audit.report.form_workbook import FIRST_ROW, form_workbook

__all__ = ["write_route"]

_DAY = "measured_on"
_PLACE = ["desa", "posyandu"]  # one page each: several desa have a posyandu of the same name


def write_route(path: Path, children: pd.DataFrame, *, language: Language = "id") -> None:
    """Write the children to visit, by desa, posyandu and name, with cells for day, length and posture.

    ``children`` holds child_id, name, desa, posyandu, birth_date, sex of those drawn. Whatever else it holds is left
    out: no earlier length, no z-score, no stratum, and an order that tells nothing of them. Restricted: it names
    children. Raises ``OutputError`` (exit 17) where the file cannot be written.
    """
    rows = children.sort_values([*_PLACE, "name", "child_id"], ignore_index=True, na_position="last")
    with form_workbook(path, language) as form:
        form.lines("guide", [form.words(f"route_guide_{i}") for i in range(1, 5)])
        sheet = form.sheet("route", ROUTE_COLUMNS)
        for i, row in enumerate(rows.to_dict("records"), start=FIRST_ROW):
            for j, column in enumerate(ROUTE_COLUMNS):
                if column in FILLED_COLUMNS:
                    sheet.write_blank(i, j, None, form.filled_day if column == _DAY else form.filled)
                elif column == "sex" and not pd.isna(row[column]):
                    sheet.write_string(i, j, form.words(f"sex.{row[column]}"), form.body)
                else:
                    form.cell(sheet, i, j, row[column])
        if len(rows):
            form.decimals(sheet, ROUTE_COLUMNS.index("lenhei_cm"), len(rows), LENHEI_CM)
            postures = [form.words(f"posture.{posture}") for posture in ("l", "h")]
            column = ROUTE_COLUMNS.index("measure")
            sheet.data_validation(
                FIRST_ROW, column, FIRST_ROW + len(rows) - 1, column, {"validate": "list", "source": postures}
            )
        place = rows[_PLACE].fillna("")
        changes = place.ne(place.shift()).any(axis=1)
        sheet.set_h_pagebreaks([FIRST_ROW + int(i) for i in changes.index[changes] if i > 0])
        sheet.protect(options={"format_columns": True})
