"""Who must not appear in a public file: names, NIK, telephone numbers and addresses of a register, ready to be found.

Names are compared by folded words (case and accents gone, letters only), so that "SITI  Rahmà" is "siti rahma".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from audit.language import LANGUAGES, ids
from audit.reference.disclosure_rules import (
    ADDRESS_SPELLINGS,
    ADDRESS_WORDS,
    AREA_WORDS,
    JOINED_LETTERS,
    NO_ADDRESS_WORDS,
    NO_NAMES,
    PHONE_DIGITS,
    TITLES,
)

__all__ = ["Identities", "Phrases", "address_words", "digits_of", "fold", "is_area_only", "phone_of", "words_of"]

_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_SEVERAL = re.compile(r"[/&;,()]|\bdan\b", re.IGNORECASE)  # "Siti Rahma / Budi Santoso" are two names
_SEVERAL_NUMBERS = re.compile(r"[/&;,]|\b(?:dan|atau)\b", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00ad\u200b-\u200d\ufeff]")  # inside a word: Ma'ruf is Maruf


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and invisible characters."""
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = _NOT_ASCII.sub(_without_accents, text)
    return text.casefold()


def _without_accents(run: re.Match[str]) -> str:
    """Take the marks off a run of other letters; no mark of one belongs to a letter outside it."""
    return "".join(c for c in unicodedata.normalize("NFKD", run[0]) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """Words of a folded text."""
    return _WORD.findall(text)


def address_words(text: str) -> list[str]:
    """Words and numbers of a folded text as addresses are compared: "Jln. Melati No.5" is "jl melati no 5"."""
    return [ADDRESS_SPELLINGS.get(word) or word for word in _WORD_OR_NUMBER.findall(text)]


def digits_of(text: str) -> str:
    """The digits alone."""
    return "".join(c for c in text if c.isdecimal())


def phone_of(text: str) -> str:
    """A telephone number without its beginning 0 or +62, so that all ways of writing it are equal."""
    return re.sub(r"^(?:00)?(?:62)?0*", "", digits_of(text))


class Phrases:
    """A set of word sequences, to be found in a list of words in one pass."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        tails: defaultdict[str, defaultdict[int, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
        for words in phrases:
            if words:
                tails[words[0]][len(words) - 1].add(tuple(words[1:]))
        self._rest: Mapping[str, list[tuple[int, set[tuple[str, ...]]]]] = {
            first: sorted(by_length.items(), reverse=True) for first, by_length in tails.items()
        }

    def __len__(self) -> int:
        return sum(len(tails) for by_length in self._rest.values() for _, tails in by_length)

    def __contains__(self, words: Sequence[str]) -> bool:
        return bool(words) and any(tuple(words[1:]) in tails for _, tails in self._rest.get(words[0], ()))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return (
            (first, *tail)
            for first, by_length in self._rest.items()
            for _, tails in by_length
            for tail in sorted(tails)
        )

    def any_begins(self, word: str) -> bool:
        """Whether a phrase has this first word."""
        return word in self._rest

    def find(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Spans [from, to) of the phrases that stand in some words, the longest at each place."""
        rest = self._rest
        for i in [i for i, word in enumerate(words) if word in rest]:
            for length, tails in rest[words[i]]:
                end = i + 1 + length
                if end <= len(words) and tuple(words[i + 1 : end]) in tails:
                    yield i, end
                    break

    def turned(self, before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
        """How many words on either side of a comma are a phrase turned round: "Rahmawati, Siti" for "Siti Rahmawati".

        Only the end of ``before`` and the beginning of ``after`` count, and at least one word of each.
        """
        for length, tails in self._rest.get(after[0], ()) if after else ():
            for ending in range(1, min(length, len(before)) + 1):
                beginning = length + 1 - ending
                if beginning <= len(after) and (*after[1:beginning], *before[-ending:]) in tails:
                    yield ending, beginning


@dataclass(frozen=True)
class Identities:
    """What to look for. ``single`` are names of one word, looked for in lists of persons alone.

    ``joined`` are full names run together ("sitirahmawati"), with their words; ``dates`` are those on which somebody
    was born or seen, for dates that are written so briefly that they may be something else.
    """

    full: Phrases
    single: frozenset[str]
    niks: frozenset[str]
    phones: frozenset[str] = frozenset()
    addresses: Phrases = field(default_factory=lambda: Phrases(()))
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: frozenset[date] = frozenset()

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        *,
        niks: Iterable[str] = (),
        phones: Iterable[str] = (),
        addresses: Iterable[str] = (),
        dates: Iterable[date] = (),
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
            frozenset(filter(_is_phone, (phone_of(part) for text in phones for part in _SEVERAL_NUMBERS.split(text)))),
            Phrases(words for words in (address_words(fold(text)) for text in addresses) if _is_address(words)),
            _joined(full),
            frozenset(dates),
        )

    @classmethod
    def of_vault(
        cls, people: pd.DataFrame, mentions: pd.DataFrame | None = None, *, visit_dates: Iterable[date] = ()
    ) -> Identities:
        """Take them from the identity vault: ``store.IDENTITIES``, and ``store.MENTIONS`` if any."""

        def said(kind: str, *columns: str) -> list[str]:
            texts = [text for column in columns for text in people[column].dropna().unique()]
            if mentions is not None:
                texts.extend(mentions.loc[mentions["kind"].eq(kind), "text"])
            return [str(text) for text in texts]

        return cls.of(
            said("name", "name", "parent_name"),
            niks=said("nik", "nik"),
            phones=said("phone"),
            addresses=said("address"),
            dates={*people["birth_date"].dropna().dt.date, *visit_dates},
        )


def _names_in(text: str) -> Iterator[tuple[str, ...]]:
    """Every form under which the persons of one cell may be named: as written, apart, and without titles."""
    for part in {text, *_SEVERAL.split(text)}:
        words = tuple(words_of(fold(part)))
        bare = tuple(word for word in words if word not in TITLES)
        for form in {words, bare}:
            if form and form not in NO_NAMES and not all(len(word) == 1 for word in form):
                yield form


def _joined(names: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Names as one word, but for those that are short, and those that are a word of our own ("Dina Mika": dinamika)."""
    joined = {"".join(words): tuple(words) for words in names}
    ours = {
        word for language in LANGUAGES for message in ids(language).values() for word in words_of(fold(str(message)))
    }
    return {word: words for word, words in joined.items() if len(word) >= JOINED_LETTERS and word not in ours}


def _is_phone(digits: str) -> bool:
    """Whether it is as long as a telephone number and not one digit over and over, as where there is none."""
    return len(digits) in PHONE_DIGITS and len(set(digits)) > 1


def _is_address(words: Sequence[str]) -> bool:
    """Whether words lead to somebody's home rather than to an area, a facility or nowhere.

    With a number of a house or a word for a street two words will do; without, two that name something, and none that
    announces an area.
    """
    letters = [word for word in words if not word.isdecimal()]
    naming = [word for word in letters if word not in AREA_WORDS and word not in NO_ADDRESS_WORDS]
    if _leads_to_house(words):
        return len(letters) > 1 and bool(naming)
    return len(naming) > 1 and AREA_WORDS.isdisjoint(letters)


def _leads_to_house(words: Sequence[str]) -> bool:
    numbers = [i for i, word in enumerate(words) if word.isdecimal()]
    units = {i for i, word in enumerate(words) if word in ("rt", "rw")}
    own = [i for i in numbers if not {i - 1, i - 2, i - 3} & units]
    return bool(own) or not ADDRESS_WORDS.isdisjoint(words)


def is_area_only(address: Sequence[str], places: Phrases) -> bool:
    """Whether an address without a street is made of names of places, and numbers."""
    if not ADDRESS_WORDS.isdisjoint(address):
        return False
    letters = [word for word in address if not word.isdecimal()]
    named = {i for start, end in places.find(letters) for i in range(start, end)}
    return all(i in named or word in AREA_WORDS or word in NO_ADDRESS_WORDS for i, word in enumerate(letters))
