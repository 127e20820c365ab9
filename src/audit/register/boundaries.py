"""Outlines of areas for maps, from a file that the user gives: matched by code, else by name, never by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from audit.errors import InputError
from audit.reference.areas import Areas

if TYPE_CHECKING:
    from audit.register.boundary_match import Level

__all__ = ["Boundaries", "Ring", "read_boundaries"]

Ring = np.ndarray  # (n, 2) degrees of longitude and latitude, closed: the first point stands at the end again
_FINEST = 1500  # of the width of the district: finer bends no page shows
_DIGITS = 6  # of a coordinate in degrees: ten centimetres
_GRID = 10.0**-_DIGITS


@dataclass(frozen=True)
class Boundaries:
    """Outlines of the kecamatan or the desa of a district, by code.

    ``shapes`` holds the rings of each area: outer ones anticlockwise, holes clockwise. ``kecamatan`` are those of
    kecamatan: the same where the file has no desa, else desa put together. ``without_shape``: codes of areas of the
    level that the file does not outline. ``unmatched``: names (or codes) of the file's outlines that are no area of the
    district, those of other districts apart. ``by_name``: no column of the file held codes; names were matched.
    """

    level: Level
    shapes: Mapping[str, tuple[Ring, ...]]
    without_shape: tuple[str, ...]
    unmatched: tuple[str, ...]
    kecamatan: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)
    by_name: bool = False
    file: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values; ``from_json`` gives the same outlines back."""
        return {
            "level": self.level,
            "shapes": _plain(self.shapes),
            "without_shape": list(self.without_shape),
            "unmatched": list(self.unmatched),
            "kecamatan": _plain(self.kecamatan),
            "by_name": self.by_name,
            "file": self.file,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Boundaries:
        """What ``to_json`` wrote."""
        shapes, kecamatan = (
            {code: tuple(np.array(ring, float) for ring in rings) for code, rings in said[part].items()}
            for part in ("shapes", "kecamatan")
        )
        return cls(
            said["level"], shapes, tuple(said["without_shape"]), tuple(said["unmatched"]), kecamatan, said["by_name"],
            said["file"],
        )  # fmt: skip


def read_boundaries(path: Path, areas: Areas) -> Boundaries:
    """Read the outlines of a district's desa, or of its kecamatan where the file has no desa.

    Codes may stand with dots or without, as text or number, after ``ID`` too; without codes of Kemendagri the names are
    matched. Several outlines of one area are put together. Bends finer than 1/1500 of the width are left out, borders
    that neighbours share staying shared.

    Raises ``InputError`` (exit 11) for what ``boundary_files.read_layers`` cannot read, and for outlines that are not
    those of this district: no codes and no names, codes of another system or district, districts alone. Not for
    distances: degrees are no metres.
    """
    from audit.register.boundary_files import read_layers
    from audit.register.boundary_match import Matched, Refused, match_layer  # loads what reads registers

    path = Path(path)
    found = [(layer, match_layer(layer, areas)) for layer in read_layers(path)]
    matched = [(layer, match) for layer, match in found if isinstance(match, Matched)]
    if not matched:
        refused = max((match for _, match in found if isinstance(match, Refused)), key=lambda r: r.weight)
        raise InputError(refused.id, file=path.name, **refused.values)
    layer, match = max(matched, key=lambda pair: (pair[1].level == "desa", len(set(pair[1].codes) - {None})))
    whole = _dissolved(match.codes, layer.shapes)
    shapes = _simplified(whole)
    every = [area.code for area in areas if area.level == match.level]
    ordered = {code: shapes[code] for code in every if code in shapes}
    if not ordered:
        raise InputError("boundaries.no_polygons", file=path.name)
    rings = {code: _rings(shape) for code, shape in ordered.items()}
    kecamatan = rings if match.level == "kecamatan" else _kecamatan(whole, areas)
    without = tuple(c for c in every if c not in ordered)
    return Boundaries(match.level, rings, without, match.unmatched, kecamatan, match.by_name, path.name)


def _dissolved(codes: Sequence[str | None], shapes: Sequence[Any]) -> dict[str, Any]:
    """One sound shape for each code that has one."""
    parts: dict[str, list[Any]] = {}
    for code, shape in zip(codes, shapes, strict=True):
        if code is not None and shape is not None:
            parts.setdefault(code, []).append(shape)
    return {code: _together(found) for code, found in parts.items()}


def _together(shapes: Sequence[Any]) -> Any:
    """Sound shapes on a grid of ten centimetres, where neighbours' corners meet, without the borders between them."""
    from geopandas import GeoSeries

    return GeoSeries(shapes).make_valid(method="structure").union_all(grid_size=_GRID)


def _kecamatan(desa: Mapping[str, Any], areas: Areas) -> dict[str, tuple[Ring, ...]]:
    """Desa put together, gaps between them closed that are narrower than a page shows."""
    from geopandas import GeoSeries

    every = GeoSeries(list(desa.values()))
    west, south, east, north = every.total_bounds
    gap = max(east - west, north - south) / _FINEST
    found: dict[str, Any] = {}
    for kecamatan in areas.kecamatan:
        if parts := [shape for code, shape in desa.items() if code.startswith(f"{kecamatan.code}.")]:
            wider = GeoSeries(parts).buffer(gap, join_style="mitre").union_all()
            found[kecamatan.code] = wider.buffer(-gap, join_style="mitre")
    return {code: _rings(shape) for code, shape in _simplified(found).items()}


def _simplified(shapes: Mapping[str, Any]) -> dict[str, Any]:
    from geopandas import GeoSeries

    if not shapes:
        return {}
    whole = GeoSeries(list(shapes.values()))
    west, south, east, north = whole.total_bounds
    light = whole.simplify_coverage(max(east - west, north - south) / _FINEST)
    kept = [old if new.is_empty else new for old, new in zip(whole, light, strict=True)]
    return dict(zip(shapes, kept, strict=True))


def _rings(shape: Any) -> tuple[Ring, ...]:
    """Every ring, turned so that a hole runs against its outer ring, larger parts first."""
    polygons = [part for part in getattr(shape, "geoms", (shape,)) if part.geom_type == "Polygon"]
    return tuple(_turned(sorted(polygons, key=lambda polygon: -polygon.area)))


def _turned(polygons: Sequence[Any]) -> Iterator[Ring]:
    for polygon in polygons:
        for place, line in enumerate((polygon.exterior, *polygon.interiors)):
            ring = np.round(np.asarray(line.coords)[:, :2], _DIGITS)
            yield ring if line.is_ccw == (place == 0) else ring[::-1]


def _plain(shapes: Mapping[str, Sequence[Ring]]) -> dict[str, list[list[list[float]]]]:
    return {code: [ring.tolist() for ring in rings] for code, rings in shapes.items()}
