"""Administrative areas of Indonesia by Kemendagri code: provinces, districts, kecamatan, desa and kelurahan.

Source: npm package idn-area-data 4.0.1 (Kepmendagri 300.2.2-2138/2025), data under ODbL 1.0; made by
``tools/make_areas.py``. Codes are text with dots (``"17.71"``) and are never read as numbers. BPS codes are another
system: Bengkalis is 14.03 here and 1408 there.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from audit.errors import ReferenceDataError
from audit.results import Partition

__all__ = ["UNKNOWN", "Area", "Areas", "Level", "areas_of", "district_codes", "near_districts", "province_names"]

Level = Literal["province", "district", "kecamatan", "desa"]
UNKNOWN = "00"  # last segment of an area that the register does not name; Kemendagri uses no such code


@dataclass(frozen=True, slots=True)
class Area:
    """One area; ``kind`` is "kelurahan" where the last segment starts with 1, "desa" where it starts with 2."""

    code: str
    level: Level
    name: str

    @property
    def parent(self) -> str:
        """Code of the area above; empty for a province."""
        return self.code.rpartition(".")[0]

    @property
    def kind(self) -> str:
        """What the area calls itself: kota, kabupaten, kecamatan, kelurahan, desa, provinsi."""
        if self.level == "desa":
            return "kelurahan" if self.code.rpartition(".")[2].startswith("1") else "desa"
        if self.level == "district":
            return "kota" if self.name.startswith("Kota ") else "kabupaten"
        return "kecamatan" if self.level == "kecamatan" else "provinsi"


@dataclass(frozen=True)
class Areas:
    """A district with everything in it."""

    district: Area
    by_code: Mapping[str, Area]

    def __iter__(self) -> Iterator[Area]:
        return iter(self.by_code.values())

    @property
    def kecamatan(self) -> tuple[Area, ...]:
        """Kecamatan by code."""
        return tuple(a for a in self if a.level == "kecamatan")

    @property
    def desa(self) -> tuple[Area, ...]:
        """Desa and kelurahan by code."""
        return tuple(a for a in self if a.level == "desa")

    def within(self, code: str) -> tuple[Area, ...]:
        """Areas directly under a code."""
        return tuple(a for a in self if a.parent == code)

    def unknown_within(self, code: str) -> str:
        """The part of a district or kecamatan whose next area the register does not name."""
        return f"{code}.{UNKNOWN}"

    @property
    def unknown_parts(self) -> tuple[str, ...]:
        """That part of the district, then of each kecamatan: with them the areas of a level add up."""
        return tuple(self.unknown_within(a.code) for a in (self.district, *self.kecamatan))

    def leaf(self, code: str) -> str:
        """The finest part of the district that a code lies in: its desa, else the unknown part of what is known of it.

        A desa that is not of the district counts under its kecamatan where that is; anything else, "" too, under the
        district's unknown part. These are the leaves of ``partition``.
        """
        for known in (code, code.rpartition(".")[0]):
            area = self.by_code.get(known)
            if area is not None and area.level in ("desa", "kecamatan"):
                return known if area.level == "desa" else self.unknown_within(known)
        return self.unknown_within(self.district.code)

    @cached_property
    def partition(self) -> Partition:
        """How places split the district; each level has an "unknown" part so that the parts add up."""

        def parts(code: str, below: tuple[Area, ...]) -> tuple[str, ...]:
            return (*(a.code for a in below), self.unknown_within(code))

        children = {"": parts(self.district.code, self.kecamatan)}
        children |= {k.code: parts(k.code, self.within(k.code)) for k in self.kecamatan}
        return Partition("area", children)


@cache
def _lines() -> tuple[str, ...]:
    packed = (files("audit.reference") / "tables" / "areas.csv.gz").read_bytes()
    return tuple(gzip.decompress(packed).decode("utf-8").splitlines()[1:])


def _read(lines: Iterable[str]) -> Iterator[tuple[str, Level, str]]:
    return ((code, level, name) for code, level, name in csv.reader(lines))  # pyright: ignore[reportReturnType]


@cache
def areas_of(district_code: str) -> Areas:
    """Return one kabupaten or kota with its kecamatan and desa or kelurahan, by code.

    Raises ``ReferenceDataError`` (exit 12) for a code that is no district, with those that may have been meant.
    """
    lines = (line for line in _lines() if line.startswith((district_code + ",", district_code + ".")))
    inside = {code: Area(code, level, name) for code, level, name in _read(lines)}
    district = inside.get(district_code)
    if district is None or district.level != "district":
        if near := near_districts(district_code):
            raise ReferenceDataError("reference.unknown_district_near", code=district_code, near="; ".join(near))
        raise ReferenceDataError("reference.unknown_district", code=district_code)
    return Areas(district, inside)


@cache
def district_codes() -> Mapping[str, str]:
    """Every kabupaten and kota: code to name."""
    lines = (line for line in _lines() if ",district," in line)
    return {code: name for code, level, name in _read(lines) if level == "district"}


@cache
def province_names() -> Mapping[str, str]:
    """Every province: code (``"64"``) to name."""
    lines = (line for line in _lines() if ",province," in line)
    return {code: name for code, level, name in _read(lines) if level == "province"}


def near_districts(asked: str) -> tuple[str, ...]:
    """Up to three districts, ``17.71 Kota Bengkulu``, whose code or name is nearly what was asked for; best first.

    A name may lack Kota or Kabupaten. Digits are those of Kemendagri; a BPS code may be another district's, so a
    suggestion is for a person to look at and never taken by itself.
    """
    codes = district_codes()
    digits = re.sub(r"[\s.,]", "", asked)
    if digits.isdigit():
        code = f"{digits[:2]}.{digits[2:4]}"
        close = get_close_matches(code, codes, n=len(codes), cutoff=0.8)
        near = [code] if code in codes else sorted(close, key=lambda c: c[:2] != code[:2])
    else:
        bare = {code: _bare(name) for code, name in codes.items()}
        names = get_close_matches(_bare(asked), set(bare.values()), n=3, cutoff=0.75)
        near = sorted(
            (code for code, name in bare.items() if name in names),
            key=lambda code: (names.index(bare[code]), codes[code].casefold() != asked.casefold(), code),
        )
    return tuple(f"{code} {codes[code]}" for code in near[:3])


def _bare(name: str) -> str:
    return re.sub(r"^(kota|kabupaten|kab\.?)\s+", "", name.casefold().strip()).replace(" ", "")
