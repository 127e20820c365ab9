"""Outlines of areas for maps, from a GeoJSON file that the user gives: matched by Kemendagri code, never by place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from audit.errors import InputError
from audit.reference.areas import Area, Areas

__all__ = ["Boundaries", "Ring", "read_boundaries"]

Ring = np.ndarray  # (n, 2) degrees of longitude and latitude, closed: the first point stands at the end again
Level = Literal["kecamatan", "desa"]

# How files of BIG (KDEPUM, KDCPUM), ministries, and of OCHA (ADM4_PCODE, "ID" before the digits) call codes of areas.
_CODE_COLUMNS = frozenset({
    "kode", "kodedesa", "kodekel", "kodekelurahan", "kodewilayah", "kodekemendagri", "kodekec", "kodekecamatan",
    "kddesa", "kdkel", "kdkelurahan", "kdkec", "kdkecamatan", "kdepum", "kdcpum", "iddesa", "idkel", "idkec", "code",
    "adm4pcode", "adm3pcode",
})  # fmt: skip
_NAME_COLUMNS = ("nama", "namobj", "desa", "kelurahan", "namadesa", "nmdesa", "wadmkd", "wadmkc", "adm4en", "adm3en")
_LEVELS: tuple[Level, ...] = ("desa", "kecamatan")  # the finest first
_DISTRICT_DIGITS = 4
# Indonesia with its sea, in degrees; metres of a projected file lie far outside.
_WEST, _EAST, _SOUTH, _NORTH = 94.0, 142.0, -12.0, 7.0
_LARGEST_MB = 100


@dataclass(frozen=True)
class Boundaries:
    """Outlines of the kecamatan or the desa of a district, by code.

    ``shapes`` holds the rings of each area: outer ones anticlockwise, holes clockwise. ``without_shape``: codes of
    areas of the level that the file does not outline. ``unmatched``: names (or codes) of the file's outlines that are
    no area of the district, those of other districts apart.
    """

    level: Level
    shapes: Mapping[str, tuple[Ring, ...]]
    without_shape: tuple[str, ...]
    unmatched: tuple[str, ...]


def read_boundaries(path: Path, areas: Areas) -> Boundaries:
    """Read the outlines of a district's desa, or of its kecamatan where the file has no desa.

    Codes may stand with dots or without, as text or number, after ``ID`` too. Of several columns that may hold codes
    the one that names most areas is taken. Several outlines of one code are one area.

    Raises ``InputError`` (exit 11): no GeoJSON, over 100 MB, no column of codes, codes of another system (those of BPS
    look alike but are other areas), coordinates that are no degrees. Not for areas or distances: degrees are no metres.
    """
    path = Path(path)
    features = _features(path)
    columns = sorted({key for f in features for key in _properties(f) if _fold(key) in _CODE_COLUMNS})
    if not columns:
        found = ", ".join(sorted({key for f in features for key in _properties(f)})) or "-"
        raise InputError("boundaries.no_code", file=path.name, found=found[:200])
    known = {area.code.replace(".", ""): area for area in areas}
    codes = {column: [_digits(_properties(f).get(column)) for f in features] for column in columns}
    level, column, matched = _best(codes, known)
    own = {code for code in codes[column] if _is_below(code, areas.district.code, level)}
    if 2 * len(matched) <= len(own) or not matched:
        values = {"n": str(len(matched)), "of": str(len(own) or len(features)), "district": areas.district.code}
        raise InputError("boundaries.other_codes", file=path.name, column=column, **values)
    shapes: dict[str, tuple[Ring, ...]] = {}
    unmatched: list[str] = []
    for feature, digits in zip(features, codes[column], strict=True):
        if digits in matched:
            code = known[digits].code
            shapes[code] = (*shapes.get(code, ()), *_rings(feature, path.name, code))
        elif not digits or (digits in own and digits not in known):
            unmatched.append(_name(feature) or digits or "-")
    every = [area.code for area in areas if area.level == level]
    ordered = {code: shapes[code] for code in every if shapes.get(code)}
    return Boundaries(level, ordered, tuple(c for c in every if c not in ordered), tuple(unmatched))


def _features(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        size = path.stat().st_size
        if size > _LARGEST_MB * 1_000_000:
            raise InputError("boundaries.too_large", file=path.name, limit=str(_LARGEST_MB))
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError("boundaries.not_geojson", file=path.name) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(f, dict) for f in features):
        raise InputError("boundaries.not_geojson", file=path.name)
    return features


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _fold(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.lower())


def _digits(value: object) -> str:
    """``17.71.01.1001``, ``ID1771011001`` and 1771011001 as digits; empty where there are none."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return re.sub(r"\D", "", str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _best(codes: Mapping[str, Sequence[str]], known: Mapping[str, Area]) -> tuple[Level, str, set[str]]:
    """The finest level that some column names areas of, and the column that names most of them."""
    for level in _LEVELS:
        matched = {column: _matched(found, known, level) for column, found in codes.items()}
        column = max(matched, key=lambda name: len(matched[name]))
        if matched[column]:
            return level, column, matched[column]
    return _LEVELS[0], min(codes), set()


def _matched(codes: Sequence[str], known: Mapping[str, Area], level: Level) -> set[str]:
    return {code for code in codes if code in known and known[code].level == level}


def _is_below(digits: str, district: str, level: Level) -> bool:
    """Whether digits are a code of this district on this level or a finer one, of whichever system."""
    own = district.replace(".", "")
    return digits.startswith(own) and len(digits) >= _DISTRICT_DIGITS + (6 if level == "desa" else 2)


def _name(feature: Mapping[str, Any]) -> str:
    folded = {_fold(key): value for key, value in _properties(feature).items()}
    return next((str(folded[key]) for key in _NAME_COLUMNS if folded.get(key)), "")


def _rings(feature: Mapping[str, Any], file: str, code: str) -> Iterator[Ring]:
    """Every ring of one outline, turned so that a hole runs against its outer ring."""
    found = feature.get("geometry")
    shape: dict[str, Any] = found if isinstance(found, dict) else {}
    kind: object = shape.get("type")
    coordinates: Any = shape.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise InputError("boundaries.no_polygon", file=file, code=code)
    try:
        polygons = [coordinates] if kind == "Polygon" else list(coordinates)
        placed = [(place, ring) for polygon in polygons for place, ring in enumerate(polygon)]
        rings = [(place, np.array([point[:2] for point in ring], float)) for place, ring in placed]
    except (TypeError, ValueError, IndexError) as error:
        raise InputError("boundaries.no_polygon", file=file, code=code) from error
    for place, ring in rings:
        if ring.ndim != 2 or ring.shape[1] != 2 or len(ring) < 3:
            raise InputError("boundaries.no_polygon", file=file, code=code)
        east, north = ring[:, 0], ring[:, 1]
        if not (((east > _WEST) & (east < _EAST) & (north > _SOUTH) & (north < _NORTH)).all()):
            raise InputError("boundaries.no_degrees", file=file, code=code)
        closed = ring if (ring[0] == ring[-1]).all() else np.vstack([ring, ring[:1]])
        yield closed if (_turn(closed) > 0) == (place == 0) else closed[::-1]


def _turn(ring: Ring) -> float:
    """Twice the signed area: positive where the ring runs anticlockwise."""
    x, y = (ring - ring[0]).T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())
