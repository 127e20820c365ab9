"""Net benefit of visiting by risk, beside visiting everybody and nobody, along the threshold of risk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.report.figures.canvas import BRAND, INK, MUTED, WIDE, Paper, canvas, to_svg

__all__ = ["DecisionPoint", "decision_plot"]

_HEIGHT = 3.2  # inches
_DEPTH = 0.6  # what visiting everybody may fall below 0, in heights of the best: it falls without end
_LEAST = 0.01  # cases a child; the axis never ends lower


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """At one ``threshold``: cases found in time a child, less needless visits; ``model`` is ``None`` where withheld."""

    threshold: float
    model: float | None
    everybody: float


def decision_plot(
    id: str,
    points: Sequence[DecisionPoint],
    *,
    alt: str,
    tick: Callable[[float], str],
    number: Callable[[float], str],
    across: str,
    up: str,
    model: str,
    everybody: str,
    nobody: str,
    paper: Paper = WIDE,
) -> str:
    """Draw three lines as SVG, each named; told apart by dashes too. ``up`` counts a hundred children."""
    from matplotlib.ticker import FuncFormatter

    shown = [(p.threshold, p.model) for p in points if p.model is not None]
    values = [v for p in points for v in (p.model, p.everybody) if v is not None]
    top = max([_LEAST, *values]) * 1.1
    with canvas(_HEIGHT, paper) as (figure, axes):
        at = [p.threshold for p in points]
        axes.axhline(0, color=MUTED, linewidth=1, dashes=(1, 2), label=nobody)
        axes.plot(at, [p.everybody for p in points], color=INK, linewidth=1.5, dashes=(5, 2), label=everybody)
        axes.plot(
            [x for x, _ in shown], [y for _, y in shown], "o-", color=BRAND, linewidth=2, markersize=6, label=model,
        )  # fmt: skip
        axes.set_ylim(-_DEPTH * top, top)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: tick(x)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(100 * y)))
        axes.set_xticks(at)
        axes.locator_params(axis="y", nbins=paper.ticks)
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        axes.grid(visible=True)
        figure.legend(loc="outside upper center", ncols=paper.abreast, frameon=False)
        return to_svg(figure, id, alt, paper)
