"""Two values of each group, before and after, joined by a line: groups that are compared stand under each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.report.figures.canvas import BRAND, INK, MUTED, QUIET, WIDE, Paper, canvas, to_svg

__all__ = ["BeforeAfter", "before_after"]

_ROW, _FRAME = 0.42, 0.85  # inches a row, inches for axis and head
_AIR = 0.25  # of the axis on either side of the outermost value, in its unit


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One group: ``first`` is the one that the figure is about, the others stand beside it."""

    label: str
    before: float
    after: float
    first: bool


def before_after(
    id: str,
    rows: Sequence[BeforeAfter],
    *,
    alt: str,
    number: Callable[[float], str],
    across: str,
    names: tuple[str, str],
    cut_off: tuple[float, str],
    paper: Paper = WIDE,
) -> str:
    """Draw each group from the top down: hollow before, full after. ``names`` are of the two dots.

    ``across`` names the axis, ``cut_off`` is a dashed line with its name.
    """
    from matplotlib.ticker import FuncFormatter

    at, name = cut_off
    ends = [at, *(value for row in rows for value in (row.before, row.after))]
    labels = [row.label for row in rows]
    with canvas(_FRAME + paper.row(_ROW, labels) * len(rows), paper) as (figure, axes):
        axes.set_xlim(min(ends) - _AIR, max(ends) + _AIR)
        axes.set_ylim(len(rows) - 0.1, -0.6)
        axes.axvline(at, color=INK, linewidth=1, dashes=(3, 2))
        axes.annotate(
            name,
            (at, len(rows) - 0.3),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=paper.small,
            color=INK,
        )
        for y, row in enumerate(rows):
            colour = BRAND if row.first else QUIET
            axes.plot([row.before, row.after], [y, y], color=colour, linewidth=1.6)
            axes.plot([row.before], [y], "o", color=colour, markerfacecolor="white", markersize=7)
            axes.plot([row.after], [y], "o", color=colour, markersize=7)
        for fill, said in zip(("white", MUTED), names, strict=True):
            axes.plot([], [], "o", color=MUTED, markerfacecolor=fill, markersize=6, label=said)
        axes.set_yticks(range(len(rows)), paper.lines(labels), va="center")
        axes.set_xlabel(across)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
        axes.locator_params(axis="x", nbins=paper.ticks)
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderpad=0.2, handlelength=1, fontsize=paper.small
        )
        return to_svg(figure, id, alt, paper)
