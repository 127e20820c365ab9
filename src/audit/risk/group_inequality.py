"""How unequal are groups of children? Differences, ratios, what the best group would mean for all, and dispersion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from audit.results import Sentence
from audit.risk.ranked import few_clusters, numbers
from audit.survey.design import Column, Design, Floats, ResolvedDesign, taken
from audit.survey.intervals import mean_interval
from audit.survey.prevalence import prevalence
from audit.survey.totals import psu_totals, total_covariance

__all__ = ["MEASURES", "GroupInequality", "group_inequality"]

# Every measure in the order of the table; those of dispersion are at least 0.
MEASURES = ("difference", "ratio", "par", "paf", "mld", "theil", "bgv", "idis", "idis_unweighted")
_DISPERSION = MEASURES[4:]
_STEP = 1e-30  # of the complex-step derivative, exact to the last bit (Squire & Trapp, SIAM Rev 1998;40:110-112)


@dataclass(frozen=True, slots=True, eq=False)
class GroupInequality:
    """``groups``: a row a group, as ``prevalence`` gives it, with ``share`` of the children (weighted, 0-1).

    ``measures``: ``measure``, ``value``, ``se``, ``low``, ``high``. "difference", "par" (proportions, -1 to 1) and
    "bgv" (its square) are absolute, the others relative; ``se`` of "ratio" is that of its logarithm. NaN where a
    measure is not defined; ``notes`` say why. ``first`` and ``last`` are the groups that are compared, in
    this order.
    """

    groups: pd.DataFrame
    measures: pd.DataFrame
    first: object
    last: object
    notes: tuple[Sentence, ...]

    def value(self, measure: str) -> float:
        """Value of one of ``MEASURES``."""
        return float(self.measures["value"].to_numpy(dtype=np.float64)[MEASURES.index(measure)])


def group_inequality(
    y: Column,
    group: Column,
    *,
    ordered: bool,
    design: Design | None = None,
    data: pd.DataFrame | None = None,
) -> GroupInequality:
    """Compare an unfavourable outcome (stunted or not) between groups of children.

    Parameters
    ----------
    y, design, data : as for ``prevalence``.
    group : (n,) group of each child, missing where unknown. A Categorical keeps its order; a group without a child with
        known outcome is left out.
    ordered : True where groups run from worst to best off (fifths of welfare, schooling): the first is compared with
        the last, and the last is the reference of PAR and PAF. False: the highest proportion with the lowest.

    Difference and ratio are first over last. PAR is the reference group less all children, so at most 0: how much lower
    the proportion were if all were as the reference; PAF is PAR over the proportion of all. MLD and Theil's index of
    the groups' proportions, BGV their variance, index of disparity (``idis``) the mean absolute distance from all, in
    relation to it; all weighted by the groups' shares but ``idis_unweighted``. Definitions of WHO's HEAT, without its
    factors of 100 and 1000.

    Standard errors by linearisation of proportions and shares together, over the PSUs of the design: groups of one desa
    may be alike. Limits by t; those of the dispersion are cut at 0 and, close to 0, too optimistic, since chance alone
    lifts such measures above 0: read them beside the difference.

    Sources: Schlotheuber & Hosseinpoor, Int J Environ Res Public Health 2022;19:3697; Pearcy & Keppel, Public Health
    Rep 2002;117:273-280. With one group nothing is compared. Not a ranking of areas: use ``survey.funnel``.
    """
    rows = data if data is not None else len(y)
    table = prevalence(y, design=design, by=group, data=data)
    table = table[table["n"] > 0].reset_index(drop=True)
    notes = [Sentence(note["id"], note["values"]) for note in table.attrs["notes"]]
    if len(table) < 2:
        notes.append(Sentence("equity.one_group"))
        return GroupInequality(table.assign(share=1.0), _empty(), None, None, tuple(notes))
    resolved = (design or Design()).resolve(rows)
    notes += few_clusters(design, resolved)
    p, shares, covariance = _moments(numbers("y", y, rows), taken("by", group, rows), table, resolved)
    groups, ends = table.assign(share=shares), _ends(p, ordered)
    formulas = _formulas(ends)
    found = [_estimate(name, formulas[name], p, shares, covariance, resolved.df) for name in MEASURES]
    if np.isin(p, (0.0, 1.0)).any():
        notes.append(Sentence("equity.group_without_cases"))
    labels = groups["group"].tolist()
    measures = pd.DataFrame(found, columns=["measure", "value", "se", "low", "high"])
    return GroupInequality(groups, measures, labels[ends[0]], labels[ends[1]], tuple(notes))


def _empty() -> pd.DataFrame:
    nothing = dict.fromkeys(("value", "se", "low", "high"), np.nan)
    return pd.DataFrame([{"measure": name, **nothing} for name in MEASURES])


def _moments(
    y: Floats, group: pd.Series, table: pd.DataFrame, resolved: ResolvedDesign
) -> tuple[Floats, Floats, Floats]:
    """Proportion and share of each of K groups, and the (2K, 2K) covariance of both."""
    place = pd.Index(table["group"]).get_indexer(pd.Index(group))
    counts = ~np.isnan(y) & (place >= 0)
    inside = counts[:, None] & (place[:, None] == np.arange(len(table)))
    weight = np.where(counts, resolved.weight, 0.0)
    in_group, cases = weight[:, None] * inside, (weight * np.where(counts, y, 0.0))[:, None] * inside
    sums, total = in_group.sum(axis=0), weight.sum()
    p = cases.sum(axis=0) / sums
    shares = sums / total
    scores = np.hstack([(cases - in_group * p) / sums, (in_group - weight[:, None] * shares) / total])
    return p, shares, total_covariance(psu_totals(scores, resolved), resolved)


def _ends(p: Floats, ordered: bool) -> tuple[int, int]:
    """Places of the two groups that are compared."""
    return (0, len(p) - 1) if ordered else (int(np.argmax(p)), int(np.argmin(p)))


_Formula = Callable[[Any, Any], Any]


def _formulas(ends: tuple[int, int]) -> dict[str, _Formula]:
    """Each measure as a function of proportions and shares, which may be complex; "ratio" as its logarithm."""
    first, last = ends

    def mean(p: Any, s: Any) -> Any:
        return (s * p).sum() / s.sum()

    def distance(p: Any, middle: Any) -> Any:
        away = p - middle
        return np.where(away.real < 0, -away, away)

    return {
        "difference": lambda p, s: p[first] - p[last],
        "ratio": lambda p, s: np.log(p[first] / p[last]),
        "par": lambda p, s: p[last] - mean(p, s) if p[last].real < mean(p, s).real else 0 * p[last],
        "paf": lambda p, s: p[last] / mean(p, s) - 1 if p[last].real < mean(p, s).real else 0 * p[last],
        "mld": lambda p, s: -(s * np.log(p / mean(p, s))).sum() / s.sum(),
        "theil": lambda p, s: (s * _times_log(p / mean(p, s))).sum() / s.sum(),
        "bgv": lambda p, s: (s * (p - mean(p, s)) ** 2).sum() / s.sum(),
        "idis": lambda p, s: (s * distance(p, mean(p, s))).sum() / s.sum() / mean(p, s),
        "idis_unweighted": lambda p, s: distance(p, mean(p, s)).mean() / mean(p, s),
    }


def _times_log(r: Any) -> Any:
    """r ln r, which is 0 at 0."""
    return r * np.log(np.where(r == 0, 1.0, r))


def _estimate(
    name: str, formula: _Formula, p: Floats, shares: Floats, covariance: Floats, df: int
) -> tuple[str, float, float, float, float]:
    """Value, standard error and limits; ``ratio`` from its logarithm."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(np.real(formula(p + 0j, shares + 0j)))
        gradient = np.array([np.imag(formula(*point)) / _STEP for point in _steps(p, shares)])
    if not np.isfinite(value):
        return name, np.nan, np.nan, np.nan, np.nan
    # Where a group has no case its own standard error is 0: no limits rather than a false certainty.
    known = np.isfinite(gradient).all() and not np.isin(p, (0.0, 1.0)).any()
    se = float(np.sqrt(np.maximum(gradient @ covariance @ gradient, 0.0))) if known else np.nan
    low, high = (float(limit) for limit in mean_interval(value, se, df))
    if name == "ratio":
        return name, float(np.exp(value)), se, float(np.exp(low)), float(np.exp(high))
    return name, value, se, max(low, 0.0) if name in _DISPERSION else low, high


def _steps(p: Floats, shares: Floats) -> Iterable[Sequence[Any]]:
    """Both vectors, with one of their entries moved a little along the imaginary axis."""
    point = np.concatenate([p, shares]) + 0j
    for place in range(point.size):
        moved = point.copy()
        moved[place] += 1j * _STEP
        yield np.split(moved, 2)
