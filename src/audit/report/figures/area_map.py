"""A map of areas in the colours of their classes, from outlines that the user gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from audit.disclosure.released import ShownRow
from audit.report.figures.canvas import MUTED, WIDE, Paper, canvas, to_svg
from audit.report.figures.outlines import light_outlines
from audit.report.figures.prevalence_look import PrevalenceLook

if TYPE_CHECKING:
    from matplotlib.path import Path

__all__ = ["area_map"]

_FRAME = 0.75  # inches for the names of classes
_TALLEST = 1.25  # widths of the paper that a map may be high
_LOWEST = 1.0  # inches
_LETTER, _POINTS = 0.6, 72  # width of a figure in its size, with some air; points of an inch
_TRIED = 15  # places across and down that a number may stand at


def area_map(
    id: str,
    shapes: Mapping[str, Sequence[np.ndarray]],
    areas: Mapping[str, tuple[ShownRow, bool]],
    *,
    alt: str,
    look: PrevalenceLook,
    paper: Paper = WIDE,
) -> str:
    """Draw each outlined area that has a row as its prevalence looks, as SVG.

    ``shapes``: rings in degrees by code; ``areas``: the row of a code and whether it can be assessed. The number
    stands in an area where it has room.
    """
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    outlines = light_outlines({code: shapes[code] for code in areas})
    corners = np.vstack([ring for rings in outlines.values() for ring in rings])
    (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
    wide, high = right - left or 1.0, top - bottom or 1.0
    inches = min(paper.width / wide, _TALLEST * paper.width / high)  # of one step
    with canvas(_FRAME + max(high * inches, _LOWEST), paper) as (figure, axes):
        axes.set_xlim(left, right)
        axes.set_ylim(bottom, top)
        axes.set_aspect("equal")
        axes.set_axis_off()
        for code, (row, assessable) in areas.items():
            face = look.face(row, assessable=assessable)
            outline = Path.make_compound_path(*(Path(ring, closed=True) for ring in outlines[code]))
            patch = PathPatch(outline, facecolor=face.colour, edgecolor=MUTED, linewidth=0.5, hatch=face.hatch)
            axes.add_artist(patch)  # not add_patch, which would measure each outline again
            size = np.array([len(face.words) * _LETTER, 1.0]) * paper.small / _POINTS / inches
            if (place := _room(outline, max(outlines[code], key=np.size), size)) is not None:
                face.write(axes, *place, paper)
        look.add_legend(figure, paper)
        return to_svg(figure, id, alt, paper)


def _room(outline: Path, ring: np.ndarray, size: np.ndarray) -> tuple[float, float] | None:
    """The place nearest to the middle at which a box of ``size`` lies inside; ``None`` where there is no room."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    middle = (low + high) / 2
    across = [np.append(np.linspace(low[i], high[i], _TRIED), middle[i]) for i in (0, 1)]
    places = np.stack(np.meshgrid(*across), axis=-1).reshape(-1, 2)
    inside = np.ones(len(places), dtype=bool)
    for corner in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (0.0, 0.0)):
        inside &= outline.contains_points(places + size * corner)
    if not inside.any():
        return None
    free = places[inside]
    x, y = free[np.argmin(((free - middle) ** 2).sum(axis=1))]
    return float(x), float(y)
