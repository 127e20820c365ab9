"""The picture over the table of desa: a map where the district gave outlines of its areas, else a tile a desa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from audit.reference.presentation import PREVALENCE_CLASSES
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.register.boundaries import Boundaries
from audit.report.figures import Paper, PrevalenceLook, area_map, tile_grid
from audit.report.sections.desa_points import area_points, desa_points
from audit.report.sections.places import OUTLINES, producers
from audit.report.view import View, enough

__all__ = ["AreaPicture", "area_picture"]

_LONGEST, _MOST_NAMES = 40, 5  # letters of a name from a user's file; names that a sentence takes


@dataclass(frozen=True, slots=True)
class AreaPicture:
    """How a picture is drawn and read; ``source``: who gave its outlines. Not ``drawable``: no area shows a figure."""

    draw: Callable[[Paper], str]
    alt: str
    reading: str
    source: str
    drawable: bool


def area_picture(view: View, title: str) -> AreaPicture:
    """Choose and prepare the picture of the newest month."""
    boundaries = view.context.boundaries
    return _tiles(view, title) if boundaries is None else _map(view, title, boundaries)


def _tiles(view: View, title: str) -> AreaPicture:
    points = desa_points(view, shown_only=False)
    kecamatan = [
        (k.name, parts)
        for k in view.context.areas.kecamatan
        if (parts := [(p.row, p.assessable) for p in points if p.code.startswith(f"{k.code}.")])
    ]
    alt = view.words("report.stunting_by_desa.alt", title=title)
    draw = partial(tile_grid, f"stunting-by-desa-{view.edition}", kecamatan, alt=alt, look=_look(view))
    reading = view.words("report.stunting_by_desa.tiles", limit=view.percent(COVERAGE_ASSESSABLE, 0))
    drawable = any(enough(p.row) for p in points)
    return AreaPicture(lambda paper: draw(paper=paper), alt, reading, "", drawable)


def _map(view: View, title: str, boundaries: Boundaries) -> AreaPicture:
    points = {p.code: (p.row, p.assessable) for p in area_points(view, boundaries.shapes)}
    alt = view.words("report.area_map.alt", title=title)
    draw = partial(area_map, f"stunting-map-{view.edition}", boundaries.shapes, points, alt=alt, look=_look(view))
    reading = (
        view.words("report.area_map.reading", limit=view.percent(COVERAGE_ASSESSABLE, 0)),
        *_named(view, "without_shape", [view.area(code) for code in boundaries.without_shape]),
        *_named(view, "unmatched", boundaries.unmatched),
    )
    source = view.words("report.area_map.source", producer=producers(view, (OUTLINES,)))
    drawable = any(enough(row) for row, _ in points.values())
    return AreaPicture(lambda paper: draw(paper=paper), alt, " ".join(reading), source, drawable)


def _look(view: View) -> PrevalenceLook:
    names = {
        c.id: view.words("report.methods.class", name=view.label("prevalence_class", c.id), percent=view.tick(c.low))
        for c in PREVALENCE_CLASSES
    }
    withheld, unassessed = (view.words(f"report.stunting_by_desa.{kind}") for kind in ("withheld", "unassessed"))
    return PrevalenceLook(view.number, names, withheld, unassessed)


def _named(view: View, id: str, names: Sequence[str]) -> tuple[str, ...]:
    """One sentence that counts and names; nothing where there is none."""
    if not names:
        return ()
    told = [name[:_LONGEST] for name in names[:_MOST_NAMES]]
    more = [view.words("report.area_map.more")] if len(names) > _MOST_NAMES else []
    return (view.words(f"report.area_map.{id}", n=len(names), names=view.join(told + more)),)
