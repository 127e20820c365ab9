"""How convergence actions are appraised: grades, anchors, points, weights, bands; a province may bring its own.

Of the national scheme only fragments were read (reference/domain.md 3.2): one indicator with its anchors for A and B,
and the bands of progress of 2025, of which no source says which is Tumbuh, Berkembang or Berdaya (gap ``class_names``).
What a scheme lacks is listed in ``gaps`` (``convergence.gap.<id>``) and no score comes out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import yaml

from audit.errors import ReferenceDataError

__all__ = ["Band", "Indicator", "Scheme", "appraisal_scheme", "read_schemes", "scheme_for", "scheme_ids", "schemes_of"]

_KNOWN = {"framework", "dated", "source", "confidence", "grades", "points", "indicators", "bands", "gaps"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of an action. ``anchors``: least share (0-1) for a grade, the best grade first; may end early.

    ``weight`` is ``None`` where the source gives none.
    """

    id: str
    action: str
    anchors: Mapping[str, float]
    weight: float | None


@dataclass(frozen=True, slots=True)
class Band:
    """A class of scores or of progress from ``bound`` up, in the unit of what it classes; ``title`` by language."""

    id: str
    bound: float
    included: bool
    title: Mapping[str, str]

    def holds(self, value: float) -> bool:
        """Whether a value reaches the band."""
        return value >= self.bound if self.included else value > self.bound


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to appraise. ``grades`` from the best down; ``points`` by grade, empty where the source gives none."""

    id: str
    framework: str
    dated: str
    source: str
    confidence: str
    grades: tuple[str, ...]
    points: Mapping[str, float]
    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    gaps: tuple[str, ...]

    @property
    def scores(self) -> bool:
        """Whether a score can come out: points for every grade, and indicators that all have a weight."""
        weighted = bool(self.indicators) and all(indicator.weight is not None for indicator in self.indicators)
        return weighted and bool(self.grades) and set(self.points) == set(self.grades)


@cache
def _shipped() -> Mapping[str, Scheme]:
    name = "appraisal_schemes.yaml"
    return read_schemes((files("audit.reference") / "tables" / name).read_text(encoding="utf-8"), name)


def scheme_ids() -> tuple[str, ...]:
    """Ids of the schemes that ship."""
    return tuple(_shipped())


def appraisal_scheme(id: str) -> Scheme:
    """Return a scheme that ships. Raises ``ReferenceDataError`` (exit 12) for another id."""
    if id not in _shipped():
        raise ReferenceDataError("convergence.unknown_scheme", scheme=id, known=", ".join(scheme_ids()))
    return _shipped()[id]


def scheme_for(framework: str, own: Mapping[str, Scheme]) -> Scheme | None:
    """The scheme by which a framework is appraised: the first of one's own for it, else the one that ships."""
    return next((one for one in (*own.values(), *_shipped().values()) if one.framework == framework), None)


def read_schemes(text: str, file: str) -> Mapping[str, Scheme]:
    """Read schemes from YAML, as ``tables/appraisal_schemes.yaml``. Raises as ``schemes_of``."""
    return schemes_of(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), file)


def schemes_of(loaded: Any, file: str) -> Mapping[str, Scheme]:
    """Schemes by id from what a YAML file holds, so that a province can bring its own.

    Raises ``ReferenceDataError`` naming the file, the scheme and its part: an unknown or missing part; points that do
    not fall with the grades; anchors of other grades, outside 0-1 or rising; a weight that is not above 0; bands that
    do not fall.
    """
    if not isinstance(loaded, dict):
        raise ReferenceDataError("convergence.scheme_refused", file=file, scheme="-", part="-")
    return MappingProxyType({str(id): _scheme(str(id), row, file) for id, row in loaded.items()})


def _scheme(id: str, row: Any, file: str) -> Scheme:
    def refuse(part: str) -> ReferenceDataError:
        return ReferenceDataError("convergence.scheme_refused", file=file, scheme=id, part=part)

    if not isinstance(row, dict):
        raise refuse("-")
    for part in sorted(set(row) - _KNOWN):
        raise refuse(str(part))
    for part in ("framework", "source", "dated", "confidence"):
        if not isinstance(row.get(part), str):
            raise refuse(part)
    grades = tuple(str(grade) for grade in row.get("grades", ()))
    points = {str(grade): value for grade, value in row.get("points", {}).items()}
    if points and (tuple(points) != grades or not _falls(tuple(points.values()))):
        raise refuse("points")
    try:
        indicators = tuple(_indicator(str(name), part) for name, part in row.get("indicators", {}).items())
        bands = tuple(_band(part) for part in row.get("bands", ()))
    except (KeyError, TypeError, AttributeError) as wrong:
        raise refuse("indicators, bands") from wrong
    for indicator in indicators:
        anchors = tuple(indicator.anchors.values())
        in_order = tuple(grade for grade in grades if grade in indicator.anchors) == tuple(indicator.anchors)
        if not in_order or not _falls(anchors) or not all(0 <= anchor <= 1 for anchor in anchors):
            raise refuse(f"indicators {indicator.id}")
        if indicator.weight is not None and not indicator.weight > 0:
            raise refuse(f"indicators {indicator.id}")
    if not _falls(tuple(band.bound for band in bands)):
        raise refuse("bands")
    return Scheme(
        id=id,
        framework=row["framework"],
        dated=row["dated"],
        source=row["source"],
        confidence=row["confidence"],
        grades=grades,
        points=MappingProxyType(points),
        indicators=indicators,
        bands=bands,
        gaps=tuple(row.get("gaps", ())),
    )


def _indicator(id: str, row: dict[str, Any]) -> Indicator:
    weight = row.get("weight")
    anchors = {str(grade): float(share) for grade, share in row.get("anchors", {}).items()}
    return Indicator(id, row["action"], MappingProxyType(anchors), None if weight is None else float(weight))


def _band(row: dict[str, Any]) -> Band:
    included = "at_least" in row
    return Band(row["id"], float(row["at_least" if included else "above"]), included, MappingProxyType(row["title"]))


def _falls(values: tuple[float, ...]) -> bool:
    return all(later < earlier for earlier, later in pairwise(values))
