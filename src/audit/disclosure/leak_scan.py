"""The last look before publishing: no name, NIK, telephone number, address or undeclared full date in any byte.

What is written for the public is read back as anybody could read it, and every text is searched for the persons of the
register that it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from audit.disclosure.extract import CELL_END, Piece, extract
from audit.disclosure.identities import Identities, Phrases, address_words, fold, is_area_only, phone_of, words_of
from audit.disclosure.unescape import unescaped_lines
from audit.disclosure.written_dates import brief_dates_in, dates_in
from audit.errors import DisclosureError

__all__ = ["Hit", "Kind", "ScanReport", "scan"]

Kind = Literal["name", "nik", "phone", "address", "date", "unread"]


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """One find: where, what kind, and the find with all but its first letters masked."""

    file: str
    place: str
    kind: Kind
    masked: str


@dataclass(frozen=True, slots=True)
class ScanReport:
    """Hits in order; names that were found but are also areas, facilities or officials; what was read."""

    hits: tuple[Hit, ...]
    excepted: tuple[str, ...]
    files: int
    characters: int

    def check(self) -> None:
        """Raise ``DisclosureError`` (exit 13), naming the first file, where there is a hit."""
        if self.hits:
            first = self.hits[0]
            place = first.place or first.file
            raise DisclosureError(f"disclosure.leak_{first.kind}", file=first.file, place=place, count=len(self.hits))


def scan(
    files: Iterable[Path],
    identities: Identities,
    *,
    excepted: Iterable[str] = (),
    declared_dates: Collection[date] = (),
    base: Path | None = None,
) -> ScanReport:
    """Search public files for persons.

    A full name of two words or more counts anywhere, across line breaks, tags and hyphens, also run together and
    turned round a comma; one of one word only in a list of persons: a table, column or JSON key under one of
    ``NAME_HEADINGS``. ``excepted`` are names and codes of areas, names of facilities and officials, and telephone
    numbers and addresses of offices; an address that only names such places is none. A full date counts unless it is
    declared; one with a year of two digits only where somebody was born or seen on that day. A file that cannot be
    read counts as a hit. Files are named relative to ``base``. Raises ``OSError`` for a missing file.
    """
    search = _Search(identities, excepted, frozenset(declared_dates))
    hits: set[Hit] = set()
    ordered = sorted(set(files))
    for path in ordered:
        name = path.relative_to(base).as_posix() if base else path.name
        for piece in _pieces(path.read_bytes(), name):
            hits.update(Hit(name, piece.place, kind, masked) for kind, masked in search.hits(piece))
    return ScanReport(tuple(sorted(hits)), tuple(sorted(search.seen_excepted)), len(ordered), search.characters)


class _Search:
    def __init__(self, identities: Identities, excepted: Iterable[str], declared: frozenset[date]) -> None:
        listed = list(excepted)
        self.identities = identities
        self.declared = declared
        self.dates = identities.dates - declared
        self.listed = frozenset(listed)
        self.excepted = Phrases(words_of(fold(name)) for name in listed)
        self.excepted_words = {word for name in listed for word in words_of(fold(name))}
        self.office_phones = {phone_of(text) for text in listed} - {""}
        self.phones = identities.phones - self.office_phones
        self.addresses = Phrases(a for a in identities.addresses if not is_area_only(a, self.excepted))
        self.excepted_addresses = [address_words(fold(name)) for name in listed]
        self.seen_excepted: set[str] = set()
        self.clean: set[str] = set()  # texts in which nobody was found
        self.characters = 0

    def hits(self, piece: Piece) -> Iterator[tuple[Kind, str]]:
        if piece.unread:
            yield "unread", piece.unread
        for text in piece.texts:
            self.characters += len(text)
            if text in self.clean:  # every document of an office brings the same styles
                continue
            found = [
                hit
                for reading in (text, *unescaped_lines(text))  # as it is, and what characters written as codes say
                for hit in (*self._names(reading), *self._numbers(reading), *self._dates(reading))
            ]
            yield from found
            if not found:
                self.clean.add(text)
        for entry in fold(piece.people).splitlines():
            words = tuple(words_of(entry))
            for word in self.identities.single.intersection(words):
                # The whole of an entry may be an area that has a child's name among its words.
                if not (self._is_excepted((word,), gaps=()) or self._is_excepted(words, gaps=" " * (len(words) - 1))):
                    yield "name", _masked(word)

    def _names(self, text: str) -> Iterator[tuple[Kind, str]]:
        for reading in _readings(text):
            words = reading.words
            spans = list(self.identities.full.find(words))
            places = [m.span() for m in _WORD.finditer(reading.text)] if spans else []
            for start, end in spans:
                gaps = [reading.text[places[j][1] : places[j + 1][0]] for j in range(start, end - 1)]
                if not self._is_excepted(tuple(words[start:end]), gaps):
                    yield "name", _masked(*words[start:end])
            for word in self.identities.joined.keys() & words:
                name = self.identities.joined[word]
                if word not in self.excepted_words and not self._is_excepted(name, gaps="\n" * (len(name) - 1)):
                    yield "name", _masked(*name)
            yield from self._turned_names(reading.text)
            if self.addresses:
                words = reading.address_words
                for start, end in self.addresses.find(words):
                    if not self._inside_excepted(words, start, end):
                        yield "address", _masked(*words[start:end])

    def _turned_names(self, reading: str) -> Iterator[tuple[Kind, str]]:
        """Names with the last word first: "Rahmawati, Siti"."""
        for comma in _COMMA.finditer(reading):
            if not self.identities.full.any_begins(comma["next"]):
                continue
            before = words_of(reading[max(0, comma.start() - _NAME_LENGTH) : comma.start()])
            after = words_of(reading[comma.start("next") : comma.end() + _NAME_LENGTH])
            for ending, beginning in self.identities.full.turned(before, after):
                words = (*before[-ending:], *after[:beginning])
                gaps = ["," if i == ending - 1 else " " for i in range(len(words) - 1)]
                if not self._is_excepted(words, gaps):
                    yield "name", _masked(*words)

    def _dates(self, text: str) -> Iterator[tuple[Kind, str]]:
        for day in _dates(text):
            if day not in self.declared:
                yield "date", f"{day.year}-…"
        if self.dates:
            for written, day in _brief_dates(text):
                if day in self.dates and written not in self.listed:
                    yield "date", f"{day.year}-…"

    def _is_excepted(self, words: tuple[str, ...], gaps: Collection[str]) -> bool:
        """Whether these words name an area, facility or official, or are several such names one below the other."""
        gaps = tuple(gaps)
        reached = {0}
        for end in range(1, len(words) + 1):
            for start in range(end):
                whole_line = start == 0 or _BREAK.search(gaps[start - 1])
                if start in reached and whole_line and words[start:end] in self.excepted:
                    reached.add(end)
        if len(words) not in reached:
            return False
        self.seen_excepted.add(" ".join(words))
        return True

    def _inside_excepted(self, words: list[str], start: int, end: int) -> bool:
        """Whether an address found is part of the name of an office or a document."""
        for name in self.excepted_addresses:
            for at in range(max(0, end - len(name)), start + 1):
                if words[at : at + len(name)] == name:
                    self.seen_excepted.add(" ".join(words[start:end]))
                    return True
        return False

    def _numbers(self, text: str) -> Iterator[tuple[Kind, str]]:
        for run in _DIGITS.finditer(text):
            if not self.phones and sum(map(str.isdecimal, run[0])) < _NIK_DIGITS:
                continue
            groups = list(_GROUP.finditer(text, *run.span()))
            for first, start in enumerate(groups):
                digits, sizes = "", ()
                for group in groups[first:]:
                    digits += group[0]
                    sizes = (*sizes, len(group[0]))
                    if len(digits) > _NIK_DIGITS:
                        break
                    decimals = text[start.start() - 1 : start.start()] in _POINTS
                    apart = decimals or CELL_END in text[start.start() : group.start()]
                    if digits in self.identities.niks or (sizes in _NIK_GROUPS and _is_nik(digits) and not apart):
                        yield "nik", _masked(digits)
                    elif self.phones and phone_of(digits) in self.phones:
                        yield "phone", _masked(digits)
        for match in _MOBILE.finditer(text):
            if phone_of(match[0]) not in self.office_phones:
                yield "phone", _masked(match[0])


class _Reading:
    """A text folded, and its words, which are the same whoever is looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)

    @cached_property
    def address_words(self) -> list[str]:
        return address_words(self.text)


