"""How the prevalence of one area looks, as a tile and on a map: colour of its class, hatch, and what stands inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from audit.disclosure.released import ShownRow
from audit.reference.presentation import CAUTION_BELOW, PREVALENCE_CLASSES
from audit.report.figures.canvas import CLASSES, GRID, INK, MUTED, Paper
from audit.report.view import HIDDEN, NONE, enough

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

__all__ = ["DARK", "Face", "PrevalenceLook"]

DARK = ("high", "very_high")  # classes on which letters are white
_WITHHELD, _UNASSESSED = "////", "---"  # hatches; dots would be a circle each, 180 KB a chart
_RIM = 2.2  # points of a hollow area's coloured rim
_LINE, _MARGIN, _POINTS = 1.66, 0.4, 72  # of a line of the legend in its size; inches around it; points of an inch


class Face(NamedTuple):
    """What one area is drawn with: words, colour, colour of the words, hatch.

    ``hollow``: the colour is that of the rim, inside it the area is white.
    """

    words: str
    colour: str
    ink: str
    hatch: str
    hollow: bool = False

    def fill(self, axes: Axes, patch: Patch) -> None:
        """Put an area into the drawing; the rim of a hollow one lies inside its border."""
        patch.set(facecolor="white" if self.hollow else self.colour, edgecolor=MUTED, linewidth=0.5, hatch=self.hatch)
        axes.add_artist(patch)  # not add_patch, which would measure each outline again
        if self.hollow:
            rim = copy(patch)
            rim.set(facecolor="none", edgecolor=self.colour, linewidth=2 * _RIM, joinstyle="miter")
            axes.add_artist(rim)
            rim.set_clip_path(patch)

    def write(
        self, axes: Axes, x: float, y: float, paper: Paper, words: str | None = None, *, size: float | None = None
    ) -> None:
        """Set the words, or others, around a place, on a white ground where the face is hatched; ``size`` in points."""
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6} if self.hatch else None
        said = self.words if words is None else words
        axes.text(
            x,
            y,
            said,
            fontsize=size or paper.small,
            color=self.ink,
            ha="center",
            va="center",
            bbox=ground,
            linespacing=1.1,
        )


@dataclass(frozen=True, slots=True)
class PrevalenceLook:
    """Words of the look: how numbers are written, names of WHO's classes by id, and of what has no plain colour."""

    number: Callable[[float], str]
    classes: Mapping[str, str]
    withheld: str
    unassessed: str
    few: str = ""
    caution: str = ""

    def face(self, row: ShownRow, *, assessable: bool) -> Face:
        """WHO's class with its percentage in whole numbers; lined, without a class, where it cannot be assessed.

        Hatched with ``*``: withheld; grey with an en dash: too few children; hollow: few, to be read with care.
        """
        if not enough(row):
            return Face(HIDDEN, "white", INK, _WITHHELD) if row.hidden else Face(NONE, GRID, INK, "")
        value = row.value or 0.0
        if not assessable:
            return Face(self.number(value * 100), "white", INK, _UNASSESSED)
        name = next(c.id for c in reversed(PREVALENCE_CLASSES) if value >= c.low)
        hollow = (row.denominator or 0) < CAUTION_BELOW
        ink = "white" if name in DARK and not hollow else INK
        return Face(self.number(value * 100), CLASSES[name], ink, "", hollow)

    def legend_height(self, paper: Paper) -> float:
        """Inches that the names above the drawing take."""
        looks = len(PREVALENCE_CLASSES) + 2 + bool(self.few) + bool(self.caution)
        return _MARGIN + ceil(looks / _columns(paper)) * _LINE * paper.small / _POINTS

    def add_legend(self, figure: Figure, paper: Paper) -> None:
        """Name every class and the looks without one above the drawing."""
        from matplotlib.patches import Patch

        classes = ((CLASSES[c.id], self.classes[c.id]) for c in PREVALENCE_CLASSES)
        figure.legend(
            handles=[
                *(Patch(facecolor=colour, edgecolor=MUTED, label=name) for colour, name in classes),
                Patch(facecolor="white", edgecolor=MUTED, hatch=_UNASSESSED, label=self.unassessed),
                Patch(facecolor="white", edgecolor=MUTED, hatch=_WITHHELD, label=self.withheld),
                *([Patch(facecolor=GRID, edgecolor=MUTED, label=self.few)] if self.few else []),
                *([Patch(facecolor="white", edgecolor=CLASSES["medium"], linewidth=_RIM, label=self.caution)]
                  if self.caution else []),
            ],
            loc="outside upper left", ncols=_columns(paper), borderpad=0, borderaxespad=0.4,
            handlelength=1, handleheight=1, handletextpad=0.5, labelspacing=0.3, columnspacing=1.2,
            fontsize=paper.small,
        )  # fmt: skip


def _columns(paper: Paper) -> int:
    return 3 if paper.abreast > 1 else 2
