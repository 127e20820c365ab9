"""Grades and scores of convergence actions by a scheme that a province can replace.

An indicator without a grade is not zero: the score then is a range, from the lowest to the highest grade it might get.
A scheme without points or weights gives no score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from audit.errors import InputError
from audit.reference.appraisal_schemes import Band, Scheme

__all__ = ["OWN_GRADER", "Score", "action_score", "band_of", "grade_of", "grades_by_indicator"]

OWN_GRADER = "daerah"  # the district itself; every other grader of ACTION_GRADES is of the panel


@dataclass(frozen=True, slots=True)
class Score:
    """Score in the points of a scheme. ``value`` where every indicator has a grade, else ``None``.

    ``low`` and ``high``: with the lowest and the highest grade where there is none; ``None`` where the scheme scores
    nothing. ``by_action``: score of each action whose indicators are all graded. ``ungraded``: indicators without one.
    """

    value: float | None
    low: float | None
    high: float | None
    by_action: Mapping[str, float]
    ungraded: tuple[str, ...]


def grade_of(scheme: Scheme, indicator: str, share: float | None) -> str | None:
    """Grade that a share (0-1) earns by the anchors of an indicator.

    ``None`` for an unknown share, and below the last anchor that is known unless that is of the lowest grade: what a
    lower share earns no source says. ``KeyError`` for an indicator that the scheme does not have.
    """
    anchors = next((one.anchors for one in scheme.indicators if one.id == indicator), None)
    if anchors is None:
        raise KeyError(f"{scheme.id} has no indicator {indicator}")
    if share is None:
        return None
    return next((grade for grade, least in anchors.items() if share >= least), None)


def grades_by_indicator(rows: pd.DataFrame, *, own: bool) -> Mapping[str, tuple[str, ...]]:
    """Grades of ACTION_GRADES by indicator: those that the district gave itself, or those of the panel.

    ``rows``: of one district, year and framework. Missing grades are left out.
    """
    mine = rows["grader"].eq(OWN_GRADER).fillna(False).astype(bool)
    said = rows[(mine if own else ~mine) & rows["grade"].notna()].sort_values(["indicator", "grader"])
    return {str(id): tuple(map(str, part["grade"])) for id, part in said.groupby("indicator", sort=True)}


def action_score(scheme: Scheme, grades: Mapping[str, Iterable[str]]) -> Score:
    """Weighted mean of the points of the indicators; where several graded one, the mean of their points is taken.

    The mean over graders is ours: no source says how a panel's grades are joined. Grades of indicators that the scheme
    does not have are refused with ``InputError`` (exit 11), as are letters that it does not know.
    """
    known = {indicator.id for indicator in scheme.indicators}
    said = {id: tuple(letters) for id, letters in grades.items()}
    for id, letters in sorted(said.items()):
        for letter in letters:
            if id not in known or letter not in scheme.grades:
                raise InputError("convergence.unknown_grade", scheme=scheme.id, indicator=id, grade=letter)
    ungraded = tuple(one.id for one in scheme.indicators if not said.get(one.id))
    if not scheme.scores:
        return Score(None, None, None, MappingProxyType({}), ungraded)
    worst, best = min(scheme.points.values()), max(scheme.points.values())
    points = {
        id: sum(scheme.points[letter] for letter in letters) / len(letters) for id, letters in said.items() if letters
    }
    low, high = _mean(scheme, points, worst), _mean(scheme, points, best)
    actions = dict.fromkeys(one.action for one in scheme.indicators)
    by_action = {
        action: _mean(scheme, points, worst, action)
        for action in actions
        if not any(one.action == action and one.id in ungraded for one in scheme.indicators)
    }
    return Score(None if ungraded else low, low, high, MappingProxyType(by_action), ungraded)


def _mean(scheme: Scheme, points: Mapping[str, float], otherwise: float, action: str = "") -> float:
    rows = [
        (one.weight or 0.0, points.get(one.id, otherwise)) for one in scheme.indicators if action in ("", one.action)
    ]
    return sum(weight * value for weight, value in rows) / sum(weight for weight, _ in rows)


def band_of(scheme: Scheme, value: float | None) -> Band | None:
    """Band of a score or of progress; ``None`` where it is unknown or the scheme has no band for it."""
    if value is None:
        return None
    return next((band for band in scheme.bands if band.holds(value)), None)
