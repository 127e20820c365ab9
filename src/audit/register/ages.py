"""An age as a file says it, in days or in months."""

from __future__ import annotations

import numpy as np

from audit.anthropometry.age import AgeUnit, days_and_months
from audit.reference import import_rules as rules
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.register.numbers import read_number
from audit.register.text import Cell

__all__ = ["LONGEST_DAYS", "age_days", "months_to_days"]

LONGEST_DAYS = (rules.DATES_TO - rules.DATES_FROM).days


def age_days(cell: Cell, unit: AgeUnit) -> tuple[int | None, str]:
    """Whole days, or ``None`` with the reason; an empty cell gives neither. No age is below 0."""
    q = read_number(cell)
    if q.value is None:
        return None, q.reason
    if q.unit:
        return None, "satuan_lain"
    days = months_to_days(q.value) if unit == "months" else int(days_and_months(np.array([q.value]), unit)[0][0])
    return (days, "") if 0 <= days <= LONGEST_DAYS else (None, "di_luar_batas")


def months_to_days(months: float) -> int:
    """Whole days as WHO counts them (x 30.4375, half up), but never in the age group below.

    60 months are 1,826.25 days, and at 1,826 the child would still count as under five.
    """
    days = int(days_and_months(np.array([months]), "months")[0][0])
    return days + any(days / DAYS_PER_MONTH < top <= months for _, top in AGE_BANDS_MONTHS.values())
