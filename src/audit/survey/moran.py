"""Neighbouring hot spots: do desa beside one another resemble each other more than chance lets them?"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from audit.reference.area_statistics import PERMUTATIONS
from audit.reference.statistics import FALSE_DISCOVERIES
from audit.survey.empirical_bayes import between_areas, counts_of_areas
from audit.survey.false_discoveries import benjamini_hochberg

__all__ = ["LocalMoran", "Moran", "moran", "standardised_rates"]


@dataclass(frozen=True, slots=True)
class LocalMoran:
    """The local version, one value an assessed unit in the order of ``Moran.units``.

    ``p`` is two-sided by conditional permutation, ``q`` after Benjamini and Hochberg. ``cluster`` is "" unless q is at
    most 5 %: then "high_high" (hot spot), "low_low", "high_low" or "low_high" (unit, then its neighbours).
    """

    value: np.ndarray
    p: np.ndarray
    q: np.ndarray
    cluster: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moran:
    """Global Moran's I over the assessed ``units``, with its one-sided p (more alike than chance), and the local one.

    ``value`` and ``p`` are NaN where fewer than three units could be assessed. ``expected`` is I without clustering.
    ``islands``: units that pass quality but have no neighbour that does; ``left_out``: those that fail it or have no
    children. Neither is part of anything else here.
    """

    value: float
    expected: float
    p: float
    units: tuple[Hashable, ...]
    islands: tuple[Hashable, ...]
    left_out: tuple[Hashable, ...]
    local: LocalMoran


def moran(
    names: Sequence[Hashable],
    events: Any,
    n: Any,
    neighbours: Mapping[Hashable, Collection[Hashable]] | np.ndarray,
    *,
    passes: Any,
    seed: int,
    permutations: int = PERMUTATIONS,
) -> Moran:
    """Moran's I of a proportion, rates standardised for the number of children in each unit.

    Parameters
    ----------
    names : of the units (codes of desa), each once.
    events, n : (units,) whole numbers, ``0 <= events <= n``.
    neighbours : the neighbours of each name, or a square array that is not 0 where two units touch. Symmetric; a unit
        that is no key has none.
    passes : (units,) whether a unit's measuring passes quality. Others are left out, or the map shows where heights are
        typed.
    seed : of the permutations.

    Weights are row-standardised. Raises ``ValueError`` for neighbours that are not mutual or not among the names.
    Sources: Assuncao & Reis, Stat Med 1999;18:2147 (standardised rates); Anselin, Geogr Anal 1995;27:93 (local).
    A local p without correction shows a hot spot on nearly every map of 144 desa without any: do not publish it.
    Closeness is no cause. Memory grows with units times permutations: for the desa of a district, not of a nation.
    """
    events, n = counts_of_areas(events, n)
    touching = _touching(names, neighbours)
    candidate = np.asarray(passes, dtype=bool) & (n > 0)
    touching = touching & candidate & candidate[:, None]
    linked = touching.any(axis=1)
    assessed = candidate & linked
    units = _named(names, assessed)
    islands, left_out = _named(names, candidate & ~linked), _named(names, ~candidate)
    z = standardised_rates(events[assessed], n[assessed])
    if len(z) < 3 or not z.any():
        nothing = np.full(len(z), np.nan)
        local = LocalMoran(nothing, nothing, nothing, ("",) * len(z))
        return Moran(np.nan, np.nan, np.nan, units, islands, left_out, local)
    weights = touching[np.ix_(assessed, assessed)] / touching[np.ix_(assessed, assessed)].sum(axis=1, keepdims=True)
    rng = np.random.default_rng(seed)
    value = float(z @ weights @ z / (z @ z))
    p = _global_p(value, z, weights, rng, permutations)
    local = _local(z, weights, rng, permutations)
    return Moran(value, -1 / (len(z) - 1), p, units, islands, left_out, local)


def standardised_rates(events: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Centred z of each proportion: less the mean, over the SD that its ``n`` and the spread between units imply.

    ``n`` is above 0. All 0 where no child, or every child, has the event.
    """
    mean, between = between_areas(events, n, binomial=False)
    if not len(n) or mean in (0.0, 1.0):
        return np.zeros(len(n))
    variance = between + mean / n
    variance = np.where(variance > 0, variance, mean / n)
    z = (events / n - mean) / np.sqrt(variance)
    return z - z.mean()


def _touching(
    names: Sequence[Hashable], neighbours: Mapping[Hashable, Collection[Hashable]] | np.ndarray
) -> np.ndarray:
    if len(set(names)) != len(names):
        raise ValueError("a unit is named twice")
    if isinstance(neighbours, np.ndarray):
        touching = neighbours != 0
        if touching.shape != (len(names), len(names)):
            raise ValueError(f"{len(names)} units but neighbours of shape {touching.shape}")
    else:
        place = {name: i for i, name in enumerate(names)}
        pairs = [(unit, other) for unit, others in neighbours.items() for other in others]
        unknown = {name for pair in pairs for name in pair if name not in place}
        if unknown:
            raise ValueError(f"{len(unknown)} neighbours are not among the units")
        touching = np.zeros((len(names), len(names)), dtype=bool)
        for unit, other in pairs:
            touching[place[unit], place[other]] = True
    if touching.diagonal().any() or (touching != touching.T).any():
        raise ValueError("a unit is its own neighbour, or two are not mutual")
    return touching


def _named(names: Sequence[Hashable], where: np.ndarray) -> tuple[Hashable, ...]:
    return tuple(name for name, here in zip(names, where, strict=True) if here)


def _global_p(value: float, z: np.ndarray, weights: np.ndarray, rng: np.random.Generator, permutations: int) -> float:
    shuffled = rng.permuted(np.broadcast_to(z, (permutations, len(z))), axis=1)
    values = np.einsum("ij,ij->i", shuffled @ weights, shuffled) / (z @ z)
    return (1 + int((values >= value).sum())) / (permutations + 1)


def _local(z: np.ndarray, weights: np.ndarray, rng: np.random.Generator, permutations: int) -> LocalMoran:
    lag = weights @ z
    counts = (weights > 0).sum(axis=1)
    chosen = _samples(len(z) - 1, int(counts.max()), permutations, rng)
    p = np.empty(len(z))
    for i in range(len(z)):
        others = np.delete(z, i)
        means = others[chosen[:, : counts[i]]].mean(axis=1)
        tail = min(int((means >= lag[i]).sum()), int((means <= lag[i]).sum()))
        p[i] = min(1.0, 2 * (1 + tail) / (permutations + 1))
    q = benjamini_hochberg(p)
    cluster = tuple(
        f"{'high' if own > 0 else 'low'}_{'high' if around > 0 else 'low'}" if shown else ""
        for own, around, shown in zip(z, lag, q <= FALSE_DISCOVERIES, strict=True)
    )
    return LocalMoran(z * lag * len(z) / (z @ z), p, q, cluster)


def _samples(population: int, size: int, draws: int, rng: np.random.Generator) -> np.ndarray:
    """``draws`` rows of ``size`` different places out of ``population``, in random order (Floyd's sampling)."""
    chosen = np.empty((draws, size), dtype=np.intp)
    for column, top in enumerate(range(population - size, population)):
        pick = rng.integers(0, top + 1, draws)
        taken = (chosen[:, :column] == pick[:, None]).any(axis=1)
        chosen[:, column] = np.where(taken, top, pick)
    return rng.permuted(chosen, axis=1)
