"""Age in whole days and in unrounded months (rules A1 and A2 of WHO anthro)."""

from __future__ import annotations

from typing import Literal

import numpy as np

from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, DAYS_PER_MONTH

__all__ = ["AgeUnit", "days_and_months", "in_standards", "whole_days"]

AgeUnit = Literal["days", "months"]


def whole_days(days: np.ndarray) -> np.ndarray:
    """Round half up, 730.5 -> 731; NaN stays NaN."""
    whole = np.floor(days)
    return whole + (days - whole >= 0.5)


def days_and_months(age: np.ndarray, unit: AgeUnit) -> tuple[np.ndarray, np.ndarray]:
    """Whole days and unrounded months, both from the unrounded age."""
    if unit == "days":
        return whole_days(age), age / DAYS_PER_MONTH
    return whole_days(age * DAYS_PER_MONTH), age


def in_standards(months: np.ndarray) -> np.ndarray:
    """Whether the standards speak of this age: 0 to under 60 months; False where it is missing."""
    return (months >= 0) & (months < AGE_LIMIT_MONTHS)
