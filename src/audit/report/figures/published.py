"""Figures that were published, survey and routine in one panel but apart: no line joins any two of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from audit.report.figures.canvas import BRAND, INK, MUTED, WIDE, Paper, canvas, to_svg

__all__ = ["PublishedPoint", "published_panel"]

_ROW, _FRAME = 0.27, 0.6  # inches a row, inches for the axis
_STEP = 0.05  # the axis ends at a multiple of this
_MARKERS = ("o", "s")


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """One figure: a proportion with limits where any are known, and how it is printed."""

    label: str
    value: float
    printed: str
    low: float | None = None
    high: float | None = None


def published_panel(
    id: str,
    groups: Sequence[tuple[str, Sequence[PublishedPoint]]],
    *,
    alt: str,
    tick: Callable[[float], str],
    paper: Paper = WIDE,
) -> str:
    """Draw groups one under another, each under its own name and with a mark of its own, as SVG."""
    from matplotlib.ticker import FuncFormatter

    points = [p for _, group in groups for p in group]
    end = max(_STEP, ceil(max(p.high or p.value for p in points) / _STEP) * _STEP)
    labels: list[tuple[float, str, bool]] = []
    with canvas(
        _FRAME + paper.row(_ROW, [p.label for p in points]) * (len(points) + len(groups)), paper
    ) as (figure, axes):  # fmt: skip
        y = 0
        for (name, group), marker in zip(groups, _MARKERS, strict=False):
            labels.append((y, name, True))
            for p in group:
                y += 1
                labels.append((y, p.label, False))
                if p.low is not None and p.high is not None:
                    axes.plot([p.low, p.high], [y, y], color=BRAND, linewidth=2, solid_capstyle="butt", alpha=0.55)
                axes.plot([p.value], [y], marker, color=BRAND, markersize=6.5)
                beside = axes.get_yaxis_transform()
                axes.text(1.04, y, p.printed, transform=beside, va="center", color=INK)
            y += 1
        axes.set_xlim(0, end)
        axes.set_ylim(y - 0.4, -0.6)
        axes.set_yticks([at for at, _, _ in labels], paper.lines([name for _, name, _ in labels]), va="center")
        for words, (_, _, head) in zip(axes.get_yticklabels(), labels, strict=True):
            words.set_fontweight("bold" if head else "normal")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: tick(x)))
        axes.tick_params(axis="x", labelcolor=MUTED)
        axes.locator_params(axis="x", nbins=paper.ticks)
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        return to_svg(figure, id, alt, paper)
