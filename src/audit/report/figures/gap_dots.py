"""Distances to a target as dots with intervals, in groups that chance can tell apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from audit.report.figures.canvas import BRAND, GRID, INK, MUTED, WIDE, Paper, canvas, to_svg

__all__ = ["GapDot", "gap_dots"]

_ROW, _FRAME = 0.27, 0.8  # inches a row, inches for axis and its name
_BETWEEN = 0.7  # rows that the name of a group takes


@dataclass(frozen=True, slots=True)
class GapDot:
    """One row: its name, gap with limits (proportions, above 0 not reached), and its group, counted from 1."""

    name: str
    gap: tuple[float, float, float]
    group: int


def gap_dots(
    id: str,
    dots: Sequence[GapDot],
    *,
    alt: str,
    points: Callable[[float], str],
    group: Callable[[int], str],
    axis: str,
    paper: Paper = WIDE,
) -> str:
    """Draw gaps from the top down, each group under its name; 0, the target itself, is a line. As SVG."""
    from matplotlib.ticker import FuncFormatter

    names = paper.lines([dot.name for dot in dots])
    heights = [_ROW + 0.15 * name.count("\n") for name in names]
    at: list[float] = []
    heads: list[tuple[float, int]] = []
    y = 0.0
    for i, dot in enumerate(dots):
        if i == 0 or dots[i - 1].group != dot.group:
            heads.append((y + _BETWEEN * _ROW / 2, dot.group))
            y += _BETWEEN * _ROW
        at.append(y + heights[i] / 2)
        y += heights[i]
    right = max(max(dot.gap[2] for dot in dots), 0.05)
    left = min(0.0, *(dot.gap[1] for dot in dots))
    with canvas(_FRAME + y, paper) as (figure, axes):
        axes.set_xlim(left - 0.01, right * 1.04)
        axes.set_ylim(y, 0)
        axes.axvline(0, color=INK, linewidth=1)
        for head, number in heads:
            axes.text(right * 1.04, head, group(number), ha="right", va="center", fontsize=paper.small, color=MUTED)
            axes.axhline(head - _BETWEEN * _ROW / 2, color=GRID, linewidth=0.8)
        for place, dot in zip(at, dots, strict=True):
            axes.plot(dot.gap[1:], [place, place], color=BRAND, linewidth=2, solid_capstyle="butt")
            axes.plot([dot.gap[0]], [place], "o", color=BRAND, markersize=6)
        axes.set_yticks(at, names, va="center")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: points(x)))
        axes.locator_params(axis="x", nbins=paper.ticks)
        axes.set_xlabel("\n".join(wrap(axis, 2 * paper.letters)))
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        return to_svg(figure, id, alt, paper)
