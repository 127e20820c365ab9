"""Development screening beside growth: how many children stand where in both, as counts."""

from __future__ import annotations

import pandas as pd

from audit.reference.areas import Areas
from audit.reference.groups import STATUS
from audit.reference.growth_groups import DEVELOPMENT
from audit.results import Cell, CountTable
from audit.survey import count_table

__all__ = ["development_by_growth"]

_GROWTH = ("stunted", "not_stunted")


def development_by_growth(frame: pd.DataFrame, month: str, areas: Areas) -> CountTable:
    """Screening result (KPSP) by stunted and not, in one month: the district, each kecamatan, the unknown part.

    ``frame`` of ``with_growth``. Children not screened are a level of their own, never "sesuai". It says nothing of
    causes, and a screening is no diagnosis; whoever is "penyimpangan" is referred at once (practice R1).
    """
    places = [None, *(a.code for a in areas.kecamatan), areas.unknown_parts[0]]
    results = (*DEVELOPMENT.below("screened"), "development.unknown")
    cells = [
        Cell.of(month, area=place, development=result, status=status)
        for place in places
        for status in _GROWTH
        for result in results
    ]
    return count_table("development_by_growth", frame, cells, (areas.partition, STATUS, DEVELOPMENT))
