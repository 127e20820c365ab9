"""Arm, weight and haemoglobin of women: at published shares below the cut-offs, a little lower in poorer families."""

from __future__ import annotations

import numpy as np

from audit.reference.sample_registers import rates

__all__ = ["body", "haemoglobin", "thinner"]

_ARM_BELOW_CM = 23.5  # KEK (reference/domain.md 1.6)
_ANAEMIC_BELOW = {"anaemic_pregnant": 11.0, "anaemic_bride": 12.0}  # g/dL (reference/practice.md C10, C16)
_ARM_CM, _HB_G_DL, _BMI = (16.0, 45.0), (5.0, 16.5), (14.0, 45.0)  # invented women stay within
_TRIMESTER_WEEKS = 12


def thinner(wealth: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """Arm circumference in cm, below 23.5 in a share of women."""
    return np.clip(_below(wealth, share, _ARM_BELOW_CM, rates()["arm_sd"], rng), *_ARM_CM)


def haemoglobin(wealth: np.ndarray, rate: str, rng: np.random.Generator) -> np.ndarray:
    """Haemoglobin in g/dL, below the cut-off of ``anaemic_pregnant`` or ``anaemic_bride`` at that rate."""
    r = rates()
    return np.clip(_below(wealth, r[rate], _ANAEMIC_BELOW[rate], r["hb_sd"], rng), *_HB_G_DL)


def body(arm_cm: np.ndarray, height_cm: np.ndarray, weeks: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Weight in kg to 0.1: thin arms go with a low body mass index; ``weeks`` of gestation (0: none) add to it."""
    r = rates()
    bmi = (
        r["bmi_mean"]
        + r["bmi_by_arm"] * (arm_cm - _ARM_BELOW_CM - r["arm_sd"])
        + rng.normal(0, r["bmi_sd"], len(arm_cm))
    )
    gained = r["weight_gain_a_week"] * np.maximum(weeks - _TRIMESTER_WEEKS, 0)
    return np.round(np.clip(bmi, *_BMI) * (height_cm / 100) ** 2 + gained, 1)


def _below(wealth: np.ndarray, share: float, cut_off: float, sd: float, rng: np.random.Generator) -> np.ndarray:
    """Normal values of which a share lies below a cut-off."""
    from scipy.special import ndtri

    slope = rates()["poorer_women_worse"]
    z = (rng.standard_normal(len(wealth)) + slope * wealth) / np.sqrt(1 + slope**2)
    return cut_off - sd * ndtri(share) + sd * z
