"""Where a sheet comes from when no column says so: its title rows ("KELURAHAN X KECAMATAN Y KOTA Z")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from audit.register.text import Cell, clean

__all__ = ["Place", "place_in_titles"]

_KEYWORDS = {
    "desa": r"kelurahan\s*/\s*desa|desa\s*/\s*kel(?:urahan)?|kelurahan|kel\.|desa|gampong|nagari|pekon",
    "kecamatan": r"kecamatan|kec\.|distrik",
    "district": r"kabupaten\s*/\s*kota|kab\s*/\s*kota|kabupaten|kab\.|kota",
    "puskesmas": r"uptd\s+puskesmas|upt\s+puskesmas|puskesmas|pukesmas|pkm\.?",
    "posyandu": r"nama\s+posyandu|posyandu|pos\s+yandu",
}
_ENDS = r"provinsi|propinsi|prov\.|tahun|thn|bulan|bln|tanggal|tgl|periode|per\s|rt\b|rw\b|semester|triwulan"
_KEYWORD = re.compile(
    "|".join(rf"(?P<{field}>\b(?:{words})(?!\w))" for field, words in _KEYWORDS.items()) + rf"|(?P<end>\b(?:{_ENDS}))",
    re.IGNORECASE,
)
_AROUND = " \t:;,-–/|._"
_NO_NAME = re.compile(r"\(.*?\)|\bse\b.*|\bdi\b.*|\bwilayah kerja\b.*|\d{4}.*", re.IGNORECASE)
_LONGEST = 40  # letters; more is a sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Names as the file writes them; ``None`` where it does not say."""

    district: str | None = None
    kecamatan: str | None = None
    puskesmas: str | None = None
    desa: str | None = None
    posyandu: str | None = None


def place_in_titles(rows: Sequence[Sequence[Cell]], sheet_name: str | None = None) -> Place:
    """Read the rows above a header and, where they are silent, the name of the sheet ("POSYANDU MELATI").

    A name given in two ways is no name; what stands in brackets is none either.
    """
    found: dict[str, set[str]] = {}
    for row in rows:
        text = " ".join(clean(cell) for cell in row if isinstance(cell, str) and clean(cell))
        for field, name in _named(text):
            found.setdefault(field, set()).add(name)
    for field, name in _named(sheet_name or ""):
        found.setdefault(field, {name})
    return Place(**{field: names.pop() for field, names in found.items() if len({n.casefold() for n in names}) == 1})


def _named(text: str) -> list[tuple[str, str]]:
    marks: list[re.Match[str]] = []
    for mark in _KEYWORD.finditer(text):
        # "KELURAHAN KOTA BARU": a keyword right after another is part of the name.
        if not marks or text[marks[-1].end() : mark.start()].strip():
            marks.append(mark)
    out: list[tuple[str, str]] = []
    for mark, following in zip_longest(marks, marks[1:]):
        field = mark.lastgroup
        if field is None or field == "end":
            continue
        raw = text[mark.end() : following.start() if following else len(text)]
        name = _NO_NAME.sub("", raw).strip(_AROUND)
        if not name or len(name) > _LONGEST or not any(c.isalpha() for c in name):
            continue
        kind = mark[0].strip(" .").upper()
        out.append((field, f"{kind} {name}" if field == "district" and "/" not in kind else name))
    return out
