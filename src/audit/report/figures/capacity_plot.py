"""Share of new cases reached against how many visits are made: how steeply the first visits pay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.reference.identity import COLOURS
from audit.report.figures.canvas import BRAND, MUTED, WIDE, Paper, canvas, to_svg

__all__ = ["CapacityLine", "capacity_plot"]

_HEIGHT = 3.2  # inches
_SECOND = COLOURS["second"]  # told apart from the first by the colour blind (Okabe and Ito 2008)
_LOOKS = ((BRAND, "-", 2.4), (_SECOND, (0, (4, 3)), 1.6))  # of lines in order: told apart by dashes too


@dataclass(frozen=True, slots=True)
class CapacityLine:
    """A named order of visits: (visits, share of cases reached), from the first visit on."""

    name: str
    points: tuple[tuple[float, float], ...]
    marked: bool = False


def capacity_plot(
    id: str,
    lines: Sequence[CapacityLine],
    *,
    alt: str,
    end: float,
    everybody: float,
    tick: Callable[[float], str],
    visits: Callable[[float], str],
    across: str,
    up: str,
    chance: str,
    at: Sequence[float] = (),
    paper: Paper = WIDE,
) -> str:
    """Draw at most two orders, and visits in no order, from nobody to ``end`` visits of ``everybody``, as SVG.

    ``at``: numbers of visits marked by thin upright lines. ``marked`` lines have a dot at each point.
    """
    from matplotlib.ticker import FuncFormatter

    with canvas(_HEIGHT, paper) as (figure, axes):
        for number in at:
            axes.axvline(number, color=MUTED, linewidth=0.8)
        for (colour, dashes, width), line in zip(_LOOKS, lines, strict=False):
            xs, ys = zip(*line.points, strict=True)
            axes.plot(xs, ys, color=colour, linestyle=dashes, linewidth=width, label=line.name)
            if line.marked:
                axes.plot(xs[1:], ys[1:], "o", color=colour, markersize=6)
        axes.plot([0, everybody], [0, 1], color=MUTED, linewidth=1, linestyle=(0, (1, 2)), label=chance)
        axes.set_xlim(0, end)
        axes.set_ylim(0, 1.02)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: visits(x)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: tick(y)))
        axes.locator_params(nbins=paper.ticks)
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        axes.grid(visible=True)
        figure.legend(loc="outside upper center", ncols=paper.abreast, frameon=False)
        return to_svg(figure, id, alt, paper)
