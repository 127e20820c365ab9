"""Which measurements are missing. WHO-UNICEF 2019 asks for this first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.results import Cell, CountTable, RateTable
from audit.survey.snapshot import in_months

__all__ = ["COLUMNS", "missing"]

COLUMNS = ("birth_date", "sex", "area_code", "weight_kg", "lenhei_cm", "measure", "muac_cm")


def missing(cycle: str, months: Sequence[str], children: pd.DataFrame, visits: pd.DataFrame) -> RateTable:
    """Share of the visits of some months without each column that an index needs. Counts visits, not people.

    ``months`` are those that the report speaks of (``"2025-08"``): registers of earlier years say nothing about them.
    """
    visits = visits[in_months(visits["visit_date"], months)]
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
