"""Errors as real registers have them, put into the rows of a file at known rates, each one logged.

Kinds, rates and their sources are in ``audit.reference.sample_registers.error_rates``.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from audit.reference.sample_registers import ErrorRate, error_rates
from audit.synth.changes import CHANGES
from audit.synth.measuring import scored

__all__ = ["LOG_COLUMNS", "injected"]

LOG_COLUMNS = ("file", "row", "column", "kind", "before", "after")
_MISSING_BY_WEALTH = -0.3  # logit for each SD of wealth: rows of poorer families have more gaps (assumed)


def injected(
    rows: pd.DataFrame, columns: Collection[str], rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of one file with errors in some of their columns, and the log: one line an error.

    ``rows`` are in the order of the sheet, numbered from 0. A cell gets one error at most; z-scores follow from what
    then stands in the row, as in e-PPGBM. The log has ``row`` (of the returned rows, from 0), ``column`` ("" where the
    whole row was repeated), ``kind``, ``before`` and ``after`` (as text, "" for none).
    """
    rows = rows.copy()
    touched = {column: np.zeros(len(rows), dtype=bool) for column in columns}
    log, scores_changed = [], False
    for error in error_rates():
        if error.column not in touched:
            continue
        if error.column == "haz":  # the printed score itself: after everything that scores follow from
            rows, scores_changed = _rescored(rows), True
        entries = _change(rows, error, touched[error.column], rng)
        touched[error.column][entries["row"]] = True
        log.append(entries)
    if not scores_changed:
        rows = _rescored(rows)
    return _repeated(rows, pd.concat(log, ignore_index=True), rng)


def _change(rows: pd.DataFrame, error: ErrorRate, touched: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Put one kind of error into ``rows`` (in place) and return its log."""
    eligible, change = CHANGES[error.kind]
    may = eligible(rows) & ~touched
    hit = np.flatnonzero(may & (_draw(rows, error, rng) < _chance(rows, error, may)))
    old = rows[error.column]
    before, after = old.to_numpy(dtype=object)[hit], change(rows, hit, rng)
    values = old.to_numpy(dtype=object).copy()
    values[hit] = after
    rows[error.column] = pd.Series(values, index=rows.index).astype(old.dtype)
    return pd.DataFrame(
        {"row": hit, "column": error.column, "kind": error.kind, "before": _texts(before), "after": _texts(after)}
    )


def _draw(rows: pd.DataFrame, error: ErrorRate, rng: np.random.Generator) -> np.ndarray:
    if error.of == "row":
        return rng.random(len(rows))
    child = rows["child_no"].to_numpy()
    return rng.random(int(child.max(initial=0)) + 1)[child]


def _chance(rows: pd.DataFrame, error: ErrorRate, may: np.ndarray) -> np.ndarray:
    """Chance of each row such that the rate is met among all rows, or among those that may have the error."""
    share = may.mean() if error.share_of == "all" and may.any() else 1.0
    chance = np.full(len(rows), min(error.rate / share, 1.0))
    if not error.kind.startswith("missing_"):
        return chance
    odds = chance / (1 - chance) * np.exp(_MISSING_BY_WEALTH * rows["wealth"].to_numpy())
    return odds / (1 + odds)


def _rescored(rows: pd.DataFrame) -> pd.DataFrame:
    days = (rows["visit_date"] - rows["birth_date"]).dt.days
    return scored(rows.assign(age_days=days))


def _repeated(rows: pd.DataFrame, log: pd.DataFrame, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write some rows without an error twice, one below the other."""
    rate = next(e.rate for e in error_rates() if e.kind == "row_repeated")
    twice = rng.random(len(rows)) < rate
    twice[log["row"].unique()] = False
    order = np.repeat(np.arange(len(rows)), 1 + twice)
    first = np.searchsorted(order, np.arange(len(rows)))
    copies = pd.DataFrame({"row": first[twice] + 1, "column": "", "kind": "row_repeated", "before": "", "after": ""})
    log = pd.concat([log.assign(row=first[log["row"]]), copies], ignore_index=True)
    return rows.iloc[order].reset_index(drop=True), log.sort_values(["row", "column", "kind"], ignore_index=True)


def _texts(values: np.ndarray) -> list[str]:
    return [_text(value) for value in values]


def _text(value: object) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)
