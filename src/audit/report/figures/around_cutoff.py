"""Bars of z-scores on both sides of a cut-off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.report.figures.canvas import BRAND, INK, MUTED, QUIET, WIDE, Paper, canvas, to_svg

__all__ = ["bars_around_cutoff"]

_HEIGHT = 2.9
_TICK_EVERY = 5  # bars
_ASIDE = 3  # points between the line of the cut-off and what is written beside it
_UNDER = 2  # bars under a written count


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

    The two bars beside the cut-off stand out, each with its count on its side of the line, above the bars that the
    count reaches over. ``axes_named`` are the names of both axes.
    """
    edges = [edge for edge, _ in bars]
    width = edges[1] - edges[0]
    at, words = cutoff
    tallest = max((n for _, n in bars if n is not None), default=1) or 1
    with canvas(_HEIGHT, paper) as (figure, axes):
        for i, (edge, n) in enumerate(bars):
            beside = -1.5 * width < edge - at < 0.5 * width
            axes.bar(edge, n or 0, width=0.9 * width, align="edge", color=BRAND if beside else QUIET)
            if beside:
                left = edge < at - width / 2
                under = bars[max(0, i + 1 - _UNDER) : i + 1] if left else bars[i : i + _UNDER]
                axes.annotate(
                    "*" if n is None else number(n, 0), (at, max(m or 0 for _, m in under)), va="bottom",
                    ha="right" if left else "left", xytext=(-_ASIDE if left else _ASIDE, 1),
                    textcoords="offset points", fontsize=paper.small,
                )  # fmt: skip
            elif n is None:
                axes.text(edge + width / 2, 0, "*", ha="center", va="bottom", fontsize=paper.small)
        axes.axvline(at, color=INK, linewidth=1.2, dashes=(3, 2))
        axes.annotate(
            words, (at, 1), xycoords=axes.get_xaxis_transform(), va="top", xytext=(_ASIDE, 0),
            textcoords="offset points", fontsize=paper.small, color=INK,
        )  # fmt: skip
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
