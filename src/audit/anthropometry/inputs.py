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
_REFUSED = 4
_LAST_DIGIT = 9
_NO_LETTER = 0xFF  # never a byte of UTF-8
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
    if series.dtype == np.float64:
        return series.to_numpy()
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
    meaning = {**known, **dict.fromkeys(refused, _REFUSED)}
    letters = _letters(series)
    if letters is not None:
        codes = _meaning_of_letters(meaning).take(letters)
    else:
        if isinstance(series.dtype, pd.CategoricalDtype):
            places, levels = series.cat.codes.to_numpy(), series.cat.categories
        else:
            places, levels = pd.factorize(series)
        # The last place answers to -1, which stands for a missing value.
        code_of = np.array([*(meaning.get(_word(level), UNKNOWN) for level in levels), MISSING], dtype=np.int8)
        codes = code_of.take(places, mode="wrap")
    if refused and (wrong := codes == _REFUSED).any():
        found = sorted(series[wrong].astype(str).unique())
        raise ValueError(f"{name} is 1/2 or m/f; {found} must be translated where the file is read")
    return _stretched(codes, value, n)


def _letters(series: pd.Series) -> np.ndarray | None:
    """Values that are one ASCII letter or digit each, as bytes; ``_NO_LETTER`` where missing; ``None`` if any is more.

    Columns of codes are such, and reading their bytes costs a tenth of a table of what occurs.
    """
    if isinstance(series.dtype, pd.StringDtype) and series.dtype.storage == "pyarrow":
        return _letters_of_text(series)
    if isinstance(series.dtype, np.dtype) and series.dtype.kind in "iu" and len(series):
        digits = series.to_numpy()
        if digits.min() >= 0 and digits.max() <= _LAST_DIGIT:
            return digits.astype(np.uint8) + np.uint8(ord("0"))
    return None


def _letters_of_text(series: pd.Series) -> np.ndarray | None:
    import pyarrow as pa

    text = pa.array(series.array)
    if isinstance(text, pa.ChunkedArray):
        text = text.combine_chunks()
    text = text.cast(pa.large_binary()).fill_null(bytes([_NO_LETTER]))
    _, ends, letters = text.buffers()
    if letters is None:
        return None
    ends = np.frombuffer(ends, np.int64)[text.offset : text.offset + len(text) + 1]
    one_each = (ends[1:] - ends[:-1] == 1).all()
    return np.frombuffer(letters, np.uint8)[ends[0] : ends[-1]] if one_each else None


def _meaning_of_letters(meaning: Mapping[str, int]) -> np.ndarray:
    codes = np.full(_NO_LETTER + 1, UNKNOWN, dtype=np.int8)
    codes[_NO_LETTER] = MISSING
    for letter, code in meaning.items():
        codes[[ord(letter), ord(letter.upper())]] = code
    return codes


def _word(level: Any) -> str:
    if isinstance(level, (bool, np.bool_)):
        return ""
    if isinstance(level, (float, np.floating)) and float(level).is_integer():
        return str(int(level))
    return str(level).lower()


def _stretched(array: np.ndarray, value: Any, n: int) -> np.ndarray:
    return np.broadcast_to(array, (n,)) if _is_single(value) else array
