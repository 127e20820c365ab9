"""What speaks for and against two descriptions being one child, in bits (Fellegi and Sunter).

Sources and weights: ``audit.reference.linkage_rules``. A field that one side does not know says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.reference import linkage_rules as rules
from audit.register.names import CLOSE, DIFFERENT, PARTIAL, SAME, UNKNOWN, alike
from audit.register.signatures import Signatures

__all__ = ["FIELDS", "Evidence", "birth_date_level", "enough", "weigh"]

Levels = NDArray[np.int8]
Index = NDArray[np.int64]
FIELDS = ("name", "birth_date", "sex", "parent", "area", "posyandu", "nik", "birth_weight", "birth_length", "same_day")
_AT_MOST = 8.0  # bits that posyandu and same day can still add


@dataclass(frozen=True)
class Evidence:
    """Pairs ``i < j`` of descriptions: level of likeness by field, and ``score``, log2 of the odds, prior included."""

    i: Index
    j: Index
    levels: dict[str, Levels]
    score: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.i)

    def take(self, rows: NDArray) -> Evidence:
        """Return some of the pairs."""
        return Evidence(self.i[rows], self.j[rows], {f: v[rows] for f, v in self.levels.items()}, self.score[rows])


class _Shares:
    """How common each value is: codes by description, and the weight of agreeing on it."""

    def __init__(self, field: str, values: NDArray | pd.Series, within: NDArray | None = None) -> None:
        codes, _ = pd.factorize(pd.Series(values).replace("", None))
        self.codes = codes
        known = codes >= 0
        counts = np.bincount(codes[known], minlength=1) if known.any() else np.ones(1, int)
        total = np.maximum(known.sum() if within is None else within, rules.SHARE_OF_AT_LEAST + 2) - 2
        # The pair itself is left out: what matters is how many others share the value.
        others = np.where(known, counts[codes] - 2, 0).clip(min=0)
        self.u = np.maximum(others / total, rules.RAREST[field])
        m = rules.M[field]["same"] if field in rules.M else 1.0
        self.bits = np.where(known, np.log2(m / self.u), 0.0)


def prior(n: int) -> float:
    """Return log2 of the odds before any evidence: one match a row among all rows."""
    return -log2(max(n, rules.POPULATION_MIN))


def enough(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Which descriptions say so much that two rows of exactly that are one child; never without a birth date."""
    bits = np.full(len(frame), prior(len(frame)))
    for field, column in (("name", "name"), ("sex", "sex"), ("birth_date", "birth_date"), ("area", "area_code")):
        bits += _Shares(field, frame[column]).bits
    bits += _Shares("parent", frame["persons"]).bits + _Shares("nik", frame["nik"]).bits
    return (bits >= rules.LINK_FROM) & frame["birth_date"].notna().to_numpy()


def weigh(sig: Signatures, i: Index, j: Index, *, every: bool = False) -> Evidence:
    """Compare pairs of descriptions field by field; days of measurement come later (``judging.same_day``).

    Pairs that nothing left could lift to a decision are dropped early, unless ``every`` pair is wanted.
    """
    levels: dict[str, Levels] = {}
    score = np.full(len(i), prior(len(sig)))

    def add(field: str, level: Levels, same_bits: NDArray | float) -> None:
        levels[field] = level
        score[:] += _bits(field, level, same_bits)

    days = _Shares("birth_date", pd.Series(np.where(sig.has_day, sig.days, np.nan)))
    add("birth_date", birth_date_level(sig, i, j), days.bits[i])
    sex = _Shares("sex", sig.text("sex"))
    add("sex", _equal(sex.codes, i, j), sex.bits[i])
    levels["area"], bits = _area(sig, i, j)
    score += bits
    nik = _Shares("nik", sig.text("nik"))
    add("nik", _equal(nik.codes, i, j), nik.bits[i])
    for field, column, tolerance in (
        ("birth_weight", "birth_weight_kg", rules.BIRTH_WEIGHT_TOLERANCE_KG),
        ("birth_length", "birth_length_cm", rules.BIRTH_LENGTH_TOLERANCE_CM),
    ):
        values = sig.frame[column].to_numpy(float)
        add(field, _within(values[i], values[j], tolerance), _Shares(field, pd.Series(values)).bits[i])
    levels["name"], bits = _names(sig, i, j)
    score += bits
    keep = every | (score + float(-np.log2(rules.RAREST["parent"])) + _AT_MOST >= rules.DECIDE_FROM)
    some = Evidence(i, j, levels, score).take(keep)
    return _with_parents(sig, some)


def birth_date_level(sig: Signatures, i: Index, j: Index) -> Levels:
    """Same date, a typing error away (``CLOSE``), day and month swapped (``PARTIAL``), or another date."""
    known = sig.has_day[i] & sig.has_day[j]
    apart = np.abs(np.where(known, sig.days[i] - sig.days[j], 0))
    a, b = sig.date_parts[:, i], sig.date_parts[:, j]
    one_part = (a != b).sum(axis=0) == 1
    swapped = (a[0] == b[0]) & (a[1] == b[2]) & (a[2] == b[1])
    close = one_part | (apart == 1)
    return np.select([~known, apart == 0, swapped, close], [UNKNOWN, SAME, PARTIAL, CLOSE], DIFFERENT).astype(np.int8)


