"""What notebook 20 shows of growth monitoring: SKDN, faltering by several definitions, development screening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from audit.anthropometry.growth import kms_status
from audit.programme.development import development_by_growth
from audit.programme.faltering_counts import faltering_by_definition, faltering_side_by_side, with_faltering
from audit.programme.growth_levels import with_growth
from audit.programme.skdn import Skdn, skdn
from audit.reference.areas import Areas
from audit.results import Cell, CountTable, LineList, RateTable, Result

__all__ = ["growth_results"]

_COUNTED = ("weighed", "judged", "O", "B")  # what the rates do not hold already


def growth_results(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    registered: pd.DataFrame,
    frame: pd.DataFrame,
    months: Sequence[str],
    areas: Areas,
) -> tuple[Result, ...]:
    """Compute them from the canonical tables and ``survey.snapshot``.

    For everybody: ``skdn`` and ``skdn_<rate>``, the district by month and each kecamatan in the newest month;
    ``faltering`` and ``faltering_side_by_side`` where there are two months; ``development_by_growth`` where a
    screening was recorded in the newest month. For the restricted edition alone: ``skdn_desa``.
    """
    newest = months[-1]
    rows = with_growth(frame, kms_status(children, visits))
    found = skdn(rows, registered, months, areas)
    return (
        *_skdn(found, newest, areas),
        *_faltering(frame, children, visits, months),
        *_development(rows[rows["period"].eq(newest)], newest, areas),
    )


def _skdn(found: Skdn, newest: str, areas: Areas) -> Iterator[Result]:
    kecamatan = {a.code for a in areas.kecamatan}

    def shown(cell: Cell) -> bool:
        place = cell.level("area")
        return place is None or (place in kecamatan and cell.period == newest)

    of_desa: dict[str, dict[str, int]] = {a.code: {} for a in areas.desa}
    for cell, n in zip(found.weighed.cells, found.weighed.counts, strict=True):
        place, level = cell.level("area"), cell.level("gain")
        if cell.period == newest and place in of_desa and level:
            of_desa[place][level] = n
    counted = [i for i, c in enumerate(found.weighed.cells) if shown(c) and c.level("gain") in _COUNTED]
    yield _only(found.weighed, counted)
    for rate in found.rates.values():
        at = [i for i, cell in enumerate(rate.numerator.cells) if shown(cell)]
        empty = (None,) * len(at)
        yield RateTable(rate.id, _only(rate.numerator, at), _only(rate.denominator, at), empty, empty)
    yield LineList("skdn_desa", pd.DataFrame([{"area": code} | levels for code, levels in of_desa.items()]))


def _only(table: CountTable, at: Sequence[int]) -> CountTable:
    cells, counts = tuple(table.cells[i] for i in at), tuple(table.counts[i] for i in at)
    return CountTable(table.id, cells, counts, table.partitions)


def _faltering(
    frame: pd.DataFrame, children: pd.DataFrame, visits: pd.DataFrame, months: Sequence[str]
) -> Iterator[Result]:
    if len(months) < 2:
        return
    before, newest = months[-2:]
    rows = with_faltering(frame, children, visits, before, newest)
    yield faltering_by_definition(rows, newest)
    yield faltering_side_by_side(rows, newest)


def _development(rows: pd.DataFrame, newest: str, areas: Areas) -> Iterator[Result]:
    if rows["development"].ne("development.unknown").any():
        yield development_by_growth(rows, newest, areas)
