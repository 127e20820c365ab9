"""A row of tiles a kecamatan, one tile a desa in the order of its code: a map where no boundaries are at hand."""

from __future__ import annotations

from collections.abc import Sequence

from audit.disclosure.released import ShownRow
from audit.report.figures.canvas import MUTED, WIDE, Paper, canvas, to_svg
from audit.report.figures.prevalence_look import PrevalenceLook

__all__ = ["tile_grid"]

_TILE = 0.29  # inches, with the gap beside it
_GAP = 0.08  # of a tile
_FRAME = 0.75  # inches for the names of classes
_NAMES = 1.9  # inches that names of kecamatan take on the wide paper


def tile_grid(
    id: str,
    kecamatan: Sequence[tuple[str, Sequence[tuple[ShownRow, bool]]]],
    *,
    alt: str,
    look: PrevalenceLook,
    paper: Paper = WIDE,
) -> str:
    """Draw each desa as a tile that looks as its prevalence does, as SVG.

    A tile is a row and whether it can be assessed.
    """
    from matplotlib.patches import Rectangle

    across = int((paper.width - _NAMES * paper.width / WIDE.width) / _TILE)
    lines = [(label, list(rows[i : i + across])) for label, rows in kecamatan for i in range(0, len(rows), across)]
    starts = {i for i, (label, _) in enumerate(lines) if i == 0 or lines[i - 1][0] != label}
    with canvas(_FRAME + paper.row(_TILE, [label for label, _ in lines]) * len(lines), paper) as (figure, axes):
        axes.set_xlim(0, across)
        axes.set_ylim(len(lines), 0)
        for y, (_, rows) in enumerate(lines):
            for x, (row, assessable) in enumerate(rows):
                face = look.face(row, assessable=assessable)
                axes.add_patch(
                    Rectangle(
                        (x + _GAP / 2, y + _GAP / 2), 1 - _GAP, 1 - _GAP, facecolor=face.colour, edgecolor=MUTED,
                        linewidth=0.5, hatch=face.hatch,
                    )
                )  # fmt: skip
                face.write(axes, x + 0.5, y + 0.5, paper)
        look.add_legend(figure, paper)
        labels = paper.lines([label if y in starts else "" for y, (label, _) in enumerate(lines)])
        axes.set_yticks([y + 0.5 for y in range(len(lines))], labels, va="center")
        axes.set_xticks([])
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        return to_svg(figure, id, alt, paper)
