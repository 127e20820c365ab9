"""A concentration curve: how much of the outcome the poorest part of all children holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.report.figures.canvas import BRAND, INK, MUTED, WIDE, Paper, canvas, to_svg

__all__ = ["concentration_curve"]

_HEIGHT = 3.4


def concentration_curve(
    id: str,
    points: Sequence[tuple[float, float]],
    *,
    alt: str,
    tick: Callable[[float], str],
    axes_names: tuple[str, str],
    equal: str,
    paper: Paper = WIDE,
) -> str:
    """Draw cumulative shares (children, cases; 0-1, from the poorest) as SVG, with the line of an even spread."""
    from matplotlib.ticker import FuncFormatter

    x, y = zip((0.0, 0.0), *points, strict=True)
    with canvas(_HEIGHT, paper) as (figure, axes):
        axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1.2, dashes=(4, 2), label=equal)
        axes.plot(x, y, "o-", color=BRAND, linewidth=2, markersize=6, label=axes_names[1])
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.02)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
        axes.locator_params(nbins=paper.ticks - 1)
        axes.set_xlabel(axes_names[0], color=INK)
        axes.grid(visible=True, axis="both")
        figure.legend(loc="outside upper left", ncols=paper.abreast, frameon=False, borderpad=0)
        return to_svg(figure, id, alt, paper)
