"""A grid of coverage by indicator and kecamatan: how far from the target, by colour and by how it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.reference import identity
from audit.report.figures.canvas import CLASSES, INK, MUTED, WIDE, Paper, canvas, to_svg

__all__ = ["COLOURS", "GridCell", "state_grid"]

COLOURS: Mapping[str, str] = {
    "short": CLASSES["medium"],
    "unclear": CLASSES["very_low"],
    "reached": identity.COLOURS["reached"],
}
_NOTHING = "white"
_ROW, _FRAME = 0.22, 0.55  # inches a row, inches for the legend
_LETTER = 0.075  # inches that a letter of a name standing upright takes
_SPACING, _POINTS = 1.4, 72  # of a further line of a name, in its size; points of an inch


@dataclass(frozen=True, slots=True)
class GridCell:
    """What is written in a cell, and its state (a key of ``COLOURS``, "" for none)."""

    words: str
    state: str = ""


def state_grid(
    id: str,
    rows: Sequence[tuple[str, Sequence[GridCell]]],
    columns: Sequence[str],
    *,
    alt: str,
    legend: Mapping[str, str],
    paper: Paper = WIDE,
) -> str:
    """Draw the grid, names of kecamatan upright above it, as SVG. What is surely short is written in bold too."""
    from matplotlib.patches import Patch, Rectangle

    names = paper.lines([name for name, _ in rows])
    heights = [_ROW + _SPACING * paper.small / _POINTS * name.count("\n") for name in names]
    top = _LETTER * max(len(name) for name in columns)
    total = sum(heights)
    size = min(paper.small, 7.5)
    with canvas(_FRAME + top + total, paper) as (figure, axes):
        axes.set_xlim(0, len(columns))
        axes.set_ylim(total, 0)
        y, middles = 0.0, []
        for (_, cells), height in zip(rows, heights, strict=True):
            for x, cell in enumerate(cells):
                face = COLOURS.get(cell.state, _NOTHING)
                axes.add_patch(Rectangle((x, y), 1, height, facecolor=face, edgecolor="white", linewidth=1))
                weight, colour = ("bold" if cell.state == "short" else "normal"), (INK if cell.state else MUTED)
                axes.text(
                    x + 0.5, y + height / 2, cell.words, ha="center", va="center", fontsize=size, weight=weight,
                    color=colour,
                )  # fmt: skip
            middles.append(y + height / 2)
            y += height
        axes.set_yticks(middles, names, va="center", fontsize=paper.small)
        axes.xaxis.tick_top()
        axes.set_xticks([x + 0.5 for x in range(len(columns))], columns, rotation=90, fontsize=paper.small)
        axes.tick_params(length=0)
        for side in axes.spines.values():
            side.set_visible(False)
        patches = [Patch(facecolor=COLOURS[state], label=words) for state, words in legend.items()]
        figure.legend(
            handles=patches, loc="outside lower left", ncols=paper.abreast, frameon=False, fontsize=paper.small
        )
        return to_svg(figure, id, alt, paper)
