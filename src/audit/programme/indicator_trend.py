"""Has the coverage of an indicator risen or fallen? An arrow only where chance is not answer enough.

Words: ``indicator.trend.<verdict>``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.programme.indicator_coverage import IndicatorCoverage
from audit.reference.essential_indicators import FRAMEWORK, essential_indicators
from audit.reference.statistics import FALSE_DISCOVERIES
from audit.survey.false_discoveries import benjamini_hochberg

__all__ = ["COMPARABLE", "indicator_trend"]

# A figure on few people may be compared, since its interval is wide; one of other desa than before may not.
COMPARABLE = ("", "few")


def indicator_trend(before: IndicatorCoverage, after: IndicatorCoverage, *, framework: str = FRAMEWORK) -> pd.DataFrame:
    """Change of every indicator and area from one period to the next.

    Returns one row an indicator and area, in the order of ``after``: ``indicator area_code before after difference low
    high q verdict``. ``difference`` is after less before (-1 to 1) with 95 % limits made from both intervals, by
    Newcombe's hybrid score.

    ``verdict`` is "better" or "worse" by the direction of the indicator where the limits leave out 0 and
    the false discovery rate over all rows allows it, "unclear" elsewhere, and "" where either figure is missing, rests
    on other desa, or comes from another source than before.

    The two periods are taken as different people. Where the same are counted twice the difference is more precise than
    the limits say, so nothing is called a change too early. A change is no effect of anything. Sources: Newcombe, Stat
    Med 1998;17:873-890, method 10; Benjamini & Hochberg 1995.
    """
    names = ["value", "low", "high", "numerator", "denominator", "source", "reason"]
    key = ["indicator", "area_code"]
    rows = after.table[key].merge(before.table[[*key, *names]], on=key, how="left", validate="1:1")
    now = after.table[names].reset_index(drop=True)
    same = rows["source"].eq(now["source"]) & rows["reason"].isin(COMPARABLE) & now["reason"].isin(COMPARABLE)
    p1, p2 = (frame["value"].where(same).to_numpy() for frame in (rows, now))
    difference = p2 - p1
    low = difference - np.hypot(p2 - now["low"], rows["high"] - p1)
    high = difference + np.hypot(now["high"] - p2, p1 - rows["low"])
    q = benjamini_hochberg(np.where(same, _equal(rows, now), np.nan))
    lower = rows["indicator"].isin([i.id for i in essential_indicators(framework) if i.direction == "lower"])
    moved = ((low > 0) | (high < 0)) & (q <= FALSE_DISCOVERIES)
    improved = (difference > 0) ^ lower
    verdict = np.where(moved, np.where(improved, "better", "worse"), "unclear")
    return rows[key].assign(
        before=p1,
        after=p2,
        difference=difference,
        low=low,
        high=high,
        q=q,
        verdict=np.where(np.isnan(difference), "", verdict),
    )


def _equal(first: pd.DataFrame, second: pd.DataFrame) -> np.ndarray:
    """Two-sided p of two proportions being equal (score test without correction); 1 where both are 0 % or 100 %."""
    from scipy.special import erfc

    k1, n1, k2, n2 = (frame[c].to_numpy() for frame in (first, second) for c in ("numerator", "denominator"))
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (k1 + k2) / (n1 + n2)
        z = (k2 / n2 - k1 / n1) / np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return np.where((pooled == 0) | (pooled == 1), 1.0, erfc(np.abs(z) / np.sqrt(2)))
