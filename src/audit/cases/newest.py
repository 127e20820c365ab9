"""The newest of several answers to one question: from different systems, on different days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

__all__ = ["last_of_each", "newest_answer", "newest_rows", "taken"]

_DAY = "datetime64[s]"


def newest_rows(place: np.ndarray, on: pd.Series, day: pd.Timestamp, *, order: pd.Series | None = None) -> np.ndarray:
    """Rows of a table on or before a day, by person and day: of each day of a person the last one by ``order``.

    ``place`` says which person a row is about; rows of nobody (-1) are left out.
    """
    rows = np.flatnonzero((place >= 0) & (on <= day).to_numpy(dtype=bool, na_value=False))
    days, who = on.to_numpy(dtype=_DAY)[rows], place[rows]
    seq = np.zeros(len(rows)) if order is None else order.to_numpy(dtype=float, na_value=np.nan)[rows]
    rows = rows[np.lexsort((seq, days, who))]
    days, who = on.to_numpy(dtype=_DAY)[rows], place[rows]
    last = np.ones(len(rows), dtype=bool)
    last[:-1] = (who[1:] != who[:-1]) | (days[1:] != days[:-1])
    return rows[last]


def last_of_each(rows: np.ndarray, place: np.ndarray, people: int) -> np.ndarray:
    """The last of ``newest_rows`` of each person, -1 where there is none."""
    out = np.full(people, -1)
    out[place[rows]] = rows  # of several rows of a person the last one stays
    return out


def taken(column: pd.Series, rows: np.ndarray, index: pd.Index) -> pd.Series:
    """Values at some rows, missing at -1."""
    return pd.Series(column.array.take(rows, allow_fill=True), index=index)


def newest_answer(frame: pd.DataFrame, field: str, answers: Sequence[tuple[pd.Series, str]]) -> pd.DataFrame:
    """Columns ``field``, ``<field>_on`` and ``<field>_source``: of the answers given, the one of the newest day.

    ``answers`` are (values, origin), rows as in ``frame``, which has ``<origin>_on`` and ``<origin>_source``. An answer
    that is missing is none; of one day the first of ``answers`` counts; one without a day stands after all others.
    """
    value = pd.Series(pd.NA, index=frame.index, dtype=answers[0][0].dtype)
    best = np.full(len(frame), np.datetime64("NaT"), dtype=_DAY)
    source, given = pd.Series(pd.NA, index=frame.index, dtype="string"), np.zeros(len(frame), dtype=bool)
    for values, origin in answers:
        on = frame[f"{origin}_on"].to_numpy(dtype=_DAY)
        told = values.notna().to_numpy(dtype=bool)
        take = told & (~given | (on > best) | (np.isnat(best) & ~np.isnat(on)))
        value = value.where(~take, values)
        best, source, given = np.where(take, on, best), source.where(~take, frame[f"{origin}_source"]), given | told
    return pd.DataFrame({field: value, f"{field}_on": best, f"{field}_source": source})
