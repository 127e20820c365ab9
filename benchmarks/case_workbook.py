"""The workbook of 100 cases, written, filled in and read back: at most 3 s of processor time.

Run: ``python benchmarks/case_workbook.py``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from bar import keep_within

from audit.cli.speed.cost import cpu_seconds
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS
from audit.reference.worksheet_items import worksheet_items
from audit.register.case_form import read_cases
from audit.register.case_sheets import open_cases
from audit.report.case_workbook import CaseBook, write_case_workbook
from audit.schemas import CASES, ENTRIES
from audit.store import IDENTITIES
from audit.store.entries import changes, current

CASES_ = 100
MOST_SECONDS = 3.0
ASKED = ("safe_water", "smoke_at_home", "nutrition_counselling", "referred")
DAY = date(2025, 9, 1)


def book(n: int) -> CaseBook:
    """``n`` cases over all groups, of whom the data answer every second question."""
    areas = areas_of("17.71")
    rows = pd.DataFrame(
        {
            "case_id": [f"kasus{i:04d}" for i in range(n)],
            "case_no": range(1, n + 1),
            "person_id": [f"orang{i}" for i in range(n)],
            "group": [GROUPS[i % len(GROUPS)] for i in range(n)],
            "area_code": [areas.desa[i % len(areas.desa)].code for i in range(n)],
        }
    )
    nobody = ENTRIES.conform(pd.DataFrame())
    entries = changes(nobody, CASES, CASES.conform(rows), role="tim_teknis", filled_on=DAY, source_system="pemilihan")
    known = [
        (case, item.code, "y", "pendataan_keluarga")
        for case, group in zip(rows["case_id"], rows["group"], strict=True)
        for item in worksheet_items(group)[::2]
        if item.kind == "yes"
    ]
    identities = IDENTITIES.conform(pd.DataFrame({"child_id": rows["person_id"], "name": "Contoh"}))
    answers = pd.DataFrame(known, columns=["case_id", "item_code", "value", "data_source"])
    return CaseBook("17.71-kota-bengkulu", "2025-2", areas, current(entries, CASES), identities, answers, entries)


def fill(path: Path) -> int:
    """Answer every empty question of yes and no, as staff would; returns how many."""
    import openpyxl
    from openpyxl.cell import Cell

    made = openpyxl.load_workbook(path)
    filled = 0
    for sheet in made:
        for column in sheet.iter_cols(min_row=1) if sheet.title.startswith("KK_") else ():
            if column[0].value in ASKED:
                empty = [cell for cell in column[2:] if isinstance(cell, Cell) and cell.value is None]
                filled += len(empty)
                for cell in empty:
                    cell.value = "Ya"
    made.save(path)
    return filled


def main() -> None:
    """Print the processor seconds of writing and of reading back."""
    made = book(CASES_)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kertas-kerja.xlsx"
        write_case_workbook(path, made)  # the first one also loads libraries
        began = cpu_seconds()
        write_case_workbook(path, made)
        wrote = cpu_seconds() - began
        filled = fill(path)
        began = cpu_seconds()
        read = read_cases(open_cases(path), made.entries, role="tim_teknis", on=date(2025, 10, 1))
        took = cpu_seconds() - began
    if read.rejected or int(read.entries["field"].eq("value").sum()) != filled:
        raise SystemExit("what was filled in did not come back")
    print(f"{CASES_} cases: written in {wrote:.2f} s, {filled} answers read back in {took:.2f} s")
    keep_within(wrote + took, MOST_SECONDS)


if __name__ == "__main__":
    main()
