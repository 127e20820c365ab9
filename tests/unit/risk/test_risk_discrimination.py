"""Area under the curve, calibration, net benefit and capacity on cases that can be worked out by hand, and edges."""

from __future__ import annotations

import math

import numpy as np
import pytest

from audit.risk.calibration import calibration, calibration_curve
from audit.risk.capacity import capacity_curve, threshold_for_capacity
from audit.risk.decision_curve import decision_curve
from audit.risk.discrimination import auc
from audit.risk.prediction_size import children_needed

Y = [0, 0, 1, 1]
P = [0.1, 0.4, 0.35, 0.8]


def test_the_area_is_the_share_of_pairs_in_the_right_order():
    found = auc(Y, P)
    assert found.value == 3 / 4
    assert (found.n, found.events) == (4, 2)


def test_a_tie_counts_half():
    assert auc([0, 1, 1], [0.5, 0.5, 0.9]).value == 0.75


def test_the_error_by_delong_is_as_worked_out_by_hand():
    # Shares of the right order: cases 1/2 and 1 (variance 1/8), others 1 and 1/2 (1/8); (1/8)/2 + (1/8)/2.
    assert auc(Y, P).se == pytest.approx(math.sqrt(1 / 8), rel=1e-12)


def test_an_area_needs_children_of_both_kinds_and_an_error_two_of_each():
    assert auc([], []) is None
    assert auc([0, 0], [0.1, 0.2]) is None
    assert auc([1, 1], [0.1, 0.2]) is None
    assert auc([0, 1, 1], [0.1, 0.2, 0.3]).se is None


def test_one_cluster_has_no_error_and_clusters_of_one_nearly_that_of_delong():
    rng = np.random.default_rng(1)
    p = rng.random(400)
    y = rng.random(400) < p
    assert auc(y, p, clusters=np.zeros(400)).se is None
    assert auc(y, p, clusters=np.arange(400)).se == pytest.approx(auc(y, p).se, rel=0.01)


def test_children_who_stand_twice_in_a_cluster_are_not_counted_as_more():
    rng = np.random.default_rng(2)
    p = rng.random(300)
    y = rng.random(300) < p
    once = auc(y, p, clusters=np.arange(300)).se
    twice = auc(np.tile(y, 2), np.tile(p, 2), clusters=np.tile(np.arange(300), 2)).se
    assert twice == pytest.approx(once, rel=1e-9)


@pytest.mark.parametrize(("y", "p"), [([0, 1], [0.1]), ([0, 2], [0.1, 0.2]), ([0, 1], [0.1, math.nan])])
def test_what_is_missing_or_no_outcome_is_refused(y, p):
    with pytest.raises(ValueError, match="outcomes"):
        auc(y, p)


def test_risks_that_are_true_in_every_group_are_calibrated():
    p = np.repeat([0.2, 0.8], 10)
    y = np.concatenate([[1] * 2, [0] * 8, [1] * 8, [0] * 2])
    found = calibration(y, p)
    assert found.ratio == pytest.approx(1)
    assert found.in_the_large == pytest.approx(0, abs=1e-9)
    assert (found.slope, found.intercept) == (pytest.approx(1), pytest.approx(0, abs=1e-9))
    assert found.brier == pytest.approx(0.2 * 0.8)


def test_doubled_log_odds_have_half_the_slope():
    p = np.repeat([0.2, 0.8], 10)
    y = np.concatenate([[1] * 2, [0] * 8, [1] * 8, [0] * 2])
    eta = 2 * np.log(p / (1 - p))
    assert calibration(y, 1 / (1 + np.exp(-eta))).slope == pytest.approx(0.5)


