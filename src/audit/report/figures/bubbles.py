"""Factors as bubbles: how many children have one, how often they are stunted, how many stunted children go with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from audit.report.figures.canvas import BRAND, INK, WIDE, Paper, canvas, to_svg

__all__ = ["Bubble", "bubbles"]

_HEIGHT, _LINE = 3.3, 1.45  # inches of the chart; a line of the key, in its size
_SPACING = 1.15  # between lines of the key, of matplotlib's own
_AREA, _LEAST = 65.0, 40.0  # square points of a bubble for one child of a hundred, and of the smallest bubble
_INSIDE = 110.0  # square points from which a number has room inside
_RATIO_TICKS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
_NEAR = (0.8, 1.25)  # the axis always holds these, so that chance does not look large
_MARGIN = 1.12  # of the axis of ratios
_AIR = 1.18  # of the highest share
_LETTER = 0.56  # width of a letter of the key, in its size: numbers and capitals are wide
_POINTS = 72  # an inch
# Where a number may stand beside its bubble, in reaches: the first place clear of others is taken.
_PLACES = ((0, 1), (0.8, 0.8), (0.8, -0.8), (-0.8, 0.8), (-0.8, -0.8), (0, -1), (1.1, 0), (-1.1, 0))


@dataclass(frozen=True, slots=True)
class Bubble:
    """One factor: ``share`` of the children (0-1), prevalence ``ratio``, ``per_hundred`` stunted children, ``key``.

    ``sure``: solid; else hollow.
    """

    key: str
    share: float
    ratio: float
    per_hundred: float
    sure: bool


def bubbles(
    id: str,
    factors: Sequence[Bubble],
    *,
    alt: str,
    tick: Callable[[float], str],
    ratio: Callable[[float], str],
    axes_names: tuple[str, str],
    paper: Paper = WIDE,
) -> str:
    """Draw numbered bubbles as SVG with their key below; ``axes_names`` are of the share and of the ratio."""
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    keys = [line for n, f in enumerate(factors, start=1) for line in _key(f"{n}. {f.key}", paper)]
    with canvas(_HEIGHT + _LINE * paper.small / _POINTS * len(keys), paper) as (figure, axes):
        figure.supxlabel("\n".join(keys), x=0.01, ha="left", fontsize=paper.small, color=INK, linespacing=_SPACING)
        low, high = min([_NEAR[0], *(f.ratio for f in factors)]), max([_NEAR[1], *(f.ratio for f in factors)])
        axes.set_yscale("log")
        axes.set_ylim(low / _MARGIN, high * _MARGIN)
        axes.set_xlim(0, max(f.share for f in factors) * _AIR)
        axes.axhline(1.0, color=INK, linewidth=1)
        taken: list[tuple[float, float]] = []
        scale = axes.transData.transform
        engine = figure.get_layout_engine()
        if engine is not None:  # it decides how far apart two bubbles are
            engine.execute(figure)
        centres = [tuple(scale((f.share, f.ratio)) * _POINTS / figure.dpi) for f in factors]
        for n, (f, centre) in enumerate(zip(factors, centres, strict=True), start=1):
            area = max(_LEAST, _AREA * f.per_hundred)
            axes.scatter(
                [f.share], [f.ratio], s=area, zorder=2 + n, linewidth=1.2,
                facecolor=BRAND if f.sure else "white", edgecolor="white" if f.sure else BRAND, alpha=0.9,
            )  # fmt: skip
            inside = area >= _INSIDE and not any(_close(centre, t, 9) for t in taken)
            dx, dy = (0.0, 0.0) if inside else _beside(centre, area**0.5 / 2, [*centres, *taken])
            taken.append((centre[0] + dx, centre[1] + dy))
            axes.annotate(
                str(n), (f.share, f.ratio), xytext=(dx, dy), textcoords="offset points", ha="center", va="center",
                color="white" if inside and f.sure else INK, weight="bold", fontsize=paper.small, zorder=99,
            )  # fmt: skip
        axes.yaxis.set_major_locator(FixedLocator([t for t in _RATIO_TICKS if low / _MARGIN <= t <= high * _MARGIN]))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: ratio(y)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: tick(x)))
        axes.locator_params(axis="x", nbins=paper.ticks)
        axes.set_xlabel(axes_names[0])
        axes.set_ylabel(axes_names[1])
        axes.grid(visible=True, axis="both")
        return to_svg(figure, id, alt, paper)


def _key(words: str, paper: Paper) -> list[str]:
    letters = int(paper.width * _POINTS / (_LETTER * paper.small))
    return wrap(words, letters, subsequent_indent="    ", break_long_words=False)


def _close(a: tuple[float, float], b: tuple[float, float], apart: float) -> bool:
    return abs(a[0] - b[0]) < apart and abs(a[1] - b[1]) < apart


def _beside(centre: tuple[float, float], radius: float, others: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """How far from its centre a number stands: the first place that is clear of what is there, in points."""
    reach = radius + 6
    found = [(reach * x, reach * y) for x, y in _PLACES]
    elsewhere = [o for o in others if o != centre]
    clear = [(x, y) for x, y in found if not any(_close((centre[0] + x, centre[1] + y), o, 10) for o in elsewhere)]
    return (clear or found)[0]
