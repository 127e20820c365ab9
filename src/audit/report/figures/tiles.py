"""A row of tiles a kecamatan, one tile a desa in the order of its code: a map where no boundaries are at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.disclosure.released import ShownRow
from audit.reference.presentation import PREVALENCE_CLASSES
from audit.report.figures.canvas import CLASSES, GRID, INK, MUTED, WIDE, Paper, canvas, to_svg
from audit.report.view import HIDDEN, NONE, enough

__all__ = ["tile_grid"]

_TILE = 0.29  # inches, with the gap beside it
_GAP = 0.08  # of a tile
_FRAME = 0.75  # inches for the names of classes
_NAMES = 1.9  # inches that names of kecamatan take on the wide paper
_DARK = ("high", "very_high")  # classes on which letters are white


def tile_grid(
    id: str,
    kecamatan: Sequence[tuple[str, Sequence[tuple[ShownRow, bool]]]],
    *,
    alt: str,
    number: Callable[[float], str],
    names: Callable[[str], str],
    hidden: str,
    unassessed: str,
    paper: Paper = WIDE,
) -> str:
    """Draw each desa as a tile in the colour of WHO's class with its percentage in whole numbers inside, as SVG.

    A tile is a row and whether it can be assessed: without that it keeps its number but has no class (``unassessed``).
    Hatched with ``*``: withheld (``hidden``); grey with an en dash: too few children.
    """
    from matplotlib.patches import Patch, Rectangle

    across = int((paper.width - _NAMES * paper.width / WIDE.width) / _TILE)
    lines = [(label, list(rows[i : i + across])) for label, rows in kecamatan for i in range(0, len(rows), across)]
    starts = {i for i, (label, _) in enumerate(lines) if i == 0 or lines[i - 1][0] != label}
    with canvas(_FRAME + paper.row(_TILE, [label for label, _ in lines]) * len(lines), paper) as (figure, axes):
        axes.set_xlim(0, across)
        axes.set_ylim(len(lines), 0)
        for y, (_, rows) in enumerate(lines):
            for x, (row, assessable) in enumerate(rows):
                words, face, ink, hatch = _tile(row, number, assessable=assessable)
                axes.add_patch(
                    Rectangle(
                        (x + _GAP / 2, y + _GAP / 2), 1 - _GAP, 1 - _GAP, facecolor=face, edgecolor=MUTED,
                        linewidth=0.5, hatch=hatch,
                    )
                )  # fmt: skip
                axes.text(x + 0.5, y + 0.5, words, ha="center", va="center", fontsize=paper.small, color=ink)
        figure.legend(
            handles=[
                *(Patch(facecolor=CLASSES[c.id], edgecolor=MUTED, label=names(c.id)) for c in PREVALENCE_CLASSES),
                Patch(facecolor="white", edgecolor=MUTED, label=unassessed),
                Patch(facecolor="white", edgecolor=MUTED, hatch="////", label=hidden),
            ],
            loc="outside upper left", ncols=3 if paper.abreast > 1 else 2, borderpad=0, borderaxespad=0.4,
            handlelength=1, handleheight=1, handletextpad=0.5, labelspacing=0.3, columnspacing=1.2,
            fontsize=paper.small,
        )  # fmt: skip
        labels = paper.lines([label if y in starts else "" for y, (label, _) in enumerate(lines)])
        axes.set_yticks([y + 0.5 for y in range(len(lines))], labels, va="center")
        axes.set_xticks([])
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        return to_svg(figure, id, alt, paper)


def _tile(row: ShownRow, number: Callable[[float], str], *, assessable: bool) -> tuple[str, str, str, str]:
    """What stands in a tile, its colour, that of its letters, and its hatch."""
    if not enough(row):
        return (HIDDEN, "white", INK, "////") if row.hidden else (NONE, GRID, INK, "")
    value = row.value or 0.0
    if not assessable:
        return number(value * 100), "white", MUTED, ""
    name = next(c.id for c in reversed(PREVALENCE_CLASSES) if value >= c.low)
    return number(value * 100), CLASSES[name], "white" if name in _DARK else INK, ""
