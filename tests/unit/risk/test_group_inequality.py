"""Measures between groups by hand, their errors against simulation, and groups without or with nothing but cases."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest

from audit.risk import group_inequality
from audit.risk.group_inequality import MEASURES
from audit.survey import Design


def children(*groups):
    """Outcome and group of (name, cases, children) each."""
    y = np.concatenate([[1] * cases + [0] * (n - cases) for _, cases, n in groups])
    return y, np.repeat([name for name, _, _ in groups], [n for _, _, n in groups])


def ids(result):
    return [note.id for note in result.notes]


def test_every_measure_by_hand():
    # Proportions .5, .25 and .1 of 40, 40 and 20 children: all together .32, shares .4, .4, .2.
    found = group_inequality(*children(("a", 20, 40), ("b", 10, 40), ("c", 2, 20)), ordered=True)
    r = [0.5 / 0.32, 0.25 / 0.32, 0.1 / 0.32]
    s = [0.4, 0.4, 0.2]
    by_hand = {
        "difference": 0.4,
        "ratio": 5.0,
        "par": 0.1 - 0.32,
        "paf": (0.1 - 0.32) / 0.32,
        "mld": -sum(share * log(ratio) for share, ratio in zip(s, r, strict=True)),
        "theil": sum(share * ratio * log(ratio) for share, ratio in zip(s, r, strict=True)),
        "bgv": 0.4 * 0.18**2 + 0.4 * 0.07**2 + 0.2 * 0.22**2,
        "idis": (0.4 * 0.18 + 0.4 * 0.07 + 0.2 * 0.22) / 0.32,
        "idis_unweighted": (0.18 + 0.07 + 0.22) / 3 / 0.32,
    }
    assert list(by_hand) == list(MEASURES)
    assert dict(zip(found.measures["measure"], found.measures["value"], strict=True)) == pytest.approx(by_hand)
    assert found.groups["share"].tolist() == pytest.approx(s)
    assert (found.first, found.last) == ("a", "c")
    assert found.notes == ()


def test_errors_of_difference_and_ratio_are_the_textbooks():
    # Independent groups: p(1-p)/n of each; of the log ratio (1-p)/(pn) of each (Katz). n / (n - 1) of all children.
    found = group_inequality(*children(("a", 20, 40), ("b", 10, 40)), ordered=True).measures.set_index("measure")
    more = sqrt(80 / 79)
    assert found.loc["difference", "se"] == pytest.approx(more * sqrt(0.5 * 0.5 / 40 + 0.25 * 0.75 / 40))
    assert found.loc["ratio", "se"] == pytest.approx(more * sqrt(0.5 / (0.5 * 40) + 0.75 / (0.25 * 40)))


def test_errors_are_those_that_many_samples_show():
    rng = np.random.default_rng(11)
    p, n, samples = np.array([0.5, 0.3, 0.2]), 4000, 600
    values, errors = [], []
    for _ in range(samples):
        group = rng.choice(3, size=n, p=[0.3, 0.5, 0.2])
        found = group_inequality(rng.random(n) < p[group], group, ordered=True).measures
        values.append(found["value"])
        errors.append(found["se"])
    absolute = [i for i, name in enumerate(MEASURES) if name != "ratio"]
    # The spread of 600 samples is itself known to about 3 %; five of these.
    assert np.mean(errors, axis=0)[absolute] == pytest.approx(np.std(values, axis=0)[absolute], rel=0.15)


def test_without_an_order_the_highest_is_compared_with_the_lowest():
    found = group_inequality(*children(("x", 1, 10), ("y", 6, 10), ("z", 3, 10)), ordered=False)
    assert (found.first, found.last) == ("y", "x")
    assert found.value("difference") == pytest.approx(0.5)


def test_the_reference_group_may_be_no_better_than_all():
    # In order the last group is the reference; where it is worse than all, nothing would be gained.
    found = group_inequality(*children(("a", 1, 10), ("b", 6, 10)), ordered=True)
    assert found.value("difference") == pytest.approx(-0.5)
    assert found.value("par") == found.value("paf") == 0


def test_groups_of_one_desa_are_not_taken_for_independent():
    # The same 40 desa hold poor and rich: what lifts one lifts the other, and the difference varies less.
    rng = np.random.default_rng(2)
    desa = np.repeat(np.arange(40), 40)
    rich = np.tile([0, 1], 800)
    y = rng.random(1600) < np.clip(0.35 + 0.2 * rng.normal(size=40)[desa] - 0.1 * rich, 0.01, 0.99)
    apart = group_inequality(y, rich, ordered=True, design=Design(cluster=desa * 2 + rich))
    together = group_inequality(y, rich, ordered=True, design=Design(cluster=desa))
    assert together.measures["se"][0] < 0.7 * apart.measures["se"][0]


def test_a_group_without_cases_leaves_what_can_be_said_and_no_limits():
    found = group_inequality(*children(("a", 5, 10), ("b", 0, 10)), ordered=True)
    values = found.measures.set_index("measure")
    assert values.loc["difference", "value"] == 0.5
    assert values.loc["theil", "value"] == pytest.approx(log(2))
    assert values.loc[["ratio", "mld"], "value"].isna().all()
    assert values[["se", "low", "high"]].isna().all(axis=None)
    assert ids(found) == ["equity.group_without_cases"]


@pytest.mark.parametrize("y", [0, 1])
def test_nobody_or_everybody(y):
    found = group_inequality([y] * 4, ["a", "a", "b", "b"], ordered=True)
    assert found.value("difference") == 0
    assert found.measures["low"].isna().all()
    assert ids(found) == ["equity.group_without_cases"]


@pytest.mark.parametrize(("y", "group"), [([], []), ([np.nan, 1], ["a", None]), ([1, 0], ["a", "a"])])
def test_less_than_two_groups_are_not_compared(y, group):
    found = group_inequality(np.array(y, float), pd.Series(group, dtype=object), ordered=True)
    assert found.measures["value"].isna().all()
    assert list(found.measures["measure"]) == list(MEASURES)
    assert ids(found)[-1] == "equity.one_group"


def test_a_category_without_children_is_no_group():
    group = pd.Categorical(["q1", "q1", "q3", "q3"], categories=["q1", "q2", "q3"], ordered=True)
    found = group_inequality([1, 1, 1, 0], group, ordered=True)
    assert (found.first, found.last) == ("q1", "q3")
    assert found.value("difference") == 0.5


def test_dispersion_is_never_below_zero():
    found = group_inequality(*children(("a", 5, 10), ("b", 5, 11)), ordered=True).measures.set_index("measure")
    assert (found.loc[["mld", "theil", "bgv", "idis"], "low"] == 0).all()
    assert found.loc["difference", "low"] < 0
