"""Files of outlines in the formats that map programs write, as columns and shapes in degrees: nothing is matched here.

GeoJSON, GeoPackage, and ESRI shapefiles, bare or packed in a zip. Read with GDAL after their first bytes have said what
they are, so that no file can have GDAL look elsewhere; size and number of outlines are bounded before anything is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter
from zipfile import BadZipFile, ZipFile

from audit.errors import InputError
from audit.language import number

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

__all__ = ["SUFFIXES", "OutlineLayer", "read_layers"]

SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".zip")
_MAPS = (".gpkg", ".shp", ".geojson", ".json")  # what a zip may hold
_BESIDE = (".dbf", ".shx")  # without these a shapefile cannot be read
_LARGEST_MB = 100
_MOST_OUTLINES = 200_000  # all desa of Indonesia are 84 thousand; islands drawn apart come to a few times that
_MOST_LAYERS = 20
_DEGREES = "EPSG:4326"
# Indonesia with its sea, in degrees; metres of a projected file lie far outside.
_WEST, _EAST, _SOUTH, _NORTH = 94.0, 142.0, -12.0, 7.0
_FIRST_BYTES: Mapping[str, bytes] = {".gpkg": b"SQLite format 3\0", ".shp": b"\x00\x00\x27\x0a", ".zip": b"PK"}


@dataclass(frozen=True, slots=True)
class OutlineLayer:
    """One layer of polygons: its columns, as long as ``shapes``, and polygons (of shapely) in degrees east and north.

    ``None`` stands for an outline without a shape, or with one that is no polygon.
    """

    columns: Mapping[str, Sequence[object]]
    shapes: Sequence[Any]


def read_layers(path: Path) -> tuple[OutlineLayer, ...]:
    """Every layer of a file that has polygons.

    Raises ``InputError`` (exit 11): no such file or a folder, another format, damaged, over 100 MB, a shapefile without
    the files beside it, a system of coordinates that is not said where they are no degrees, places that are not in
    Indonesia, no polygons.
    """
    path = Path(path)
    _require_small(path)
    import geopandas  # two seconds: only where a map is wanted

    layers: list[OutlineLayer] = []
    try:
        with catch_warnings():
            simplefilter("ignore")  # GDAL's remarks on single rings: what cannot be drawn is counted by who matches
            for source in _sources(path):
                for name, kind in geopandas.list_layers(source).head(_MOST_LAYERS).itertuples(index=False):
                    if kind is None or not any(word in kind for word in ("Polygon", "Unknown", "Collection")):
                        continue
                    frame = geopandas.read_file(source, layer=name, rows=_MOST_OUTLINES + 1, on_invalid="ignore")
                    if len(frame) > _MOST_OUTLINES:
                        raise InputError("boundaries.too_many", file=path.name, limit=number(_MOST_OUTLINES))
                    layers += _layer(path, frame)
    except (RuntimeError, ValueError) as error:  # what GDAL and geopandas raise for a damaged file
        raise InputError("boundaries.unreadable", file=path.name) from error
    if not layers:
        raise InputError("boundaries.no_polygons", file=path.name)
    return tuple(layers)


def _require_small(path: Path) -> None:
    """Look at names, sizes and first bytes before anything is read whole."""
    if path.is_dir():
        raise InputError("boundaries.folder", file=path.name)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError("boundaries.other_format", file=path.name)
    try:
        beside = [p for p in path.parent.iterdir() if p.stem == path.stem] if suffix == ".shp" else [path]
        size = sum(p.stat().st_size for p in beside)
        with path.open("rb") as file:
            first = file.read(64)
        if suffix == ".zip":
            with ZipFile(path) as packed:
                size = sum(member.file_size for member in packed.infolist())
    except (OSError, BadZipFile) as error:
        raise InputError("boundaries.unreadable", file=path.name) from error
    if size > _LARGEST_MB * 1_000_000:
        raise InputError("boundaries.too_large", file=path.name, limit=str(_LARGEST_MB))
    text = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not (first.startswith(_FIRST_BYTES[suffix]) if suffix in _FIRST_BYTES else text.startswith(b"{")):
        raise InputError("boundaries.unreadable", file=path.name)
    if suffix == ".shp" and (missing := set(_BESIDE) - {p.suffix.lower() for p in beside}):
        raise InputError("boundaries.shp_parts", file=path.name, missing=", ".join(sorted(missing)))


def _sources(path: Path) -> Iterator[str]:
    """How GDAL is told what to open: the file, or every map inside a zip."""
    if path.suffix.lower() != ".zip":
        yield str(path)
        return
    with ZipFile(path) as packed:
        names = sorted(name for name in packed.namelist() if not name.startswith("__MACOSX"))
    maps = [name for name in names if name.lower().endswith(_MAPS)]
    if not maps:
        raise InputError("boundaries.no_map_in_zip", file=path.name)
    there = {name.lower() for name in names}
    for name in maps[:_MOST_LAYERS]:
        beside = _BESIDE if name.lower().endswith(".shp") else ()
        if missing := [end for end in beside if f"{name[: -len('.shp')].lower()}{end}" not in there]:
            raise InputError("boundaries.shp_parts", file=path.name, missing=", ".join(missing))
        yield f"/vsizip/{{{path.resolve().as_posix()}}}/{name}"


def _layer(path: Path, frame: GeoDataFrame) -> Iterator[OutlineLayer]:
    """A layer in degrees; nothing where no outline of it is a polygon."""
    polygons = frame.geom_type.isin(("Polygon", "MultiPolygon")) & ~frame.is_empty
    if not polygons.any():
        return
    shapes = _in_degrees(path, frame.geometry.where(polygons, None).force_2d())
    columns = {str(name): frame[name].tolist() for name in frame.columns if name != frame.geometry.name}
    yield OutlineLayer(columns, shapes.tolist())


def _in_degrees(path: Path, shapes: GeoSeries) -> GeoSeries:
    """Degrees by the system that the file names; without one, coordinates that can only be degrees are taken as such.

    Whatever their datum: another one shifts the whole map, which a drawing does not show.
    """
    said = shapes.crs
    if said is not None:
        try:
            shapes = shapes.to_crs(_DEGREES)
        except RuntimeError as error:  # what pyproj raises for a system that it cannot turn into degrees
            raise InputError("boundaries.no_crs", file=path.name) from error
    west, south, east, north = shapes.total_bounds
    if not (west > _WEST and east < _EAST and south > _SOUTH and north < _NORTH):
        raise InputError("boundaries.no_crs" if said is None else "boundaries.no_degrees", file=path.name)
    return shapes
