"""Which outline is which area of a district: by Kemendagri code where a column holds codes, else by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from audit.reference.areas import Areas
from audit.register.area_match import AreaMatcher, districts_named
from audit.register.boundary_files import OutlineLayer

__all__ = ["Level", "Matched", "Refused", "match_layer"]

Level = Literal["kecamatan", "desa"]
Codes = tuple[str | None, ...]

# How files of BIG, BPS, ministries and OCHA name their columns, folded; the likeliest first.
_DISTRICT_NAMES = ("wadmkk", "kabkota", "kabkot", "namakabkota", "namakab", "nmkab", "kabupaten", "kab", "adm2en")
_KECAMATAN_NAMES = ("wadmkc", "kecamatan", "namakecamatan", "namakec", "nmkec", "kec", "adm3en")
_DESA_NAMES = (
    "wadmkd", "desa", "kelurahan", "desakel", "deskel", "namadesa", "namakel", "namakelurahan", "nmdesa", "nmkel",
    "kel", "adm4en",
)  # fmt: skip
_ANY_NAMES = ("namobj", "nama", "name")
_CODE = re.compile(r"(?:ID)?\s*[\d.\s]{4,16}", re.IGNORECASE)
_LEVELS: tuple[Level, ...] = ("desa", "kecamatan")  # the finest first
_DIGITS = {"desa": 10, "kecamatan": 6}  # of a code of Kemendagri
_DISTRICT_DIGITS = 4
_LONGEST = 200  # letters of a list of columns
_BPS_KECAMATAN = 7  # digits; Kemendagri has 6
_KIND_OF_DESA = slice(6, 7)  # Kemendagri: 1 a kelurahan, 2 a desa; elsewhere a digit of another system


@dataclass(frozen=True, slots=True)
class Matched:
    """The area of each outline, ``None`` for what is none of the district; names of those that should be one."""

    level: Level
    codes: Codes
    unmatched: tuple[str, ...]
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no outline of a layer can be trusted: a message of ``boundaries`` and its values; ``weight``: how telling."""

    id: str
    weight: int
    values: Mapping[str, str] = field(default_factory=dict)


def match_layer(layer: OutlineLayer, areas: Areas) -> Matched | Refused:
    """Match a layer to the desa of a district, or to its kecamatan where it has no desa.

    Of several columns the one that names most areas is taken. Codes must be known for more than half of the outlines
    that claim to lie in the district, and must not contradict the names beside them: codes of BPS look alike but are
    other areas. Names must be known for more than half of those in the district.
    """
    reading = _Reading(layer, areas)
    best = max(
        (_coded(reading, level, column) for level in _LEVELS for column in layer.columns),
        key=lambda found: (found.known > 0, found.level == "desa", found.known),
        default=None,
    )
    if best and best.known and 2 * best.known > best.claimed and not _contradicted(reading, best):
        return _matched(reading, best)
    named = [_named(reading, level) for level in _LEVELS]
    trusted = [found for found in named if found.known and 2 * found.known > found.claimed]
    if trusted:
        return _matched(reading, max(trusted, key=lambda found: found.known))
    return _refused(reading, best)


@dataclass(frozen=True)
class _Found:
    """Codes by one column: how many areas are known, of how many that the column claims to be of the district.

    ``open``: outlines that should be an area of the district and are not known to be one.
    """

    level: Level
    column: str
    codes: Codes
    known: int
    claimed: int
    open: tuple[bool, ...]
    by_name: bool = False


@dataclass(frozen=True)
class _Reading:
    """A layer with what its columns say of each outline."""

    layer: OutlineLayer
    areas: Areas

    def said(self, names: Sequence[str]) -> list[str]:
        """Values of the first of some columns that is there, as text; empty where none is."""
        column = next(iter(self.columns(names)), None)
        return [_text(v) for v in self.layer.columns[column]] if column else [""] * len(self.layer.shapes)

    def columns(self, names: Sequence[str]) -> list[str]:
        """Columns that are called so, the likeliest first."""
        folded = {_fold(column): column for column in self.layer.columns}
        return [folded[name] for name in names if name in folded]

    @cached_property
    def inside(self) -> list[bool]:
        """Whether an outline may lie in the district, by a column that names districts."""
        own, said = self.areas.district.code, self.said(_DISTRICT_NAMES)
        return [not name or own in districts_named(name) for name in said]

    def level(self, level: Level) -> set[str]:
        """Codes of the areas of a level."""
        return {area.code for area in self.areas if area.level == level}

    def called(self, i: int) -> str:
        """The name of an outline, as the file writes it."""
        names = (self.said([name]) for name in (*_DESA_NAMES, *_ANY_NAMES, *_KECAMATAN_NAMES) if self.columns([name]))
        return next((values[i] for values in names if values[i]), "")


