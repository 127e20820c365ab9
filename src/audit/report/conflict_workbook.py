"""``perlu-diputuskan.xlsx``: values that two people wrote into one field, side by side, for a person to choose."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from audit.language import has, text
from audit.language.catalogue import Language
from audit.reference.people_lists import NO, YES
from audit.register.conflict_form import CHOSEN, ENTRY
from audit.report.form_workbook import FIRST_ROW, form_workbook
from audit.schemas import CASES
from audit.store.entries import conflicts, current

__all__ = ["write_conflicts"]

_COLUMNS = {"case_no": 9, "about": 44, "value": 40, "role": 20, "filled_on": 14, CHOSEN: 12, ENTRY: 20}
_TOPICS = ("expert.column", "case_form.column", "forum.column", "urgent.column")  # where a field has its label
_MARK = "x"


def write_conflicts(path: Path, entries: pd.DataFrame, *, language: Language = "id") -> None:
    """Write every field of a cycle in conflict, a row a value. Restricted: it repeats what people wrote.

    Raises ``OutputError`` (exit 17) where it cannot be written.
    """
    rows = conflicts(entries)
    cases = current(entries, CASES).set_index("case_id")["case_no"]
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"cycle.guide_{i}", language) for i in range(1, 4)], topic="cycle")
        sheet = form.sheet("conflicts", tuple(_COLUMNS), topic="cycle")
        for j, width in enumerate(_COLUMNS.values()):
            sheet.set_column(j, j, width)
        place = rows[["table", "record_id", "field"]]
        for i, (row, begins) in enumerate(
            zip(rows.to_dict("records"), place.ne(place.shift()).any(axis=1), strict=True), start=FIRST_ROW
        ):
            case = str(row["record_id"]).partition(":")[0]
            number = cases.get(case)
            given = {
                "case_no": number,
                "about": _label(str(row["field"]), str(row["record_id"]), language) if begins else "",
                "value": _value(row["value"], language),
                "role": _role(str(row["role"]), language),
                "filled_on": row["filled_on"],
                ENTRY: str(row["entry_id"]),
            }
            for j, column in enumerate(_COLUMNS):
                if column == CHOSEN:
                    sheet.write_blank(i, j, None, form.filled)
                else:
                    form.cell(sheet, i, j, given[column])
        if len(rows):
            at = list(_COLUMNS).index(CHOSEN)
            rule = {"validate": "list", "source": [_MARK], "error_type": "warning"}
            sheet.data_validation(FIRST_ROW, at, FIRST_ROW + len(rows) - 1, at, rule)
            sheet.autofilter(1, 0, FIRST_ROW + len(rows) - 1, len(_COLUMNS) - 1)
        sheet.protect(options={"format_columns": True, "sort": True, "autofilter": True})
        sheet.activate()


def _label(field: str, record: str, language: Language) -> str:
    """What a field is called: the item of a worksheet, else the label of its column."""
    item = record.rpartition(":")[2]
    if field == "value" and has(f"worksheet_item.label.{item}", language):
        return text(f"worksheet_item.label.{item}", language)
    return next((text(f"{topic}.{field}", language) for topic in _TOPICS if has(f"{topic}.{field}", language)), field)


def _value(value: object, language: Language) -> str:
    if not isinstance(value, str):
        return text("cycle.taken_back", language)
    return {"y": YES, "n": NO}.get(value, value)


def _role(role: str, language: Language) -> str:
    for topic in ("case_form.code.filled_by", "case_page.discipline", "forum.role"):
        if has(f"{topic}.{role}", language):
            return text(f"{topic}.{role}", language)
    return role.replace("_", " ")
