"""Children who falter, by every definition side by side, as counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.anthropometry.growth import DEFINITIONS, NEEDED, faltering, growth_pairs
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.reference.growth_groups import FALTERING, FALTERING_UNKNOWN
from audit.results import Cell, CountTable, RateTable
from audit.schemas.columns import month_of
from audit.survey import count_table, rate_table
from audit.survey.snapshot import in_months

__all__ = ["faltering_by_definition", "faltering_side_by_side", "with_faltering"]

_TWO = ("band", "conditional")  # definitions that apply whatever the interval: these are held against one another
_BAND_EDGES = [*(low for low, _ in AGE_BANDS_MONTHS.values()), float("inf")]
_SAID = ("falters", "grows")


def with_faltering(
    frame: pd.DataFrame, children: pd.DataFrame, visits: pd.DataFrame, before: str, month: str
) -> pd.DataFrame:
    """Rows of ``survey.snapshot`` of ``month`` with the leaf levels ``faltering_<definition>`` of weight for age.

    Each child's last visit of ``month`` is held against its last of ``before``, so that intervals are alike; the
    conditional gain is that of children of one age group. A child without a weight in both is "faltering.unknown".
    """
    now = frame[frame["period"].eq(month)].reset_index(drop=True)
    seen = visits.loc[in_months(visits["visit_date"], (before, month)) & visits["weight_kg"].gt(0), NEEDED]
    seen = seen.assign(month=month_of(seen["visit_date"])).sort_values(["visit_date", "seq"])
    pairs = growth_pairs(children, seen.drop_duplicates(["child_id", "month"], keep="last"))
    bands = pd.cut(pairs["age_days_from"] / DAYS_PER_MONTH, _BAND_EDGES, right=False)
    found = pd.concat([faltering(group) for _, group in pairs.groupby(bands, observed=True)] or [faltering(pairs)])
    of_child = found.set_index(pairs.loc[found.index, "child_id"]).reindex(now["child_id"]).set_axis(now.index)
    answers = {f"faltering_{d}": [of_child[d].eq(yes).fillna(False) for yes in (True, False)] for d in DEFINITIONS}
    return now.assign(**{name: np.select(said, _SAID, FALTERING_UNKNOWN) for name, said in answers.items()})


def faltering_by_definition(rows: pd.DataFrame, month: str) -> RateTable:
    """Faltering among children to whom each definition applies, in the district. ``rows`` of ``with_faltering``.

    Definitions are those of ``anthropometry.growth.faltering``; none of them is the truth, and none is the KMS's T.
    """
    numerator, denominator = (
        [count_table("faltering", rows, [_cell(month, **{d: level})], (FALTERING[d],)) for d in DEFINITIONS]
        for level in ("falters", "judged")
    )
    return rate_table("faltering", _joined("faltering", numerator), _joined("faltering.of", denominator))


def faltering_side_by_side(rows: pd.DataFrame, month: str) -> CountTable:
    """Children by what two definitions say: a fall of one centile band, and a conditional gain under -2 z."""
    first, second = _TWO
    cells = [_cell(month, **{first: a, second: b}) for a in _SAID for b in _SAID]
    return count_table("faltering_side_by_side", rows, cells, [FALTERING[d] for d in _TWO])


def _cell(month: str, **levels: str) -> Cell:
    return Cell.of(month, **{f"faltering_{definition}": level for definition, level in levels.items()})


def _joined(id: str, tables: list[CountTable]) -> CountTable:
    return CountTable(
        id,
        tuple(cell for table in tables for cell in table.cells),
        tuple(n for table in tables for n in table.counts),
        tuple(partition for table in tables for partition in table.partitions),
    )