def _coded(reading: _Reading, level: Level, column: str) -> _Found:
    digits = [_digits(value) for value in reading.layer.columns[column]]
    known = {_plain(code): code for code in reading.level(level)}
    codes = tuple(known.get(d) for d in digits)
    district = _plain(reading.areas.district.code)
    own = [d.startswith(district) and len(d) >= _DIGITS[level] for d in digits]
    any_code = any(digits)
    unknown = tuple(c is None and (mine or (any_code and not d)) for c, mine, d in zip(codes, own, digits, strict=True))
    claimed = len({d for d, mine in zip(digits, own, strict=True) if mine})
    return _Found(level, column, codes, len(set(codes) - {None}), claimed, unknown)


def _named(reading: _Reading, level: Level) -> _Found:
    """The column of names that names most areas of a level; several areas of one name stay unknown."""
    columns = reading.columns((*(_DESA_NAMES if level == "desa" else _KECAMATAN_NAMES), *_ANY_NAMES))
    found = [_named_by(reading, level, column) for column in columns]
    none = _Found(level, "", (None,) * len(reading.inside), 0, 0, (False,) * len(reading.inside), by_name=True)
    return max(found, key=lambda one: one.known, default=none)


def _named_by(reading: _Reading, level: Level, column: str) -> _Found:
    matcher = AreaMatcher(reading.areas)
    names = [_text(value) for value in reading.layer.columns[column]]
    above = reading.said(_KECAMATAN_NAMES) if level == "desa" else [""] * len(names)
    asked = [(n, k) if inside and n else None for n, k, inside in zip(names, above, reading.inside, strict=True)]
    different = set(asked) - {None}
    codes: dict[tuple[str, str] | None, str | None] = {}
    if len(different) <= 2 * len(reading.level(level)):  # else more than half would be unknown
        find = matcher.code if level == "desa" else lambda name, _: matcher.kecamatan_code(name)
        codes = {pair: find(pair[0], pair[1] or None) for pair in different if pair}
    matched = tuple(codes.get(pair) for pair in asked)
    unknown = tuple(code is None and inside for code, inside in zip(matched, reading.inside, strict=True))
    known = set(codes.values()) - {None}
    return _Found(level, column, matched, len(known), len(different), unknown, by_name=True)


def _contradicted(reading: _Reading, found: _Found) -> bool:
    """Whether most names that are known are those of other areas: then the codes are of another system."""
    names = _named(reading, found.level).codes
    both = [(code, name) for code, name in zip(found.codes, names, strict=True) if code and name]
    return 2 * sum(code != name for code, name in both) > len(both)


def _matched(reading: _Reading, found: _Found) -> Matched:
    """With outlines of no known code named, where their name is that of an area without an outline."""
    names = found.codes if found.by_name else _named(reading, found.level).codes
    seen = set(found.codes)
    codes = tuple(
        name if code is None and is_open and name not in seen else code
        for code, name, is_open in zip(found.codes, names, found.open, strict=True)
    )
    said = [""] * len(codes) if found.by_name else [_text(v) for v in reading.layer.columns[found.column]]
    left = [i for i, code in enumerate(codes) if code is None and found.open[i]]
    return Matched(found.level, codes, tuple(reading.called(i) or said[i] or "-" for i in left), found.by_name)


def _refused(reading: _Reading, best: _Found | None) -> Refused:
    columns, district = reading.layer.columns, reading.areas.district.code
    digits = {column: [d for value in values if (d := _digits(value))] for column, values in columns.items()}
    likely = max(digits, key=lambda column: len(digits[column]), default="")
    if not digits.get(likely):
        found = ", ".join(sorted(columns)) or "-"
        return Refused("boundaries.no_code", 0, {"found": found[:_LONGEST]})
    if all(len(d) == _DISTRICT_DIGITS for d in digits[likely]):
        return Refused("boundaries.only_districts", 2, {"column": likely})
    if best and best.known and best.claimed:
        likely = best.column
    if _of_bps(digits[likely]) or (best and best.known and 2 * best.known > best.claimed):
        return Refused("boundaries.bps_codes", 3, {"column": likely, "district": district})
    n, of = (best.known, best.claimed) if best and best.claimed else (0, len(digits[likely]))
    return Refused("boundaries.other_codes", 1, {"column": likely, "n": str(n), "of": str(of), "district": district})


def _of_bps(digits: Sequence[str]) -> bool:
    """Whether most codes have a form that Kemendagri's never have."""
    odd = [len(d) == _BPS_KECAMATAN or (len(d) == _DIGITS["desa"] and d[_KIND_OF_DESA] not in "12") for d in digits]
    return 2 * sum(odd) > len(odd)


def _digits(value: object) -> str:
    """``17.71.01.1001``, ``ID1771011001`` and 1771011001 as digits; empty for what is no code."""
    text = _text(value)
    return re.sub(r"\D", "", text) if _CODE.fullmatch(text) else ""


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _plain(code: str) -> str:
    return code.replace(".", "")


def _fold(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.lower())
