"""What changes along age: means by month with their intervals, and a curve within its band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from audit.report.figures.canvas import BRAND, INK, MUTED, WIDE, Paper, canvas, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["AgePoint", "age_curve", "height_by_age"]

_HEIGHT = 3.1
_STEP = 12  # months between ticks
_AIR = 1.08  # of the highest limit
_LOWEST_TOP = 0.05  # an axis shorter than this would blow up chance
_FLOOR = -2.2  # z: the axis always holds the cut-off of stunting and its name
_CUT_OFF = -2.0  # z
_CEILING = 0.3  # z: and the standard's mean with its name


@dataclass(frozen=True, slots=True)
class AgePoint:
    """A value at an age in months with its limits; only what may be shown."""

    age: float
    value: float
    low: float
    high: float


def height_by_age(
    id: str,
    points: Sequence[AgePoint],
    *,
    alt: str,
    number: Callable[[float], str],
    axis: str,
    names: tuple[str, str],
    paper: Paper = WIDE,
) -> str:
    """Draw mean z-scores by month of age; ``names`` of the line at 0 (WHO's standard) and of that at -2."""
    from matplotlib.ticker import FuncFormatter

    with canvas(_HEIGHT, paper) as (figure, axes):
        age = [p.age for p in points]
        axes.vlines(age, [p.low for p in points], [p.high for p in points], color=BRAND, linewidth=1.6, alpha=0.6)
        axes.plot(age, [p.value for p in points], "o", color=BRAND, markersize=3.5)
        for level, name, style in ((0.0, names[0], "-"), (_CUT_OFF, names[1], (0, (3, 2)))):
            axes.axhline(level, color=INK, linewidth=1, linestyle=style)
            axes.annotate(
                name, (1, level), xycoords=("axes fraction", "data"), xytext=(0, 2), textcoords="offset points",
                ha="right", va="bottom", fontsize=paper.small, color=INK,
            )  # fmt: skip
        axes.set_ylim(min([_FLOOR, *(p.low for p in points)]), max([_CEILING, *(p.high for p in points)]))
        _ages(axes, axis)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y)))
        axes.locator_params(axis="y", nbins=paper.ticks)
        return to_svg(figure, id, alt, paper)


def age_curve(
    id: str,
    points: Sequence[AgePoint],
    *,
    alt: str,
    tick: Callable[[float], str],
    axis: str,
    paper: Paper = WIDE,
) -> str:
    """Draw estimated proportions along age as a line within the band of its limits."""
    from matplotlib.ticker import FuncFormatter

    with canvas(_HEIGHT, paper) as (figure, axes):
        age = np.array([p.age for p in points])
        low, high = np.array([p.low for p in points]), np.array([p.high for p in points])
        axes.fill_between(age, low, high, color=BRAND, alpha=0.18, linewidth=0)
        axes.plot(age, [p.value for p in points], color=BRAND, linewidth=2)
        axes.set_ylim(0, max(_LOWEST_TOP, float(high.max())) * _AIR)
        _ages(axes, axis)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: tick(y)))
        axes.locator_params(axis="y", nbins=paper.ticks - 1)
        return to_svg(figure, id, alt, paper)


def _ages(axes: Axes, axis: str) -> None:
    axes.set_xlim(0, 5 * _STEP)
    axes.set_xticks(range(0, 5 * _STEP + 1, _STEP))
    axes.set_xlabel(axis)
    axes.tick_params(axis="y", labelcolor=MUTED)
    axes.grid(visible=True, axis="y")
