"""Parts that make up an index, as bars to the left and the right of zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.report.figures.canvas import BRAND, INK, QUIET, WIDE, Paper, canvas, to_svg

__all__ = ["contributions"]

_ROW, _FRAME = 0.3, 0.7  # inches a row; for the axis
_VALUES = 1.03  # where values stand, in widths of the axis


def contributions(
    id: str,
    parts: Sequence[tuple[str, float]],
    *,
    alt: str,
    number: Callable[[float], str],
    axis: str,
    quiet: str,
    paper: Paper = WIDE,
) -> str:
    """Draw one bar a part (name, value) from the top down as SVG; ``quiet``: the name of the rest, in grey."""
    from matplotlib.ticker import FuncFormatter

    names = [name for name, _ in parts]
    with canvas(_FRAME + paper.row(_ROW, names) * len(parts), paper) as (figure, axes):
        axes.set_ylim(len(parts) - 0.4, -0.6)
        axes.axvline(0, color=INK, linewidth=1)
        place = axes.get_yaxis_transform()
        for y, (name, value) in enumerate(parts):
            axes.barh(y, value, height=0.66, color=QUIET if name == quiet else BRAND)
            axes.text(_VALUES, y, number(value), transform=place, va="center", color=INK)
        axes.set_yticks(range(len(parts)), paper.lines(names), va="center")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
        axes.locator_params(axis="x", nbins=paper.ticks - 1)
        axes.set_xlabel(axis if paper.abreast > 1 else "\n".join(paper.lines([axis])))
        axes.grid(visible=True, axis="x")
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        return to_svg(figure, id, alt, paper)
