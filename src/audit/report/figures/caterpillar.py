"""Estimates with their intervals from low to high, without names: how much they overlap, not who leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from audit.report.figures.canvas import BRAND, INK, MUTED, WIDE, Paper, canvas, to_svg
from audit.survey.empirical_bayes import EmpiricalBayes

__all__ = ["caterpillar"]

_HEIGHT = 3.0
_AIR = 1.05  # of the highest limit


def caterpillar(
    id: str,
    areas: EmpiricalBayes,
    hollow: Sequence[bool],
    *,
    alt: str,
    tick: Callable[[float], str],
    axis: str,
    name: str,
    paper: Paper = WIDE,
) -> str:
    """Draw one upright interval an area as SVG, ``hollow`` where it cannot be assessed.

    ``axis`` says what stands side by side; ``name`` is of the line of all areas together.
    """
    from matplotlib.ticker import FuncFormatter

    order = np.argsort(areas.estimate, kind="stable")
    empty = np.asarray(hollow)[order]
    at = np.arange(len(order))
    with canvas(_HEIGHT, paper) as (figure, axes):
        axes.vlines(at, areas.low[order], areas.high[order], color=BRAND, linewidth=1.4, alpha=0.55)
        for which, face in ((~empty, BRAND), (empty, "white")):
            axes.plot(at[which], areas.estimate[order][which], "o", color=BRAND, markerfacecolor=face, markersize=4)
        axes.axhline(areas.mean, color=INK, linewidth=1, dashes=(3, 2), label=name)
        axes.set_xlim(-1, len(order))
        axes.set_ylim(0, min(1.0, float(areas.high.max()) * _AIR))
        axes.set_xticks([])
        axes.set_xlabel(axis)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: tick(y)))
        axes.tick_params(axis="y", labelcolor=MUTED)
        axes.locator_params(axis="y", nbins=paper.ticks - 1)
        axes.grid(visible=True, axis="y")
        figure.legend(
            loc="outside upper left", borderpad=0, borderaxespad=0.4, handlelength=1.6, handletextpad=0.5,
            fontsize=paper.small,
        )  # fmt: skip
        return to_svg(figure, id, alt, paper)
