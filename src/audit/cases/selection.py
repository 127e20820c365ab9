"""Among whom a case audit chooses: from registered children down to severely stunted ones, as counts.

The choice itself is the team's. Nothing here chooses, scores or ranks a child.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.reference.areas import Areas
from audit.reference.groups import AGE, STATUS, TARGET_GROUPS
from audit.results import Cell, CountTable, RateTable
from audit.survey import count_table, rate_table

__all__ = ["STAGES", "case_funnel", "stunted_by_group"]

# Stages of the way as (attribute, level), each among those before it; ``None`` is everybody measured.
STAGES: tuple[tuple[str, str] | None, ...] = (
    ("population", "registered"),
    None,
    ("status", "haz_known"),
    ("status", "stunted"),
    ("status", "severely_stunted"),
)


def case_funnel(frame: pd.DataFrame, coverage: RateTable, month: str, areas: Areas) -> CountTable:
    """Registered, measured, with a plausible height, stunted, severely stunted: in one month.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows, with ``period`` and the leaf levels ``area``, ``age``, ``status``.
    coverage : of ``programme.coverage``; it knows how many are registered.

    Cells: the district, each target group (``audit.reference.groups``), each kecamatan, the part of unknown kecamatan.
    Registers do not say ages, so a group begins with those measured; a place whose register has a gap does too.
    """
    groups = [Cell.of(month, age=group) for group in TARGET_GROUPS]
    codes = (None, *(a.code for a in areas.kecamatan), areas.unknown_parts[0])
    places = [Cell.of(month, area=code) for code in codes]
    measured = [_stage(cell, stage) for cell in (*places, *groups) for stage in STAGES[1:]]
    counted = count_table("case_funnel", frame, measured, (areas.partition, AGE, STATUS))
    listed = dict(zip(coverage.denominator.cells, coverage.denominator.counts, strict=True))
    registered = {cell: listed[cell] for cell in (_stage(place, STAGES[0]) for place in places) if cell in listed}
    return CountTable(
        counted.id,
        (*registered, *counted.cells),
        (*registered.values(), *counted.counts),
        counted.partitions,
    )


def _stage(cell: Cell, stage: tuple[str, str] | None) -> Cell:
    return cell if stage is None else cell.replace(*stage)


def stunted_by_group(frame: pd.DataFrame, month: str, areas: Areas) -> RateTable:
    """Stunted among children with a plausible height-for-age, by target group: district, kecamatan, unknown part."""
    places: Sequence[str | None] = [None, *(a.code for a in areas.kecamatan), areas.unknown_parts[0]]
    cells = [Cell.of(month, area=place, age=group) for group in TARGET_GROUPS for place in places]
    partitions = (areas.partition, AGE, STATUS)
    of = [cell.replace("status", "haz_known") for cell in cells]
    stunted = [cell.replace("status", "stunted") for cell in cells]
    return rate_table(
        "stunted_by_group",
        count_table("stunted_by_group", frame, stunted, partitions),
        count_table("stunted_by_group.of", frame, of, partitions),
    )
