"""Who was measured, and what that means: places by their coverage, and how far those who did not come can move it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from audit.reference.identity import COLOURS
from audit.report.figures.canvas import BRAND, INK, MUTED, WIDE, Paper, sheet, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Reach", "coverage_box"]

_ROW, _FRAME, _HEAD = 0.3, 0.42, 0.34  # inches of a row, of an axis and of a panel's name
_SHORT = COLOURS["second"]  # bars of places below the limit; a word beside them says so too
_ROOM = 0.16  # of the longest bar, for its number
_NUMBER, _AXES = 0.14, 0.6  # of the axes for a number beside a bar; of the paper for the axes
_WIDER = 6  # letters that a panel's name may be longer than a row's
_VALUES = 1.03  # where values stand, in widths of the panel


@dataclass(frozen=True, slots=True)
class Reach:
    """A measured proportion (``low`` is ``high``), or from where to where it may lie; ``words`` stand beside it."""

    label: str
    low: float
    high: float
    words: str


def coverage_box(
    id: str,
    groups: Sequence[tuple[str, int, bool]],
    reaches: Sequence[Reach],
    *,
    alt: str,
    tick: Callable[[float], str],
    number: Callable[[float], str],
    names: tuple[str, str],
    limit: str,
    paper: Paper = WIDE,
) -> str:
    """Draw both panels as SVG: ``groups`` of places (name, places, whether below the limit), and ``reaches``.

    ``names`` head the panels; ``limit`` names the line between groups below it and the others. Without ``reaches`` the
    second panel is left out.
    """
    first = _HEAD + paper.row(_ROW, [name for name, _, _ in groups]) * len(groups)
    second = _FRAME + _HEAD + paper.row(_ROW, [r.label for r in reaches]) * len(reaches)
    with sheet(first + (second if reaches else 0.0), paper) as figure:
        heights = [first, second] if reaches else [first]
        panels = figure.subplots(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]
        _places(panels[0], groups, number, limit, paper)
        for panel, name in zip(panels, names, strict=False):
            head = fill(name, paper.letters + _WIDER)
            panel.set_title(head, loc="left", fontsize=paper.small + 1, color=INK, weight="bold")
        if reaches:
            _reaches(panels[1], reaches, tick, paper)
        return to_svg(figure, id, alt, paper)


def _places(
    axes: Axes, groups: Sequence[tuple[str, int, bool]], number: Callable[[float], str], limit: str, paper: Paper
) -> None:
    longest = max([*(n for _, n, _ in groups), 1])
    below = sum(short for _, _, short in groups)
    beside = groups[below - 1][1] if below else 0  # the bar beside which the limit is named
    end = max(longest * (1 + _ROOM), beside / (1 - _NUMBER - paper.spread(limit) / _AXES))
    axes.set_xlim(0, end)
    axes.set_ylim(len(groups) - 0.5, -0.5)
    for y, (_, n, short) in enumerate(groups):
        axes.barh(y, n, height=0.66, color=_SHORT if short else BRAND)
        axes.text(n + longest * 0.015, y, number(n), va="center", weight="bold", color=INK)
    between = below - 0.5
    axes.axhline(between, color=INK, linewidth=1, dashes=(3, 2))
    axes.text(end, between - 0.08, limit, ha="right", va="bottom", fontsize=paper.small, color=INK)
    axes.set_yticks(range(len(groups)), paper.lines([name for name, _, _ in groups]), va="center")
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _reaches(axes: Axes, reaches: Sequence[Reach], tick: Callable[[float], str], paper: Paper) -> None:
    from matplotlib.ticker import FuncFormatter

    axes.set_xlim(0, min(1.0, max(r.high for r in reaches) * 1.05))
    axes.set_ylim(len(reaches) - 0.5, -0.5)
    place = axes.get_yaxis_transform()
    for y, r in enumerate(reaches):
        if r.low == r.high:
            axes.plot([r.low], [y], "o", color=BRAND, markersize=8)
            axes.axvline(r.low, color=MUTED, linewidth=0.8, dashes=(2, 2), zorder=0)
        else:
            axes.plot([r.low, r.high], [y, y], color=BRAND, linewidth=5 if y == 1 else 2, solid_capstyle="butt")
        axes.text(_VALUES, y, r.words, transform=place, va="center", color=INK, fontsize=paper.small)
    axes.set_yticks(range(len(reaches)), paper.lines([r.label for r in reaches]), va="center")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: tick(x)))
    axes.locator_params(axis="x", nbins=paper.ticks)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
