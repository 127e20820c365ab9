"""Bars of z-scores on both sides of a cut-off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.report.figures.canvas import BRAND, INK, MUTED, QUIET, WIDE, Paper, canvas, to_svg

__all__ = ["bars_around_cutoff"]

_HEIGHT = 2.9
_TICK_EVERY = 5  # bars


def bars_around_cutoff(
    id: str,
    bars: Sequence[tuple[float, int | None]],
    *,
    alt: str,
    number: Callable[[float, int], str],
    cutoff: tuple[float, str],
    axes_named: tuple[str, str],
    paper: Paper = WIDE,
) -> str:
    """Draw counts by lower edge of equally wide bars, in order, as SVG; a count that is ``None`` is a ``*``.

    The two bars beside the cut-off stand out with their counts; ``axes_named`` are the names of both axes.
    """
    edges = [edge for edge, _ in bars]
    width = edges[1] - edges[0]
    at, words = cutoff
    tallest = max((n for _, n in bars if n is not None), default=1) or 1
    with canvas(_HEIGHT, paper) as (figure, axes):
        for edge, n in bars:
            beside = -1.5 * width < edge - at < 0.5 * width
            axes.bar(edge, n or 0, width=0.9 * width, align="edge", color=BRAND if beside else QUIET)
            if n is None or beside:
                label = "*" if n is None else number(n, 0)
                axes.text(edge + width / 2, n or 0, label, ha="center", va="bottom", fontsize=paper.small)
        axes.axvline(at, color=INK, linewidth=1.2, dashes=(3, 2))
        axes.text(at, 1.0, f" {words}", transform=axes.get_xaxis_transform(), va="top", fontsize=paper.small, color=INK)
        ticks = [*edges[::_TICK_EVERY], edges[-1] + width]
        axes.set_xticks(ticks, [number(tick, 1) for tick in ticks])
        axes.set_xlabel(axes_named[0])
        axes.set_ylabel(axes_named[1])
        axes.tick_params(axis="y", labelcolor=MUTED)
        axes.tick_params(axis="x", labelcolor=INK)
        axes.set_ylim(0, tallest * 1.25)
        axes.locator_params(axis="y", nbins=4)
        axes.grid(visible=True, axis="y")
        return to_svg(figure, id, alt, paper)
