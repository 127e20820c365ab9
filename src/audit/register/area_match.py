"""From the names of a file to the official code of its desa or kelurahan, in one district; never to a neighbour's."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pandas as pd

from audit.reference import import_rules as rules
from audit.reference.areas import Area, Areas, areas_of, district_codes
from audit.register.text import fold

__all__ = ["AreaMatcher", "districts_named", "other_district"]

_PREFIX = re.compile(r"^(?:kelurahan|kel|desa|ds|kecamatan|kec|gampong|nagari|pekon)\s+(?=\w)")
_SHORT = {
    "sei": "sungai", "sungei": "sungai", "sui": "sungai", "tj": "tanjung", "tg": "tanjung", "tjg": "tanjung",
    "kp": "kampung", "kpg": "kampung", "tlk": "teluk", "tl": "teluk", "bt": "batu", "pd": "padang", "pdg": "padang",
    "kb": "kebun", "ps": "pasar", "psr": "pasar", "bdr": "bandar", "btg": "batang", "gn": "gunung", "gng": "gunung",
    "lb": "lubuk", "lbk": "lubuk", "pmt": "pematang",
}  # fmt: skip
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NUMERALS: dict[str, str] = {roman: str(number) for number, roman in enumerate(_ROMAN, start=1)}
_SIDES = (
    "timur", "barat", "utara", "selatan", "tengah", "baru", "lama", "hulu", "hilir", "atas", "bawah", "ulu", "ilir",
    "dalam", "luar", "besar", "kecil",
)  # fmt: skip
_KIND = re.compile(r"^(kota|kabupaten|kab|kodya|kotamadya)\s+")
_TWO_EDITS_FROM = 9


def districts_named(text: str) -> frozenset[str]:
    """Codes of the districts that a text may name: none, one, or a kota and a kabupaten of one name."""
    return _districts_named(fold(text))


@cache
def _districts_named(folded: str) -> frozenset[str]:
    kind = _KIND.match(folded)
    name = _KIND.sub("", folded).replace(" ", "")
    codes = _districts().get(name, frozenset())
    if kind is None:
        return codes
    is_city = kind[1] in ("kota", "kodya", "kotamadya")
    return frozenset(c for c in codes if (int(c.rpartition(".")[2]) > _LAST_KABUPATEN) == is_city)


def other_district(named: pd.Series, code: str) -> str | None:
    """The name of another district, as the file writes it, where most rows that name a district name that one."""
    counts = named.dropna().value_counts()
    if counts.empty or 2 * counts.iloc[0] <= counts.sum():
        return None
    codes = districts_named(str(counts.index[0]))
    return str(counts.index[0]) if codes and code not in codes else None


_LAST_KABUPATEN = 70  # Kemendagri: 01-69 kabupaten, 71-99 kota


@cache
def _districts() -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for code, name in district_codes().items():
        named[_KIND.sub("", fold(name)).replace(" ", "")].add(code)
    return {name: frozenset(codes) for name, codes in named.items()}


class AreaMatcher:
    """Desa of one district by name. Exact after folding; else one near spelling, with no other name anywhere near."""

    def __init__(self, areas: Areas) -> None:
        self.district = areas.district.code
        self._kecamatan = _by_name(areas.kecamatan)
        self._desa = _by_name(areas.desa)
        self._known: dict[tuple[str, str | None], str | None] = {}

    @classmethod
    def of(cls, district: str) -> AreaMatcher:
        """Matcher of a district by code (``ReferenceDataError`` where there is none)."""
        return cls(areas_of(district))

    def code(self, desa: str, kecamatan: str | None = None) -> str | None:
        """Code of a desa; ``None`` where its name is unknown, could be several, or lies in another kecamatan."""
        key = (desa, kecamatan)
        if key not in self._known:
            self._known[key] = self._find(desa, kecamatan)
        return self._known[key]

    def kecamatan_code(self, name: str) -> str | None:
        """Code of a kecamatan; ``None`` where its name is unknown or could be several."""
        codes = _codes(self._kecamatan, name)
        return next(iter(codes)) if len(codes) == 1 else None

    def _find(self, desa: str, kecamatan: str | None) -> str | None:
        within = _codes(self._kecamatan, kecamatan) if kecamatan else frozenset()
        if within:
            inside = {n: {c for c in codes if c.rpartition(".")[0] in within} for n, codes in self._desa.items()}
            codes = _codes({n: c for n, c in inside.items() if c}, desa)
        else:
            codes = _codes(self._desa, desa)
        return next(iter(codes)) if len(codes) == 1 else None


def _by_name(areas: tuple[Area, ...]) -> dict[str, set[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for area in areas:
        named[_folded(area.name)].add(area.code)
    return dict(named)


@cache
def _folded(name: str) -> str:
    words = _PREFIX.sub("", fold(name)).split()
    return "".join(_NUMERALS.get(w, w) if i else w for i, w in enumerate(_SHORT.get(w, w) for w in words))


def _codes(named: dict[str, set[str]], text: str) -> frozenset[str]:
    """Codes of the names that a text matches exactly, or else of the one name near it."""
    exact = fold(text)
    for form in (_folded(text), exact.replace(" ", "")):
        if form in named:
            return frozenset(named[form])
    wanted = _folded(text)
    if len(wanted) < rules.AREA_MIN_LETTERS:
        return frozenset()
    from rapidfuzz.distance import OSA

    allowed = rules.AREA_MAX_EDITS if len(wanted) >= _TWO_EDITS_FROM else 1
    ranked = sorted((OSA.distance(wanted, name), name) for name in named)
    if not ranked or ranked[0][0] > allowed:
        return frozenset()
    if len(ranked) > 1 and ranked[1][0] < ranked[0][0] + rules.AREA_MARGIN:
        return frozenset()
    nearest = ranked[0][1]
    if _tail(wanted) != _tail(nearest):
        return frozenset()
    return frozenset(named[nearest])


def _tail(folded: str) -> str:
    """What tells neighbours apart: a number, or a side such as "timur", at the end of a name."""
    digits = re.search(r"\d+$", folded)
    if digits:
        return digits[0]
    return next((side for side in _SIDES if folded.endswith(side)), "")
