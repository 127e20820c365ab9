"""Prevalence with the error of measuring taken out, beside the one as measured: a sensitivity analysis."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from audit.anthropometry import lms, value_at_z
from audit.reference.anthropometry_rules import HEIGHT_FROM_DAYS, PUBLISHED_DIGITS, STUNTED_BELOW
from audit.reference.growth_standards import lms_table

__all__ = ["CorrectedPrevalence", "corrected_prevalence", "haz_error_sd"]

# Half the stretch over which growth at an age is taken: short against how it slows, long against the tables' 0.1 mm.
_STEP_DAYS = 15


@dataclass(frozen=True, slots=True)
class CorrectedPrevalence:
    """Share (0-1) of ``n`` children below the cut-off, as measured and with the error taken out.

    ``error_sd``: root mean square of the error, in z. ``reliability``: 1 - error variance / variance of z.
    ``corrected`` and ``reliability`` are ``None`` where the error assumed is not smaller than the whole spread of z,
    ``raw`` too without any child.
    """

    raw: float | None
    corrected: float | None
    error_sd: float
    reliability: float | None
    n: int


def corrected_prevalence(haz: Any, error_sd: Any, *, cutoff: float = STUNTED_BELOW) -> CorrectedPrevalence:
    """Estimate the prevalence that would be found if lengths and ages were without random error.

    Random error widens the spread of z and so puts more children beyond a cut-off than belong there. The observed z
    are drawn towards their mean until their variance is that of z less the mean error variance; their share below the
    cut-off is the corrected prevalence. The shape of the distribution is kept, which need be only nearly normal.

    Parameters
    ----------
    haz : (n,) z-scores, flagged ones left out; NaN is left out with its error.
    error_sd : SD of the error of each z, one value or (n,); see ``haz_error_sd``. 0 gives the raw prevalence.
    cutoff : z, strictly below which a child counts; z are compared as rounded to two decimals.

    Source: National Research Council 1986, Nutrient Adequacy, appendix A (the same for usual intakes). Say which error
    was assumed. Not for systematic error (a board that reads 1 cm short, heights typed at the cut-off), nor for single
    children, nor in place of the prevalence as measured.
    """
    z, sd = np.broadcast_arrays(np.asarray(haz, dtype=np.float64), np.asarray(error_sd, dtype=np.float64))
    if (sd < 0).any():
        raise ValueError("an error has a negative SD")
    known = ~(np.isnan(z) | np.isnan(sd))
    z, n = z[known], int(known.sum())
    if not n:
        return CorrectedPrevalence(None, None, 0.0, None, 0)
    error = float((sd[known] ** 2).mean())
    raw = _below(z, cutoff)
    if not error:
        return CorrectedPrevalence(raw, raw, 0.0, 1.0, n)
    variance = float(z.var(ddof=1)) if n > 1 else 0.0
    if error >= variance:
        return CorrectedPrevalence(raw, None, sqrt(error), None, n)
    kept = sqrt(1 - error / variance)
    return CorrectedPrevalence(
        raw, _below(kept * z + (1 - kept) * float(z.mean()), cutoff), sqrt(error), 1 - error / variance, n
    )


def haz_error_sd(sex: Any, age_days: Any, haz: Any, *, tem_cm: float, age_error_days: float = 0.0) -> np.ndarray:
    """SD of the error of each height-for-age z that errors of length and age bring about.

    Parameters
    ----------
    sex, age_days, haz : as in ``audit.anthropometry.zscores``, broadcast; NaN out of the standards' range.
    tem_cm : technical error of measurement, the SD of a single reading's error (sqrt(sum d^2 / 2N) of repeats), cm.
    age_error_days : SD of the error of the age.

    A length error counts over the SD of the standard at that age; an age error by how fast a child of that z would grow
    there, from the standards themselves. The two are taken as independent.
    """
    sex, age, z = np.broadcast_arrays(
        np.asarray(sex, dtype=object),
        np.asarray(age_days, dtype=np.float64),
        np.asarray(haz, dtype=np.float64),
    )
    _, M, S = lms("haz", sex, age)
    lying = age < HEIGHT_FROM_DAYS
    # Not across the day on which the tables change from length to height, 0.7 cm lower.
    before = np.maximum(age - _STEP_DAYS, np.where(lying, 0, HEIGHT_FROM_DAYS))
    after = np.minimum(age + _STEP_DAYS, np.where(lying, HEIGHT_FROM_DAYS - 1, lms_table("haz").last))
    grown = value_at_z("haz", sex, after, z) - value_at_z("haz", sex, before, z)
    cm_a_day = np.divide(grown, after - before, out=np.full(age.shape, np.nan), where=after > before)
    return np.hypot(tem_cm, age_error_days * cm_a_day) / (M * S)


def _below(z: np.ndarray, cutoff: float) -> float:
    return float((np.round(z, PUBLISHED_DIGITS) < cutoff).mean())
