"""How a child was measured, and the length or height that is used (rules M1, M2 and A4 of WHO anthro)."""

from __future__ import annotations

import numpy as np

from audit.anthropometry.inputs import LYING, MISSING, STANDING, UNKNOWN
from audit.reference.anthropometry_rules import (
    HEIGHT_FROM_DAYS,
    HEIGHT_TABLE_FROM_CM,
    LENGTH_MINUS_HEIGHT_CM,
    STANDING_PLAUSIBLE_FROM_MONTHS,
)

__all__ = ["by_height", "lenhei_used", "posture_used"]


def posture_used(posture: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Posture codes; MISSING where the code is unknown or a child under nine months is said to stand."""
    doubtful = (posture == STANDING) & (months < STANDING_PLAUSIBLE_FROM_MONTHS)
    return np.where(doubtful | (posture == UNKNOWN), np.int8(MISSING), posture)


def lenhei_used(lenhei: np.ndarray, posture: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Length under 731 days, height from then on: 0.7 cm added or taken off where the child was measured otherwise.

    ``posture`` as used. Where posture or age is missing, the measurement stays as it is.
    """
    longer = (posture == STANDING) & (days < HEIGHT_FROM_DAYS)
    shorter = (posture == LYING) & (days >= HEIGHT_FROM_DAYS)
    return lenhei + (LENGTH_MINUS_HEIGHT_CM * longer - LENGTH_MINUS_HEIGHT_CM * shorter)


def by_height(lenhei: np.ndarray, posture: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Whether weight is judged by height (True) or by length.

    By age; without age by posture; without both, by height from 87 cm on.
    """
    tall = days >= HEIGHT_FROM_DAYS
    ageless = np.flatnonzero(np.isnan(days))
    if len(ageless):
        by_length = lenhei[ageless] >= HEIGHT_TABLE_FROM_CM
        known = posture[ageless]
        tall[ageless] = np.where(known == MISSING, by_length, known == STANDING)
    return tall
