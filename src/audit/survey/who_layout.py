"""Estimates of WHO's table written out: limits, per cent, one row a group, indicator and statistic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.survey.design import Floats
from audit.survey.intervals import clopper_pearson, effective_size, logit_interval, mean_interval
from audit.survey.who_cases import BASES, INDICATORS, MEANS
from audit.survey.who_estimates import Estimates

__all__ = ["long_table"]

_PER_CENT = 100.0
_MEAN = np.array([indicator.mean for indicator in INDICATORS])
_BASE_OF = [indicator.base for indicator in INDICATORS]
_SIZES, _LIMITS, _HONEST, _DEVIATION = ("pop", "unwpop"), ("r", "se", "ll", "ul"), ("ll_honest", "ul_honest"), "stdev"


def long_table(names: Sequence[str], found: Sequence[Estimates], df: int) -> pd.DataFrame:
    """Write the groups ``names`` out; ``found`` holds them in that order, ``df`` is that of the whole design."""
    blocks = [_statistics(e, df) for e in found]
    values = np.concatenate([np.stack([b[stat][:, k] for _, stat, k in _COLUMNS], axis=1) for b in blocks])
    table = pd.DataFrame(
        {
            "group": np.repeat(np.array(names, dtype=object), len(_COLUMNS)),
            "indicator": np.tile(np.array([code for code, _, _ in _COLUMNS], dtype=object), len(names)),
            "stat": np.tile(np.array([stat for _, stat, _ in _COLUMNS], dtype=object), len(names)),
            "value": values.ravel(),
        }
    )
    needless = table["stat"].isin(_HONEST) & table["value"].isna()
    return table[~needless].reset_index(drop=True)


def _statistics(e: Estimates, df: int) -> dict[str, Floats]:
    """Every block of statistics by its name, one row a group, shares in per cent."""
    low, high = _limits(e.r, e.se, df)
    lowest, highest = _honest_limits(e.r, e.kish[:, _BASE_OF], df)
    scale = np.where(_MEAN, 1.0, _PER_CENT)
    parts = {"r": e.r, "se": e.se, "ll": low, "ul": high, "ll_honest": lowest, "ul_honest": highest}
    scaled = {stat: part * scale for stat, part in parts.items()}
    return {**scaled, _DEVIATION: e.stdev, "pop": e.pop, "unwpop": e.unwpop}


def _limits(r: Floats, se: Floats, df: int) -> tuple[Floats, Floats]:
    """Limits of shares on the logit scale, of means on their own."""
    of_shares, of_means = logit_interval(np.where(_MEAN, np.nan, r), se, df), mean_interval(r, se, df)
    low, high = (np.where(_MEAN, mean, share) for share, mean in zip(of_shares, of_means, strict=True))
    return low, high


def _honest_limits(r: Floats, children: Floats, df: int) -> tuple[Floats, Floats]:
    """Clopper-Pearson limits of shares of 0 and 1 on an effective number of children; missing elsewhere.

    The number allows for unequal weights (Kish) and for few clusters. How alike the children of a cluster are cannot be
    known where none or all are cases. Missing too where the design has no degrees of freedom.
    """
    certain = ~_MEAN & ((r == 0) | (r == 1))
    effective = np.where(certain, effective_size(children, children, df), np.nan)
    return clopper_pearson(r * effective, effective)


def _columns() -> list[tuple[str, str, int]]:
    """(indicator, statistic, place in the statistic's block): the size of each base before what stands on it."""
    columns: list[tuple[str, str, int]] = []
    sized: set[int] = set()
    for k, indicator in enumerate(INDICATORS):
        if not indicator.mean and indicator.base not in sized:
            sized.add(indicator.base)
            columns += [(BASES[indicator.base], stat, indicator.base) for stat in _SIZES]
        columns += [(indicator.code, stat, k) for stat in (*_LIMITS, *(() if indicator.mean else _HONEST))]
        columns += [(indicator.code, _DEVIATION, MEANS.index(k))] if indicator.mean else []
    return columns


_COLUMNS = _columns()
