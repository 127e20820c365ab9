from __future__ import annotations

import numpy as np

from audit.register.clusters import Link, clusters, components, pairs_within


def groups(found) -> list[list[int]]:
    return sorted(np.flatnonzero(found == k).tolist() for k in np.unique(found))


def test_links_are_followed():
    found = clusters(5, [Link(-9, 0, 1), Link(-8, 1, 2)], [])
    assert groups(found) == [[0, 1, 2], [3], [4]]


def test_two_that_must_stay_apart_are_not_joined_through_a_third():
    found = clusters(3, [Link(-20, 0, 1), Link(-9, 1, 2)], [(0, 2)])
    assert groups(found) == [[0, 1], [2]]


def test_a_decision_comes_before_the_links():
    found = clusters(3, [Link(-20, 0, 1), Link(-9, 1, 2)], [(0, 2)], firm=[(1, 2)])
    assert groups(found) == [[0], [1, 2]]


def test_the_order_of_links_means_nothing():
    links = [Link(-9, 1, 2), Link(-20, 0, 1), Link(-15, 2, 3)]
    expected = groups(clusters(4, links, [(0, 3)]))
    assert groups(clusters(4, links[::-1], [(3, 0)])) == expected


def test_components_and_the_pairs_within():
    group = components(4, np.array([0, 2]), np.array([3, 3]))
    assert len(set(group.tolist())) == 2
    i, j = pairs_within(group)
    assert sorted(zip(i.tolist(), j.tolist(), strict=True)) == [(0, 2), (0, 3), (2, 3)]


def test_nothing_gives_nothing():
    assert clusters(0, [], []).shape == (0,)
    assert pairs_within(np.zeros(0, np.int64))[0].shape == (0,)
