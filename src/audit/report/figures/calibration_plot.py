"""Predicted risk against what happened: groups of children with intervals, a smooth curve, and where risks lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.report.figures.canvas import BRAND, INK, MUTED, QUIET, WIDE, Paper, canvas, to_svg

__all__ = ["CalibrationPoint", "calibration_plot"]

_HEIGHT = 3.6  # inches
_MARGIN, _LEAST = 1.08, 0.1  # of the axes: over the largest value; never shorter than this
_RUG = 0.025  # of the height


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """A group of children: mean ``risk``, share that had the outcome, its limits. Proportions."""

    risk: float
    observed: float
    low: float
    high: float


def calibration_plot(
    id: str,
    points: Sequence[CalibrationPoint],
    *,
    alt: str,
    tick: Callable[[float], str],
    across: str,
    up: str,
    true: str,
    group: str,
    curve: tuple[str, Sequence[tuple[float, float]]] = ("", ()),
    rug: Sequence[float] = (),
    paper: Paper = WIDE,
) -> str:
    """Draw one square of both axes from 0 as SVG, with the line on which risks are true.

    ``true``, ``group`` and the first of ``curve`` name the marks; ``rug`` are risks of children, as strokes below.
    """
    from matplotlib.ticker import FuncFormatter

    most = [p.high for p in points] + [p.risk for p in points] + [x for pair in curve[1] for x in pair]
    end = max([_LEAST, *most]) * _MARGIN
    with canvas(_HEIGHT, paper) as (figure, axes):
        axes.plot([0, end], [0, end], color=MUTED, linewidth=1, dashes=(3, 2), label=true)
        if curve[1]:
            xs, ys = zip(*curve[1], strict=True)
            axes.plot(xs, ys, color=INK, linewidth=1.5, label=curve[0])
        for point in points:
            axes.plot([point.risk] * 2, [point.low, point.high], color=BRAND, linewidth=2, solid_capstyle="butt")
        axes.plot([p.risk for p in points], [p.observed for p in points], "o", color=BRAND, markersize=6.5, label=group)
        if rug:
            axes.vlines(rug, -2 * _RUG * end, -_RUG * end, color=QUIET, linewidth=0.8)
        axes.set_xlim(0, end)
        axes.set_ylim(-2.5 * _RUG * end if rug else 0, end)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda x, _: tick(x) if x >= 0 else ""))
        axes.locator_params(nbins=paper.ticks)
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        axes.grid(visible=True)
        figure.legend(loc="outside upper center", ncols=paper.abreast, frameon=False)
        return to_svg(figure, id, alt, paper)
