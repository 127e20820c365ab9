"""Inside a group that links connect: which descriptions must stay apart all the same (twins, children of one name)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.reference import linkage_rules as rules
from audit.register.clusters import Pair
from audit.register.evidence import Evidence
from audit.register.judging import APART, Measured, judge
from audit.register.names import CLOSE, DIFFERENT, PARTIAL, SAME
from audit.register.signatures import Signatures
from audit.register.spellings import date_contrasts, name_contrasts, parent_contrasts

__all__ = ["Rivals", "rivals"]


_PERSONAL = ("name", "birth_date", "sex", "parent", "nik", "birth_weight", "same_day")
_SERIAL = 4  # last digits of a NIK: PPKKCC DDMMYY SSSS (reference/domain.md 8.4)


@dataclass(frozen=True, slots=True)
class Rivals:
    """Pairs ``i < j`` that are not joined by rule.

    ``apart`` are two children, ``doubtful`` ones only a person may join; ``unlikely`` ones contradict each other in
    nothing, but have too little in common.
    """

    apart: frozenset[Pair]
    doubtful: frozenset[Pair]
    unlikely: frozenset[Pair]


def rivals(
    inside: Evidence, sig: Signatures, group: NDArray[np.int64], measured: Measured, files: Mapping[int, Set[str]]
) -> Rivals:
    """Judge every pair inside each group of connected descriptions; ``files`` names those that hold a description.

    Two spellings of a name in one group are a typing error or twins whose names rhyme. What any of their rows
    contradict is counted over all of them: measured differently on one day, two serials of NIK, two birth weights. The
    first, or both others, make two children; one of the others is doubtful, and so are two spellings that both come
    back, as typing errors do not, or that are as likely two names (Rafa, Rafi) where no NIK says that they are one:
    twins often have one birth weight. Spellings of one sound ("Zidan", "Zidhan") come back in one child too, from one
    file to the next: they are doubtful only where they come in turn.

    Children of one name are told apart in the same way: by two birth dates that both come back and two results of one
    day; other parents are doubtful with two results of one day, or where both come back in one file, which names a
    child's parents in one way. Birth dates so far apart that one mother may have borne both, and other parents in
    another place, are doubtful wherever they stand, unless a NIK or the same results of one day say that they are one.
    """
    spelt, dated, descended = (
        find(inside, sig, group, measured) for find in (name_contrasts, date_contrasts, parent_contrasts)
    )
    apart = (judge(inside, sig) == APART) & ~_bridged(inside)
    against = np.any([inside.levels[field] == DIFFERENT for field in _PERSONAL], axis=0)
    collide = inside.levels["same_day"] == DIFFERENT
    one_sound = inside.levels["name"] == SAME
    nik = spelt.anywhere(_serials_differ(inside, sig)) & ~one_sound
    kg = spelt.anywhere(inside.levels["birth_weight"] == DIFFERENT) & ~one_sound
    one_nik, one_visit = inside.levels["nik"] == SAME, inside.levels["same_day"] == SAME
    names = spelt.any(spelt.two_names) & ~spelt.anywhere(one_nik)
    siblings = _siblings_dates(inside, sig, measured) & ~dated.anywhere(one_nik | one_visit)
    namesakes = _strangers_elsewhere(inside) & ~descended.anywhere(one_nik | one_visit)
    back, turn = (spelt.any(spelt.comes_back) | names) & ~one_sound, spelt.any(spelt.in_turn)
    two = spelt.anywhere(collide) | (nik & kg) | (dated.anywhere(collide) & dated.any(dated.comes_back))
    parents = descended.anywhere(collide) | (descended.any(descended.comes_back) & _in_one_file(inside, files))
    one = nik | kg | back | turn | parents | siblings | namesakes
    return Rivals(
        apart=_pairs(inside, (apart & against) | two),
        doubtful=_pairs(inside, one & ~two & ~apart),
        unlikely=_pairs(inside, apart & ~against & ~two),
    )


def _in_one_file(inside: Evidence, files: Mapping[int, Set[str]]) -> NDArray[np.bool_]:
    """One file names other parents on each side, and no NIK says that it is one child."""
    found = (inside.levels["parent"] == DIFFERENT) & (inside.levels["nik"] != SAME)
    for row in np.flatnonzero(found).tolist():
        found[row] = bool(files[int(inside.i[row])] & files[int(inside.j[row])])
    return found


def _siblings_dates(inside: Evidence, sig: Signatures, measured: Measured) -> NDArray[np.bool_]:
    """Birth dates between which one mother may have borne another child; a date after a visit is none, it is wrong."""
    first_visit = [min(measured.get(k, {}), default=born) for k, born in enumerate(sig.days.tolist())]
    good = sig.has_day & (np.array(first_visit, np.int64) >= sig.days)
    days = np.where(good, sig.days, 0)
    return good[inside.i] & good[inside.j] & (np.abs(days[inside.i] - days[inside.j]) >= rules.BIRTHS_APART_DAYS)


def _strangers_elsewhere(inside: Evidence) -> NDArray[np.bool_]:
    """No parent in common, and another posyandu, desa or kecamatan."""
    elsewhere = np.isin(inside.levels["area"], (CLOSE, DIFFERENT)) | (inside.levels["posyandu"] == DIFFERENT)
    return (inside.levels["parent"] == DIFFERENT) & elsewhere


def _serials_differ(inside: Evidence, sig: Signatures) -> NDArray[np.bool_]:
    """Two intact NIK that differ in their serial alone, as those of twins do; elsewhere one is mistyped."""
    before_serial = np.array([nik[:-_SERIAL] for nik in sig.text("nik")], object)
    return (inside.levels["nik"] == DIFFERENT) & (before_serial[inside.i] == before_serial[inside.j])


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
