"""How many of the essential indicators of a desa are low: the fourth criterion of a lokus."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from audit.programme.indicator_coverage import IndicatorCoverage
from audit.programme.indicator_gaps import indicator_gaps
from audit.reference.areas import Areas
from audit.reference.essential_indicators import FRAMEWORK
from audit.reference.indicator_rules import KNOWN_SHARE, LOW_RULES, LowRule

__all__ = ["known_enough", "low_indicators"]

_HAS_VALUE = ("", "few", "target_open")


def low_indicators(
    coverage: IndicatorCoverage,
    targets: Mapping[str, float],
    areas: Areas,
    *,
    rule: LowRule = LOW_RULES[0],
    framework: str = FRAMEWORK,
) -> pd.DataFrame:
    """Count low, known and applicable indicators of every desa.

    Returns ``low known total`` (whole numbers) indexed by ``area_code``, a row for every desa. An indicator with nobody
    to serve in a desa does not apply to it; one without a usable figure, or without what it is held against, is
    unknown, never low and never not. ``rule`` says what low is (``audit.reference.indicator_rules``); an indicator that
    should be low is "low" where it is too high. Under "short_of_target" and "below_district" a figure on few people
    counts as any other, though chance moves it much; "surely_short" asks for more.
    """
    gaps = indicator_gaps(coverage.table, targets, framework=framework)
    rows = gaps[gaps["level"].eq("desa")]
    usable = rows["reason"].isin(_HAS_VALUE) & rows["value"].notna()
    if rule == "below_district":
        # The same target on both sides, so that gaps compare in the good direction whether it is settled or not.
        level = indicator_gaps(coverage.table, dict.fromkeys(rows["indicator"].unique(), 0.5), framework=framework)
        whole = level[level["area_code"].eq(areas.district.code)].set_index("indicator")["gap"]
        own = level.loc[rows.index, "gap"]
        against = rows["indicator"].map(whole)
        known, low = usable & against.notna(), own > against
    else:
        known = usable & rows["gap"].notna()
        low = rows["gap_low" if rule == "surely_short" else "gap"] > 0
    applies = rows["reason"].ne("denominator_zero")
    counted = pd.DataFrame({"low": known & low, "known": known, "total": applies}).groupby(rows["area_code"]).sum()
    return counted.reindex([area.code for area in areas.desa]).astype("int64").rename_axis("area_code")


def known_enough(low: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Low and known indicators by desa, as ``lokus`` takes them: of desa where more than half of them are known."""
    enough = low[np.greater(low["known"], KNOWN_SHARE * low["total"])]
    pairs = zip(enough["low"].tolist(), enough["known"].tolist(), strict=True)
    return dict(zip(enough.index.tolist(), pairs, strict=True))
