"""A 2022 export that a puskesmas re-saved as text: cp1252, ";", dd/mm/yyyy, columns of its own in the middle.

Source: data.md 4.4 (file 3 of its examples): decimal commas in the user's columns beside points in the export's.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd

from audit.anthropometry import lms
from audit.synth.calendar import calendar_age
from audit.synth.layouts import eppgbm2022

__all__ = ["ERRORS_IN", "FIRST_DATA_ROW", "write"]

FIRST_DATA_ROW = 2
ERRORS_IN = eppgbm2022.ERRORS_IN
_OWN_AFTER = "LiLA"
_AGES_AFTER = "Usia Saat Ukur"


def write(path: Path, rows: pd.DataFrame) -> None:
    """Write the file; equal rows give equal bytes."""
    columns: dict[str, list[object]] = {"No": list(range(1, len(rows) + 1))}
    for name, values in eppgbm2022.cells(rows, day_format="%d/%m/%Y").items():
        columns[name] = list(values)
        if name == _AGES_AFTER:
            columns |= _ages(rows)
        elif name == _OWN_AFTER:
            columns |= _own(rows)
    with path.open("w", encoding="cp1252", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow([*columns, ""])
        out.writerows((*values, "") for values in zip(*columns.values(), strict=True))


def _ages(rows: pd.DataFrame) -> dict[str, list[object]]:
    months = calendar_age(pd.DatetimeIndex(rows["birth_date"]), pd.DatetimeIndex(rows["visit_date"])).months
    return {"umur tahun": (months // 12).tolist(), "umur bulan": months.tolist()}


def _own(rows: pd.DataFrame) -> dict[str, list[object]]:
    """The median weight for age and the distance to it, as someone computed them by hand, and an empty column."""
    _, median, _ = lms("waz", rows["sex"].to_numpy(dtype=object), rows["age_days"].to_numpy())
    distance = rows["weight_kg"].to_numpy() - median
    return {"median": _commas(median), "-1": _commas(distance), "": [""] * len(rows)}


def _commas(values: np.ndarray) -> list[object]:
    return ["" if np.isnan(value) else f"{value:.1f}".replace(".", ",") for value in values.tolist()]
