"""D/S: which part of the registered children came to be measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from audit.reference.areas import Areas
from audit.results import Cell, CountTable, RateTable
from audit.survey import count_table, rate_table

__all__ = ["coverage"]


def coverage(frame: pd.DataFrame, registered: pd.DataFrame, months: Sequence[str], areas: Areas) -> RateTable:
    """Measured over registered children by month: the district, each kecamatan, each desa.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows.
    registered : area_code (desa), month, registered; a desa without a figure has no denominator, and neither then has
        its kecamatan or the district: a sum with a gap would be too small.

    No interval: it is a count of a whole list, not a sample. D may exceed S where a register misses children.
    """
    places = [None, *(a.code for a in areas.kecamatan), *(a.code for a in areas.desa)]
    cells = [Cell.of(month, area=place) for month in months for place in places]
    totals = _registered(cells, registered, areas)
    known = [cell for cell in cells if cell in totals]
    numerator = count_table("coverage", frame, known, (areas.partition,))
    denominator = CountTable(
        "coverage.of",
        tuple(c.replace("population", "registered") for c in known),
        tuple(totals.values()),
    )
    return rate_table("coverage", numerator, denominator, interval=False)


def _registered(cells: Sequence[Cell], registered: pd.DataFrame, areas: Areas) -> Mapping[Cell, int]:
    """Registered children of the places whose desa all have a figure, in the order of ``cells``."""
    listed = registered.dropna(subset=["registered"])
    figures = listed["registered"].astype(int).groupby([listed["month"], listed["area_code"]]).sum().to_dict()
    every = tuple(area.code for area in areas.desa)
    inside = {None: every} | {code: (code,) for code in every}
    inside |= {k.code: tuple(desa.code for desa in areas.within(k.code)) for k in areas.kecamatan}
    totals: dict[Cell, int] = {}
    for cell in cells:
        parts = [(cell.period, code) for code in inside[cell.level("area")]]
        if parts and all(part in figures for part in parts):
            totals[cell] = sum(figures[part] for part in parts)
    return totals
