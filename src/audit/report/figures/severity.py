"""Severely and moderately stunted children by place, as stacked bars of counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from audit.disclosure.released import ShownRow
from audit.report.figures.canvas import INK, MUTED, SEVERITY, WIDE, Paper, canvas, to_svg
from audit.report.view import HIDDEN

__all__ = ["stacked_severity"]

_ROW, _FRAME = 0.3, 0.85  # inches
_INSIDE = 1.6  # widths of its number that a part of a bar must have to carry it
_BARS = 0.6  # about how much of the width the bars take beside names
_VALUE = 0.55  # inches for the number at the end of the longest bar


def stacked_severity(
    id: str,
    rows: Sequence[tuple[str, Mapping[str, ShownRow]]],
    *,
    alt: str,
    number: Callable[[float], str],
    names: Mapping[str, str],
    paper: Paper = WIDE,
) -> str:
    """Draw one bar a place: severe first, from the axis. A place with a hidden part has no bar, only ``*``."""
    from matplotlib.patches import Patch
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    whole = [sum(parts[s].numerator or 0 for s in SEVERITY) for _, parts in rows]
    longest = max([*whole, 1])
    places = [label for label, _ in rows]
    with canvas(_FRAME + paper.row(_ROW, places) * len(rows), paper) as (figure, axes):
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(0, longest * (1 + _VALUE / paper.width))
        for y, (_, parts) in enumerate(rows):
            if any(parts[s].hidden for s in SEVERITY):
                axes.text(longest * 0.01, y, HIDDEN, va="center", color=MUTED)
                continue
            start = 0
            for status, colour in SEVERITY.items():
                n = parts[status].numerator or 0
                axes.barh(y, n, left=start, height=0.68, color=colour)
                if n / longest >= _INSIDE * paper.spread(number(n)) / _BARS:
                    ink = "white" if status == "severely_stunted" else INK
                    axes.text(start + n / 2, y, number(n), ha="center", va="center", color=ink)
                start += n
            axes.text(start + longest * 0.01, y, number(start), va="center", weight="bold")
        figure.legend(
            handles=[Patch(color=colour, label=names[status]) for status, colour in SEVERITY.items()],
            loc="outside upper left", ncols=paper.abreast, borderpad=0, borderaxespad=0.4,
            handlelength=0.8, handleheight=0.8, handletextpad=0.5, labelspacing=0.3,
        )  # fmt: skip
        axes.set_yticks(range(len(rows)), paper.lines(places), va="center")
        axes.xaxis.set_major_locator(MaxNLocator(paper.ticks - 1, integer=True))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        return to_svg(figure, id, alt, paper)
