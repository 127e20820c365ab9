"""Which measurements are missing. WHO-UNICEF 2019 asks for this first."""

from __future__ import annotations

import pandas as pd

from audit.results import Cell, CountTable, RateTable

__all__ = ["COLUMNS", "missing"]

COLUMNS = ("birth_date", "sex", "area_code", "weight_kg", "lenhei_cm", "measure", "muac_cm")


def missing(cycle: str, children: pd.DataFrame, visits: pd.DataFrame) -> RateTable:
    """Share of visits without each of the columns that an anthropometric index needs. Counts visits, not people."""
    frame = visits.join(children.set_index("child_id")[["birth_date", "sex", "area_code"]], on="child_id")
    absent = frame[list(COLUMNS)].isna().sum()
    cells = [Cell.of(cycle, column=c) for c in COLUMNS]
    return RateTable(
        "missing",
        CountTable(
            "missing", tuple(c.replace("value", "missing") for c in cells), tuple(map(int, absent)), personal=False
        ),
        CountTable("missing.of", tuple(cells), (len(frame),) * len(cells), personal=False),
    )
