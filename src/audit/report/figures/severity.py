"""Severely and moderately stunted children by place, as stacked bars of counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from audit.disclosure.released import ShownRow
from audit.report.figures.canvas import INK, MUTED, SEVERITY, canvas, to_svg
from audit.report.view import HIDDEN

__all__ = ["stacked_severity"]

_ROW, _FRAME = 0.3, 0.85
_INSIDE = 0.07  # share of the longest bar that a part must have to carry its number inside


def stacked_severity(
    id: str,
    rows: Sequence[tuple[str, Mapping[str, ShownRow]]],
    *,
    alt: str,
    number: Callable[[float], str],
    names: Mapping[str, str],
) -> str:
    """Draw one bar a place: severe first, from the axis. A place with a hidden part has no bar, only ``*``."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    whole = [sum(parts[s].numerator or 0 for s in SEVERITY) for _, parts in rows]
    longest = max([*whole, 1])
    with canvas(_FRAME + _ROW * len(rows)) as (figure, axes):
        axes.set_ylim(len(rows) - 0.4, -1.25)
        axes.set_xlim(0, longest * 1.08)
        for y, (_, parts) in enumerate(rows):
            if any(parts[s].hidden for s in SEVERITY):
                axes.text(longest * 0.01, y, HIDDEN, va="center", color=MUTED)
                continue
            start = 0
            for status, colour in SEVERITY.items():
                n = parts[status].numerator or 0
                axes.barh(y, n, left=start, height=0.68, color=colour)
                if n / longest >= _INSIDE:
                    ink = "white" if status == "severely_stunted" else INK
                    axes.text(start + n / 2, y, number(n), ha="center", va="center", fontsize=9, color=ink)
                start += n
            axes.text(start + longest * 0.01, y, number(start), va="center", weight="bold", fontsize=9)
        place = 0.0
        for status, colour in SEVERITY.items():
            axes.text(place, 1.0, "\N{BLACK SQUARE}", transform=axes.transAxes, color=colour, va="top", fontsize=11)
            axes.text(place + 0.035, 0.995, names[status], transform=axes.transAxes, color=INK, va="top", fontsize=9)
            place += 0.32
        axes.set_yticks(range(len(rows)), [label for label, _ in rows], va="center")
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        return to_svg(figure, id, alt)
