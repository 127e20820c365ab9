"""Moran's I: against sums by hand, over lattices with and without hot spots, and around what was left out."""

from __future__ import annotations

import numpy as np
import pytest

from audit.survey.moran import moran, standardised_rates

SIDE = 12
NAMES = [f"desa-{i}" for i in range(SIDE * SIDE)]


def lattice(side: int) -> np.ndarray:
    """Queen neighbours of a square of ``side`` x ``side``."""
    row, column = np.divmod(np.arange(side * side), side)
    apart = np.maximum(np.abs(row[:, None] - row), np.abs(column[:, None] - column))
    return (apart == 1).astype(int)


def as_mapping(names, touching):
    return {name: {names[j] for j in np.flatnonzero(row)} for name, row in zip(names, touching, strict=True)}


QUEEN = lattice(SIDE)


def test_equals_a_sum_over_pairs_by_hand():
    rng = np.random.default_rng(2)
    n = rng.integers(20, 90, 9)
    events, touching = rng.binomial(n, 0.3), lattice(3)
    result = moran(NAMES[:9], events, n, touching, passes=np.ones(9), seed=1, permutations=99)
    m = events.sum() / n.sum()
    a = sum(n[i] * (events[i] / n[i] - m) ** 2 for i in range(9)) / n.sum() - m / (n.sum() / 9)
    z = np.array([(events[i] / n[i] - m) / np.sqrt(a + m / n[i] if a + m / n[i] > 0 else m / n[i]) for i in range(9)])
    z -= sum(z) / 9
    pairs = sum(touching[i, j] / sum(touching[i]) * z[i] * z[j] for i in range(9) for j in range(9))
    assert result.value == pytest.approx(pairs / sum(v * v for v in z))
    assert result.expected == -1 / 8
    lag = [sum(touching[i, j] * z[j] for j in range(9)) / sum(touching[i]) for i in range(9)]
    np.testing.assert_allclose(result.local.value, [z[i] * lag[i] / (sum(v * v for v in z) / 9) for i in range(9)])
    assert result.value == pytest.approx(result.local.value.mean())


def test_p_equals_that_of_all_orders_of_four_units_in_a_row():
    # Neighbours a-b, b-c, c-d and four different rates: 24 orders can be gone through.
    from itertools import permutations

    events, n = np.array([1, 3, 8, 12]), np.full(4, 40)
    chain = {"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}
    result = moran(list("abcd"), events, n, chain, passes=np.ones(4), seed=4, permutations=20_000)
    weights = np.array([[0, 1, 0, 0], [0.5, 0, 0.5, 0], [0, 0.5, 0, 0.5], [0, 0, 1, 0]])
    z = standardised_rates(events.astype(float), n.astype(float))
    every = [np.array(order) @ weights @ np.array(order) for order in permutations(z)]
    assert result.p == pytest.approx(np.mean(np.array(every) >= z @ weights @ z - 1e-12), abs=0.01)


def planted(rng):
    n = rng.integers(100, 300, len(NAMES))
    rate = np.full((SIDE, SIDE), 0.15)
    rate[2:5, 2:5] = 0.40
    return rng.binomial(n, rate.ravel()), n


def test_a_planted_hot_spot_is_found_where_it_is():
    events, n = planted(np.random.default_rng(3))
    result = moran(NAMES, events, n, QUEEN, passes=np.ones(len(NAMES)), seed=1)
    hot = {name for name, cluster in zip(result.units, result.local.cluster, strict=True) if cluster == "high_high"}
    assert result.p < 0.001
    assert NAMES[3 * SIDE + 3] in hot  # its middle
    assert hot <= {NAMES[r * SIDE + c] for r in range(1, 6) for c in range(1, 6)}


def test_a_mapping_of_neighbours_and_an_array_say_the_same():
    events, n = planted(np.random.default_rng(3))
    given = {"passes": np.ones(len(NAMES)), "seed": 9, "permutations": 199}
    by_array, by_name = (moran(NAMES, events, n, x, **given) for x in (QUEEN, as_mapping(NAMES, QUEEN)))
    assert (by_array.value, by_array.p) == (by_name.value, by_name.p)
    np.testing.assert_array_equal(by_array.local.p, by_name.local.p)


def test_the_same_seed_gives_the_same_p_and_another_seed_about_the_same():
    events, n = planted(np.random.default_rng(4))
    one, again, other = (moran(NAMES, events, n, QUEEN, passes=np.ones(len(NAMES)), seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.local.p, again.local.p)
    np.testing.assert_allclose(one.local.p, other.local.p, atol=0.03)


def test_what_fails_quality_is_on_no_side_and_its_neighbours_do_not_see_it():
    events, n = planted(np.random.default_rng(5))
    passes = np.ones(len(NAMES), dtype=bool)
    passes[: 2 * SIDE] = False
    result = moran(NAMES, events, n, QUEEN, passes=passes, seed=1, permutations=99)
    rest = moran(
        NAMES[2 * SIDE :], events[2 * SIDE :], n[2 * SIDE :], QUEEN[2 * SIDE :, 2 * SIDE :],
        passes=passes[2 * SIDE :], seed=1, permutations=99,
    )  # fmt: skip
    assert result.left_out == tuple(NAMES[: 2 * SIDE])
    assert (result.value, result.p, result.units) == (rest.value, rest.p, rest.units)


def test_islands_are_returned_by_name():
    chain = {"a": ["b"], "b": ["a", "c"], "c": ["b"]}
    n = np.array([40, 50, 60, 70, 0])
    result = moran(["a", "b", "c", "rupat", "e"], [4, 9, 20, 10, 0], n, chain, passes=np.ones(5), seed=1)
    assert (result.islands, result.left_out, result.units) == (("rupat",), ("e",), ("a", "b", "c"))


@pytest.mark.parametrize("share", [0, 1])
def test_a_map_of_nobody_or_everybody_shows_nothing(share):
    n = np.arange(1, 10)
    result = moran(NAMES[:9], share * n, n, lattice(3), passes=np.ones(9), seed=1)
    assert np.isnan([result.value, result.p]).all()
    assert set(result.local.cluster) == {""}


def test_nothing_at_all():
    result = moran([], [], [], {}, passes=[], seed=1)
    assert np.isnan(result.p)
    assert result.units == result.islands == result.left_out == ()


@pytest.mark.parametrize(
    ("names", "neighbours", "words"),
    [
        (["a", "b"], {"a": ["b"]}, "mutual"),
        (["a", "b"], {"a": ["a"]}, "own neighbour"),
        (["a", "b"], {"a": ["c"]}, "not among"),
        (["a", "a"], {}, "twice"),
        (["a", "b"], np.zeros((3, 3)), "shape"),
    ],
)
def test_neighbours_that_cannot_be_are_refused(names, neighbours, words):
    with pytest.raises(ValueError, match=words):
        moran(names, [1, 2], [5, 5], neighbours, passes=[True, True], seed=1)


def test_maps_without_clustering_show_no_hot_spot():
    """A small version of ``benchmarks/hot_spots.py``."""
    rng = np.random.default_rng(12)
    shown = 0
    for seed in range(20):
        n = rng.integers(15, 301, len(NAMES))
        result = moran(NAMES, rng.binomial(n, 0.2), n, QUEEN, passes=np.ones(len(NAMES)), seed=seed, permutations=2_999)
        shown += any(result.local.cluster)
    assert shown <= 3  # above one in twenty only by the worst of luck: P = .016 at 5 %
