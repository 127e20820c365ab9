"""Two shares of each row as two marks that are not joined: they have denominators of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.disclosure.released import ShownRow
from audit.reference.presentation import CAUTION_BELOW
from audit.report.figures.canvas import BRAND, CLASSES, GRID, INK, WIDE, Paper, canvas, to_svg
from audit.report.tables import CAUTION
from audit.report.view import HIDDEN, NONE, enough

__all__ = ["SharePair", "share_pairs"]

_ROW, _FRAME = 0.27, 0.85  # inches a row, inches for axis and head
_HEAD = 0.9  # rows that the name of a group takes
_SECOND = CLASSES["high"]


@dataclass(frozen=True, slots=True)
class SharePair:
    """One row: its name, the group under whose name it stands, and two shares; ``None`` where there is none."""

    name: str
    group: str
    first: ShownRow | None
    second: ShownRow | None


def share_pairs(
    id: str,
    rows: Sequence[SharePair],
    *,
    alt: str,
    percent: Callable[[float], str],
    tick: Callable[[float], str],
    names: tuple[str, str],
    paper: Paper = WIDE,
) -> str:
    """Draw shares of 0-100 % from the top down, each group under its name, as SVG; ``names`` are of the two marks.

    Both are written beside each row too: ``*`` where one is withheld, an en dash where it rests on too few or is none.
    Smaller, and marked: fewer than ``CAUTION_BELOW``.
    """
    from matplotlib.ticker import FuncFormatter

    labels = paper.lines([row.name for row in rows])
    heights = [paper.row(_ROW, [row.name]) for row in rows]
    at: list[float] = []
    heads: list[tuple[float, str]] = []
    y = 0.0
    for i, row in enumerate(rows):
        if i == 0 or rows[i - 1].group != row.group:
            heads.append((y + _HEAD * _ROW / 2, row.group))
            y += _HEAD * _ROW
        at.append(y + heights[i] / 2)
        y += heights[i]
    with canvas(_FRAME + y, paper) as (figure, axes):
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(y, 0)
        beside = axes.get_yaxis_transform()
        for head, words in heads:
            axes.axhline(head - _HEAD * _ROW / 2, color=GRID, linewidth=0.8)
            axes.text(0.01, head, words, transform=beside, va="center", weight="bold", fontsize=paper.small, color=INK)
        for place, row in zip(at, rows, strict=True):
            if row.first is not None and enough(row.first):
                axes.plot(
                    [row.first.value or 0.0],
                    [place],
                    "o",
                    color=BRAND,
                    markersize=5 if _few(row.first) else 7.5,
                    clip_on=False,
                    zorder=3,
                )
            if row.second is not None and enough(row.second):
                axes.plot(
                    [row.second.value or 0.0], [place], "D", color=_SECOND, markerfacecolor="white",
                    markersize=4 if _few(row.second) else 6, markeredgewidth=1.6, clip_on=False, zorder=4,
                )  # fmt: skip
            said = " / ".join(_said(one, percent) for one in (row.first, row.second))
            axes.text(1.04, place, said, transform=beside, va="center", fontsize=paper.small, color=INK)
        marks = (("o", BRAND), ("D", "white"))
        for (shape, face), colour, name in zip(marks, (BRAND, _SECOND), names, strict=True):
            axes.plot([], [], shape, color=colour, markerfacecolor=face, markeredgewidth=1.6, markersize=6, label=name)
        axes.set_yticks(at, labels, va="center")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: tick(x)))
        axes.locator_params(axis="x", nbins=paper.ticks)
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="outside upper left", ncols=paper.abreast, frameon=False, fontsize=paper.small)
        return to_svg(figure, id, alt, paper)


def _said(row: ShownRow | None, percent: Callable[[float], str]) -> str:
    if row is None or not (row.hidden or enough(row)):
        return NONE
    if row.hidden:
        return HIDDEN
    return f"{CAUTION if _few(row) else ''}{percent(row.value or 0.0)}"


def _few(row: ShownRow) -> bool:
    return (row.denominator or 0) < CAUTION_BELOW
