"""Figures of predicting who becomes stunted: windows of time, what is looked at, how models are chosen and judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from audit.results import Partition

__all__ = [
    "BOOSTING",
    "BOOSTING_GAIN",
    "EXPECTED_R2_NAGELKERKE",
    "FEATURES",
    "FEWEST_TO_JUDGE",
    "FOLDS",
    "GROWTH_AHEAD",
    "INTERCEPT_MARGIN",
    "LEAST_REASON",
    "LOWESS_SPAN",
    "OPTIMISM_R2",
    "PENALTIES",
    "REASONS",
    "REQUIRED",
    "SHRINKAGE",
    "SLOPE_MONTHS",
    "SMOOTH_GROUPS",
    "SMOOTH_POINTS",
    "SPLINE_KNOTS_OF_CURVE",
    "THRESHOLDS",
    "WINDOW",
    "BoostingRules",
    "Shape",
    "Window",
]  # fmt: skip

Shape = Literal["curve", "line"]


@dataclass(frozen=True, slots=True)
class Window:
    """Days around the day of prediction.

    ``look_back``: measurements that are looked at; ``gap`` and ``horizon``: the outcome is the last usable length from
    ``gap`` to ``horizon`` days later; ``least_span``: days that measurements must span to have a slope.
    """

    look_back: int
    gap: int
    horizon: int
    least_span: int


# Half a year ahead is the next round of the audit (two a year, Buku Saku AKS 2022); under three months the change of a
# height is mostly its measurement error (notes on growth: velocities need intervals of two months or more). Ours.
WINDOW = Window(look_back=365, gap=91, horizon=183, least_span=91)

# What is looked at, and whether its effect may bend. Previous height for age is nearly all of it: on WASH-B Bangladesh
# AUC 0.902 from it alone, 0.905 with age and the mother's height (risk notes, decision 7).
FEATURES: Mapping[str, Shape] = MappingProxyType(
    {
        "haz": "curve",
        "haz_slope": "curve",
        "age_months": "curve",
        "months_since": "line",
        "waz": "line",
        "birth_weight_kg": "line",
        "male": "line",
    }
)
REQUIRED = "haz"  # without an earlier length AUC is 0.69 (risk notes, decision 7): nothing to send anybody by

# Knots of a curve: Harrell, Regression Modeling Strategies, 2nd ed. 2015, section 2.4.6 (4 for most sample sizes).
SPLINE_KNOTS_OF_CURVE = 4

# Inverse strength of the penalty on standardised columns, strongest first; chosen by grouped cross-validation. Ours.
PENALTIES = (0.01, 0.1, 1.0, 10.0)
FOLDS = 5  # Harrell 2015, section 5.3: five to ten

# Boosting is taken only where its AUC is at least so much higher and calibration no worse: risk notes, decision 8.
BOOSTING_GAIN = 0.01


@dataclass(frozen=True, slots=True)
class BoostingRules:
    """Settings of gradient boosting."""

    depth: int
    rounds: int
    rate: float
    least_leaf: int
    bins: int


# Depth 2, since deeper trees overfit (train 0.955, held out 0.658 against 0.690: risk notes, decision 8).
BOOSTING = BoostingRules(depth=2, rounds=50, rate=0.2, least_leaf=50, bins=64)

# Riley et al., BMJ 2020;368:m441: expected shrinkage, difference of apparent and adjusted R² (Nagelkerke), margin of
# the overall risk; and the R² to expect where nothing better is known.
SHRINKAGE = 0.9
OPTIMISM_R2 = 0.05
INTERCEPT_MARGIN = 0.05
EXPECTED_R2_NAGELKERKE = 0.15

# A group needs so many children with and without the outcome for its own AUC. Ours: with ten of each the interval of
# an AUC of 0.85 is about +- 0.09.
FEWEST_TO_JUDGE = 10

# Risks from which a visit may be thought worth its trouble: from one in ten to six in ten.
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)

LOWESS_SPAN = 2 / 3  # Cleveland, J Am Stat Assoc 1979;74:829-836, and R's lowess()
SMOOTH_GROUPS = 2000  # children of like risk are brought together for the curve where there are more; ours, for speed
SMOOTH_POINTS = 101  # R's lowess() evaluates a hundredth of the range apart and draws lines between

REASONS = 3  # reasons that are said of one child; ours, so that they fit a line
SLOPE_MONTHS = 3  # months over which a slope is said in words: the least that a measured one spans
LEAST_REASON = 0.1  # log-odds that a reason must add: odds higher by a tenth; ours

# Children who are not stunted, by whether their height for age falls.
GROWTH_AHEAD = Partition("growth_ahead", {"not_stunted": ("falters", "steady", "one_length")})
