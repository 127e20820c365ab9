"""The way to a target: surveys with their intervals, the target, and a fan of the trend or some scenarios.

Each survey has a mark of its own and no line joins two of them; routine figures have no place here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from audit.reference.identity import COLOURS
from audit.report.figures.canvas import BRAND, INK, MUTED, WIDE, Paper, canvas, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FanPoint", "FanRow", "FanWords", "ScenarioLine", "fan_top", "target_fan"]

_HEIGHT, _ROW = 2.5, 0.2  # inches; of a row of names
_SHORT = 3  # names of marks that stand on one line of a page
_STEP = 0.05  # the axis ends at a multiple of this
_APART = 0.14  # years between two tellings of one survey, or two surveys of one year
_MARKERS = {"SSGI": "o", "SKI": "s", "SSGBI": "^", "Riskesdas": "D"}
_OTHER = "v"
_GOAL = COLOURS["second"]  # of the target; told apart from the brand colour by the colour blind, and dashed
_DASHES = ((1, 1.5), (4, 2), (7, 2, 1, 2))  # of scenarios, the slowest first
_ENOUGH = 1.08  # of what is drawn, above it
_OUTER = 1.5  # times the surveys and the inner band: so far the outer band is drawn
_GAP = 0.075  # of the axis between two names of scenarios


@dataclass(frozen=True, slots=True)
class FanPoint:
    """One survey: proportions (0-1), limits where any are known. ``hollow``: offices tell it differently."""

    year: int
    source: str
    survey: str
    value: float
    low: float | None = None
    high: float | None = None
    hollow: bool = False


class FanRow(NamedTuple):
    """One year of a trend (0-1): its middle, the half of outcomes and 95 % of them."""

    year: int
    middle: float
    low50: float
    high50: float
    low95: float
    high95: float


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """One pace from the newest survey on: proportions (0-1) by year, from low to high where it is told differently."""

    label: str
    years: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def middle(self) -> tuple[float, ...]:
        """Half way between low and high."""
        return tuple((low + high) / 2 for low, high in zip(self.low, self.high, strict=True))


@dataclass(frozen=True, slots=True)
class FanWords:
    """Names of the target and of the bands."""

    goal: str
    middle: str
    half: str
    nearly_all: str


def target_fan(
    id: str,
    points: Sequence[FanPoint],
    *,
    fan: Sequence[FanRow] = (),
    scenarios: Sequence[ScenarioLine] = (),
    goal: tuple[int, float] | None = None,
    words: FanWords,
    alt: str,
    tick: Callable[[float], str],
    paper: Paper = WIDE,
) -> str:
    """Draw surveys and what may come after them by year, as SVG."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    last = max([*(p.year for p in points), *(r.year for r in fan), *(y for s in scenarios for y in s.years)])
    first = min(p.year for p in points)
    names = len({p.survey for p in points}) + bool(goal) + 3 * bool(fan)
    abreast = names if paper.width >= WIDE.width and names <= _SHORT else paper.abreast
    with canvas(_HEIGHT + _ROW * ceil(names / abreast), paper) as (figure, axes):
        if goal:
            _draw_goal(axes, goal, words.goal)
        _draw_fan(axes, fan, words)
        for scenario, dashes in zip(scenarios, _DASHES, strict=False):
            _draw_scenario(axes, scenario, dashes)
        _draw_points(axes, points)
        top = fan_top(points, fan, goal)
        _name_scenarios(axes, scenarios, top, paper)
        axes.set_ylim(0, top)
        axes.set_xlim(first - 0.6, last + (0.5 if fan else 1.2))
        axes.xaxis.set_major_locator(MaxNLocator(nbins=paper.ticks + 2, integer=True))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: tick(y)))
        axes.tick_params(axis="both", labelcolor=MUTED)
        axes.grid(visible=True, axis="y")
        figure.legend(
            loc="outside upper left", ncols=abreast, borderpad=0, borderaxespad=0.4, handlelength=2.2,
            handletextpad=0.6, columnspacing=1.6, fontsize=paper.small,
        )  # fmt: skip
        return to_svg(figure, id, alt, paper)


def fan_top(points: Sequence[FanPoint], fan: Sequence[FanRow], goal: tuple[int, float] | None) -> float:
    """End of the axis (0-1): it holds every survey and the inner band, and the outer one as far as that can be read.

    The outer band of few surveys reaches from nothing to nearly everybody; drawn in full it would leave no room for
    what was measured.
    """
    inner = max([*(p.high or p.value for p in points), *(r.high50 for r in fan), goal[1] if goal else 0.0])
    outer = max([r.high95 for r in fan], default=0.0)
    return min(1.0, ceil(max(inner, min(outer, inner * _OUTER)) * _ENOUGH / _STEP) * _STEP)


def _draw_goal(axes: Axes, goal: tuple[int, float], name: str) -> None:
    """The prevalence to reach as a dashed line, with a mark in its year."""
    axes.axhline(goal[1], color=_GOAL, linewidth=1.4, dashes=(5, 3))
    axes.plot([goal[0]], [goal[1]], "*", color=_GOAL, markersize=11, linestyle="", label=name, zorder=4)


def _draw_fan(axes: Axes, fan: Sequence[FanRow], words: FanWords) -> None:
    if not fan:
        return
    years = [r.year for r in fan]
    axes.fill_between(
        years, [r.low95 for r in fan], [r.high95 for r in fan], color=BRAND, alpha=0.14, linewidth=0,
        label=words.nearly_all,
    )  # fmt: skip
    axes.fill_between(
        years, [r.low50 for r in fan], [r.high50 for r in fan], color=BRAND, alpha=0.28, linewidth=0, label=words.half
    )
    axes.plot(years, [r.middle for r in fan], color=BRAND, linewidth=1.4, dashes=(4, 2), label=words.middle)


def _draw_scenario(axes: Axes, scenario: ScenarioLine, dashes: Sequence[float]) -> None:
    """A dashed line; between two tellings of the newest survey a band with its middle."""
    axes.plot(scenario.years, scenario.middle, color=MUTED, linewidth=1.4, dashes=tuple(dashes))
    if scenario.low != scenario.high:
        axes.fill_between(scenario.years, scenario.low, scenario.high, color=MUTED, alpha=0.14, linewidth=0)


def _name_scenarios(axes: Axes, scenarios: Sequence[ScenarioLine], top: float, paper: Paper) -> None:
    """Each name at the end of its line, from the lowest up, moved where it would lie on the one below."""
    below = -top
    for scenario in sorted(scenarios, key=lambda s: s.middle[-1]):
        y = max(scenario.middle[-1], below + _GAP * top)
        below = y
        axes.annotate(
            scenario.label, (scenario.years[-1], y), xytext=(4, 0), textcoords="offset points", va="center",
            color=INK, fontsize=paper.small,
        )  # fmt: skip


def _draw_points(axes: Axes, points: Sequence[FanPoint]) -> None:
    named: set[str] = set()
    for point in points:
        same = [p for p in points if p.year == point.year]
        x = point.year + _APART * (same.index(point) - (len(same) - 1) / 2)
        if point.low is not None and point.high is not None:
            axes.plot([x, x], [point.low, point.high], color=INK, linewidth=1.6, solid_capstyle="butt", alpha=0.6)
        axes.plot(
            [x], [point.value], _MARKERS.get(point.survey, _OTHER), color=INK, linestyle="", markersize=6.5,
            markerfacecolor="white" if point.hollow else INK, label="" if point.survey in named else point.survey,
            zorder=5,
        )  # fmt: skip
        named.add(point.survey)
