"""A map of areas in the colours of their classes, from outlines that the user gave; tiles below where asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from audit.disclosure.released import ShownRow
from audit.report.figures.canvas import INK, WIDE, Paper, sheet, to_svg
from audit.report.figures.outlines import Rings, light_outlines
from audit.report.figures.prevalence_look import PrevalenceLook
from audit.report.figures.tiles import TileRows, draw_tiles, tile_height

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

__all__ = ["MapArea", "MapPanels", "area_map"]

_TALLEST = 1.25  # widths of the paper that a map may be high
_LOWEST = 1.0  # inches
_LETTER, _LINE, _POINTS = 0.56, 1.45, 72  # of a letter and of a line in its size, with some air; points of an inch
_PADS = 0.12  # inches that the layout keeps free beside a drawing
_TRIED = 17  # places across and down that words may stand at
_LARGER = (4.0, 2.0)  # points over the small letters of the paper
_TITLE = 0.3  # inches of a title over a panel
_BORDER = 1.1  # points of the borders over the areas


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area: its row, whether it can be assessed, and what may stand in it; the first that has room does."""

    row: ShownRow
    assessable: bool
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapPanels:
    """What is drawn with a map: borders over the areas, and tiles below it; a title over each panel."""

    over: Mapping[str, Sequence[np.ndarray]]
    tiles: TileRows
    map_title: str
    tiles_title: str


def area_map(
    id: str,
    shapes: Mapping[str, Sequence[np.ndarray]],
    areas: Mapping[str, MapArea],
    *,
    alt: str,
    look: PrevalenceLook,
    panels: MapPanels | None = None,
    paper: Paper = WIDE,
) -> str:
    """Draw each outlined area as its prevalence looks, as SVG. ``shapes``: rings in degrees by code."""
    over = {f"over {code}": rings for code, rings in panels.over.items()} if panels else {}
    outlines = light_outlines({**{code: shapes[code] for code in areas}, **over})
    corners = np.vstack([ring for rings in outlines.values() for ring in rings])
    (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
    wide, high = right - left or 1.0, top - bottom or 1.0
    inches = min((paper.width - _PADS) / wide, _TALLEST * paper.width / high)  # of one step
    heights = [max(high * inches, _LOWEST) + _TITLE * bool(panels)]
    heights += [tile_height(panels.tiles, paper) + _TITLE] if panels else []
    with sheet(look.legend_height(paper) + sum(heights), paper) as figure:
        parts = figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]  # as wide as each can be
        drawn = [part.subplots() for part in parts]
        axes = drawn[0]
        axes.set_xlim(left, right)
        axes.set_ylim(bottom, top)
        axes.set_aspect("equal")
        axes.set_axis_off()
        _areas(axes, areas, outlines, look, paper, inches)
        for code in over:
            _border(axes, outlines[code])
        if panels:
            draw_tiles(drawn[1], panels.tiles, look, paper)
            for panel, title in zip(drawn, (panels.map_title, panels.tiles_title), strict=True):
                panel.set_title(title, loc="left", fontsize=paper.small + 1, color=INK, fontweight="bold")
        look.add_legend(figure, paper)
        return to_svg(figure, id, alt, paper)


def _areas(
    axes: Axes,
    areas: Mapping[str, MapArea],
    outlines: Mapping[str, Rings],
    look: PrevalenceLook,
    paper: Paper,
    inches: float,
) -> None:
    from matplotlib.patches import PathPatch

    drawn = {code: _outline(outlines[code]) for code in areas}

    def place(code: str, words: str, size: float) -> tuple[float, float] | None:
        lines = words.split("\n")
        letters = np.array([max(map(len, lines)), len(lines)])
        largest = max(outlines[code], key=lambda ring: float(np.ptp(ring, axis=0).prod()))
        return _room(drawn[code], largest, letters * [_LETTER, _LINE] * size / _POINTS / inches)

    # One size for all: larger where every area has room for the whole of its words.
    sizes = (paper.small + more for more in _LARGER)
    size = next((s for s in sizes if all(place(code, a.labels[0], s) for code, a in areas.items())), paper.small)
    for code, area in areas.items():
        face = look.face(area.row, assessable=area.assessable)
        face.fill(axes, PathPatch(drawn[code]))
        found = ((words, place(code, words, size)) for words in area.labels)
        words, at = next(((words, at) for words, at in found if at is not None), ("", None))
        if at is not None:
            face.write(axes, *at, paper, words, size=size)


def _border(axes: Axes, rings: Rings) -> None:
    from matplotlib.patches import PathPatch

    patch = PathPatch(_outline(rings), facecolor="none", edgecolor=INK, linewidth=_BORDER)
    axes.add_artist(patch)


def _outline(rings: Rings) -> Path:
    from matplotlib.path import Path

    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def _room(outline: Path, ring: np.ndarray, size: np.ndarray) -> tuple[float, float] | None:
    """The place farthest from the border at which a box of ``size`` lies inside; ``None`` where there is no room.

    A pole of inaccessibility on a grid of places: a middle or a centroid may lie outside a bent area.
    """
    low, high = ring.min(axis=0), ring.max(axis=0)
    across = [np.append(np.linspace(low[i], high[i], _TRIED), (low[i] + high[i]) / 2) for i in (0, 1)]
    places = np.stack(np.meshgrid(*across), axis=-1).reshape(-1, 2)
    inside = np.ones(len(places), dtype=bool)
    for along in (-0.5, -0.25, 0.0, 0.25, 0.5):
        for up in (-0.5, 0.0, 0.5):
            inside &= outline.contains_points(places + size * (along, up))
    if not inside.any():
        return None
    free = places[inside]
    x, y = free[np.argmax(_distance(free, ring))]
    return float(x), float(y)


def _distance(places: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """From each place to the nearest side of a ring."""
    start, along = ring[:-1], np.diff(ring, axis=0)
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((places[:, None] - start) * along).sum(axis=2) / length, 0, 1)
    return np.sqrt(((places[:, None] - start - share[..., None] * along) ** 2).sum(axis=2)).min(axis=1)
