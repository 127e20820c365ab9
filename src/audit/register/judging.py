"""From evidence to a verdict on each pair: one child, two children, or a person decides."""

from __future__ import annotations

from collections.abc import Mapping, Set

import numpy as np
from numpy.typing import NDArray

from audit.reference import linkage_rules as rules
from audit.register.evidence import Evidence
from audit.register.names import DIFFERENT, SAME, UNKNOWN
from audit.register.signatures import Signatures

__all__ = ["APART", "ASK", "LINK", "Measured", "judge", "same_day"]

APART, ASK, LINK = range(3)
# What was measured on each day, by description: day -> (kg, cm) of every measurement.
Measured = Mapping[int, Mapping[int, Set[tuple[float, float]]]]


def same_day(evidence: Evidence, measured: Measured) -> Evidence:
    """Add what days say on which both sides were measured: the same figures twice are one visit copied.

    Other figures on the same day speak for two children (twins, children of one name) or for one measured twice.
    """
    level = np.fromiter(
        (_days_level(measured.get(i, {}), measured.get(j, {})) for i, j in zip(evidence.i, evidence.j, strict=True)),
        np.int8,
        len(evidence),
    )
    m, u = rules.M["same_day"], rules.U["same_day"]
    bits = np.select(
        [level == SAME, level == DIFFERENT],
        [np.log2(m["same"] / u["same"]), np.log2(m["different"] / u["different"])],
        0.0,
    )
    return Evidence(evidence.i, evidence.j, evidence.levels | {"same_day": level}, evidence.score + bits)


def judge(evidence: Evidence, sig: Signatures) -> NDArray[np.int8]:
    """``LINK``, ``ASK`` or ``APART`` for each pair.

    Beyond the score: different names are never one child unless an intact NIK asks for a look; neither are two babies
    without a name, or of two birth orders, with other figures on one day. A birth date that is another or not known,
    and other figures on one day under another spelling, and a baby without a name whose sex or birth weight is
    another, are never linked without a person.
    """
    level = evidence.levels
    verdict = np.select(
        [evidence.score >= rules.LINK_FROM, evidence.score >= rules.DECIDE_FROM], [LINK, ASK], APART
    ).astype(np.int8)
    collide = level["same_day"] == DIFFERENT
    order = sig.text("order")
    a, b = order[evidence.i], order[evidence.j]
    two_orders = (a != "") & (b != "") & (a != b)
    doubtful = (
        (level["name"] == DIFFERENT)
        | (level["birth_date"] == DIFFERENT)
        | ((level["birth_date"] == UNKNOWN) & (level["nik"] != SAME))
        | (collide & (level["name"] != SAME))
        | (collide & (level["birth_weight"] == DIFFERENT))
        | ((level["name"] == UNKNOWN) & ((level["birth_weight"] == DIFFERENT) | (level["sex"] == DIFFERENT)))
    )
    verdict[doubtful & (verdict == LINK)] = ASK
    apart = (
        ((level["name"] == DIFFERENT) & (level["nik"] != SAME))
        | (collide & (level["birth_weight"] == DIFFERENT) & (level["name"] != SAME))
        | (collide & (level["name"] == UNKNOWN))
        | two_orders
    )
    verdict[apart] = APART
    return verdict


def _days_level(a: Mapping[int, Set], b: Mapping[int, Set]) -> int:
    shared = a.keys() & b.keys()
    if not shared:
        return UNKNOWN
    return SAME if all(a[day] & b[day] for day in shared) else DIFFERENT
