"""D/S: which part of the registered children came to be measured."""

from __future__ import annotations

from collections.abc import Sequence

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
    figures = registered.dropna(subset=["registered"]).set_index(["month", "area_code"])["registered"].astype(int)
    known = [c for c in cells if _registered(c, figures, areas) is not None]
    numerator = count_table("coverage", frame, known, (areas.partition,))
    denominator = CountTable(
        "coverage.of",
        tuple(c.replace("population", "registered") for c in known),
        tuple(_registered(c, figures, areas) or 0 for c in known),
    )
    return rate_table("coverage", numerator, denominator, interval=False)


def _registered(cell: Cell, figures: pd.Series, areas: Areas) -> int | None:
    place = cell.level("area") or areas.district.code
    desa = [a.code for a in areas.desa if a.code == place or a.code.startswith(place + ".")]
    wanted = [(cell.period, code) for code in desa]
    return int(figures.loc[wanted].sum()) if desa and set(wanted) <= set(figures.index) else None
