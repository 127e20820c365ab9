"""From pairs to children: links are followed, but never so far that two descriptions kept apart become one child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.reference import linkage_rules as rules

__all__ = ["Link", "Links", "Pair", "clusters", "components", "pairs_within"]

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two descriptions that belong together, strongest first when sorted."""

    weakness: float
    i: int
    j: int


@dataclass(frozen=True, slots=True)
class Links:
    """Number of the child of each description, and the links that were not followed because two children claim one."""

    child: NDArray[np.int64]
    contested: tuple[Pair, ...]


def components(n: int, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the groups that links connect, by their first description."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    graph = coo_matrix((np.ones(len(i), np.int8), (i, j)), shape=(n, n))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def pairs_within(group: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair ``i < j`` of one group."""
    order = np.argsort(group, kind="stable")
    numbers = group[order]
    left: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    right: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    for step in range(1, len(group)):
        together = numbers[step:] == numbers[:-step]
        if not together.any():
            break
        left.append(order[:-step][together])
        right.append(order[step:][together])
    return np.concatenate(left), np.concatenate(right)


def clusters(n: int, links: Iterable[Link], apart: Iterable[Pair], firm: Iterable[Pair] = ()) -> Links:
    """Join linked descriptions, strongest links first, never two that ``apart`` names.

    A description that fits two children kept apart almost equally well (less than ``RIVAL_MARGIN`` bits between them)
    is joined to neither: those links are ``contested`` and a person decides. ``firm`` pairs, decided by a person, come
    before all others.
    """
    ordered = sorted(links)
    foes: dict[int, set[int]] = defaultdict(set)
    for i, j in apart:
        foes[i].add(j)
        foes[j].add(i)
    contested = _contested(ordered, foes, set(firm)) if foes else set()
    parent = list(range(n))
    members: dict[int, list[int]] = {}

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    def join(i: int, j: int) -> None:
        a, b = sorted((root(i), root(j)))
        if a == b:
            return
        one, other = members.get(a, [a]), members.get(b, [b])
        if any(foes[k].intersection(one) for k in other if k in foes):
            return
        parent[b] = a
        members[a] = one + other

    for i, j in firm:
        join(i, j)
    for link in ordered:
        if (link.i, link.j) not in contested:
            join(link.i, link.j)
    return Links(np.array([root(k) for k in range(n)], np.int64), tuple(sorted(contested)))


def _contested(links: list[Link], foes: dict[int, set[int]], firm: set[Pair]) -> set[Pair]:
    strength: dict[int, dict[int, float]] = defaultdict(dict)
    for link in links:
        strength[link.i][link.j] = strength[link.j][link.i] = -link.weakness
    contested: set[Pair] = set()
    for k, friends in strength.items():
        rivals = [(a, b) for a in friends for b in foes.get(a, ()) if a < b and b in friends]
        for a, b in rivals:
            if abs(friends[a] - friends[b]) < rules.RIVAL_MARGIN:
                contested |= {(min(k, a), max(k, a)), (min(k, b), max(k, b))} - firm
    return contested
