"""Names of children and parents as they can be compared: folded, and how alike two of them are.

A folded name is upper-case ASCII in one spelling; it is for comparing only and is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audit.reference import linkage_rules as rules

__all__ = [
    "CLOSE",
    "DIFFERENT",
    "PARTIAL",
    "SAME",
    "UNKNOWN",
    "ChildName",
    "alike",
    "child_name",
    "contrasts",
    "other_letter",
    "other_vowel",
    "persons",
    "place",
]

UNKNOWN, SAME, CLOSE, PARTIAL, DIFFERENT = range(5)

_ORDER = r"(?:I{1,3}|[1-3]|[AB])"
_UNNAMED = re.compile(
    rf"^(?:BY|BBY|BAYI)(?:\s+(?:KEMBAR\s+)?(?P<order>{_ORDER})\b)?(?:\s+|$)"
    r"(?:(?:NY|NYONYA|IBU|NN)\b\s*)?(?P<mother>.*)$"
)
_BIRTH_ORDER = re.compile(rf"\s*\b(?:KEMBAR\s*)?{_ORDER}$")
_TWIN = re.compile(rf"\s+KEMBAR\s+(?P<order>{_ORDER})$")  # "SALSA KEMBAR A"
_TITLES = frozenset(("AN", "ANAK", "NY", "NYONYA", "TN", "TUAN", "IBU", "BPK", "BAPAK", "H", "HJ", "ALM", "ALMH"))
_MUHAMMAD = (
    "M", "MH", "MUH", "MHD", "MUHD", "MOH", "MOHD", "MOCH", "MUCH", "MOHAMAD", "MOHAMMAD", "MUHAMAD", "MUCHAMAD",
    "MOCHAMAD",
)  # fmt: skip
_VOWELS = frozenset("AEIOU")
_SHORT = {
    **dict.fromkeys(_MUHAMMAD, "MUHAMMAD"),
    "ABD": "ABDUL",
    "ST": "SITI",
    "NR": "NUR",
    "AHM": "AHMAD",
}
_ROMAN = {
    "I": "1",
    "II": "2",
    "III": "3",
    "IV": "4",
    "V": "5",
    "VI": "6",
    "VII": "7",
    "VIII": "8",
    "IX": "9",
    "X": "10",
}
_BETWEEN_PERSONS = re.compile(r"[/&;,+|]|\bDAN\b|\(")


@dataclass(frozen=True, slots=True)
class ChildName:
    """A child's name for comparing; ``unnamed`` for "BY NY …", whose mother and birth order then say who it is.

    ``written`` is the same name in the spelling of the file: twins may be Zidan and Zidhan.
    """

    folded: str
    written: str = ""
    unnamed: bool = False
    mother: str = ""
    order: str = ""


def child_name(text: str) -> ChildName:
    """Fold a child's name: case, accents, punctuation, titles, usual short forms and spellings."""
    words = _plain(text)
    match = _UNNAMED.match(words)
    if match is None:
        twin = _TWIN.search(words)
        own = words[: twin.start()] if twin else words
        return ChildName(_fold(own), " ".join(_words(own)), order=twin["order"] if twin else "")
    mother = match["mother"]
    order = _BIRTH_ORDER.search(mother)
    if order is not None:
        mother = mother[: order.start()]
    last = order[0].split()[-1] if order and order[0].split() else ""
    return ChildName("", "", True, _fold(mother), match["order"] or last)


def persons(text: str) -> tuple[str, ...]:
    """Fold "A / B" into its persons, sorted, since the order of father and mother means nothing."""
    parts = (_fold(_plain(part)) for part in _BETWEEN_PERSONS.split(text.upper()))
    return tuple(sorted({part for part in parts if part}))


def place(text: str) -> str:
    """Fold the name of a posyandu: "Sejahtera II" and "SEJAHTERA 2" are one."""
    words = re.sub(r"(?<=[A-Z])(?=\d)|(?<=\d)(?=[A-Z])", " ", _plain(text)).split()
    return " ".join(_ROMAN.get(word, word.lstrip("0")) for word in words if word != "POSYANDU")


def alike(a: Sequence[str], b: Sequence[str]) -> NDArray[np.int8]:
    """Level of likeness of folded names, pair by pair; an empty name is ``UNKNOWN``.

    ``SAME`` in any order of words; ``CLOSE``: typing errors; ``PARTIAL``: one goes on where the other stops.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    if not len(a):
        return np.zeros(0, np.int8)
    left, right = [_ordered(x) for x in a], [_ordered(x) for x in b]
    n = len(left)
    known = np.fromiter((bool(x and y) for x, y in zip(left, right, strict=True)), bool, n)
    same = np.fromiter((x == y for x, y in zip(left, right, strict=True)), bool, n)
    partial = np.fromiter((_goes_on(x, y) for x, y in zip(a, b, strict=True)), bool, n)
    long_enough = np.fromiter(
        (min(len(x), len(y)) >= rules.CLOSE_MIN_LENGTH for x, y in zip(a, b, strict=True)), bool, n
    )
    ratio = np.maximum(cpdist(a, b, scorer=fuzz.ratio), cpdist(left, right, scorer=fuzz.ratio))
    distance = cpdist(a, b, scorer=OSA.distance, score_cutoff=rules.CLOSE_DISTANCE)
    close = (ratio >= rules.CLOSE_RATIO) | ((distance <= rules.CLOSE_DISTANCE) & long_enough)
    return np.select([~known, same, close, partial], [UNKNOWN, SAME, CLOSE, PARTIAL], DIFFERENT).astype(np.int8)


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").upper()
    return " ".join(re.sub(r"[^A-Z0-9 ]", " ", ascii_only.replace("'", "").replace("`", "")).split())


def contrasts(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """Pairs of words in which two names of equally many words differ; none where one is cut or goes on."""
    left, right = a.split(), b.split()
    only_left = [word for word in left if word not in right]
    only_right = [word for word in right if word not in left]
    return tuple(zip(only_left, only_right, strict=True)) if len(only_left) == len(only_right) else ()


def other_vowel(a: str, b: str) -> bool:
    """Whether two words differ in their vowels alone: Rafa and Rafi, Hasan and Hasin."""
    return len(a) == len(b) and all(x == y or {x, y} <= _VOWELS for x, y in zip(a, b, strict=True))


def other_letter(a: str, b: str) -> bool:
    """Whether two words differ in one letter alone, and none is missing: Rafa and Raba."""
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _words(words: str) -> list[str]:
    parts = words.split()
    while len(parts) > 1 and parts[0] in _TITLES:
        parts = parts[1:]
    return [_SHORT.get(part, part) for part in parts if not part.isdigit()]


def _fold(words: str) -> str:
    return " ".join(map(_spelling, _words(words)))


@cache
def _spelling(word: str) -> str:
    for seen, meant in rules.LOOKALIKES:
        word = word.replace(seen, meant)
    return re.sub(r"(.)\1+", r"\1", word)


@cache
def _ordered(name: str) -> str:
    return " ".join(sorted(name.split()))


def _goes_on(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    return len(a) >= rules.CLOSE_MIN_LENGTH - 1 and len(a) < len(b) and b.startswith(a)
