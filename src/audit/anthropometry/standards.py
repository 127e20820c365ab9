"""WHO's tables laid out for lookup by whole arrays: a place for every child, one that holds NaN for those without."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from audit.reference.growth_standards import SEXES, TableName, lms_table

__all__ = ["AgeStandard", "LengthStandard", "age_place", "age_standard", "length_standard"]

Lms = tuple[np.ndarray, np.ndarray, np.ndarray]
_MM_PER_CM = 10


@dataclass(frozen=True, slots=True)
class AgeStandard:
    """L, M, S of one index: boys' days from 0, girls' days from 0, one NaN; NaN also before the table begins."""

    flat: Lms

    def lms(self, place: np.ndarray) -> Lms:
        """L, M, S at each place, see ``age_place``."""
        L, M, S = (column.take(place, mode="clip") for column in self.flat)
        return L, M, S

    def ms(self, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """M and S alone, of an index whose L is 1."""
        _, M, S = self.flat
        return M.take(place, mode="clip"), S.take(place, mode="clip")


@cache
def age_standard(name: TableName) -> AgeStandard:
    """One of the seven tables by age; all end at the same day, so that a place is a place in each."""
    table = lms_table(name)
    empty = np.full((len(SEXES), table.first), np.nan)
    L, M, S = (np.append(np.hstack([empty, column]).ravel(), np.nan) for column in (table.L, table.M, table.S))
    return AgeStandard((L, M, S))


def age_place(sex: np.ndarray, days: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Place in every ``AgeStandard``, that of NaN except where ``inside``: a known sex and a day of the tables."""
    size = lms_table("haz").last + 1
    return np.where(inside, sex * float(size) + days, len(SEXES) * size).astype(np.intp)


@dataclass(frozen=True, slots=True)
class LengthStandard:
    """Weight for length, then for height: boys, girls of each, by 0.1 cm; then one NaN. ``step``: to the next row."""

    first_cm: np.ndarray
    last_cm: np.ndarray
    start: np.ndarray
    flat: Lms
    step: Lms

    def lms(self, sex: np.ndarray, cm: np.ndarray, height: np.ndarray, known: np.ndarray) -> Lms:
        """L, M, S, each linear between rows; NaN outside the table, never the other one, or where not ``known``."""
        which = height.view(np.int8)
        inside = known & (cm >= self.first_cm.take(which)) & (cm <= self.last_cm.take(which))
        mm = cm * _MM_PER_CM
        row = np.floor(mm)
        mm -= row
        row += self.start.take(which * np.int8(len(SEXES)) + sex, mode="clip")
        place = np.where(inside, row, len(self.flat[0]) - 1).astype(np.intp)
        L, M, S = (self._between(place, mm, i) for i in range(len(self.flat)))
        return L, M, S

    def _between(self, place: np.ndarray, part: np.ndarray, i: int) -> np.ndarray:
        """The i-th of L, M, S at a place and some part of the way to the next."""
        found = self.step[i].take(place, mode="clip")
        found *= part
        found += self.flat[i].take(place, mode="clip")
        return found


@cache
def length_standard() -> LengthStandard:
    """Both tables of weight by length as one."""
    tables = [lms_table("wfl"), lms_table("wfh")]
    sizes = [table.M.shape[1] for table in tables for _ in SEXES]
    firsts = [table.first for table in tables for _ in SEXES]
    columns = [[getattr(table, letter) for table in tables] for letter in "LMS"]
    steps = [[np.diff(c, axis=1, append=c[:, -1:]) for c in column] for column in columns]
    return LengthStandard(
        first_cm=np.array([table.first / _MM_PER_CM for table in tables]),
        last_cm=np.array([table.last / _MM_PER_CM for table in tables]),
        start=np.cumsum([0.0, *sizes[:-1]]) - firsts,
        flat=_flat(columns),
        step=_flat(steps),
    )


def _flat(lms: list[list[np.ndarray]]) -> Lms:
    L, M, S = (np.append(np.concatenate([c.ravel() for c in column]), np.nan) for column in lms)
    return L, M, S
