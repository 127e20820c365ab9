"""Small tests of a step at a cut-off, and their combination."""

from __future__ import annotations

import numpy as np

from audit.quality.count_tails import binomial_tail, negative_binomial_quantile, negative_binomial_tail
from audit.quality.smooth_counterfactual import Counterfactual
from audit.reference.heaping_rules import ABOVE_WINDOWS, CERTAIN_P, EXCESS_WINDOW, FIT_REACH, SIDE_WINDOWS
from audit.reference.statistics import CONFIDENCE_LEVEL

__all__ = ["moved", "step_p", "within"]


def within(counts: np.ndarray, low: int, high: int) -> np.ndarray:
    """Children by unit in [low, high) hundredths from the cut-off."""
    return counts[:, FIT_REACH + low : FIT_REACH + high].sum(axis=1)


def step_p(counts: np.ndarray, expected: Counterfactual) -> np.ndarray:
    """One-sided p by unit: too many just above the cut-off, too few just below.

    Exact binomial of above among both sides, 0.1 and 0.2 wide; negative binomial tail of the count above, 0.03, 0.05
    and 0.1 wide, with the mean and variance of the counterfactual; Cauchy combination (Liu and Xie 2020), which holds
    for dependent tests. Assumes one row a child: six visits of each give 7 % false alarms instead of 5.
    """
    tails: list[np.ndarray] = []
    for width in SIDE_WINDOWS:
        above, both = within(counts, 0, width), within(counts, -width, width)
        up, down = expected.expected(0, width)[0], expected.expected(-width, 0)[0]
        tails.append(binomial_tail(above, both, up / (up + down)))
    for width in ABOVE_WINDOWS:
        above, honest = within(counts, 0, width), _negative_binomial(*expected.expected(0, width))
        tails.append(negative_binomial_tail(above, *honest))
    return _cauchy(np.stack(tails))


def moved(counts: np.ndarray, expected: Counterfactual) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Children by unit beyond the expected ones in [-2.00, -1.60): estimate, low and high; never below 0.

    The interval holds the Poisson spread of those who belong there and the uncertainty of the counterfactual.
    """
    there = within(counts, 0, EXCESS_WINDOW)
    mean, spread = expected.expected(0, EXCESS_WINDOW)
    honest = _negative_binomial(mean, spread)
    tail = (1 - CONFIDENCE_LEVEL) / 2
    least, most = (negative_binomial_quantile(p, *honest) for p in (tail, 1 - tail))
    estimates = (there - mean, there - most, there - least)
    estimate, low, high = (np.maximum(x, 0.0) for x in estimates)
    return estimate, low, high


def _negative_binomial(mean: np.ndarray, relative_variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Size and probability of counts whose Poisson mean is uncertain: variance mean + relative_variance mean²."""
    size = 1 / relative_variance
    return size, size / (size + mean)


def _cauchy(p: np.ndarray) -> np.ndarray:
    """Combine along the first axis; tiny p are kept exact, where a tangent would round them off."""
    p = np.clip(p, np.finfo(float).tiny, CERTAIN_P)
    mean = (1 / np.tan(np.pi * p)).mean(axis=0)
    return np.arctan2(1, mean) / np.pi
