"""The spike test knows the edge from what honest re-measurement leaves."""

from __future__ import annotations

import numpy as np

from audit.quality.smooth_counterfactual import Counterfactual
from audit.quality.spike import honest_share, spike_p
from audit.reference.heaping_rules import FIT_REACH, SPIKE_AMONG, SPIKE_WINDOW


def flat(per_hundredth: float) -> Counterfactual:
    return Counterfactual(np.full((1, 2 * FIT_REACH), per_hundredth), np.zeros((5, 5)), np.zeros((1, 3, 3)))


def near(edge: int, rest: int) -> np.ndarray:
    counts = np.zeros((1, 2 * FIT_REACH), dtype=int)
    counts[0, FIT_REACH] = edge
    counts[0, FIT_REACH + SPIKE_AMONG - 1] = rest
    return counts


def test_the_honest_share_is_never_below_that_of_the_counterfactual():
    share = honest_share(flat(2.0).mean)
    assert SPIKE_WINDOW / SPIKE_AMONG < share[0] < 2 * SPIKE_WINDOW / SPIKE_AMONG


def test_children_on_the_edge_are_seen_and_children_spread_are_not():
    assert spike_p(near(20, 40), flat(2.0))[0] < 1e-4
    assert spike_p(near(6, 54), flat(2.0))[0] > 0.5
    assert spike_p(near(0, 0), flat(2.0))[0] == 1


def test_the_share_depends_on_shape_alone():
    np.testing.assert_allclose(honest_share(flat(0.1).mean), honest_share(flat(9.0).mean))
