"""The LMS formula, its restricted form beyond 3 SD, and their inverse (rules Z1 and Z2 of WHO).

L is never 0 in WHO's tables (nearest: 1e-4), so that no logarithmic branch is needed.
"""

from __future__ import annotations

import numpy as np

from audit.reference.anthropometry_rules import RESTRICTED_BEYOND

__all__ = ["sd_value", "value", "z_linear", "z_restricted"]

_EDGE = RESTRICTED_BEYOND


def sd_value(z: float | np.ndarray, L: np.ndarray, M: np.ndarray, S: np.ndarray) -> np.ndarray:
    """Measurement at ``z`` SD, by the plain formula."""
    return M * (1 + L * S * z) ** (1 / L)


def z_linear(y: np.ndarray, M: np.ndarray, S: np.ndarray) -> np.ndarray:
    """Return the z of heights and head circumference, whose L is 1: (y/M - 1) / S."""
    return (y / M - 1) / S


def z_restricted(y: np.ndarray, L: np.ndarray, M: np.ndarray, S: np.ndarray) -> np.ndarray:
    """Return ((y/M)^L - 1) / (L S) up to 3 SD; beyond, each SD is as wide as the one from 2 to 3."""
    z = y / M
    np.power(z, L, out=z)
    z -= 1
    z /= S * L
    rows = np.flatnonzero(np.abs(z) > _EDGE)
    if len(rows):
        side, lms = np.sign(z[rows]), (L[rows], M[rows], S[rows])
        edge = sd_value(side * _EDGE, *lms)
        step = np.abs(edge - sd_value(side * (_EDGE - 1), *lms))
        z[rows] = side * _EDGE + (y[rows] - edge) / step
    return z


def value(z: np.ndarray, L: np.ndarray, M: np.ndarray, S: np.ndarray, *, restricted: bool) -> np.ndarray:
    """Measurement at ``z``: the inverse of ``z_restricted``, or of ``z_linear``."""
    if not restricted:
        return sd_value(z, L, M, S)
    inside = np.clip(z, -_EDGE, _EDGE)
    step = np.abs(sd_value(inside, L, M, S) - sd_value(inside - np.sign(inside), L, M, S))
    return sd_value(inside, L, M, S) + (z - inside) * step
