"""How far is it still to the target, and which gaps are the largest? An order with intervals, or none."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from audit.reference.essential_indicators import FRAMEWORK, Direction, essential_indicators
from audit.reference.indicator_rules import RANK_SHARE
from audit.reference.targets import DRAWS

__all__ = ["gap_ranking", "indicator_gaps"]


def indicator_gaps(rows: pd.DataFrame, targets: Mapping[str, float], *, framework: str = FRAMEWORK) -> pd.DataFrame:
    """Gap to target of rows of ``IndicatorCoverage.table`` (any of them), in their order.

    Parameters
    ----------
    rows : with ``indicator``, as a column, and the columns of a coverage.
    targets : proportions (0-1) by indicator: of the district's own document, else ``agreed_targets``.

    Returns ``rows`` with ``target gap gap_low gap_high short met reason``. ``gap`` (-1 to 1) is what is missing in the
    good direction: above 0 the target is not reached. ``short``: how many more people that is (fewer, for an indicator
    that should be low), 0 where it is reached. ``met``: "yes" or "no" where the whole interval lies on one side, "yes"
    too where everybody is reached of whom all should be, "unclear" elsewhere, "" without a value or target. ``reason``
    "target_open": no document settles the target.
    """
    lower = rows["indicator"].isin([i.id for i in essential_indicators(framework) if i.direction == "lower"])
    target = rows["indicator"].map(dict(targets)).astype("float64")
    sign = pd.Series(np.where(lower, -1.0, 1.0), index=rows.index)
    ends = [sign * (target - rows[name]) for name in ("low", "high")]
    gap = sign * (target - rows["value"])
    gap_low, gap_high = ends[0].where(ends[0] <= ends[1], ends[1]), ends[0].where(ends[0] > ends[1], ends[1])
    # Rounding apart, since 0.9 of 10 is 9 and not a hair more.
    short = (gap.clip(lower=0) * rows["denominator"]).round(9).map(np.ceil)
    reached = (gap_high <= 0) | (gap.eq(0) & target.isin([0.0, 1.0]))  # nobody is left, and no interval can say so
    met = np.where(gap_low > 0, "no", np.where(reached, "yes", "unclear"))
    return rows.assign(
        target=target,
        gap=gap,
        gap_low=gap_low,
        gap_high=gap_high,
        short=short.where(gap.notna()),
        met=np.where(gap.isna(), "", met),
        reason=np.where(target.isna() & rows["reason"].isin(["", "few"]), "target_open", rows["reason"]),
    )


def gap_ranking(gaps: pd.DataFrame, *, seed: int, framework: str = FRAMEWORK) -> pd.DataFrame:
    """Put gaps in order, largest first, with how sure each place is.

    Parameters
    ----------
    gaps : of ``indicator_gaps``: the indicators of one area, or the areas of one indicator.
    seed : of the draws; same seed, same places.

    Returns ``gaps`` in order with ``place place_low place_high group``. Each gap is drawn ``DRAWS`` times from the
    posterior of its proportion (Jeffreys' prior); ``place_low`` and ``place_high`` hold 95 % of its places. ``group``:
    1 holds the gaps from the largest down to the first that is surely smaller, which begins group 2, and so on: two are
    told apart where one is larger in ``RANK_SHARE`` of the draws. Within a group there is no order to speak of. Rows
    with a ``reason`` (few people, sums with gaps, no target) come last, without a place: to be shown grey.

    Not for judging people or offices. Source: Goldstein & Spiegelhalter, J R Stat Soc A 1996;159:385-443.
    """
    ranked = gaps["reason"].eq("") & gaps["gap"].notna()
    rows = gaps[ranked].sort_values("gap", ascending=False, kind="stable")
    grey = gaps[~ranked]
    signs = {i.id: _sign(i.direction) for i in essential_indicators(framework)}
    rng = np.random.default_rng(seed)
    k, n = rows["numerator"].to_numpy(), rows["denominator"].to_numpy()
    drawn = rng.beta(k + 0.5, n - k + 0.5, size=(DRAWS, len(rows)))
    drawn = rows["indicator"].map(signs).to_numpy(dtype="float64") * (rows["target"].to_numpy() - drawn)
    places = np.argsort(np.argsort(-drawn, axis=1), axis=1) + 1
    limits = np.quantile(places, [1 - RANK_SHARE, RANK_SHARE], axis=0, method="inverted_cdf")
    placed = rows.assign(
        place=np.arange(1, len(rows) + 1),
        place_low=limits[0].astype(int),
        place_high=limits[1].astype(int),
        group=_groups(drawn),
    )
    out = pd.concat([placed, grey.reindex(columns=placed.columns)])
    return out.astype(dict.fromkeys(("place", "place_low", "place_high", "group"), "Int64")).reset_index(drop=True)


def _sign(direction: Direction) -> float:
    return -1.0 if direction == "lower" else 1.0


def _groups(drawn: np.ndarray) -> list[int]:
    """Group of each column, which come by size: a new one begins where the first of the group is surely larger."""
    groups: list[int] = []
    head, group = 0, 1
    for column in range(drawn.shape[1]):
        if (drawn[:, head] > drawn[:, column]).mean() >= RANK_SHARE:
            head, group = column, group + 1
        groups.append(group)
    return groups
