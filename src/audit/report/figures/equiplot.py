"""An equiplot: the same outcome in each fifth of welfare, joined so that the gap between the ends is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from textwrap import wrap

from audit.disclosure.released import ShownRow
from audit.reference.identity import COLOURS
from audit.reference.presentation import CAUTION_BELOW
from audit.report.figures.canvas import GRID, INK, MUTED, WIDE, Paper, canvas, to_svg
from audit.report.view import HIDDEN, NONE, enough

__all__ = ["equiplot"]

_ROW, _FRAME, _LINE = 0.34, 0.6, 1.45  # inches of a row, of the axis; a line of words below, in its size
_SPACING = 1.15  # between those lines, of matplotlib's own
_STEP = 0.05  # the axis ends at a multiple of this
_LETTER, _POINTS = 0.52, 72  # width of a letter in its size; points of an inch
# From the poorest to the richest: ever lighter, so that they can be told in print and by the colour blind.
_COLOURS = tuple(COLOURS[f"fifth-{n}"] for n in range(1, 6))


def equiplot(
    id: str,
    fifths: Sequence[tuple[str, ShownRow]],
    *,
    alt: str,
    percent: Callable[[float], str],
    tick: Callable[[float], str],
    ends: tuple[float, float] | None,
    beside: Sequence[str] = (),
    paper: Paper = WIDE,
) -> str:
    """Draw proportions from the poorest fifth down as SVG, with intervals, joined where next to each other.

    ``ends`` are predicted proportions at the very poorest and richest end, joined by a dashed line; ``beside`` says
    below the chart what the gap comes to. Smaller: fewer than ``CAUTION_BELOW`` children. Hidden rows show ``*`` and no
    mark, rows with too few children an en dash.
    """
    from matplotlib.ticker import FuncFormatter

    said = [line for words in beside for line in _lines(words, paper)]
    names = [name for name, _ in fifths]
    height = _FRAME + paper.row(_ROW, names) * len(fifths) + _LINE * paper.small / _POINTS * len(said)
    shown = [row for _, row in fifths if enough(row)]
    top = max([_STEP, *(row.high or row.value or 0.0 for row in shown), *(ends or ())])
    with canvas(height, paper) as (figure, axes):
        axes.set_xlim(0, min(1.0, ceil(top / _STEP) * _STEP))
        axes.set_ylim(len(fifths) - 0.5, -0.5)
        if ends:
            axes.plot(ends, [-0.5, len(fifths) - 0.5], color=MUTED, linewidth=1.2, dashes=(4, 2), zorder=1)
        for y, (_, row) in enumerate(fifths[:-1]):
            below = fifths[y + 1][1]
            if enough(row) and enough(below):
                axes.plot([row.value or 0.0, below.value or 0.0], [y, y + 1], color=GRID, linewidth=4, zorder=1)
        place = axes.get_yaxis_transform()
        for y, (_, row) in enumerate(fifths):
            if not enough(row):
                axes.text(1.04, y, HIDDEN if row.hidden else NONE, transform=place, va="center", color=MUTED)
                continue
            if row.low is not None and row.high is not None:
                axes.plot([row.low, row.high], [y, y], color=INK, linewidth=1.4, solid_capstyle="butt", zorder=2)
            size = 6.0 if (row.denominator or 0) < CAUTION_BELOW else 9.0
            axes.plot(
                [row.value or 0.0], [y], "o", color=_COLOURS[y % len(_COLOURS)], markeredgecolor=INK,
                markeredgewidth=0.8, markersize=size, zorder=3,
            )  # fmt: skip
            axes.text(1.04, y, percent(row.value or 0.0), transform=place, va="center", color=INK)
        axes.set_yticks(range(len(fifths)), paper.lines(names), va="center")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: tick(x)))
        axes.locator_params(axis="x", nbins=paper.ticks)
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        if said:
            figure.supxlabel("\n".join(said), x=0.01, ha="left", fontsize=paper.small, color=INK, linespacing=_SPACING)
        return to_svg(figure, id, alt, paper)


def _lines(words: str, paper: Paper) -> list[str]:
    return wrap(words, int(paper.width * _POINTS / (_LETTER * paper.small)), break_long_words=False)
