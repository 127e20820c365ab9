"""How far people of an extract can be told apart: k-anonymity and l-diversity, measured and enforced.

A row is a person; its quasi-identifiers are what somebody else may know of them. People with equal ones are a class; a
missing value is a value like any other, since it is seen like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["Anonymity", "Coarser", "coarser_columns", "falls_short", "measure", "same_steps"]

Build = Callable[[Mapping[str, str]], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Anonymity:
    """What was measured of a frame of people.

    ``k``: people in the smallest class, 0 where there is nobody. ``diversity`` (l): fewest different values of a
    sensitive column in a class, over all of them; ``entropy``: the same with values weighed by how often they stand,
    exp of Shannon's entropy; both 0 without a sensitive column or people. ``classes`` and ``people`` are counted.
    """

    k: int
    diversity: int
    entropy: float
    classes: int
    people: int


@dataclass(frozen=True, slots=True)
class Coarser:
    """A column told one step coarser: how many people would still fall short then."""

    column: str
    level: str
    short: int


def measure(frame: pd.DataFrame, quasi: Sequence[str], sensitive: Sequence[str] = ()) -> Anonymity:
    """Measure the classes of ``frame``, one row a person, by the columns ``quasi``; without any all are one class."""
    if frame.empty:
        return Anonymity(0, 0, 0.0, 0, 0)
    at = _classes(frame, quasi)
    sizes = np.bincount(at)
    distinct = [_distinct(at, frame[name]) for name in sensitive]
    entropies = [_entropy(at, frame[name]) for name in sensitive]
    return Anonymity(
        int(sizes.min()),
        int(min((d.min() for d in distinct), default=0)),
        float(np.exp(min((e.min() for e in entropies), default=-np.inf))),
        len(sizes),
        len(frame),
    )


def falls_short(
    frame: pd.DataFrame,
    quasi: Sequence[str],
    sensitive: Sequence[str] = (),
    *,
    k: int,
    diversity: int,
) -> np.ndarray:
    """(people,) Who is in a class of fewer than ``k``, or with fewer than ``diversity`` values of a sensitive column.

    Without these people every class left is as it was, so that it falls short no more.
    """
    if frame.empty:
        return np.zeros(0, dtype=bool)
    at = _classes(frame, quasi)
    short = np.bincount(at) < k
    for name in sensitive:
        short |= _distinct(at, frame[name]) < diversity
    return short[at]


def coarser_columns(
    build: Build,
    levels: Mapping[str, str],
    ladders: Mapping[str, Sequence[str]],
    sensitive: Sequence[str],
    *,
    k: int,
    diversity: int,
) -> list[Coarser]:
    """Which single column, told one step coarser, leaves how many people short: the best first.

    ``build`` makes the frame (a column of quasi-identifiers for each key of ``levels``, and the sensitive columns) at
    some levels; ``ladders`` give the levels of each column, the finest first.
    """
    found = []
    for column, level in levels.items():
        steps = list(ladders[column])
        below = steps[steps.index(level) + 1 :]
        if below:
            frame = build({**levels, column: below[0]})
            short = int(falls_short(frame, list(levels), sensitive, k=k, diversity=diversity).sum())
            found.append(Coarser(column, below[0], short))
    return sorted(found, key=lambda each: (each.short, each.column))


def same_steps(
    frame: pd.DataFrame, columns: Sequence[str], order: Sequence[str], within: Sequence[str], k: int
) -> pd.DataFrame:
    """Replace numbers by the mean of ``k`` or more neighbours (microaggregation): nobody's own number is left.

    Rows are ordered by ``order`` (ties by index) inside each class of ``within``; each run of ``k`` gets its mean, what
    is over joins the last run. A missing number has no part in a mean and gets that of its run. In a class of fewer
    than ``k`` all have one mean: enforce ``k`` by ``within`` first.
    """
    out = frame.copy()
    out[list(columns)] = out[list(columns)].astype("float64")
    for rows in pd.Series(np.arange(len(frame))).groupby(_classes(frame, within) if len(frame) else []):
        places = rows[1].to_numpy()
        ranked = places[frame.iloc[places][list(order)].reset_index(drop=True).sort_values(list(order)).index]
        run = np.minimum(np.arange(len(ranked)) // k, max(len(ranked) // k - 1, 0))
        means: Any = out.iloc[ranked][list(columns)].groupby(run).transform("mean")
        out.iloc[ranked, [out.columns.get_loc(name) for name in columns]] = means.to_numpy()  # pyright: ignore
    return out


def _classes(frame: pd.DataFrame, quasi: Sequence[str]) -> np.ndarray:
    """Number of the class of each person, from 0."""
    if not quasi:
        return np.zeros(len(frame), dtype=np.int64)
    at = np.zeros(len(frame), dtype=np.int64)
    for name in quasi:
        codes, values = pd.factorize(frame[name], use_na_sentinel=False)
        at = np.unique(at * max(len(values), 1) + codes, return_inverse=True)[1].astype(np.int64)
    return at


def _pairs(at: np.ndarray, values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The class and the number of people of each (class, value) that there is."""
    codes, levels = pd.factorize(values, use_na_sentinel=False)
    pairs, counts = np.unique(at * len(levels) + codes, return_counts=True)
    return pairs // len(levels), counts


def _distinct(at: np.ndarray, values: pd.Series) -> np.ndarray:
    """How many different values stand in each class."""
    of, _ = _pairs(at, values)
    return np.bincount(of)


def _entropy(at: np.ndarray, values: pd.Series) -> np.ndarray:
    """Shannon's entropy of the values of each class, in nats."""
    of, counts = _pairs(at, values)
    share = counts / np.bincount(at)[of]
    return np.bincount(of, -share * np.log(share))
