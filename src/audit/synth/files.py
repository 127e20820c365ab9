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
MONTHS = pd.period_range(FILES[0].months[0], FILES[-1].months[-1], freq="M")


@dataclass(frozen=True)
class Written:
    """What stands in the files: rows with ``file`` and ``sheet_row``, and the log of errors put in."""

    rows: pd.DataFrame
    errors: pd.DataFrame


def write_files(folder: Path, rows: pd.DataFrame, *, dirt: bool, rng: np.random.Generator) -> Written:
    """Write every file; with ``dirt``, with errors. ``rows`` as ``audit.synth.rows.sheet_rows`` orders them."""
    month = rows["visit_date"].dt.to_period("M")
    parts, logs = [], [pd.DataFrame(columns=list(LOG_COLUMNS))]
    for file in FILES:
        part = rows[month.isin(file.months)].reset_index(drop=True)
        if dirt and len(part):
            part, log = injected(part, file.errors_in, rng)
            logs.append(log.assign(file=file.name, row=log["row"] + file.first_data_row)[list(LOG_COLUMNS)])
        file.write(folder / file.name, part)
        parts.append(part.assign(file=file.name, sheet_row=part.index + file.first_data_row))
    return Written(pd.concat(parts, ignore_index=True), pd.concat(logs[1:] or logs, ignore_index=True))
