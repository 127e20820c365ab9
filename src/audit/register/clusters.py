"""From pairs to children: links are followed, but never so far that two descriptions kept apart become one child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Link", "Pair", "clusters", "components", "pairs_within"]

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two descriptions that belong together, strongest first when sorted."""

    weakness: float
    i: int
    j: int


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


def clusters(n: int, links: Iterable[Link], apart: Iterable[Pair], firm: Iterable[Pair] = ()) -> NDArray[np.int64]:
    """Number the child of each description: join what is linked, strongest first, never two that ``apart`` names.

    ``firm`` pairs, decided by a person, come before all others.
    """
    foes: dict[int, set[int]] = defaultdict(set)
    for i, j in apart:
        foes[i].add(j)
        foes[j].add(i)
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
    for link in sorted(links):
        join(link.i, link.j)
    return np.array([root(k) for k in range(n)], np.int64)
