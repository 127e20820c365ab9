"""What each posyandu measures with, and who: the list that a health office fills in, and its empty form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.register.dates import date_order, read_date
from audit.register.lists import read_list, text
from audit.register.numbers import read_number
from audit.register.text import Cell, clean, fold, is_missing
from audit.schemas import Table
from audit.store import owner_only, whole_file

__all__ = ["EQUIPMENT", "read_equipment", "write_equipment_form"]

EQUIPMENT = Table(
    "equipment",
    1,
    ("area_code", "posyandu"),
    (
        ("area_code", "string"),
        ("posyandu", "string"),
        ("kit_standard", "boolean"),
        ("scale_calibrated", "datetime64[s]"),  # day of the last calibration
        ("board_calibrated", "datetime64[s]"),
        ("cadres", "Int64"),
        ("cadres_trained", "Int64"),
    ),
)
_HEADERS = {
    "area_code": ("kode desa", "kode desa kelurahan", "kode kelurahan", "area code"),
    "posyandu": ("posyandu", "nama posyandu"),
    "kit_standard": ("alat antropometri standar", "antropometri kit standar", "kit standar", "alat standar"),
    "scale_calibrated": ("kalibrasi timbangan", "tanggal kalibrasi timbangan"),
    "board_calibrated": ("kalibrasi alat ukur panjang", "tanggal kalibrasi alat ukur panjang"),
    "cadres": ("jumlah kader", "kader"),
    "cadres_trained": ("kader terlatih", "jumlah kader terlatih"),
}
_DATES, _COUNTS = ("scale_calibrated", "board_calibrated"), ("cadres", "cadres_trained")
_YES, _NO = frozenset({"ya", "y", "ada", "standar", "sudah", "1"}), frozenset({"tidak", "t", "tdk", "belum", "0"})


def write_equipment_form(children: pd.DataFrame, path: Path) -> None:
    """Write the list to fill in (csv for Excel in Indonesian): a line each posyandu of ``children``, the rest empty.

    ``children`` is the canonical table. For the restricted folder: it names posyandu. Raises ``OutputError`` where it
    cannot be written.
    """
    known = children.dropna(subset=["area_code", "posyandu"])[["area_code", "posyandu"]].drop_duplicates()
    form = known.sort_values(["area_code", "posyandu"]).reindex(columns=list(_HEADERS))
    form.columns = [names[0].title() for names in _HEADERS.values()]
    with whole_file(path) as partial:
        form.to_csv(partial, sep=";", index=False, encoding="utf-8-sig", lineterminator="\n")
        owner_only(partial)


def read_equipment(path: Path, areas: Areas) -> pd.DataFrame:
    """Read the filled list (csv or workbook) as ``EQUIPMENT``; an empty cell stays missing: it is not "no" and not 0.

    Raises ``InputError`` naming file and row: a desa that the district does not have, a posyandu named twice, an answer
    that is neither ya nor tidak, a date or number that cannot be read, more trained cadres than cadres.
    """
    path = Path(path)
    cells = read_list(path, _HEADERS, ("area_code", "posyandu"))
    order = date_order([cell for column in _DATES for cell in cells[column]], path.name)
    frame = pd.DataFrame(index=cells.index)
    frame["area_code"], frame["posyandu"] = text(cells["area_code"]), text(cells["posyandu"])
    for row, code in frame["area_code"].items():
        if code not in areas.by_code:
            values = {"file": path.name, "row": str(row), "district": areas.district.name}
            raise InputError("rows.equipment_area", **values)
    for row in frame.index[frame["posyandu"].eq("") | frame.duplicated(["area_code", "posyandu"])]:
        raise InputError("rows.equipment_posyandu", file=path.name, row=str(row))
    frame["kit_standard"] = _column(cells, "kit_standard", path, _answer)
    for column in _DATES:
        frame[column] = _column(cells, column, path, lambda cell: read_date(cell, order))
    for column in _COUNTS:
        frame[column] = _column(cells, column, path, _persons)
    for row in frame.index[frame["cadres_trained"] > frame["cadres"]]:
        raise InputError("rows.equipment_trained", file=path.name, row=str(row))
    return EQUIPMENT.conform(frame)


def _column(cells: pd.DataFrame, column: str, path: Path, read: Callable[[Cell], tuple[object, str]]) -> pd.Series:
    values = []
    for row, cell in cells[column].items():
        value, reason = read(cell)
        if reason:
            header = _HEADERS[column][0].title()
            raise InputError("rows.equipment_unread", file=path.name, row=str(row), column=header)
        values.append(value)
    return pd.Series(values, index=cells.index, dtype=dict(EQUIPMENT.columns)[column])


def _answer(cell: Cell) -> tuple[bool | None, str]:
    if is_missing(cell):
        return None, ""
    said = fold(clean(cell))
    return (said in _YES, "") if said in _YES | _NO else (None, "unread")


def _persons(cell: Cell) -> tuple[int | None, str]:
    if is_missing(cell):
        return None, ""
    value = read_number(cell).value
    return (int(value), "") if value is not None and value >= 0 and value.is_integer() else (None, "unread")
