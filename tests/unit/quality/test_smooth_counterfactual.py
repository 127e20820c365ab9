"""The counterfactual follows the density around the place that it does not look at."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from audit.quality.smooth_counterfactual import counterfactual, lattice
from audit.reference.heaping_rules import FIT_REACH

EDGES = (np.arange(-FIT_REACH, FIT_REACH + 1) - 200.5) / 100


def of_normal(n: int, mean: float, sd: float) -> np.ndarray:
    """Expected counts, rounded, by hundredth around -2."""
    return np.rint(n * np.diff(norm.cdf(EDGES, mean, sd))).astype(int)


def test_columns_are_hundredths_and_far_children_are_left_out():
    counts = lattice(np.array([0, 0, 1, 1, 1]), np.array([-200, -201, -200, -200, 400]), 2, -200)
    assert counts.shape == (2, 2 * FIT_REACH)
    assert counts[:, FIT_REACH].tolist() == [1, 2]
    assert counts[:, FIT_REACH - 1].tolist() == [1, 0]
    assert counts.sum() == 4


@pytest.mark.parametrize(("mean", "sd"), [(-1.2, 1.1), (-1.8, 1.3), (-0.5, 1.0)])
def test_a_normal_is_met_within_a_percent_whatever_stands_at_the_cutoff(mean, sd):
    counts = of_normal(500_000, mean, sd)[None]
    true = counts[:, FIT_REACH : FIT_REACH + 30].sum()
    counts[:, FIT_REACH - 60 : FIT_REACH + 30] = 0
    expected, spread = counterfactual(counts).expected(0, 30)
    assert expected == pytest.approx(true, rel=0.01)
    assert 0 < spread < 1e-3


def test_a_small_unit_takes_the_shape_of_its_district():
    big = of_normal(20_000, -1.2, 1.1)
    small = np.random.default_rng(1).multinomial(60, big / big.sum())
    alone, spread_alone = counterfactual(small[None]).expected(0, 30)
    together, spread = counterfactual(np.stack([big, small])).expected(0, 30)
    true = 60 * big[FIT_REACH : FIT_REACH + 30].sum() / big.sum()
    assert spread[1] < spread_alone[0]
    assert abs(together[1] - true) < 2 * true * spread[1] ** 0.5
    assert alone > 0


def test_a_large_unit_keeps_its_own_mean():
    units = np.stack([of_normal(50_000, -1.2, 1.1), of_normal(5_000, -1.7, 1.1)])
    expected, _ = counterfactual(units).expected(0, 30)
    assert expected[1] == pytest.approx(units[1, FIT_REACH : FIT_REACH + 30].sum(), rel=0.03)
