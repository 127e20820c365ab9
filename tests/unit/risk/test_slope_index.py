"""SII and RII by hand where the model is exact, and where it has no answer."""

from __future__ import annotations

import numpy as np
import pytest

from audit.errors import InputError
from audit.risk import sii_rii
from audit.survey import Design


def ids(result):
    return [note.id for note in result.notes]


def two_halves(poor, rich, n=20):
    """``poor`` cases among the poorer half of 2 n children, ``rich`` among the richer; two ranks only."""
    y = [1] * poor + [0] * (n - poor) + [1] * rich + [0] * (n - rich)
    return y, [0] * n + [1] * n


def test_two_groups_by_hand():
    # Ranks are .25 and .75, so the whole range is twice the distance of the two proportions (.5 and .25).
    linear = sii_rii(*two_halves(10, 5), model="direct")
    assert linear.sii == pytest.approx(2 * (0.25 - 0.5))
    assert linear.rii == pytest.approx((0.25 / 0.5) ** 2)
    # Logistic: slope 2 (ln 1/3 - ln 1) from the logit at .5; ends at 0 +- half of it about their middle.
    slope = 2 * np.log(1 / 3)
    ends = [1 / (1 + np.exp(-(np.log(1 / 3) / 2 + side * slope / 2))) for side in (-1, 1)]
    logistic = sii_rii(*two_halves(10, 5))
    assert (logistic.poorest, logistic.richest) == pytest.approx(tuple(ends))
    assert logistic.sii == pytest.approx(ends[1] - ends[0])
    assert logistic.rii == pytest.approx(ends[1] / ends[0])
    assert logistic.sii_low < logistic.sii < logistic.sii_high
    assert logistic.rii_low < logistic.rii < logistic.rii_high


@pytest.mark.parametrize(("y", "why"), [([0] * 4, "no_cases"), ([1] * 4, "all_cases")])
@pytest.mark.parametrize("model", ["logit", "direct"])
def test_nobody_or_everybody(y, why, model):
    result = sii_rii(y, [1, 2, 3, 4], model=model)
    assert np.isnan([result.sii, result.sii_low, result.rii, result.rii_high]).all()
    assert ids(result) == [f"equity.{why}"]


def test_cases_at_one_end_only_are_said_not_guessed():
    result = sii_rii([1, 1, 0, 0], [1, 2, 3, 4])
    assert np.isnan([result.sii, result.rii]).all()
    assert ids(result) == ["equity.separated"]
    assert sii_rii([1, 1, 0, 0], [1, 2, 3, 4], model="direct").sii == pytest.approx(-1.6)


@pytest.mark.parametrize(("y", "rank", "why"), [([], [], "no_rows"), ([0, 1], [3, 3], "one_rank")])
def test_nothing_to_compare(y, rank, why):
    result = sii_rii(np.array(y, float), np.array(rank, float))
    assert np.isnan(result.sii)
    assert ids(result)[-1] == f"equity.{why}"


def test_one_cluster_and_few_cases_never_stop_it():
    y, rank = two_halves(3, 1)
    alone = sii_rii(y, rank, design=Design(cluster=["a"] * 40))
    assert np.isnan(alone.sii_low)
    assert alone.sii < 0
    assert alone.events == 4
    # With one degree of freedom the ratio has no end that a number could hold, and still there is no error.
    assert sii_rii(y, rank, design=Design(cluster=["a", "b"] * 20)).df == 1


def test_a_z_score_is_refused():
    with pytest.raises(InputError):
        sii_rii([1.5, 0.2], [1, 2])


def test_an_exact_line_has_no_error_and_no_warning():
    # Every outcome lies on the line: the sum of squares may come out a rounding below 0.
    exact = sii_rii([0.0, 0.0, 1.0, 1.0], [0, 2, 2, 3], model="direct", design=Design(weight=[1.0, 2.0, 2.0, 1.0]))
    assert exact.sii_se >= 0
