"""What must hold of fractions, tables, E-values and bounds whatever the counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.risk import TwoByTwo, e_value, fit_glm, mantel_haenszel, miettinen, misclass_bounds, paf, paf_average, reri

COUNT = st.integers(min_value=3, max_value=60)
FOUR = st.tuples(COUNT, COUNT, COUNT, COUNT)
RATIO = st.floats(min_value=0.05, max_value=20)


def children(*cells: tuple[int, int]) -> pd.DataFrame:
    """Rows from (events, others) of x, z = 00, 10, 01, 11."""
    rows = [
        (i % 2, i // 2, y) for i, pair in enumerate(cells) for y, n in zip((1, 0), pair, strict=True) for _ in range(n)
    ]
    return pd.DataFrame(rows, columns=["x", "z", "y"])


@given(FOUR)
@settings(max_examples=60, deadline=None)
def test_levin_miettinen_and_g_computation_agree_without_covariates(cells):
    a, b, c, d = cells
    table = TwoByTwo(a, b, c, d)
    one = paf(fit_glm(children((c, d), (a, b)), "y ~ x"), "x").fractions[0]
    assert one.estimate == pytest.approx(table.crude_fraction, abs=1e-8)
    assert one.estimate == pytest.approx(miettinen(a / (a + c), table.ratio().estimate), abs=1e-8)


@given(FOUR, FOUR)
@settings(max_examples=40, deadline=None)
def test_averages_share_the_joint_fraction_and_lie_where_single_ones_allow(yes, no):
    result = fit_glm(children(*zip(yes, no, strict=True)), "y ~ x + z")
    joint = paf(result, ["x", "z"], joint=True).fractions[0]
    averages = [one.estimate for one in paf_average(result, ["x", "z"]).fractions]
    singles = [one.estimate for one in paf(result, ["x", "z"]).fractions]
    assert sum(averages) == pytest.approx(joint.estimate, abs=1e-9)
    # Of two factors: half of what it is alone and of what it is last.
    assert averages[0] == pytest.approx((singles[0] + joint.estimate - singles[1]) / 2, abs=1e-9)
    assert joint.high < 1


@given(FOUR, FOUR, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_order_and_scale_of_weights_do_not_matter(yes, no, random):
    frame = children(*zip(yes, no, strict=True))
    order = list(range(len(frame)))
    random.shuffle(order)
    one, other = (paf(fit_glm(f, "y ~ x + z", family="logit"), "x").fractions[0] for f in (frame, frame.iloc[order]))
    assert (one.estimate, one.se) == pytest.approx((other.estimate, other.se), rel=1e-6, abs=1e-9)


@given(FOUR, FOUR)
@settings(max_examples=40, deadline=None)
def test_reri_of_a_saturated_model_is_that_of_the_prevalences(yes, no):
    p = np.array(yes) / (np.array(yes) + np.array(no))
    found = reri(fit_glm(children(*zip(yes, no, strict=True)), "y ~ x*z"), "x", "z")
    assert found.reri.estimate == pytest.approx((p[3] - p[1] - p[2] + p[0]) / p[0], rel=1e-5, abs=1e-6)
    assert found.ap.estimate == pytest.approx(found.reri.estimate / found.both.estimate, rel=1e-6, abs=1e-9)


@given(FOUR)
def test_turning_a_table_round_turns_its_ratios_over(cells):
    a, b, c, d = cells
    one, other = TwoByTwo(a, b, c, d), TwoByTwo(c, d, a, b)
    assert one.ratio().estimate * other.ratio().estimate == pytest.approx(1)
    assert one.odds_ratio().low * other.odds_ratio().high == pytest.approx(1)
    assert one.difference().estimate == pytest.approx(-other.difference().estimate)
    assert one.chi_square().statistic == pytest.approx(other.chi_square().statistic)


@given(FOUR, st.integers(min_value=1, max_value=5))
def test_equal_strata_have_the_odds_ratio_of_one(cells, times):
    table = TwoByTwo(*cells)
    assert mantel_haenszel([table] * times)[0].estimate == pytest.approx(table.odds_ratio().estimate)


@given(RATIO)
def test_an_e_value_is_symmetric_grows_and_solves_its_bound(ratio):
    found = e_value(ratio).point
    assert found == pytest.approx(e_value(1 / ratio).point)
    above = max(ratio, 1 / ratio)
    assert found >= above * (1 - 1e-12)
    assert found**2 / (2 * found - 1) == pytest.approx(above)  # the bias that two ratios of this size can make
    assert e_value(above * 1.1).point > found


@given(FOUR, st.floats(min_value=0.7, max_value=1), st.floats(min_value=0.98, max_value=1))
def test_bounds_hold_what_lies_between_their_ends(cells, sensitivity, specificity):
    table = TwoByTwo(*cells)
    wide = misclass_bounds(table, (0.7, 1), (0.98, 1))
    inner = misclass_bounds(table, (sensitivity, sensitivity), (specificity, specificity))
    if wide.alike is not None and wide.apart is not None:
        assert inner.alike is not None
        assert wide.alike[0] - 1e-9 <= inner.alike[0] <= wide.alike[1] + 1e-9
        assert wide.apart[0] - 1e-9 <= wide.alike[0]
        assert wide.alike[1] <= wide.apart[1] + 1e-9
