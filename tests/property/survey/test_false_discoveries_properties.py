"""What must hold of Benjamini and Hochberg's q whatever the p, and that scipy gives the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from audit.survey import benjamini_hochberg

P_VALUES = st.lists(st.floats(1e-12, 1), min_size=1, max_size=30).map(np.array)


@given(P_VALUES)
def test_q_is_never_below_p_and_keeps_its_order(p):
    q = benjamini_hochberg(p)
    assert (q >= p * (1 - 1e-12)).all()
    assert (np.diff(q[np.argsort(p)]) >= 0).all()


@given(P_VALUES)
def test_scipy_finds_the_same(p):
    np.testing.assert_allclose(benjamini_hochberg(p), false_discovery_control(p), rtol=1e-12)
