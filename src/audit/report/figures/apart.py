"""How far places lie from what was expected, from fewest to most, without names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.report.figures.canvas import BRAND, INK, MUTED, QUIET, WIDE, Paper, canvas, to_svg

__all__ = ["apart"]

_HEIGHT = 3.1
_AIR = 1.08
_LEAST = 5.0  # children of 100: a shorter axis would make chance look large


def apart(
    id: str,
    places: Sequence[tuple[float, float, float]],
    *,
    alt: str,
    number: Callable[[float], str],
    axis: str,
    side: str,
    zero: str,
    paper: Paper = WIDE,
) -> str:
    """Draw (value, low, high) of each place upright; pale where the interval holds 0.

    ``axis`` says what stands side by side, ``side`` the unit, ``zero`` names the line of what was expected.
    """
    from matplotlib.ticker import FuncFormatter

    order = sorted(places)
    with canvas(_HEIGHT, paper) as (figure, axes):
        for x, (value, low, high) in enumerate(order):
            clear = low > 0 or high < 0
            colour = BRAND if clear else QUIET
            axes.plot([x, x], [low, high], color=colour, linewidth=1.6, solid_capstyle="butt")
            axes.plot([x], [value], "o", color=colour, markerfacecolor=colour if clear else "white", markersize=4)
        axes.axhline(0, color=INK, linewidth=1, dashes=(3, 2), label=zero)
        reach = max(_LEAST, *(abs(end) for place in order for end in place[1:])) * _AIR
        axes.set_ylim(-reach, reach)
        axes.set_xlim(-1, len(order))
        axes.set_xticks([])
        axes.set_xlabel(axis)
        axes.set_title(side, loc="left", fontsize=paper.small, color=MUTED)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: ("+" if y > 0 else "") + number(y)))
        axes.tick_params(axis="y", labelcolor=MUTED)
        axes.locator_params(axis="y", nbins=paper.ticks)
        axes.grid(visible=True, axis="y")
        axes.legend(loc="upper left", borderpad=0, borderaxespad=0.4, handlelength=1.6, fontsize=paper.small)
        return to_svg(figure, id, alt, paper)
