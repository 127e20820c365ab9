"""The test of independence at its edges; R's figures are in the golden tests."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InsufficientDataError
from audit.survey import Design
from audit.survey.independence import rao_scott


def related(seed, *, effect=0.0, n=800):
    generator = np.random.default_rng(seed)
    water = generator.integers(0, 3, n)
    return pd.DataFrame(
        {
            "case": generator.random(n) < 0.3 + effect * water,
            "water": water,
            "cluster": generator.integers(0, 40, n),
            "weight": generator.uniform(0.5, 2, n),
        }
    )


def test_equal_shares_in_every_group_are_no_relation():
    found = rao_scott([0, 1] * 30, np.repeat([0, 1, 2], 20))
    assert (found.f, found.p) == (pytest.approx(0, abs=1e-12), pytest.approx(1))


def test_a_relation_is_found_and_none_is_rarely():
    design = Design("cluster", weight="weight")
    assert rao_scott("case", "water", data=related(1, effect=0.15), design=design).p < 1e-4
    silent = [rao_scott("case", "water", data=related(seed), design=design).p for seed in range(200)]
    assert sum(p < 0.05 for p in silent) <= 20  # 5 % of 200, and 3 standard deviations


def test_children_without_a_group_are_left_out_but_their_clusters_are_not():
    data = related(2)
    gap = data.assign(water=data["water"].astype(float).mask(data["cluster"] < 4))
    found = rao_scott("case", "water", data=gap, design=Design("cluster"))
    assert found.n == (data["cluster"] >= 4).sum()
    assert found.df_below == pytest.approx(found.df * 39)


def test_the_order_of_the_two_groupings_changes_nothing():
    data, design = related(3), Design("cluster", weight="weight")
    one, other = (
        rao_scott("case", "water", data=data, design=design),
        rao_scott("water", "case", data=data, design=design),
    )
    assert (one.f, one.p) == pytest.approx((other.f, other.p))


@pytest.mark.parametrize(
    ("first", "second", "cluster"),
    [([], [], None), ([1, 1, 1, 1], [0, 1, 0, 1], None), ([np.nan] * 4, [0, 1, 0, 1], None),
     ([0, 1, 0, 1], [0, 0, 1, 1], ["x"] * 4)],
)  # fmt: skip
def test_nothing_to_compare_is_refused(first, second, cluster):
    with pytest.raises(InsufficientDataError) as refused:
        rao_scott(first, second, design=Design(cluster))
    assert refused.value.id == "survey.nothing_to_compare"
