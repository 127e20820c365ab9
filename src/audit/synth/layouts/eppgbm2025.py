"""The e-PPGBM export of 2025: 36 columns in the sheet "Worksheet", NIK masked, many numbers as text.

Source of columns and habits: data.md 4.1, domain.md 6.1 and 6.2.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from audit.synth.calendar import calendar_age
from audit.synth.layouts.labels import NOT_GIVEN, class_labels
from audit.synth.layouts.values import mixed_numbers, numbers_above_zero, optional
from audit.synth.layouts.workbook import Column, sheet_writer
from audit.synth.rows import FILE_COLUMNS

__all__ = ["ERRORS_IN", "FIRST_DATA_ROW", "SHEET", "cells", "write"]

SHEET = "Worksheet"
FIRST_DATA_ROW = 2
ERRORS_IN = frozenset(FILE_COLUMNS) - {"nik"}  # masked: an error could not be seen
_MASKED_FROM, _MASKED_TO, _STARS = 5, 10, "*" * 10  # five digits of the middle are shown


def cells(rows: pd.DataFrame) -> dict[str, Column]:
    """What stands in each column, one value a row: text, a whole number, a date (arrays), or None for an empty cell.

    ``rows`` are those of ``audit.synth.rows``, in the order of the sheet.
    """
    birth, day = pd.DatetimeIndex(rows["birth_date"]), pd.DatetimeIndex(rows["visit_date"])
    nothing, no = [NOT_GIVEN] * len(rows), ["Tidak"] * len(rows)
    return {
        "No": [f"{i}." for i in range(1, len(rows) + 1)],
        "NIK": [n[_MASKED_FROM:_MASKED_TO] + _STARS for n in rows["nik"]],
        "Nama": list(rows["name"]),
        "JK": list(rows["sex"].map({"m": "L", "f": "P"})),
        "Tgl Lahir": birth.to_numpy(),
        "BB Lahir": mixed_numbers(rows["birth_weight_kg"], 1),
        "TB Lahir": mixed_numbers(rows["birth_length_cm"], 1),
        "Nama Ortu": optional(rows["parent_name"]),
        "Prov": list(rows["province"]),
        "Kab/Kota": list(rows["district"]),
        "Kec": list(rows["kecamatan"].str.upper()),
        "Pukesmas": list(rows["puskesmas"]),
        "Desa/Kel": list(rows["desa"].str.upper()),
        "Posyandu": list(rows["posyandu"]),
        "RT": numbers_above_zero(rows["rt"]),
        "RW": numbers_above_zero(rows["rw"]),
        "Alamat": list(rows["address"]),
        "Usia Saat Ukur": calendar_age(birth, day).texts(),
        "Tanggal Pengukuran": day.to_numpy(),
        "Berat": mixed_numbers(rows["weight_kg"], 1),
        "Tinggi": mixed_numbers(rows["lenhei_cm"], 1),
        "Cara Ukur": list(rows["measure"].map({"l": "Terlentang", "h": "Berdiri"}).fillna(NOT_GIVEN)),
        "LiLA": mixed_numbers(rows["muac_cm"], 1),
        "BB/U": class_labels("waz", rows["waz"].to_numpy()).tolist(),
        "ZS BB/U": mixed_numbers(rows["waz"], 2),
        "TB/U": class_labels("haz", rows["haz"].to_numpy()).tolist(),
        "ZS TB/U": mixed_numbers(rows["haz"], 2),
        "BB/TB": class_labels("whz", rows["whz"].to_numpy()).tolist(),
        "ZS BB/TB": mixed_numbers(rows["whz"], 2),
        "Naik Berat Badan": list(rows["gain"]),
        "Jml Vit A": np.where(rows["vitamin_a"], "1", NOT_GIVEN).tolist(),
        "KPSP": nothing,
        "KIA": nothing,
        "Kelas Ibu Balita": no,
        "MBG": no,
        "Detail": ["Detail"] * len(rows),
    }


def write(path: Path, rows: pd.DataFrame) -> None:
    """Write the workbook; equal rows give equal bytes."""
    with sheet_writer(path, SHEET) as sheet:
        columns = cells(rows)
        sheet.header(list(columns))
        sheet.rows(list(columns.values()))
