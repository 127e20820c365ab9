"""A way from many to few as horizontal bars, one a stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.disclosure.released import ShownRow
from audit.report.figures.canvas import INK, MUTED, QUIET, SEVERITY, WIDE, Paper, canvas, to_svg
from audit.report.view import HIDDEN

__all__ = ["funnel"]

_ROW, _FRAME = 0.36, 0.25  # inches
_VALUE = 0.75  # inches for the count at the end of the longest bar
_COLOURS = {"stunted": SEVERITY["moderately_stunted"], "severely_stunted": SEVERITY["severely_stunted"]}


def funnel(
    id: str, rows: Sequence[tuple[str, ShownRow]], *, alt: str, number: Callable[[float], str], paper: Paper = WIDE
) -> str:
    """Draw one bar a stage with its count at the end; a hidden count is ``*`` without a bar."""
    longest = max([*(row.numerator or 0 for _, row in rows), 1])
    names = [label for label, _ in rows]
    with canvas(_FRAME + paper.row(_ROW, names) * len(rows), paper) as (figure, axes):
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(0, longest * (1 + _VALUE / paper.width))
        for y, (_, row) in enumerate(rows):
            if row.numerator is None:
                axes.text(longest * 0.01, y, HIDDEN, va="center", color=MUTED)
                continue
            axes.barh(y, row.numerator, height=0.66, color=_COLOURS.get(row.cell.level("status") or "", QUIET))
            axes.text(row.numerator + longest * 0.012, y, number(row.numerator), va="center", weight="bold", color=INK)
        axes.set_yticks(range(len(rows)), paper.lines(names), va="center")
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        return to_svg(figure, id, alt, paper)
