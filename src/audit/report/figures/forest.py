"""Prevalence ratios with their intervals on a logarithmic axis: crude hollow, adjusted solid, by level of factors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.reference.identity import COLOURS
from audit.report.figures.canvas import INK, MUTED, WIDE, Paper, canvas, to_svg
from audit.report.view import HIDDEN

__all__ = ["ForestLevel", "ForestRow", "forest"]

_ROW, _FRAME = 0.34, 0.8  # inches a row; for axis and head
_APART = 0.16  # rows between the crude and the adjusted mark
_TICKS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
_LEAST = (0.5, 2.0)  # the axis always holds these, so that chance does not look large
_MARGIN = 1.1
# Of levels in order: told apart by the colour blind (Okabe and Ito 2008); a heading names each level too.
_COLOURS = (COLOURS["estimate"], COLOURS["second"], COLOURS["estimate-third"])


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One factor: ``ratio`` with limits, ``crude``; ``None`` where withheld or not estimated. ``counts`` in words."""

    label: str
    ratio: float | None
    low: float | None
    high: float | None
    crude: float | None
    counts: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ForestLevel:
    """Factors of one level under its heading."""

    heading: str
    rows: tuple[ForestRow, ...]


def forest(
    id: str,
    levels: Sequence[ForestLevel],
    *,
    alt: str,
    ratio: Callable[[float], str],
    axis: str,
    crude: str,
    adjusted: str,
    paper: Paper = WIDE,
) -> str:
    """Draw ratios from the top down as SVG, one row a factor, with the line of "no difference" at 1.

    Left of the axis names; right of it ratio and counts. Hidden rows show ``*`` and no mark. ``crude``, ``adjusted``
    name the marks.
    """
    from matplotlib.lines import Line2D
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    lines = [(level, row) for level in levels for row in (None, *level.rows)]
    names = [level.heading if row is None else row.label for level, row in lines]
    drawn = [row for _, row in lines if row is not None and row.ratio is not None]
    ends = [end for row in drawn for end in (row.low, row.high, row.crude, row.ratio) if end]
    left, right = min([_LEAST[0], *ends]) / _MARGIN, max([_LEAST[1], *ends]) * _MARGIN
    with canvas(_FRAME + paper.row(_ROW, names) * len(lines), paper) as (figure, axes):
        axes.set_xscale("log")
        axes.set_xlim(left, right)
        axes.set_ylim(len(lines) - 0.4, -0.6)
        axes.axvline(1.0, color=INK, linewidth=1)
        place = axes.get_yaxis_transform()
        for y, (level, row) in enumerate(lines):
            if row is None:
                continue
            colour = _COLOURS[list(levels).index(level) % len(_COLOURS)]
            if row.ratio is None:
                axes.text(1.03, y, HIDDEN if row.hidden else "\N{EN DASH}", transform=place, va="center", color=MUTED)
                continue
            if row.crude:
                axes.plot([row.crude], [y - _APART], "o", color=colour, markerfacecolor="white", markersize=5)
            if row.low and row.high:
                axes.plot([row.low, row.high], [y + _APART] * 2, color=colour, linewidth=2, solid_capstyle="butt")
            axes.plot([row.ratio], [y + _APART], "o", color=colour, markersize=6.5)
            words = f"{ratio(row.ratio)}\n{row.counts}"
            axes.text(
                1.03, y, words, transform=place, va="center", color=INK, fontsize=paper.small, linespacing=1.1
            )  # fmt: skip
        axes.set_yticks(range(len(lines)), paper.lines(names), va="center")
        for label, (_, row) in zip(axes.get_yticklabels(), lines, strict=True):
            label.set_fontweight("bold" if row is None else "normal")
        axes.xaxis.set_major_locator(FixedLocator([t for t in _TICKS if left <= t <= right]))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: ratio(x).rstrip("0").rstrip(",.")))
        axes.set_xlabel(axis)
        axes.grid(visible=True, axis="x")
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        marks = [
            Line2D([], [], marker="o", linestyle="", color=INK, markerfacecolor="white", markersize=5, label=crude),
            Line2D([], [], marker="o", color=INK, linewidth=2, markersize=6.5, label=adjusted),
        ]
        figure.legend(handles=marks, loc="outside upper center", ncols=paper.abreast, frameon=False)
        return to_svg(figure, id, alt, paper)
