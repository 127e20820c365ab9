"""Dots with intervals, one row a place: intervals must be seen, and bars from zero hide them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from audit.disclosure.released import ShownRow
from audit.reference.presentation import CAUTION_BELOW, PREVALENCE_CLASSES
from audit.report.figures.canvas import BRAND, CLASSES, INK, MUTED, WIDE, Paper, canvas, to_svg
from audit.report.view import HIDDEN, NONE, enough

__all__ = ["dot_interval"]

_ROW, _FRAME = 0.27, 0.75  # inches a row, inches for axis and head
_LABEL = 0.75  # rows for the name of the reference, clear of the last place
_TURN = 0.6  # share of the axis from which that name stands left of its line
_STEP = 0.05  # the axis ends at a multiple of this
_ROUNDING = 1e-9  # what floating point adds to a whole number of steps
_AXIS = 0.55  # about how much of the width the axis takes beside names and values


def dot_interval(
    id: str,
    rows: Sequence[tuple[str, ShownRow]],
    *,
    alt: str,
    percent: Callable[[float], str],
    tick: Callable[[float], str],
    reference: tuple[float, str] | None = None,
    classes: Callable[[str], str] | None = None,
    whole: bool = False,
    paper: Paper = WIDE,
) -> str:
    """Draw proportions from the top down, the first row (the district) in bold, as SVG.

    Hollow: fewer than ``CAUTION_BELOW`` children. Hidden rows show ``*`` and no mark, rows with too few children an en
    dash. ``reference`` is a dashed line with its name; ``classes`` names WHO's classes, drawn as bands; ``whole`` sets
    the axis to 0-100 %.
    """
    from matplotlib.ticker import FuncFormatter

    shown = [r for _, r in rows if enough(r)]
    top = max((r.high or r.value or 0.0 for r in shown), default=_STEP)
    end = 1.0 if whole else max(_STEP, ceil(top / _STEP - _ROUNDING) * _STEP)
    foot = len(rows) - 0.4
    below = _LABEL if reference else 0.0
    names = [label for label, _ in rows]
    with canvas(_FRAME + paper.row(_ROW, names) * (len(rows) + below), paper) as (figure, axes):
        axes.set_xlim(0, end)
        axes.set_ylim(foot + below, -0.6)
        if classes:
            for c in PREVALENCE_CLASSES:
                right = min(c.high, end)
                if right <= c.low:
                    continue
                axes.axvspan(c.low, right, color=CLASSES[c.id], alpha=0.28, linewidth=0)
                name = classes(c.id)
                if (right - c.low) / end * _AXIS >= paper.spread(name):
                    middle = (c.low + right) / 2
                    axes.text(middle, -0.72, name, ha="center", va="bottom", fontsize=paper.small, color=MUTED)
        if reference:
            at, name = reference
            axes.axvline(at, color=INK, linewidth=1, dashes=(3, 2))
            left = at > _TURN * end
            axes.annotate(
                name, (at, foot + below / 2), xytext=(-4 if left else 4, 0), textcoords="offset points",
                ha="right" if left else "left", va="center", fontsize=paper.small, color=INK,
            )  # fmt: skip
        for y, (_, row) in enumerate(rows):
            weight = "bold" if y == 0 else "normal"
            if not enough(row):
                words = HIDDEN if row.hidden else NONE
                axes.text(1.04, y, words, transform=axes.get_yaxis_transform(), va="center", color=MUTED)
                continue
            value = row.value or 0.0
            if row.low is not None and row.high is not None:
                axes.plot([row.low, row.high], [y, y], color=BRAND, linewidth=3 if y == 0 else 2, solid_capstyle="butt")
            face = "white" if (row.denominator or 0) < CAUTION_BELOW else BRAND
            axes.plot([value], [y], "o", color=BRAND, markerfacecolor=face, markersize=8 if y == 0 else 6.5)
            axes.text(
                1.04, y, percent(value), transform=axes.get_yaxis_transform(), va="center", weight=weight, color=INK
            )
        axes.set_yticks(range(len(rows)), paper.lines(names), va="center")
        axes.get_yticklabels()[0].set_fontweight("bold")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: tick(x)))
        axes.locator_params(axis="x", nbins=paper.ticks)
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        return to_svg(figure, id, alt, paper)
