"""Whom a family calls: the list of an office with a name and a telephone number for each desa or kecamatan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.register.area_match import AreaMatcher
from audit.register.lists import read_list
from audit.register.text import Cell, clean, fold, is_missing
from audit.schemas import Table

__all__ = ["CALL_LIST", "read_call_list"]

CALL_LIST = Table("call_list", 1, ("area_code",), (("area_code", "string"), ("who", "string"), ("phone", "string")))
_FIELDS = {
    "area_code": ("kode desa", "kode desa kelurahan", "kode kelurahan", "kode wilayah"),
    "kecamatan": ("kecamatan", "kec", "nama kecamatan"),
    "desa": ("desa kelurahan", "desa kel", "desa", "kelurahan", "nama desa", "nama kelurahan"),
    "who": ("hubungi", "nama kontak", "kontak", "puskesmas", "petugas"),
    "phone": ("telepon", "nomor telepon", "no telepon", "no telp", "no hp", "nomor hp", "hp", "whatsapp", "no wa"),
}
_DESA_DIGITS = re.compile(r"(\d\d)(\d\d)(\d\d)(\d{4})")
_DIGITS = (5, 15)  # of a number that can be dialled: an emergency number, and E.164


def read_call_list(path: Path, areas: Areas) -> pd.DataFrame:
    """Read the list (csv or workbook) as ``CALL_LIST``: one row a desa, ``phone`` as people dial it, with its 0.

    Columns: Kode Desa, or Desa/Kelurahan with Kecamatan, or Kecamatan alone for all of its desa that no other row
    names; Hubungi; Telepon. An empty cell stays missing: the letter has a line to write on. A number that Excel took
    for one gets its 0 back.

    Raises ``InputError`` naming file and row: an area that the district does not have, an area named twice, something
    that is no telephone number.
    """
    path = Path(path)
    cells = read_list(path, _FIELDS, ("who", "phone"))
    matcher, said = AreaMatcher(areas), dict[str, tuple[str | None, str | None]]()
    for number, row in zip(cells.index, cells.to_dict("records"), strict=True):
        area = _area(row, areas, matcher, path, str(number))
        if area in said:
            raise InputError("linkage.call_twice", file=path.name, row=str(number), area=areas.by_code[area].name)
        who = None if is_missing(row["who"]) else clean(row["who"])
        said[area] = who, _phone(row["phone"], path, str(number))
    rows = []
    for desa in areas.desa:
        own = said.get(desa.code) or said.get(desa.code.rpartition(".")[0])
        if own:
            rows.append((desa.code, *own))
    return CALL_LIST.conform(pd.DataFrame(rows, columns=list(CALL_LIST.names)))


def _area(row: Mapping[Any, Any], areas: Areas, matcher: AreaMatcher, path: Path, number: str) -> str:
    said, kecamatan = clean(row["desa"]), clean(row["kecamatan"])
    if not is_missing(row["area_code"]):
        said = clean(row["area_code"])
        digits = _DESA_DIGITS.fullmatch(re.sub(r"\D", "", said))
        code = ".".join(digits.groups()) if digits else None
    elif said:
        code = matcher.code(said, kecamatan or None)
    else:
        said = kecamatan
        code = next((area.code for area in areas.kecamatan if fold(area.name) == fold(kecamatan)), None)
    if code is None or code not in areas.by_code:
        raise InputError("linkage.unknown_area", file=path.name, row=number, area=said, district=areas.district.name)
    return code


def _phone(cell: Cell, path: Path, row: str) -> str | None:
    if is_missing(cell):
        return None
    said = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else clean(cell)
    digits = re.sub(r"[\s().-]", "", said)
    least, most = _DIGITS
    if not re.fullmatch(rf"\+?\d{{{least},{most}}}", digits):
        raise InputError("linkage.call_phone", file=path.name, row=row)
    return f"0{said}" if digits.startswith("8") else said
