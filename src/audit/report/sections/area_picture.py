"""The picture over the table of desa: a tile a desa, under a map where the district gave outlines of its desa."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from audit.reference.presentation import CAUTION_BELOW, PREVALENCE_CLASSES
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.register.boundaries import Boundaries
from audit.report.figures import MapArea, MapPanels, Paper, PrevalenceLook, TileRows, area_map, tile_grid
from audit.report.sections.desa_points import area_points, desa_points
from audit.report.sections.places import OUTLINES, producers
from audit.report.view import View, enough

__all__ = ["AreaPicture", "desa_picture", "left_over", "outline_source", "prevalence_look"]

_MOST_NAMED = 25  # areas of a map that carry their names; more carry numbers, and the table is the list
_LONGEST, _MOST_NAMES = 40, 20  # letters of a name from a user's file; names that a sentence takes


@dataclass(frozen=True, slots=True)
class AreaPicture:
    """How a picture is drawn and read; ``source``: who gave its outlines. Not ``drawable``: no area shows a figure.

    ``numbers`` are those that the map calls areas by, for the table.
    """

    draw: Callable[[Paper], str]
    alt: str
    reading: str
    source: str
    drawable: bool
    numbers: Mapping[str, int] = field(default_factory=dict)


def desa_picture(view: View, title: str) -> AreaPicture:
    """Choose and prepare the picture of the newest month."""
    points = desa_points(view, shown_only=False)
    tiles = [
        (k.name, parts)
        for k in view.context.areas.kecamatan
        if (parts := [(p.row, p.assessable) for p in points if p.code.startswith(f"{k.code}.")])
    ]
    boundaries = view.context.boundaries
    if boundaries is not None and boundaries.level == "desa":
        return _map(view, title, boundaries, tiles)
    draw = partial(
        tile_grid,
        f"stunting-by-desa-{view.edition}",
        tiles,
        alt=view.words("report.stunting_by_desa.alt", title=title),
        look=prevalence_look(view),
    )
    reading = view.words("report.stunting_by_desa.tiles", limit=view.percent(COVERAGE_ASSESSABLE, 0))
    drawable = any(enough(p.row) for p in points)
    return AreaPicture(lambda paper: draw(paper=paper), draw.keywords["alt"], reading, "", drawable)


def _map(view: View, title: str, boundaries: Boundaries, tiles: TileRows) -> AreaPicture:
    numbers = {desa.code: n for n, desa in enumerate(view.context.areas.desa, start=1)}
    few = len(boundaries.shapes) <= _MOST_NAMED
    areas = {
        p.code: MapArea(p.row, p.assessable, (*([view.area(p.code)] if few else []), str(numbers[p.code])))
        for p in area_points(view, boundaries.shapes)
    }
    alt = view.words("report.area_map.alt", title=title)
    map_title = view.words("report.area_map.panel_map")
    panels = MapPanels(boundaries.kecamatan, tiles, map_title, view.words("report.area_map.panel_tiles"))
    draw = partial(
        area_map,
        f"stunting-map-{view.edition}",
        boundaries.shapes,
        areas,
        alt=alt,
        look=prevalence_look(view),
        panels=panels,
    )
    reading = (
        view.words("report.area_map.reading_desa"),
        view.words("report.area_map.reading", limit=view.percent(COVERAGE_ASSESSABLE, 0)),
        *left_over(view, boundaries),
    )
    drawable = any(enough(area.row) for area in areas.values())
    source = outline_source(view, boundaries)
    return AreaPicture(lambda paper: draw(paper=paper), alt, " ".join(reading), source, drawable, numbers)


def prevalence_look(view: View) -> PrevalenceLook:
    """Words of tiles and maps: classes with their limits, and every look without a plain colour."""
    names = {
        c.id: view.words("report.methods.class", name=view.label("prevalence_class", c.id), percent=view.tick(c.low))
        for c in PREVALENCE_CLASSES
    }
    kinds = ("withheld", "unassessed", "few", "caution")
    return PrevalenceLook(
        view.number, names, *(view.words(f"report.stunting_by_desa.{kind}", n=CAUTION_BELOW) for kind in kinds)
    )


def outline_source(view: View, boundaries: Boundaries) -> str:
    """Who gave the outlines; the file where nobody is named."""
    if producer := producers(view, (OUTLINES,)):
        return view.words("report.area_map.source", producer=producer)
    return view.words("report.area_map.source_file", file=boundaries.file)


def left_over(view: View, boundaries: Boundaries) -> tuple[str, ...]:
    """Sentences that count and name what of the district and what of the file is not drawn."""
    return (
        *([view.words("report.area_map.by_name")] if boundaries.by_name else []),
        *_named(view, "without_shape", [view.area(code) for code in boundaries.without_shape]),
        *_named(view, "unmatched", boundaries.unmatched),
    )


def _named(view: View, id: str, names: Sequence[str]) -> tuple[str, ...]:
    """One sentence that counts and names; nothing where there is none."""
    if not names:
        return ()
    told = [name[:_LONGEST] for name in names[:_MOST_NAMES]]
    more = [view.words("report.area_map.more")] if len(names) > _MOST_NAMES else []
    return (view.words(f"report.area_map.{id}", n=len(names), names=view.join(told + more)),)
