"""Why a z-score is missing: a fixed list of ids, the first that applies wins. Labels: ``anthropometry.reason.<id>``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.anthropometry.inputs import MISSING, UNKNOWN
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS

__all__ = ["GIVEN", "NOT_MEASURED", "REASONS", "REASON_DTYPE", "reason_codes"]

REASONS = (
    "",  # the z-score is given
    "missing_value",  # a measurement that the index needs was not given
    "infinite_value",  # it is infinite, or too large for a finite z-score
    "non_positive_value",  # it is zero or less
    "missing_sex",
    "unknown_sex",  # a code other than 1/2, m/f
    "missing_age",
    "negative_age",  # measured before birth
    "age_out_of_range",  # 60 months or more
    "age_before_table",  # arm circumference and skinfolds begin at day 91
    "oedema",  # the weight is not the child's own
    "length_out_of_range",  # no weight-for-length (45-110 cm) or weight-for-height (65-120 cm) there
)
REASON_DTYPE = pd.CategoricalDtype(list(REASONS))
GIVEN, NOT_MEASURED = 0, 1


def reason_codes(
    measured: Sequence[np.ndarray],
    sex: np.ndarray,
    days: np.ndarray,
    months: np.ndarray,
    oedema: np.ndarray,
    *,
    first_day: int | None,
) -> np.ndarray:
    """Codes (int8, places in ``REASONS``) for rows whose z-score is missing; never 0.

    ``measured``: what the index needs. ``oedema``: truth values. ``first_day``: where the table by age begins; ``None``
    for weight for height, which needs no age.
    """
    # Most have not been measured: what else there is to say is asked of the others alone.
    codes = np.full(len(months), REASONS.index("missing_value"), dtype=np.int8)
    rows = np.flatnonzero(~_any([np.isnan(y) for y in measured]))
    measured = [y[rows] for y in measured]
    sex, days, months, oedema = sex[rows], days[rows], months[rows], oedema[rows]
    by_age = first_day is not None
    conditions = {
        "infinite_value": _any([np.isinf(y) for y in measured]),
        "non_positive_value": _any([y <= 0 for y in measured]),
        "missing_sex": sex == MISSING,
        "unknown_sex": sex == UNKNOWN,
        "missing_age": np.isnan(months) & by_age,
        "negative_age": months < 0,
        "age_out_of_range": months >= AGE_LIMIT_MONTHS,
        "age_before_table": days < (first_day or 0),
        "oedema": oedema,
    }
    # What is left: weight for height outside its tables, or a measurement whose z is no longer a finite number.
    other = np.full(len(rows), REASONS.index("infinite_value" if by_age else "length_out_of_range"), dtype=np.int8)
    for id, hit in reversed(conditions.items()):
        np.putmask(other, hit, REASONS.index(id))
    codes[rows] = other
    return codes


def _any(masks: list[np.ndarray]) -> np.ndarray:
    return np.logical_or.reduce(masks)
