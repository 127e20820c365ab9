"""Digit preference: do the last digits of heights and weights look like measurements?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.quality.smart_score import grade_digits
from audit.reference.quality_rules import STATUS_OF
from audit.results import Cell, CheckResult, CountTable, Sentence

__all__ = [
    "DIGITS",
    "digit_preference",
    "digit_preference_score",
    "digit_preference_scores",
    "last_digits",
    "last_digits_of",
]

DIGITS = 10


def last_digits(values: pd.Series | np.ndarray, decimals: int = 1) -> np.ndarray:
    """How often each last digit 0-9 occurs at ``decimals`` decimals; missing values are left out."""
    numbers = values.to_numpy(dtype="float64", na_value=np.nan) if isinstance(values, pd.Series) else values
    return np.bincount(last_digits_of(numbers[~np.isnan(numbers)], decimals), minlength=DIGITS)


def last_digits_of(numbers: np.ndarray, decimals: int = 1) -> np.ndarray:
    """The last digit of each number at ``decimals`` decimals, as int64; none may be missing."""
    return np.abs(np.rint(numbers * 10**decimals).astype("int64")) % DIGITS


def digit_preference_score(counts: np.ndarray) -> float | None:
    """Digit preference score: 100 sqrt(chi2 / (N x 9)) against equal digits; ``None`` without values.

    Source: Kuulasmaa et al. 1998 (WHO MONICA), as in nipnTK 0.2.2 ``digitPreference``.
    """
    return None if counts.sum() == 0 else float(digit_preference_scores(counts[np.newaxis])[0])


def digit_preference_scores(counts: np.ndarray) -> np.ndarray:
    """Return ``digit_preference_score`` of each row of ten counts; NaN without values."""
    n = counts.sum(axis=1, keepdims=True).astype("float64")
    n[n == 0] = np.nan
    expected = n / DIGITS
    chi2 = ((counts - expected) ** 2 / expected).sum(axis=1)
    return 100 * np.sqrt(chi2 / (n[:, 0] * (DIGITS - 1)))


def digit_preference(month: str, values: pd.Series, what: str) -> CheckResult:
    """Rate the last digits (one decimal) of ``what`` ("lenhei" in cm, "weight" in kg) in a month.

    Rating by nipnTK's classes: to 12 good, to 20 fair, above poor. It says something about scales, boards and habits,
    nothing about a person. Not for values that were rounded on purpose, nor for means or medians of several readings
    (half a tenth goes to the even digit): score single readings.
    """
    counts = last_digits(values)
    score = digit_preference_score(counts)
    cells = tuple(Cell.of(month, **{f"{what}_digit": str(d)}) for d in range(DIGITS))
    status = "not_assessable" if score is None else STATUS_OF[grade_digits(score)]
    return CheckResult(
        id=f"digits.{what}",
        subject=month,
        status=status,
        value=score,
        unit="score",
        n=int(counts.sum()),
        meaning=Sentence(f"quality.digits_{status}", {"n": int(counts.sum())}),
        tables=(CountTable(f"digits.{what}", cells, tuple(map(int, counts)), personal=False),),
    )
