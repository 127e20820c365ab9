"""The e-PPGBM export of 2022 to 2024: 32 columns, NIK in full, a non-breaking space after every text, no posture.

Source: data.md 4.1 and 4.2. z-scores are those of the system, which knew the posture that the export leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from audit.synth.calendar import calendar_age
from audit.synth.layouts.labels import NOT_GIVEN, class_labels
from audit.synth.layouts.values import numbers_above_zero, optional, plain_numbers
from audit.synth.layouts.workbook import sheet_writer
from audit.synth.rows import FILE_COLUMNS

__all__ = ["ERRORS_IN", "FIRST_DATA_ROW", "NBSP", "SHEET", "cells", "write"]

SHEET = "Sheet1"
FIRST_DATA_ROW = 2
NBSP = "\xa0"
ERRORS_IN = frozenset(FILE_COLUMNS) - {"measure", "muac_cm"}  # no posture; an arm not measured is 0 here in any case


def cells(rows: pd.DataFrame, day_format: str = "%Y-%m-%d") -> dict[str, Sequence[object]]:
    """What stands in each column, one value a row: text, a whole number, or None for an empty cell."""
    birth, day = pd.DatetimeIndex(rows["birth_date"]), pd.DatetimeIndex(rows["visit_date"])
    not_given = [NOT_GIVEN + NBSP] * len(rows)
    weight_class = class_labels("waz", rows["waz"].to_numpy())
    return {
        "NIK": [nik + 2 * NBSP for nik in rows["nik"]],
        "Nama": _spaced(rows["name"]),
        "JK": _spaced(rows["sex"].map({"m": "L", "f": "P"})),
        "Tgl Lahir": _spaced(birth.strftime(day_format)),
        "BB Lahir": _spaced(plain_numbers(rows["birth_weight_kg"], 1, "")),
        "TB Lahir": _spaced(plain_numbers(rows["birth_length_cm"], 1, "")),
        "Nama Ortu": _spaced(optional(rows["parent_name"])),
        "Prov": _spaced(rows["province"]),
        "Kab/Kota": _spaced(rows["district"]),
        "Kec": _spaced(rows["kecamatan"].str.upper()),
        "Pukesmas": _spaced(rows["puskesmas"]),
        "Desa/Kel": _spaced(rows["desa"].str.upper()),
        "Posyandu": _spaced(rows["posyandu"]),
        "RT": numbers_above_zero(rows["rt"]),
        "RW": numbers_above_zero(rows["rw"]),
        "Alamat": _spaced(rows["address"]),
        "Usia Saat Ukur": calendar_age(birth, day).texts(),
        "Tanggal Pengukuran": _spaced(day.strftime(day_format)),
        "Berat": plain_numbers(rows["weight_kg"], 1, NOT_GIVEN),
        "Tinggi": plain_numbers(rows["lenhei_cm"], 1, NOT_GIVEN),
        "LiLA": plain_numbers(rows["muac_cm"], 1, "0"),
        "BB/U": np.where(weight_class == "Normal", "Berat Badan Normal", weight_class).tolist(),
        "ZS BB/U": plain_numbers(rows["waz"], 2, NOT_GIVEN),
        "TB/U": class_labels("haz", rows["haz"].to_numpy()).tolist(),
        "ZS TB/U": plain_numbers(rows["haz"], 2, NOT_GIVEN),
        "BB/TB": class_labels("whz", rows["whz"].to_numpy()).tolist(),
        "ZS BB/TB": plain_numbers(rows["whz"], 2, NOT_GIVEN),
        "Naik Berat Badan": list(rows["gain"]),
        "PMT Diterima (kg)": [NOT_GIVEN] * len(rows),
        "Jml Vit A": np.where(rows["vitamin_a"], "1", NOT_GIVEN).tolist(),
        "KPSP": not_given,
        "KIA": not_given,
    }


def _spaced(values: Sequence[str | None] | pd.Series | pd.Index) -> list[str]:
    return [(value or "") + NBSP for value in values]


def write(path: Path, rows: pd.DataFrame) -> None:
    """Write the workbook; equal rows give equal bytes."""
    columns = cells(rows)
    with sheet_writer(path, SHEET) as sheet:
        sheet.header(list(columns))
        sheet.rows(list(columns.values()))