# The list of a nation's reports is searched for the people of each district: what it says is worked out once.
_TEXTS_KEPT, _FILES_KEPT = 64, 2


@lru_cache(maxsize=_TEXTS_KEPT)
def _readings(text: str) -> tuple[_Reading, ...]:
    folded = fold(text)
    joined = (_HYPHENATED.sub("", folded),) if _HYPHENATED.search(folded) else ()
    return tuple(_Reading(reading) for reading in (folded, *joined))


@lru_cache(maxsize=_TEXTS_KEPT)
def _dates(text: str) -> tuple[date, ...]:
    return tuple(dates_in(text))


@lru_cache(maxsize=_TEXTS_KEPT)
def _brief_dates(text: str) -> tuple[tuple[str, date], ...]:
    return tuple(brief_dates_in(text))


@lru_cache(maxsize=_FILES_KEPT)
def _pieces(content: bytes, name: str) -> tuple[Piece, ...]:
    return tuple(extract(content, name))


def _is_nik(digits: str) -> bool:
    """Whether 16 digits are built as a NIK is: area, day (40 more for girls), month, year, serial."""
    day, month = int(digits[6:8]), int(digits[8:10])
    born = 1 <= day - 40 * (day > 40) <= 31 and 1 <= month <= 12
    return born and digits[:2] >= "11" and digits[12:] != "0000"


_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"[-\u2010\u2011](?<=\w.)\s*\n\s*(?=\w)")
_COMMA = re.compile(r"[,;]\s*(?P<next>[^\W\d_]+)")
_NAME_LENGTH = 80  # characters of a name before or after its comma
_BREAK = re.compile(r"[\n\t|;:,]")
_DIGITS = re.compile(r"(?<![0-9A-Za-z])\d(?:[ .\-\u00a0()\x1f]{0,2}\d){6,}(?![0-9A-Za-z])")
_GROUP = re.compile(r"\d+")
_POINTS = frozenset({".", ","})  # before a number: what follows are decimals
_NIK_DIGITS = 16
_NIK_GROUPS = frozenset({(16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4)})
_MOBILE = re.compile(r"(?<![0-9A-Za-z.,])(?:\+62[ -]?|62|0)8[1-9]\d(?:[ .-]?\d{3,4}){2}\d?(?![0-9A-Za-z])")


def _masked(*words: str) -> str:
    return " ".join(word[0] + "…" for word in words)
