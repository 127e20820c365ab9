"""How the prevalence of one area looks, as a tile and on a map: colour of its class, hatch, and what stands inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from audit.disclosure.released import ShownRow
from audit.reference.presentation import PREVALENCE_CLASSES
from audit.report.figures.canvas import CLASSES, GRID, INK, MUTED, Paper
from audit.report.view import HIDDEN, NONE, enough

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["DARK", "Face", "PrevalenceLook"]

DARK = ("high", "very_high")  # classes on which letters are white
_WITHHELD, _UNASSESSED = "////", "---"  # hatches; dots would be a circle each, 180 KB a chart


class Face(NamedTuple):
    """What one area is drawn with: words, colour, colour of the words, hatch."""

    words: str
    colour: str
    ink: str
    hatch: str

    def write(self, axes: Axes, x: float, y: float, paper: Paper) -> None:
        """Set the words around a place, on a white ground where the face is hatched."""
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6} if self.hatch else None
        axes.text(x, y, self.words, fontsize=paper.small, color=self.ink, ha="center", va="center", bbox=ground)


@dataclass(frozen=True, slots=True)
class PrevalenceLook:
    """Words of the look: how numbers are written, names of WHO's classes by id, of withheld and of not assessable."""

    number: Callable[[float], str]
    classes: Mapping[str, str]
    withheld: str
    unassessed: str

    def face(self, row: ShownRow, *, assessable: bool) -> Face:
        """WHO's class with its percentage in whole numbers; lined, without a class, where it cannot be assessed.

        Hatched with ``*``: withheld; grey with an en dash: too few children.
        """
        if not enough(row):
            return Face(HIDDEN, "white", INK, _WITHHELD) if row.hidden else Face(NONE, GRID, INK, "")
        value = row.value or 0.0
        if not assessable:
            return Face(self.number(value * 100), "white", INK, _UNASSESSED)
        name = next(c.id for c in reversed(PREVALENCE_CLASSES) if value >= c.low)
        return Face(self.number(value * 100), CLASSES[name], "white" if name in DARK else INK, "")

    def add_legend(self, figure: Figure, paper: Paper) -> None:
        """Name every class and both looks without one above the drawing."""
        from matplotlib.patches import Patch

        classes = ((CLASSES[c.id], self.classes[c.id]) for c in PREVALENCE_CLASSES)
        figure.legend(
            handles=[
                *(Patch(facecolor=colour, edgecolor=MUTED, label=name) for colour, name in classes),
                Patch(facecolor="white", edgecolor=MUTED, hatch=_UNASSESSED, label=self.unassessed),
                Patch(facecolor="white", edgecolor=MUTED, hatch=_WITHHELD, label=self.withheld),
            ],
            loc="outside upper left", ncols=3 if paper.abreast > 1 else 2, borderpad=0, borderaxespad=0.4,
            handlelength=1, handleheight=1, handletextpad=0.5, labelspacing=0.3, columnspacing=1.2,
            fontsize=paper.small,
        )  # fmt: skip
