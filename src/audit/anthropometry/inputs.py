"""What callers hand over, as plain arrays: numbers, codes, one length, one index. Nothing else is converted later."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["FEMALE", "LYING", "MALE", "MISSING", "OEDEMA", "STANDING", "UNKNOWN", "frame_of", "numbers", "oedema_codes",
           "posture_codes", "sex_codes"]  # fmt: skip

# int8 codes; of sex, MALE and FEMALE are also the rows of the WHO tables.
MALE, FEMALE, MISSING, UNKNOWN = 0, 1, 2, 3
LYING, STANDING = 0, 1
OEDEMA, NO_OEDEMA = 0, 1

_SEX = {"m": MALE, "f": FEMALE, "1": MALE, "2": FEMALE}
_POSTURE = {"l": LYING, "h": STANDING}
_OEDEMA = {"y": OEDEMA, "n": NO_OEDEMA, "1": OEDEMA, "2": NO_OEDEMA}
_INDONESIAN_SEX = {"l", "p"}


def frame_of(arguments: Mapping[str, Any]) -> tuple[int, pd.Index]:
    """Length and index that the arguments share; single values and ``None`` fit any length.

    ``ValueError`` when lengths differ, or when two Series carry different indexes: rows are never aligned by guess.
    """
    lengths = {name: len(value) for name, value in arguments.items() if not _is_single(value)}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"arguments of different lengths: {lengths}")
    n = next(iter(lengths.values()), 1)
    index: pd.Index | None = None
    for name, value in arguments.items():
        if isinstance(value, pd.Series):
            if index is None:
                index = value.index
            elif value.index is not index and not value.index.equals(index):
                raise ValueError(f"{name} has another index than the Series before it")
    return n, pd.RangeIndex(n) if index is None else index


def _is_single(value: Any) -> bool:
    return pd.api.types.is_scalar(value) or (isinstance(value, np.ndarray) and value.ndim == 0)


def _series(value: Any) -> pd.Series:
    if isinstance(value, pd.Series):
        return value
    return pd.Series(np.atleast_1d(value) if _is_single(value) else value, copy=False)


def numbers(name: str, value: Any, n: int) -> np.ndarray:
    """Return float64 of length ``n``; missing values of any kind become NaN. float32 is widened as it is.

    ``TypeError`` for dates, durations and truth values, ``ValueError`` for text that is no number.
    """
    series = _series(value)
    if isinstance(series.dtype, pd.CategoricalDtype):
        # The last place answers to -1, which stands for a missing value.
        array = np.append(_floats(name, series.cat.categories.to_series()), np.nan)[series.cat.codes]
    else:
        array = _floats(name, series)
    return _stretched(array, value, n)


def _floats(name: str, series: pd.Series) -> np.ndarray:
    if series.dtype == object or isinstance(series.dtype, pd.StringDtype):
        try:
            series = pd.to_numeric(series.where(series.notna(), np.nan))
        except (TypeError, ValueError):
            raise ValueError(f"{name} holds text that is no number; text is parsed where the file is read") from None
    if series.dtype.kind not in "iuf":
        raise TypeError(f"{name} must be numbers, not {series.dtype}")
    return series.to_numpy(dtype=np.float64, na_value=np.nan)


def sex_codes(value: Any, n: int) -> np.ndarray:
    """Return int8 of length ``n``: MALE, FEMALE, MISSING or UNKNOWN, from 1/2 or m/f in any case.

    ``ValueError`` for "L" and "P": in Indonesian L is laki-laki, elsewhere it is lying; the border translates.
    """
    return _codes("sex", value, n, _SEX, refused=_INDONESIAN_SEX)


def posture_codes(value: Any, n: int) -> np.ndarray:
    """Return int8 of length ``n``: LYING, STANDING, MISSING or UNKNOWN, from l/h in any case."""
    return _codes("measure", value, n, _POSTURE)


def oedema_codes(value: Any, n: int) -> np.ndarray:
    """Return int8 of length ``n``: OEDEMA, NO_OEDEMA, MISSING or UNKNOWN, from y/n or 1/2 in any case."""
    return _codes("oedema", value, n, _OEDEMA)


def _codes(name: str, value: Any, n: int, known: Mapping[str, int], *, refused: Collection[str] = ()) -> np.ndarray:
    series = _series(value)
    if isinstance(series.dtype, pd.CategoricalDtype):
        places, levels = series.cat.codes.to_numpy(), series.cat.categories
    else:
        places, levels = pd.factorize(series)
    words = [_word(level) for level in levels]
    found = {str(level) for level, word in zip(levels, words, strict=True) if word in refused}
    if found:
        raise ValueError(f"{name} is 1/2 or m/f; {sorted(found)} must be translated where the file is read")
    # The last place answers to -1, which stands for a missing value.
    code_of = np.array([*(known.get(word, UNKNOWN) for word in words), MISSING], dtype=np.int8)
    return _stretched(code_of[places], value, n)


def _word(level: Any) -> str:
    if isinstance(level, (bool, np.bool_)):
        return ""
    if isinstance(level, (float, np.floating)) and float(level).is_integer():
        return str(int(level))
    return str(level).lower()


def _stretched(array: np.ndarray, value: Any, n: int) -> np.ndarray:
    return np.broadcast_to(array, (n,)) if _is_single(value) else array
