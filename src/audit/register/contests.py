"""Descriptions that two children claim: a typing error between the names of twins, a baby without a name.

Where a group holds two children, what both share (birth date, parent, place) says nothing about whose a third row is;
a gap in one of them must not decide it. Only what tells the two apart counts here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from math import log2

import numpy as np
from numpy.typing import NDArray

from audit.reference import linkage_rules as rules
from audit.register.clusters import Pair
from audit.register.evidence import Evidence
from audit.register.names import DIFFERENT

__all__ = ["contests"]

_OWN = ("name", "sex", "nik", "birth_weight", "birth_length", "same_day")
_FAMILY = ("parent", "area", "posyandu")


def contests(near: Evidence, apart: Set[Pair], inside: Evidence) -> tuple[frozenset[int], frozenset[Pair]]:
    """Return the descriptions that nobody but a person may join, and the pairs that lose to a rival.

    ``near`` are pairs that may be one child, ``apart`` pairs that are not joined (both ``i < j``), ``inside`` all pairs
    of the groups. A description is torn where two rivals fit it almost equally well (less than ``RIVAL_MARGIN`` bits
    between them); otherwise the better one keeps it, as does the one that it is not ``apart`` from.
    """
    foes: dict[int, set[int]] = defaultdict(set)
    for i, j in apart:
        foes[i].add(j)
        foes[j].add(i)
    friends: dict[int, dict[int, int]] = defaultdict(dict)
    for row, (i, j) in enumerate(zip(near.i.tolist(), near.j.tolist(), strict=True)):
        if i in foes or j in foes:
            friends[i][j] = friends[j][i] = row
    own, family, birth = (_bits(near, fields) for fields in (_OWN, _FAMILY, ("birth_date",)))
    strangers, other_birth = (_pairs_at(inside, field, apart) for field in ("parent", "birth_date"))
    torn: set[int] = set()
    lost: set[Pair] = set()
    for k, claims in friends.items():
        for a, row in claims.items():
            for b in foes.get(a, ()):
                if b not in claims or b < a or (a in foes[k]) != (b in foes[k]):
                    continue
                pair, other = (a, b), claims[b]
                lead = own[row] - own[other]
                lead += (family[row] - family[other]) if pair in strangers else 0.0
                lead += (birth[row] - birth[other]) if pair in other_birth else 0.0
                if abs(lead) < rules.RIVAL_MARGIN:
                    torn.add(k)
                else:
                    loser = b if lead > 0 else a
                    lost.add((min(k, loser), max(k, loser)))
    return frozenset(torn), frozenset(lost)


def _bits(near: Evidence, fields: tuple[str, ...]) -> NDArray[np.float64]:
    """What each level costs against agreement; nothing where a side does not know."""
    total = np.zeros(len(near))
    for field in fields:
        total += np.array([_cost(field, level) for level in rules.LEVELS])[near.levels[field]]
    return total


def _cost(field: str, level: str) -> float:
    m = rules.M[field]
    if level not in m:
        return 0.0
    if field == "same_day":
        return log2(m[level] / rules.U[field][level])
    if field == "nik" and level == "same":
        return -log2(rules.RAREST[field])
    return log2(m[level] / m["same"]) - (log2(rules.NEIGHBOURS) if level == "close" and field == "name" else 0.0)


def _pairs_at(inside: Evidence, field: str, apart: Set[Pair]) -> set[Pair]:
    """Pairs of ``apart`` that differ in a field."""
    rows = inside.levels[field] == DIFFERENT
    return set(zip(inside.i[rows].tolist(), inside.j[rows].tolist(), strict=True)) & apart
