"""What rounding of heights does near a cut-off: some hundredths of z hold a whole centimetre, others none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.anthropometry import lms
from audit.reference.heaping_rules import (
    EXCESS_WINDOW,
    FIT_REACH,
    HUNDREDTHS,
    LEAST_FACTOR,
    LEAST_FINE,
    MIX_CHILDREN,
    MIX_LEFT_OUT,
    ROUNDING_STEPS_CM,
)

__all__ = ["Rounding", "rounding_mix"]

_MM = 10
_EDGES = np.arange(-EXCESS_WINDOW, EXCESS_WINDOW + 1)


class Rounding:
    """Which written heights have a z in which hundredth near a cut-off, summed once for all levels of areas.

    ``children``: ``sex``, ``age_days``, ``lenhei_cm`` as written, ``shift_cm`` (what the posture adds for the z-score),
    ``hundredths``. ``group``: a whole number a child; areas of every level are made of whole groups. Height for age
    only.
    """

    def __init__(self, children: pd.DataFrame, group: np.ndarray) -> None:
        from scipy.sparse import csr_array

        self._cm, self._hundredths = children["lenhei_cm"].to_numpy(), children["hundredths"].to_numpy()
        # Children of one sex, age and posture have the same heights in each hundredth: a district has few such kinds.
        what = ["sex", "age_days", "shift_cm"]
        kind, kinds = children.groupby(what, sort=False).ngroup().to_numpy(), children[what].drop_duplicates()
        _, self._first_child, group = np.unique(group, return_index=True, return_inverse=True)
        self._children = csr_array((np.ones(len(kind)), (group, kind)), shape=(len(self._first_child), len(kinds)))
        _, M, S = lms("haz", kinds["sex"].to_numpy(dtype=object), kinds["age_days"].to_numpy())
        self._sd, self._median_cm = M * S, M - kinds["shift_cm"].to_numpy()
        self._held: dict[int, np.ndarray] = {}

    def factor(self, unit: np.ndarray, units: int, cutoff: int) -> np.ndarray:
        """Children found over children expected without rounding, by unit and hundredth: (units, 2 FIT_REACH).

        ``unit`` of each child, 0 .. units - 1. Each child's own age and sex say which written heights have a z in which
        hundredth; the unit's last digits say how many round to 1, 0.5 and 0.1 cm. 1 beyond EXCESS_WINDOW on both sides.
        """
        mix = rounding_mix(self._cm, self._hundredths, unit, units, cutoff)
        unit_of_group = unit[self._first_child]
        held = np.zeros((units, len(_EDGES) - 1))
        for share, of_groups in zip(mix.T, self._held_by_group(cutoff), strict=True):
            np.add.at(held, unit_of_group, of_groups * share[unit_of_group][:, None])
        out = np.ones((units, 2 * FIT_REACH))
        children_of = np.bincount(unit, minlength=units)
        there = children_of > 0
        near = np.maximum((held[there].T / children_of[there]).T, LEAST_FACTOR)
        out[there, FIT_REACH - EXCESS_WINDOW : FIT_REACH + EXCESS_WINDOW] = near
        return out

    def _held_by_group(self, cutoff: int) -> np.ndarray:
        """Written heights by step of rounding, group and hundredth, over those that would be there without rounding."""
        if cutoff not in self._held:
            # A z of two decimals is of hundredth h from half a hundredth below it.
            z = (cutoff + _EDGES - 0.5) / HUNDREDTHS
            edges = self._median_cm[:, None] + self._sd[:, None] * z
            heights = (
                np.diff(np.ceil(edges / step), axis=1) * (step * HUNDREDTHS / self._sd)[:, None]
                for step in ROUNDING_STEPS_CM
            )
            self._held[cutoff] = np.stack([self._children @ of_kinds for of_kinds in heights])
        return self._held[cutoff]


def rounding_mix(cm: np.ndarray, hundredths: np.ndarray, unit: np.ndarray, units: int, cutoff: int) -> np.ndarray:
    """Share of heights by unit that are rounded to 1, 0.5 and 0.1 cm, from last digits; (units, 3), sums to 1.

    Digits of children near the cut-off are left out: they may be made. A unit's digits are added to MIX_CHILDREN ones
    that are spread as in the whole district; at least LEAST_FINE count as unrounded, so that no height is impossible.
    """
    far = np.abs(hundredths - cutoff) > MIX_LEFT_OUT
    digits = np.rint(cm[far] * _MM).astype(np.int64) % _MM
    counts = np.bincount(unit[far] * _MM + digits, minlength=units * _MM).reshape(units, _MM).astype(np.float64)
    counts += MIX_CHILDREN * (counts.sum(axis=0) + 1) / (counts.sum() + _MM)
    share = counts / counts.sum(axis=1, keepdims=True)
    fine = np.clip((1 - share[:, 0] - share[:, 5]) * _MM / (_MM - 2), LEAST_FINE, 1)
    half = np.clip(2 * (share[:, 5] - fine / _MM), 0, 1 - fine)
    return np.stack([1 - fine - half, half, fine], axis=1)
