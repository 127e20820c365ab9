"""Areas as points by how many children they rest on, between the limits of chance: no names, no order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from audit.report.figures.canvas import BRAND, INK, MUTED, WIDE, Paper, canvas, to_svg
from audit.survey.funnel import Funnel

__all__ = ["funnel_plot"]

_HEIGHT = 3.4
_AIR = 1.08  # of the highest value


def funnel_plot(
    id: str,
    children: Sequence[int],
    funnel: Funnel,
    hollow: Sequence[bool],
    *,
    alt: str,
    tick: Callable[[float], str],
    number: Callable[[float], str],
    axis: str,
    names: tuple[str, str, str],
    paper: Paper = WIDE,
) -> str:
    """Draw one point an area as SVG: ``children`` against its proportion, ``hollow`` where it cannot be assessed.

    ``axis`` says what the children are; ``names`` are of the middle line, the inner and the outer limits.
    """
    from matplotlib.ticker import FuncFormatter

    n = np.asarray(children)
    order = np.argsort(n, kind="stable")
    empty = np.asarray(hollow)
    with canvas(_HEIGHT, paper) as (figure, axes):
        axes.axhline(funnel.target, color=INK, linewidth=1, label=names[0])
        for low, high, dashes, name in (
            (funnel.inner_low, funnel.inner_high, (4, 2), names[1]),
            (funnel.outer_low, funnel.outer_high, (1, 1.5), names[2]),
        ):
            axes.plot(n[order], high[order], color=MUTED, linewidth=1.2, dashes=dashes, label=name)
            axes.plot(n[order], low[order], color=MUTED, linewidth=1.2, dashes=dashes)
        for which, face in ((~empty, BRAND), (empty, "white")):
            axes.plot(
                n[which], funnel.observed[which], "o", color=BRAND, markerfacecolor=face, markersize=5, linestyle=""
            )
        top = max(float(np.nanmax(funnel.observed)), float(np.nanmax(funnel.outer_high)))
        axes.set_ylim(0, min(1.0, top * _AIR))
        axes.set_xlabel(axis)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: tick(y)))
        axes.tick_params(axis="y", labelcolor=MUTED)
        axes.locator_params(axis="both", nbins=paper.ticks - 1)
        axes.grid(visible=True, axis="y")
        figure.legend(
            loc="outside upper left", ncols=3 if paper.abreast > 1 else 1, borderpad=0, borderaxespad=0.4,
            handlelength=1.6, handletextpad=0.5, labelspacing=0.3, columnspacing=1.2, fontsize=paper.small,
        )  # fmt: skip
        return to_svg(figure, id, alt, paper)
