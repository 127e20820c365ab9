"""Bars of last digits with the share that true measurements would give."""

from __future__ import annotations

from collections.abc import Callable, Collection

from audit.disclosure.released import ShownTable
from audit.reference.presentation import EQUAL_DIGIT_SHARE
from audit.report.figures.canvas import BRAND, INK, MUTED, QUIET, WIDE, Paper, canvas, to_svg

__all__ = ["bars_digits"]

_HEIGHT = 2.7


def bars_digits(
    id: str,
    table: ShownTable,
    *,
    alt: str,
    percent: Callable[[float], str],
    expected: str,
    axis: str,
    marked: Collection[int],
    paper: Paper = WIDE,
) -> str:
    """Draw the share of each last digit 0-9 of a count table as SVG; ``marked`` digits stand out.

    ``expected`` names the dashed line, ``axis`` the digits.
    """
    from matplotlib.ticker import FuncFormatter

    counts = [row.numerator or 0 for row in table.rows]
    total = sum(counts) or 1
    shares = [n / total for n in counts]
    with canvas(_HEIGHT, paper) as (figure, axes):
        axes.bar(
            range(len(shares)), shares, width=0.72, color=[BRAND if d in marked else QUIET for d in range(len(shares))]
        )
        axes.axhline(EQUAL_DIGIT_SHARE, color=INK, linewidth=1.2, dashes=(3, 2))
        beside = axes.get_yaxis_transform()
        axes.text(1.01, EQUAL_DIGIT_SHARE, expected, transform=beside, va="center", fontsize=paper.small, color=INK)
        for d in marked:
            axes.text(d, shares[d], percent(shares[d]), ha="center", va="bottom", weight="bold")
        axes.set_xticks(range(len(shares)), [str(d) for d in range(len(shares))])
        axes.set_xlabel(axis)
        axes.tick_params(axis="y", labelcolor=MUTED)
        axes.tick_params(axis="x", labelcolor=INK)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: percent(y)))
        axes.set_ylim(0, max(*shares, EQUAL_DIGIT_SHARE) * 1.18)
        axes.locator_params(axis="y", nbins=4)
        axes.grid(visible=True, axis="y")
        return to_svg(figure, id, alt, paper)
