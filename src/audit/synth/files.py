"""The files of one register: which visits stand in which file, in which layout, and with which errors."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from audit.synth.dirt import LOG_COLUMNS, injected
from audit.synth.layouts import eppgbm2022, eppgbm2025, resaved

__all__ = ["FILES", "MONTHS", "RegisterFile", "Written", "write_files"]


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """One file: its visits' months, and the layout that writes it."""

    name: str
    months: pd.PeriodIndex
    write: Callable[[Path, pd.DataFrame], None]
    first_data_row: int
    errors_in: Collection[str]


FILES = (
    RegisterFile(
        "eppgbm-2024.xlsx",
        pd.period_range("2024-09", "2024-10", freq="M"),
        eppgbm2022.write,
        eppgbm2022.FIRST_DATA_ROW,
        eppgbm2022.ERRORS_IN,
    ),
    RegisterFile(
        "puskesmas-2024.csv",
        pd.period_range("2024-11", "2024-12", freq="M"),
        resaved.write,
        resaved.FIRST_DATA_ROW,
        resaved.ERRORS_IN,
    ),
    RegisterFile(
        "eppgbm-2025.xlsx",
        pd.period_range("2025-01", "2025-08", freq="M"),
        eppgbm2025.write,
        eppgbm2025.FIRST_DATA_ROW,
        eppgbm2025.ERRORS_IN,
    ),
)
MOST_ROWS = 200_000  # of one workbook; the program's reader takes 300,000 rows of this layout, Excel 1,048,576
MONTHS = pd.period_range(FILES[0].months[0], FILES[-1].months[-1], freq="M")


@dataclass(frozen=True)
class Written:
    """What stands in the files: rows with ``file`` and ``sheet_row``, and the log of errors put in."""

    rows: pd.DataFrame
    errors: pd.DataFrame


def write_files(
    folder: Path, rows: pd.DataFrame, *, dirt: bool, rng: np.random.Generator, most_rows: int = MOST_ROWS
) -> Written:
    """Write every file; with ``dirt``, with errors. ``rows`` as ``audit.synth.rows.sheet_rows`` orders them.

    Where a file would have more than ``most_rows``, whole kecamatan go on in ``<name>-2``, ``<name>-3``.
    """
    month = rows["visit_date"].dt.to_period("M")
    parts, logs = [], [pd.DataFrame(columns=list(LOG_COLUMNS))]
    for file in FILES:
        whole = rows[month.isin(file.months)]
        number = _numbers(whole["kecamatan"], most_rows)
        for n in range(1, number.max(initial=1) + 1):
            part = whole[number == n].reset_index(drop=True)
            name = _named(file.name, n)
            if dirt and len(part):
                part, log = injected(part, file.errors_in, rng)
                logs.append(log.assign(file=name, row=log["row"] + file.first_data_row)[list(LOG_COLUMNS)])
            file.write(folder / name, part)
            parts.append(part.assign(file=name, sheet_row=part.index + file.first_data_row))
    return Written(pd.concat(parts, ignore_index=True), pd.concat(logs[1:] or logs, ignore_index=True))


def _numbers(kecamatan: pd.Series, most: int) -> np.ndarray:
    """The number of the file of each row, from 1: kecamatan in their order, as many whole ones as fit."""
    sizes = kecamatan.groupby(kecamatan, sort=False).size()
    number, filled, of = 1, 0, {}
    for name, size in sizes.items():
        if filled and filled + size > most:
            number, filled = number + 1, 0
        of[name] = number
        filled += size
    return kecamatan.map(of).to_numpy(dtype=np.int64)


def _named(file: str, number: int) -> str:
    stem, dot, kind = file.rpartition(".")
    return file if number == 1 else f"{stem}-{number}{dot}{kind}"
