"""The workbook of an expert for 100 cases, written, filled in and read back: at most 2 s of processor time.

python benchmarks/case_reviews.py
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from bar import keep_within
from case_workbook import book as case_book

from audit.cases.review_facts import FACT_COLUMNS, VISIT_COLUMNS
from audit.cli.speed.cost import cpu_seconds
from audit.reference.worksheet_items import worksheet_items
from audit.register.review_form import read_reviews
from audit.register.review_sheets import find_reviews
from audit.report.review_workbook import ReviewBook, write_review_workbook

CASES_, VISITS_, MOST = 100, 14, 2.0
FILLED, FIRST = {"risk": "Asupan kurang", "reviewed_on": "7/10/2025", "signed": "Ya"}, 3


def book(n: int) -> ReviewBook:
    """``n`` cases, of whom every question of yes and no is answered, with a weighing a month."""
    made = case_book(n)
    facts = [
        (case, "item", item.code, "y", item.unit, "pendataan_keluarga")
        for case, group in zip(made.cases["case_id"], made.cases["group"], strict=True)
        for item in worksheet_items(group)
        if item.kind == "yes"
    ]
    days = pd.date_range("2024-07-01", periods=VISITS_, freq="MS")
    visits = [
        (case, day, 6.0 + i, 7.0, 68.0, 14.0, -1.0, -2.1, -0.4, False)
        for case in made.cases["case_id"]
        for i, day in enumerate(days)
    ]
    return ReviewBook(
        made.folder, made.cycle, "gizi", "pertama", made.cases,
        pd.DataFrame(facts, columns=list(FACT_COLUMNS)), pd.DataFrame(visits, columns=list(VISIT_COLUMNS)),
        made.entries,
    )  # fmt: skip


def fill(path: Path) -> int:
    """Review every case, as an expert would; returns how many cells."""
    import openpyxl

    made = openpyxl.load_workbook(path)
    filled = 0
    for sheet in made:
        at = {cell.value: cell.column for cell in sheet[1]}
        if set(FILLED) <= set(at):
            for row in range(FIRST, FIRST + CASES_):
                for name, value in FILLED.items():
                    sheet.cell(row, at[name]).value = value
                    filled += 1
    made.save(path)
    return filled


def main() -> None:
    """Print the processor seconds of writing and of reading back."""
    made = book(CASES_)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "telaah-pakar.xlsx"
        write_review_workbook(path, made)  # the first one also loads libraries
        began = cpu_seconds()
        write_review_workbook(path, made)
        wrote = cpu_seconds() - began
        filled = fill(path)
        began = cpu_seconds()
        form = find_reviews(path)
        assert form is not None
        read = read_reviews(form, made.entries, on=date(2025, 10, 8))
        took = cpu_seconds() - began
    if read.rejected or read.answers != filled:
        raise SystemExit("what was filled in did not come back")
    facts, visits = len(made.facts), len(made.visits)
    print(f"{CASES_} cases, {facts} facts, {visits} measurements: written {wrote:.2f} s, {filled} read {took:.2f} s")
    keep_within(wrote + took, MOST)


if __name__ == "__main__":
    main()
