"""Two spellings inside one group of rows: a slip of the pen, or two children?

A slip seldom comes back letter by letter; another name does. So what is counted is not rows but spellings: which of
them stand against each other in a group, and on which days each was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.reference import linkage_rules as rules
from audit.register.evidence import Evidence
from audit.register.judging import Measured
from audit.register.names import DIFFERENT, contrasts, other_letter, other_vowel
from audit.register.signatures import Signatures

__all__ = ["Contrasts", "date_contrasts", "name_contrasts", "parent_contrasts"]

Index = NDArray[np.int64]
Bools = NDArray[np.bool_]
Spellings = tuple[tuple[str, str], ...]
_WHOLE, _FIRST = "=", "^"  # a name as a whole, and its first word
_PERSONS = "|"


@dataclass(frozen=True)
class Contrasts:
    """One row for each pair of descriptions and two spellings in which they differ.

    ``row`` numbers the pair, ``key`` the two spellings within their group. ``comes_back``: they stand side by side too
    often for slips; ``in_turn``: and neither only before the other; ``two_names``: as likely two names as a slip.
    """

    n: int
    row: Index
    key: Index
    comes_back: Bools
    in_turn: Bools
    two_names: Bools

    def anywhere(self, pairs: Bools) -> Bools:
        """Spread what holds for one pair to every pair with the same two spellings."""
        held = np.zeros(int(self.key.max(initial=-1)) + 1, bool)
        held[self.key[pairs[self.row]]] = True
        return self.any(held[self.key])

    def any(self, flag: Bools) -> Bools:
        """Whether a pair has any contrast with that flag."""
        out = np.zeros(self.n, bool)
        out[self.row[flag]] = True
        return out


def name_contrasts(inside: Evidence, sig: Signatures, group: Index, measured: Measured) -> Contrasts:
    """Words in which known names of a pair differ; a name that is cut is held against the whole, and never comes back.

    Names are compared as written: twins may be Zidan and Zidhan.
    """

    def differing(a: str, b: str) -> Spellings:
        return contrasts(a, b) or ((_WHOLE + a, _WHOLE + b),)

    return _contrasts(inside, sig.text("written"), group, measured, differing, _words_of)


def date_contrasts(inside: Evidence, sig: Signatures, group: Index, measured: Measured) -> Contrasts:
    """Known birth dates of a pair that differ."""
    dates = np.where(sig.has_day, sig.days.astype(str), "").astype(object)
    return _contrasts(inside, dates, group, measured, lambda a, b: ((a, b),), lambda a: {a})


def parent_contrasts(inside: Evidence, sig: Signatures, group: Index, measured: Measured) -> Contrasts:
    """Persons named as parents, of pairs that have no parent in common."""
    other = inside.levels["parent"] == DIFFERENT

    def each(a: str, b: str) -> Spellings:
        return tuple(product(a.split(_PERSONS), b.split(_PERSONS)))

    return _contrasts(inside, sig.text("persons"), group, measured, each, lambda a: a.split(_PERSONS), among=other)


def _contrasts(
    inside: Evidence,
    text: NDArray[np.object_],
    group: Index,
    measured: Measured,
    differing: Callable[[str, str], Spellings],
    parts: Callable[[str], Iterable[str]],
    among: Bools | bool = True,
) -> Contrasts:
    code, uniques = pd.factorize(text)
    values: list[str] = uniques.tolist()
    a, b = code[inside.i], code[inside.j]
    rows = np.flatnonzero(among & (a != b) & (text != "")[inside.i] & (text != "")[inside.j])
    low, high = np.minimum(a[rows], b[rows]), np.maximum(a[rows], b[rows])
    pair, inverse = np.unique(low.astype(np.int64) * len(values) + high, return_inverse=True)
    spellings = [differing(*sorted((values[p // len(values)], values[p % len(values)]))) for p in pair.tolist()]
    of = group[inside.i[rows]].tolist()
    found = [
        (row, of, *sorted(two))
        for row, of, k in zip(rows.tolist(), of, inverse.tolist(), strict=True)
        for two in spellings[k]
    ]
    frame = pd.DataFrame(found, columns=["row", "group", "x", "y"])
    key = frame.groupby(["group", "x", "y"], sort=False).ngroup().to_numpy().astype(np.int64)
    two = frame[["group", "x", "y"]].drop_duplicates()
    days = _days(np.flatnonzero(np.isin(group, two["group"])).tolist(), text.tolist(), group, measured, parts)
    words = list(zip(two["group"].tolist(), two["x"].tolist(), two["y"].tolist(), strict=True))
    back, turn = _coming_back(words, days)
    borne = _bearers({*two["x"], *two["y"]}, text.tolist(), group, parts)
    names = np.array([_two_names(of, x, y, days, borne) for of, x, y in words], bool)
    return Contrasts(len(inside), frame["row"].to_numpy(np.int64), key, back[key], turn[key], names[key])


def _words_of(name: str) -> set[str]:
    words = name.split()
    return {*words, *(_FIRST + word for word in words[:1]), _WHOLE + name}


def _days(
    members: list[int],
    text: list[str],
    group: Index,
    measured: Measured,
    parts: Callable[[str], Iterable[str]],
) -> defaultdict[tuple[int, str], set[int]]:
    """On which days each spelling was written, by group."""
    days: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for k in members:
        for part in parts(text[k]):
            days[int(group[k]), part].update(measured.get(k, {}))
    return days


def _bearers(
    words: set[str], text: list[str], group: Index, parts: Callable[[str], Iterable[str]]
) -> defaultdict[str, set[int]]:
    """In which groups each word stands: about how many children bear it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for of, value in zip(group.tolist(), text, strict=True):
        for word in words.intersection(parts(value)):
            found[word].add(of)
    return found


def _two_names(
    of: int, x: str, y: str, days: Mapping[tuple[int, str], Set[int]], borne: Mapping[str, Set[int]]
) -> bool:
    """Rafa and Rafi: two words that a slip would seldom make of one another, or that none can say which is the slip.

    They differ in vowels alone; or in one letter, and both are borne by other children, or are first words, each
    written on one day alone.
    """
    if other_vowel(x, y):
        return True
    if not other_letter(x, y):
        return False
    few, many = sorted((len(borne[x] - {of}), len(borne[y] - {of})))
    known = few >= rules.NAME_BORNE_BY and few >= rules.NAME_SHARE * many
    first = (of, _FIRST + x) in days and (of, _FIRST + y) in days
    return known or (first and len(days[of, x]) == len(days[of, y]) == 1)


def _coming_back(two: list[tuple[int, str, str]], days: defaultdict[tuple[int, str], set[int]]) -> tuple[Bools, Bools]:
    others: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for of, x, y in two:
        others[of, x] |= days[of, y]
        others[of, y] |= days[of, x]
    back, turn = np.zeros(len(two), bool), np.zeros(len(two), bool)
    for k, (of, x, y) in enumerate(two):
        one, other = days[of, x], days[of, y]
        back[k] = not x.startswith(_WHOLE) and (
            min(len(one), len(other)) >= rules.COMES_BACK_DAYS
            or _often_another(one, others[of, x])
            or _often_another(other, others[of, y])
        )
        turn[k] = back[k] and bool(one and other) and min(one) <= max(other) and min(other) <= max(one)
    return back, turn


def _often_another(one: Set[int], others: Set[int]) -> bool:
    """Against a spelling that comes back stand others too often for slips, each of them perhaps only once."""
    few = min(len(one), len(others))
    return few >= rules.COMES_BACK_DAYS and len(others) >= rules.OFTEN_ANOTHER * len(one)
