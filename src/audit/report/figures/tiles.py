"""A row of tiles a kecamatan, one tile a desa in the order of its code: a map where no boundaries are at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from audit.disclosure.released import ShownRow
from audit.report.figures.canvas import WIDE, Paper, canvas, to_svg
from audit.report.figures.prevalence_look import PrevalenceLook

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TileRows", "draw_tiles", "tile_grid", "tile_height"]

TileRows = Sequence[tuple[str, Sequence[tuple[ShownRow, bool]]]]  # name of a kecamatan, row and whether assessable

_TILE = 0.29  # inches, with the gap beside it
_GAP = 0.08  # of a tile
_NAMES = 1.9  # inches that names of kecamatan take on the wide paper


def tile_grid(id: str, kecamatan: TileRows, *, alt: str, look: PrevalenceLook, paper: Paper = WIDE) -> str:
    """Draw each desa as a tile that looks as its prevalence does, as SVG."""
    with canvas(look.legend_height(paper) + tile_height(kecamatan, paper), paper) as (figure, axes):
        draw_tiles(axes, kecamatan, look, paper)
        look.add_legend(figure, paper)
        return to_svg(figure, id, alt, paper)


def tile_height(kecamatan: TileRows, paper: Paper) -> float:
    """Inches that the tiles take."""
    lines = _lines(kecamatan, paper)
    return paper.row(_TILE, [label for label, _ in lines]) * len(lines)


def draw_tiles(axes: Axes, kecamatan: TileRows, look: PrevalenceLook, paper: Paper) -> None:
    """Put the tiles into a drawing, names of kecamatan at its left."""
    from matplotlib.patches import Rectangle

    lines = _lines(kecamatan, paper)
    starts = {i for i, (label, _) in enumerate(lines) if i == 0 or lines[i - 1][0] != label}
    axes.set_xlim(0, _across(paper))
    axes.set_ylim(len(lines), 0)
    for y, (_, rows) in enumerate(lines):
        for x, (row, assessable) in enumerate(rows):
            face = look.face(row, assessable=assessable)
            face.fill(axes, Rectangle((x + _GAP / 2, y + _GAP / 2), 1 - _GAP, 1 - _GAP))
            face.write(axes, x + 0.5, y + 0.5, paper)
    labels = paper.lines([label if y in starts else "" for y, (label, _) in enumerate(lines)])
    axes.set_yticks([y + 0.5 for y in range(len(lines))], labels, va="center")
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _across(paper: Paper) -> int:
    return int((paper.width - _NAMES * paper.width / WIDE.width) / _TILE)


def _lines(kecamatan: TileRows, paper: Paper) -> list[tuple[str, list[tuple[ShownRow, bool]]]]:
    across = _across(paper)
    return [(label, list(rows[i : i + across])) for label, rows in kecamatan for i in range(0, len(rows), across)]