def _equal(codes: NDArray, i: Index, j: Index) -> Levels:
    a, b = codes[i], codes[j]
    return np.select([(a < 0) | (b < 0), a == b], [UNKNOWN, SAME], DIFFERENT).astype(np.int8)


def _within(a: NDArray, b: NDArray, tolerance: float) -> Levels:
    apart = np.abs(a - b)
    return np.select([np.isnan(apart), apart <= tolerance], [UNKNOWN, SAME], DIFFERENT).astype(np.int8)


def _bits(field: str, level: Levels, same_bits: NDArray | float) -> NDArray[np.float64]:
    """Bits of each level: agreement by the value's share, the rest by fixed odds."""
    m, u = rules.M[field], rules.U.get(field, {})
    fixed = [log2(m[name] / u.get(name, 1.0)) if name in m else 0.0 for name in rules.LEVELS]
    return np.where(level == SAME, same_bits, np.array(fixed)[level])


def _area(sig: Signatures, i: Index, j: Index) -> tuple[Levels, NDArray[np.float64]]:
    code = sig.text("area_code")
    area, above = _Shares("area", code), _Shares("area", np.array([c.rpartition(".")[0] for c in code], object))
    level = _equal(area.codes, i, j)
    level[(level == DIFFERENT) & (above.codes[i] == above.codes[j])] = CLOSE
    bits = _bits("area", level, area.bits[i])
    return level, np.where(level == CLOSE, log2(rules.M["area"]["close"]) - np.log2(above.u[i]), bits)


def _names(sig: Signatures, i: Index, j: Index) -> tuple[Levels, NDArray[np.float64]]:
    text = sig.text("name")
    full = _Shares("name", text)
    first = _Shares("first", np.array([t.partition(" ")[0] for t in text], object))
    level = _alike_codes(full.codes, text, i, j)
    likeness = np.maximum(full.u[i], full.u[j])
    return level, _name_bits("name", level, likeness, np.maximum(first.u[i], first.u[j]))


def _name_bits(field: str, level: Levels, u: NDArray, u_first: NDArray) -> NDArray[np.float64]:
    m = rules.M[field]
    return np.select(
        [level == SAME, level == CLOSE, level == PARTIAL, level == DIFFERENT],
        [
            np.log2(m["same"] / u),
            np.log2(m["close"] / (rules.NEIGHBOURS * u)),
            np.log2(m["partial"] / u_first),
            log2(m["different"]),
        ],
        0.0,
    )


def _alike_codes(codes: NDArray, text: NDArray, i: Index, j: Index) -> Levels:
    """Compare each distinct pair of names once."""
    a, b = np.minimum(codes[i], codes[j]), np.maximum(codes[i], codes[j])
    known = a >= 0
    pair, inverse = np.unique(a[known].astype(np.int64) * (codes.max(initial=0) + 1) + b[known], return_inverse=True)
    example = np.zeros(codes.max(initial=0) + 1, np.int64)
    example[codes[codes >= 0]] = np.flatnonzero(codes >= 0)
    left, right = np.divmod(pair, codes.max(initial=0) + 1)
    level = np.full(len(i), UNKNOWN, np.int8)
    level[known] = alike(text[example[left]].tolist(), text[example[right]].tolist())[inverse]
    return level


def _with_parents(sig: Signatures, some: Evidence) -> Evidence:
    """Compare every person named on one side with every person named on the other; the best counts."""
    everybody = np.concatenate(sig.parents)
    person = _Shares("parent", everybody)
    n = len(sig)
    best = np.full(len(some), UNKNOWN, np.int8)
    bits = np.full(len(some), -np.inf)
    for left in (0, n):
        for right in (0, n):
            a, b = some.i + left, some.j + right
            level = _alike_codes(person.codes, everybody, a, b)
            u = np.maximum(person.u[a], person.u[b])
            here = np.where(
                level == UNKNOWN, -np.inf, _name_bits("parent", level, u, np.maximum(u, rules.RAREST["first"]))
            )
            better = here > bits
            best[better], bits[better] = level[better], here[better]
    score = some.score + np.where(best == UNKNOWN, 0.0, bits)
    levels = some.levels | {"parent": best}
    levels["posyandu"], posyandu_bits = _posyandu(sig, some)
    return Evidence(some.i, some.j, levels, score + posyandu_bits)


def _posyandu(sig: Signatures, some: Evidence) -> tuple[Levels, NDArray[np.float64]]:
    """A posyandu is a desa and a name; between two desa its name says nothing."""
    area, name = sig.text("area_code"), sig.text("posyandu")
    both = np.array([f"{a}|{p}" if p else "" for a, p in zip(area, name, strict=True)], object)
    in_area = (
        pd.Series(area).where(name != "").map(pd.Series(area[name != ""]).value_counts()).fillna(0).to_numpy(float)
    )
    shares = _Shares("posyandu", both, within=in_area)
    level = _equal(shares.codes, some.i, some.j)
    level[~np.isin(some.levels["area"], (SAME, UNKNOWN))] = UNKNOWN
    return level, _bits("posyandu", level, shares.bits[some.i])
