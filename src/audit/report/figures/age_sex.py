"""Prevalence by age band, boys and girls side by side, each with its interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import nan

from audit.disclosure.released import ShownRow
from audit.reference.presentation import CAUTION_BELOW
from audit.report.figures.canvas import MUTED, SEX, WIDE, Paper, canvas, to_svg
from audit.report.view import HIDDEN, NONE, enough

__all__ = ["age_sex"]

_HEIGHT = 3.1
_APART = 0.12  # of the space between two age bands
_MARKS = {"m": "o", "f": "s"}
_LOWEST_TOP = 0.05  # an axis shorter than this would blow up chance
_HEADROOM = 1.08


def age_sex(
    id: str,
    bands: Sequence[str],
    rows: Mapping[str, Sequence[ShownRow]],
    *,
    alt: str,
    percent: Callable[[float], str],
    names: Mapping[str, str],
    paper: Paper = WIDE,
) -> str:
    """Draw ``rows[sex]`` along the age ``bands``: hidden points are ``*`` on the axis, hollow ones rest on few."""
    from matplotlib.ticker import FuncFormatter

    with canvas(_HEIGHT, paper) as (figure, axes):
        tops = [_LOWEST_TOP]
        for sex, side in (("m", -_APART), ("f", _APART)):
            colour, mark = SEX[sex], _MARKS[sex]
            line = [(place + side, row.value if enough(row) else None) for place, row in enumerate(rows[sex])]
            axes.plot([x for x, _ in line], [nan if y is None else y for _, y in line], color=colour, linewidth=1)
            axes.plot([], [], mark, color=colour, label=names[sex])
            for (x, value), row in zip(line, rows[sex], strict=True):
                if value is None:
                    words = HIDDEN if row.hidden else NONE
                    at_axis = axes.get_xaxis_transform()
                    axes.text(x, 0, words, ha="center", color=colour, fontsize=13, transform=at_axis)
                    continue
                if row.low is not None and row.high is not None:
                    axes.plot([x, x], [row.low, row.high], color=colour, linewidth=2, solid_capstyle="butt")
                face = "white" if (row.denominator or 0) < CAUTION_BELOW else colour
                axes.plot([x], [value], mark, color=colour, markerfacecolor=face)
                tops.append(row.high or value)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderpad=0, borderaxespad=0.4, handletextpad=0)
        axes.set_ylim(0, max(tops) * _HEADROOM)
        axes.set_xlim(-0.5, len(bands) - 0.5)
        axes.set_xticks(range(len(bands)), list(bands))
        axes.tick_params(axis="y", labelcolor=MUTED)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: percent(y)))
        axes.locator_params(axis="y", nbins=5)
        axes.grid(visible=True, axis="y")
        return to_svg(figure, id, alt, paper)
