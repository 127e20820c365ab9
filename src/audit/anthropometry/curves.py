"""The WHO curves themselves: L, M, S at any point, and the measurement that has a given z-score."""

from __future__ import annotations

from typing import Any

import numpy as np

from audit.anthropometry.age import whole_days
from audit.anthropometry.inputs import FEMALE, sex_codes
from audit.anthropometry.lms import value
from audit.anthropometry.standards import age_place, age_standard, length_standard
from audit.reference.anthropometry_rules import LINEAR_INDICES
from audit.reference.growth_standards import TableName, lms_table

__all__ = ["lms", "value_at_z"]


def lms(index: TableName, sex: Any, x: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """L, M and S of the standards.

    Parameters
    ----------
    index : "haz" (cm), "waz" (kg), "baz" (kg/m2), "hcz", "acz" (cm), "tsz", "ssz" (mm): ``x`` is the age in days,
        rounded half up. "wfl", "wfh" (kg for length, for height): ``x`` is in cm, linear between rows.
    sex : 1/2 or m/f. sex and x are broadcast against each other.

    Returns
    -------
    Three float arrays; NaN outside the table, where ``x`` is missing and where the sex is unknown. Age tables reach day
    1856, further than the 60 months for which z-scores are given.

    Raises ``KeyError`` for an index without a table ("whz" has two: "wfl", "wfh").
    """
    sex, x = np.broadcast_arrays(_sex(sex), np.asarray(x, dtype=np.float64))
    with np.errstate(invalid="ignore"):
        if index in ("wfl", "wfh"):
            height = np.full(x.shape, index == "wfh")
            return length_standard().lms(sex, x, height, sex <= FEMALE)
        days = whole_days(x)
        inside = (sex <= FEMALE) & (days >= 0) & (days <= lms_table(index).last)
        return age_standard(index).lms(age_place(sex, days, inside))


def value_at_z(index: TableName, sex: Any, x: Any, z: Any) -> np.ndarray:
    """Return the measurement that has z-score ``z``, in the unit of the index; the inverse of ``zscores``.

    ``index``, ``sex`` and ``x`` as in ``lms``; ``z`` is broadcast with them. Lengths and heights are as the table of
    that age takes them (lying under 731 days), weights include WHO's restricted form beyond 3 SD. NaN wherever ``lms``
    has none. Very low z can lie where no measurement does: the answer may then be negative.
    """
    z, L, M, S = np.broadcast_arrays(np.asarray(z, dtype=np.float64), *lms(index, sex, x))
    return value(z, L, M, S, restricted=index not in LINEAR_INDICES)


def _sex(sex: Any) -> np.ndarray:
    flat = np.atleast_1d(np.asarray(sex, dtype=object))
    return sex_codes(flat.ravel(), flat.size).reshape(np.shape(sex))
