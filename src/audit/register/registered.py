"""The denominators: children under five on the list of each desa in each month, and children projected."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.register.area_match import AreaMatcher
from audit.register.dates import read_date
from audit.register.lists import read_list
from audit.register.numbers import read_number
from audit.register.text import Cell, clean, fold, is_missing
from audit.schemas import REGISTERED

__all__ = ["read_registered"]

_FIELDS = {
    "area_code": ("kode desa", "kode desa kelurahan", "kode kelurahan", "kode wilayah", "area code"),
    "kecamatan": ("kecamatan", "kec", "nama kecamatan"),
    "desa": ("desa kelurahan", "desa kel", "desa", "kelurahan", "nama desa", "nama desa kelurahan"),
    "month": ("bulan", "bulan tahun", "periode", "month"),
    "registered": ("balita terdaftar", "terdaftar", "sasaran balita", "jumlah balita", "sasaran", "s", "registered"),
    "projected": ("proyeksi", "sasaran proyeksi", "balita proyeksi", "proyeksi balita", "projected"),
}
_YEAR_MONTH = re.compile(r"(20\d\d)[-/. ](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](20\d\d)")
_DESA_DIGITS = re.compile(r"(\d\d)(\d\d)(\d\d)(\d{4})")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")  # 1.200: persons have no decimals
_TOTALS = ("jumlah", "total", "rekap")


def read_registered(path: Path, areas: Areas) -> pd.DataFrame:
    """Read the file of denominators (csv with ``;`` or ``,``, or a workbook).

    Returns ``schemas.REGISTERED``: one row a desa and month, children (persons) as whole numbers. An empty cell stays
    missing: it is not 0. Columns: Kode Desa, or Kecamatan and Desa/Kelurahan; Bulan ("2025-02", "Februari 2025");
    Balita Terdaftar; Proyeksi where there is one. Rows of totals are left out.

    Raises ``InputError`` naming file and row: a desa that this district does not have, a month that cannot be read, a
    number that is no whole number from 0, the same desa and month twice. Not for survey populations.
    """
    path = Path(path)
    frame = read_list(path, _FIELDS, ("month", "registered"))
    matcher = AreaMatcher(areas)
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for number, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        if any(fold(cells[field]).startswith(_TOTALS) for field in ("area_code", "kecamatan", "desa")):
            continue
        row = str(number)
        area, month = _area(cells, areas, matcher, path, row), _month(cells["month"], path, row)
        if (area, month) in rows:
            raise InputError("linkage.registered_twice", file=path.name, row=row, area=areas.by_code[area].name)
        rows[area, month] = {
            "area_code": area,
            "month": month,
            "registered": _persons(cells["registered"], path, row),
            "projected": _persons(cells["projected"], path, row),
        }
    table = pd.DataFrame([rows[key] for key in sorted(rows)], columns=list(REGISTERED.names))
    return REGISTERED.conform(table)


def _area(cells: dict, areas: Areas, matcher: AreaMatcher, path: Path, row: str) -> str:
    if not is_missing(cells["area_code"]):
        said = clean(cells["area_code"])
        digits = _DESA_DIGITS.fullmatch(re.sub(r"\D", "", said))
        code = ".".join(digits.groups()) if digits else None
    else:
        said, kecamatan = clean(cells["desa"]), clean(cells["kecamatan"])
        code = matcher.code(said, kecamatan or None)
    if code is None or code not in areas.by_code:
        raise InputError("linkage.unknown_area", file=path.name, row=row, area=said, district=areas.district.name)
    return code


def _month(cell: Cell, path: Path, row: str) -> str:
    if isinstance(cell, date | datetime):
        return f"{cell:%Y-%m}"
    said = clean(cell)
    if found := _YEAR_MONTH.fullmatch(said):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_YEAR.fullmatch(said):
        year, month = int(found[2]), int(found[1])
    else:
        day, _ = read_date(f"1 {said}", "")
        year, month = (day.year, day.month) if day and any(c.isalpha() for c in said) else (0, 0)
    if not 1 <= month <= 12:
        raise InputError("linkage.month_unread", file=path.name, row=row, month=said or "-")
    return f"{year}-{month:02d}"


def _persons(cell: Cell, path: Path, row: str) -> int | None:
    if is_missing(cell):
        return None
    grouped = isinstance(cell, str) and _GROUPED.fullmatch(clean(cell))
    value = float(re.sub(r"\D", "", clean(cell))) if grouped else read_number(cell).value
    if value is None or value < 0 or not value.is_integer():
        raise InputError("linkage.not_a_count", file=path.name, row=row)
    return int(value)
