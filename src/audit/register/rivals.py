"""Inside a group that links connect: which descriptions must stay apart all the same (twins, children of one name)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.register.clusters import Pair
from audit.register.evidence import Evidence
from audit.register.judging import APART, Measured, judge
from audit.register.names import CLOSE, DIFFERENT, PARTIAL, SAME, UNKNOWN
from audit.register.signatures import Signatures

__all__ = ["Rivals", "rivals"]


_SERIAL = 4  # last digits of a NIK: PPKKCC DDMMYY SSSS (reference/domain.md 8.4)


@dataclass(frozen=True, slots=True)
class Rivals:
    """Pairs ``i < j`` that are two children, and pairs that only a person may join."""

    apart: frozenset[Pair]
    doubtful: frozenset[Pair]

    @property
    def all(self) -> frozenset[Pair]:
        """Every pair that is not joined by rule."""
        return self.apart | self.doubtful


def rivals(inside: Evidence, sig: Signatures, group: NDArray[np.int64], measured: Measured) -> Rivals:
    """Judge every pair inside each group of connected descriptions.

    Two spellings of a name in one group are a typing error or twins whose names rhyme. What any of their rows
    contradict is counted over all of them: measured differently on one day, two serials of NIK, two birth weights. The
    first, or both others, make two children; one of the others is doubtful, and so are two spellings that come back on
    several days in turn, as typing errors do not.
    """
    verdict = judge(inside, sig)
    apart = (verdict == APART) & ~_bridged(inside)
    spelt = inside.levels["name"]
    other_spelling = (spelt != SAME) & (spelt != UNKNOWN)
    code = pd.factorize(sig.text("name"))[0]
    low, high = np.minimum(code[inside.i], code[inside.j]), np.maximum(code[inside.i], code[inside.j])
    against = pd.DataFrame(
        {
            "day": inside.levels["same_day"] == DIFFERENT,
            "nik": _serials_differ(inside, sig),
            "kg": inside.levels["birth_weight"] == DIFFERENT,
        }
    )[other_spelling]
    spellings = [group[inside.i][other_spelling], low[other_spelling], high[other_spelling]]
    found = against.groupby(spellings).transform("max")
    two = np.zeros(len(inside), bool)
    one = np.zeros(len(inside), bool)
    two[other_spelling] = found["day"] | (found["nik"] & found["kg"])
    one[other_spelling] = found["nik"] | found["kg"]
    one |= other_spelling & _in_turn(inside, group, code, measured)
    return Rivals(_pairs(inside, apart | two), _pairs(inside, one & ~two & ~apart))


def _serials_differ(inside: Evidence, sig: Signatures) -> NDArray[np.bool_]:
    """Two intact NIK that differ in their serial alone, as those of twins do; elsewhere one is mistyped."""
    before_serial = np.array([nik[:-_SERIAL] for nik in sig.text("nik")], object)
    return (inside.levels["nik"] == DIFFERENT) & (before_serial[inside.i] == before_serial[inside.j])


def _in_turn(
    inside: Evidence, group: NDArray[np.int64], code: NDArray[np.int64], measured: Measured
) -> NDArray[np.bool_]:
    """Both spellings were used on two days or more, and neither only before the other."""
    days: dict[tuple[int, int], set[int]] = defaultdict(set)
    for k in np.unique(np.concatenate([inside.i, inside.j])).tolist():
        days[int(group[k]), int(code[k])].update(measured.get(k, {}))

    def in_turn(i: int, j: int) -> bool:
        a, b = days[int(group[i]), int(code[i])], days[int(group[j]), int(code[j])]
        return len(a) > 1 and len(b) > 1 and min(a) <= max(b) and min(b) <= max(a)

    return np.fromiter(map(in_turn, inside.i.tolist(), inside.j.tolist()), bool, len(inside))


def _bridged(inside: Evidence) -> NDArray[np.bool_]:
    """Names that differ because each is a typing error or a cut of a third ("Satria", "Satria Adi", "Satri Adi")."""
    level = inside.levels["name"]
    friends: dict[int, dict[int, int]] = defaultdict(dict)
    for i, j, how in zip(inside.i.tolist(), inside.j.tolist(), level.tolist(), strict=True):
        if how in (CLOSE, PARTIAL):
            friends[i][j] = friends[j][i] = how
    bridged = np.zeros(len(inside), bool)
    for row in np.flatnonzero(level == DIFFERENT):
        a, b = friends[int(inside.i[row])], friends[int(inside.j[row])]
        bridged[row] = any(CLOSE in (a[k], b[k]) for k in a.keys() & b.keys())
    return bridged


def _pairs(evidence: Evidence, rows: NDArray[np.bool_]) -> frozenset[Pair]:
    return frozenset(zip(evidence.i[rows].tolist(), evidence.j[rows].tolist(), strict=True))