def test_calibration_at_its_edges():
    assert calibration([], []) is None
    nobody = calibration([0, 0, 0], [0.1, 0.2, 0.3])
    assert (nobody.in_the_large, nobody.slope, nobody.r2, nobody.brier_scaled, nobody.ratio) == (None,) * 4 + (0.0,)
    assert calibration([1, 1], [0.5, 0.5]).slope is None
    one_risk = calibration([0, 1, 1, 0], [0.25] * 4)
    assert one_risk.slope is None
    assert one_risk.in_the_large == pytest.approx(math.log(3))
    assert one_risk.largest == pytest.approx(0.25)
    sure = calibration([0, 1, 0, 1], [0.0, 1.0, 0.0, 1.0])
    assert (sure.brier, sure.slope) == (0.0, None)
    assert calibration([0, 0], [0.0, 0.0]).ratio is None
    with pytest.raises(ValueError, match="between"):
        calibration([0, 1], [-0.1, 1.0])


def test_the_curve_of_outcomes_on_a_line_is_that_line():
    """Local lines through points of a line give it back; outcomes here are the same share at each risk."""
    p = np.repeat(np.linspace(0.1, 0.9, 9), 10)
    y = np.concatenate([[1] * k + [0] * (10 - k) for k in range(1, 10)])
    curve = calibration_curve(y, p)
    assert curve.observed == pytest.approx(curve.risk, abs=0.02)


def test_net_benefit_weighs_needless_visits_by_the_odds_of_the_threshold():
    rows = decision_curve(Y, P, [0.2, 0.5]).set_index("threshold")
    assert rows.loc[0.2, "net_benefit"] == pytest.approx((2 - 1 * 0.25) / 4)
    assert rows.loc[0.2, "net_benefit_all"] == pytest.approx((2 - 2 * 0.25) / 4)
    assert rows.loc[0.5, ["sensitivity", "specificity", "ppv", "flagged"]].tolist() == [0.5, 1.0, 1.0, 0.25]


def test_a_child_at_the_threshold_is_visited():
    assert decision_curve([0, 1], [0.2, 0.5], [0.5])["sensitivity"].item() == 1


def test_nobody_at_risk_or_nobody_at_all_leaves_shares_missing():
    rows = decision_curve([0, 0], [0.1, 0.2], [0.5])
    assert rows[["sensitivity", "ppv"]].isna().all(axis=None)
    assert decision_curve([], [], [0.5])["net_benefit"].isna().all()
    with pytest.raises(ValueError, match="thresholds"):
        decision_curve(Y, P, [1.0])


def test_visits_reach_the_riskiest_first_and_ties_in_proportion():
    curve = capacity_curve([1, 0, 1, 0], [0.9, 0.5, 0.5, 0.1])
    assert curve["visits"].tolist() == [0, 1, 2, 3, 4]
    assert curve["caught"].tolist() == [0, 1, 1.5, 2, 2]
    assert curve["share"].tolist() == [0, 0.5, 0.75, 1, 1]


def test_a_capacity_curve_without_cases_or_children_has_no_share():
    assert capacity_curve([0, 0], [0.1, 0.2])["share"].isna().all()
    assert capacity_curve([], [])["caught"].tolist() == [0]
    with pytest.raises(ValueError, match="between 0 and 2"):
        capacity_curve([0, 1], [0.1, 0.2], [3])


@pytest.mark.parametrize(
    ("visits", "risk", "made"), [(0, None, 0), (1, 0.9, 1), (2, 0.9, 1), (3, 0.5, 3), (4, 0.1, 4), (9, 0.1, 4)]
)
def test_children_of_one_risk_are_visited_together_or_not_at_all(visits, risk, made):
    found = threshold_for_capacity([0.5, 0.9, 0.1, 0.5], visits)
    assert (found.risk, found.visits) == (risk, made)


def test_a_missing_risk_has_no_place_in_the_order():
    with pytest.raises(ValueError, match="missing"):
        threshold_for_capacity([0.1, math.nan], 1)


def test_more_parameters_and_rarer_outcomes_need_more_children():
    assert children_needed(20, 0.2) > children_needed(10, 0.2)
    assert children_needed(10, 0.02) > children_needed(10, 0.2)
    # With one parameter only the overall risk counts: (1.96 / 0.05)² / 4 = 384.1
    assert children_needed(1, 0.5) == 385
    with pytest.raises(ValueError, match="prevalence"):
        children_needed(5, 0.0)
