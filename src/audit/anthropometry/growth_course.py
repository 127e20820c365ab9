"""The course of one child's growth, computed: since when it is below -2 SD, and what came after help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.anthropometry.curves import lms
from audit.anthropometry.growth_series import AtAge, GrowthEvent, GrowthPoint, GrowthSeries
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.growth_chart_rules import CHANGE_CM

__all__ = ["Change", "Course", "change_since_help", "course"]

Course = Literal["unknown", "never", "once", "from_first", "since", "again", "recovered"]
Verdict = Literal["better", "z_only", "worse", "same"]


@dataclass(frozen=True, slots=True)
class Change:
    """Height for age before an intervention and now. ``better`` says what came after, not what did it.

    ``z_only``: z rose while the child fell further behind in centimetres, which is no catch-up. Both sides are at
    corrected age, or else both at chronological age.
    """

    event: GrowthEvent
    verdict: Verdict
    old: AtAge
    new: AtAge
    corrected: bool


def course(series: GrowthSeries) -> tuple[Course, GrowthPoint | None]:
    """How the child stands to -2 SD, and the point that is named with it: the first below, or the last where none is.

    Of believed measurements with a z, at corrected age where there is one. ``unknown`` (and ``None``): there are none.
    ``once``: one alone, and below. ``from_first``: below at every one. ``since``: below at the first so and ever after.
    ``again``: below now, with others between. ``recovered``: below once, not now.
    """
    points = [point for point in series.points if point.usable]
    if not points:
        return "unknown", None
    below = [point.judged.haz < STUNTED_BELOW for point in points]
    if not any(below):
        return "never", points[-1]
    first = below.index(True)
    if not below[-1]:
        return "recovered", points[first]
    if not all(below[first:]):
        return "again", points[first]
    if first:
        return "since", points[first]
    return ("from_first" if len(points) > 1 else "once"), points[0]


def change_since_help(series: GrowthSeries) -> Change | None:
    """Change from the last usable point at or before an intervention's start to the last of all.

    Of the intervention that began last among those with a point on both sides; ``None`` where there is none. What began
    at corrected age ends with the last point that has one: leaving corrected age behind is no change of the child. A
    change is one when it is greater in centimetres than two careful measurements differ by (``CHANGE_CM``).
    """
    points = [point for point in series.points if point.usable]
    for event in reversed([event for event in series.events if event.intervention]):
        before = [point for point in points if point.born.day <= event.from_day]
        corrected = bool(before) and before[-1].corrected is not None
        after = [p for p in points if p.born.day > event.from_day and (p.corrected is not None) == corrected]
        if before and after:
            old, new = before[-1].judged, after[-1].judged
            return Change(event, _verdict(series.sex, old, new), old, new, corrected)
    return None


def _verdict(sex: str, old: AtAge, new: AtAge) -> Verdict:
    _, median, spread = lms("haz", sex, new.day)
    rise_cm = (new.haz - old.haz) * float(median * spread)
    if rise_cm > CHANGE_CM:
        return "better" if new.had_cm - old.had_cm >= -CHANGE_CM else "z_only"
    return "worse" if rise_cm < -CHANGE_CM else "same"
