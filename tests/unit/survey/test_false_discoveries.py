"""Benjamini-Hochberg at its edges."""

from __future__ import annotations

import numpy as np

from audit.survey.false_discoveries import benjamini_hochberg


def test_a_missing_p_is_no_test():
    np.testing.assert_allclose(benjamini_hochberg([0.01, np.nan, 0.04]), [0.02, np.nan, 0.04])


def test_order_is_kept_and_q_never_falls_below_p_nor_above_1():
    p = np.array([0.9, 0.001, 0.5, 0.02, 0.02])
    q = benjamini_hochberg(p)
    assert ((q >= p) & (q <= 1)).all()
    assert (np.argsort(q, kind="stable")[:1] == [1]).all()
    assert q[3] == q[4]


def test_no_test_at_all():
    assert benjamini_hochberg([]).shape == (0,)
