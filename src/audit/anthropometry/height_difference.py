"""Height-for-age difference: how many centimetres a child is from the WHO median of its age and sex."""

from __future__ import annotations

from typing import Any

import numpy as np

from audit.anthropometry.curves import lms

__all__ = ["height_difference"]


def height_difference(sex: Any, age_days: Any, lenhei_used: Any) -> np.ndarray:
    """Length or height minus WHO's median, in cm; below zero is shorter than the median.

    Parameters
    ----------
    sex, age_days : as ``lms``.
    lenhei_used : cm as the standard takes it, ``lenhei_used`` of ``zscores``: lying before 731 days, standing from then
        on.

    NaN where the age, the sex or the height is missing and outside the table. Flags are the caller's affair: an
    implausible height gives an implausible difference. Unlike z-scores it is not divided by a spread that grows with
    age, so it shows whether a gap in centimetres closes (Leroy et al., J Nutr 2015;145:1675-1678).
    """
    return np.asarray(lenhei_used, dtype=np.float64) - lms("haz", sex, age_days)[1]
