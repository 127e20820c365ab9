"""Who must not appear in a public file: names, NIK, telephone numbers and addresses of a register, ready to be found.

Names are compared by folded words (case and accents gone, letters only), so that "SITI  Rahmà" is "siti rahma".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from audit.reference.disclosure_rules import ADDRESS_WORDS, NO_NAMES, TITLES

__all__ = ["Identities", "Phrases", "digits_of", "fold", "phone_of", "words_of"]

_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"[^\W_]+")
_SEVERAL = re.compile(r"[/&;,()]|\bdan\b", re.IGNORECASE)  # "Siti Rahma / Budi Santoso" are two names
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00ad\u200b-\u200d\ufeff]")  # inside a word: Ma'ruf is Maruf


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and invisible characters."""
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return text.casefold()


def words_of(text: str, *, numbers: bool = False) -> list[str]:
    """Words of a folded text, with its numbers where asked."""
    return (_WORD_OR_NUMBER if numbers else _WORD).findall(text)


def digits_of(text: str) -> str:
    """The digits alone."""
    return "".join(c for c in text if c.isdecimal())


def phone_of(text: str) -> str:
    """A telephone number without its beginning 0 or +62, so that both ways of writing it are equal."""
    return re.sub(r"^(?:0062|62|0)", "", digits_of(text))


class Phrases:
    """A set of word sequences, to be found in a list of words in one pass."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        rest: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for words in phrases:
            if words:
                rest[words[0]].add(tuple(words[1:]))
        self._rest: Mapping[str, list[tuple[str, ...]]] = {
            first: sorted(tails, key=lambda tail: (-len(tail), tail)) for first, tails in rest.items()
        }

    def __len__(self) -> int:
        return sum(map(len, self._rest.values()))

    def __contains__(self, words: Sequence[str]) -> bool:
        return bool(words) and tuple(words[1:]) in self._rest.get(words[0], ())

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return ((first, *tail) for first, tails in self._rest.items() for tail in tails)

    def find(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Spans [from, to) of the phrases that stand in some words, the longest at each place."""
        rest = self._rest
        for i in [i for i, word in enumerate(words) if word in rest]:
            for tail in rest[words[i]]:
                end = i + 1 + len(tail)
                if tuple(words[i + 1 : end]) == tail:
                    yield i, end
                    break


@dataclass(frozen=True)
class Identities:
    """What to look for. ``single`` are names of one word, looked for in lists of persons alone."""

    full: Phrases
    single: frozenset[str]
    niks: frozenset[str]
    phones: frozenset[str] = frozenset()
    addresses: Phrases = field(default_factory=lambda: Phrases(()))

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        *,
        niks: Iterable[str] = (),
        phones: Iterable[str] = (),
        addresses: Iterable[str] = (),
    ) -> Identities:
        """Fold what a register holds; words that stand for "no name" are nobody's name."""
        full, single = set(), set()
        for name in names:
            for part in _names_in(name):
                (full if len(part) > 1 else single).add(part)
        return cls(
            Phrases(full),
            frozenset(name for (name,) in single if len(name) > 1),
            frozenset(nik for nik in map(digits_of, niks) if len(nik) == 16),
            frozenset(phone for phone in map(phone_of, phones) if len(phone) >= 6),
            Phrases(words for words in (words_of(fold(a), numbers=True) for a in addresses) if _is_address(words)),
        )

    @classmethod
    def of_vault(cls, frame: pd.DataFrame) -> Identities:
        """Take them from the identity vault (``name``, ``parent_name``, ``nik``; ``phone``, ``address`` if any)."""

        def column(name: str) -> list[str]:
            return [str(v) for v in frame[name].dropna().unique()] if name in frame else []

        return cls.of(
            column("name") + column("parent_name"),
            niks=column("nik"),
            phones=column("phone"),
            addresses=column("address"),
        )


def _names_in(text: str) -> Iterator[tuple[str, ...]]:
    """Every form under which the persons of one cell may be named: as written, apart, and without titles."""
    for part in {text, *_SEVERAL.split(text)}:
        words = tuple(words_of(fold(part)))
        bare = tuple(word for word in words if word not in TITLES)
        for form in {words, bare}:
            if form and form not in NO_NAMES and not all(len(word) == 1 for word in form):
                yield form


def _is_address(words: list[str]) -> bool:
    """Whether it leads to a house: two words or more with a number or a word for a street."""
    return len(words) > 1 and any(word.isdecimal() or word in ADDRESS_WORDS for word in words)
