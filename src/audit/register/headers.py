"""What a header means: its words, and the field that they name.

A header is folded and cut into words; phrases and glued words (``TANGGALUKUR``) are recognised, typing errors forgiven
where only one meaning is near. The tables stand in ``tables/headers.yaml``; they hold words, not headers, so a header
that nobody has seen before is read by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from audit.register.text import Cell, fold

__all__ = ["Header", "Match", "header_of", "match"]

_LONG_ENOUGH = 3  # letters from which a typing error is forgiven
_LONGEST = 160  # characters; more is a sentence, not a header
_MEANT_FROM = 4  # letters of the word that was meant
_TWO_ERRORS_FROM = 8
_GLUED_FROM, _GLUED_NEAR_FROM = 5, 7  # letters of words that may be two
_PENALTY_TYPO, _PENALTY_UNKNOWN, _BONUS, _LATER = 0.1, 0.3, 0.05, 0.01
_WEAK = frozenset({"filler", "other", "status", "entry"})
_IGNORED_IN_GROUP = frozenset({"status", "filler", "period", "time"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED_NUMBER = re.compile(r"\b([a-z]{2,})(\d)\b")  # "BB2"
_ORDINAL = re.compile(r"\bke (?=\d)")  # "pengukuran ke-2"


@dataclass(frozen=True, slots=True)
class Header:
    """Meanings of a header's words, its month and year where it names one, and how sure the reading is."""

    meanings: frozenset[str]
    words: tuple[str, ...] = ()
    unknown: int = 0
    typos: int = 0
    month: int | None = None
    year: int | None = None
    number: int = 0  # "BB 2"; it counts as unknown, since only other columns can say what it numbers

    def under(self, group: Header) -> Header:
        """This header under a merged one above it; what the group says of status or report does not matter."""
        return Header(
            self.meanings | (group.meanings - _IGNORED_IN_GROUP),
            (*group.words, *self.words),
            self.unknown + group.unknown,
            self.typos + group.typos,
            self.month or group.month,
            self.year or group.year,
            self.number or group.number,
        )


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a header names: how well, in which unit, and for which month of a wide register."""

    field: str
    score: float
    unit: str = ""
    slot: tuple[int | None, int] | None = None  # year, month
    sure: bool = True  # every word is known
    number: int = 0  # that the header gives the column, 0 where it gives none
    turn: int = 1  # which measurement of its row, or of its month, it belongs to (register.turns)


@dataclass(frozen=True, slots=True)
class _Field:
    needs: tuple[frozenset[str], ...]
    allows: frozenset[str]
    alone: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class _Tables:
    phrases: Mapping[str, str]
    meaning: Mapping[str, str]
    month: Mapping[str, int]
    ordinal: Mapping[str, int]
    fields: Mapping[str, _Field]
    longest_phrase: int


@cache
def _tables() -> _Tables:
    text = (files("audit.register") / "tables" / "headers.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return _Tables(
        phrases=raw["phrases"],
        meaning={str(word): meaning for meaning, words in raw["words"].items() for word in words},
        month={word: number for number, words in raw["months"].items() for word in words},
        ordinal={word: number for number, words in raw["ordinals"].items() for word in words},
        fields={
            name: _Field(
                tuple(frozenset(n) for n in rule["needs"]),
                frozenset(rule["allows"]),
                tuple(frozenset(n) for n in rule.get("alone", ())),
            )
            for name, rule in raw["fields"].items()
        },
        longest_phrase=max(len(phrase.split()) for phrase in raw["phrases"]),
    )


def header_of(cell: Cell) -> Header:
    """Read one header cell; a date cell (Excel turned ``Jan-25`` into one) is a month."""
    if isinstance(cell, date):
        return Header(frozenset(), month=cell.month, year=cell.year)
    if isinstance(cell, str) and len(cell) > _LONGEST:
        return Header(frozenset(), unknown=1)
    return _read(fold(cell))


@lru_cache(maxsize=4096)
def _read(text: str) -> Header:
    tables = _tables()
    meanings: set[str] = set()
    words = _joined(_ORDINAL.sub("", _GLUED_NUMBER.sub(_unglued, text)).split())
    unknown = typos = 0
    month = year = None
    number = 0
    for word in words:
        if word.isdigit() and _YEAR.fullmatch(word):
            year = int(word)
            continue
        if word.isdigit() or word in tables.ordinal:
            number = number or tables.ordinal.get(word) or int(word)
            unknown += 1
            continue
        parts = _known_parts(word)
        if parts is None:
            parts = _near(word)
            if parts is None:
                unknown += 1
                continue
            typos += 1
        for part in parts:
            if part in tables.month:
                month = tables.month[part]
            elif part == "no":
                meanings.add("no")
            else:
                meanings.add(tables.meaning[part])
    return Header(frozenset(meanings), tuple(words), unknown, typos, month, year, number)


def _unglued(word: re.Match[str]) -> str:
    return word[0] if _is_known(word[0]) else f"{word[1]} {word[2]}"


def _joined(words: list[str]) -> list[str]:
    """Words with every phrase replaced by the word that stands for it, longest first."""
    tables = _tables()
    out: list[str] = []
    i = 0
    while i < len(words):
        for n in range(min(tables.longest_phrase, len(words) - i), 1, -1):
            short = tables.phrases.get(" ".join(words[i : i + n]))
            if short is not None:
                out.append(short)
                i += n
                break
        else:
            out.append(tables.phrases.get(words[i], words[i]))
            i += 1
    return out


def _is_known(word: str) -> bool:
    return word in _tables().meaning or word in _tables().month


@cache
def _known_parts(word: str) -> tuple[str, ...] | None:
    """The word itself, or the known words that it is glued from; ``None`` where there are none."""
    if _is_known(word):
        return (word,)
    if len(word) < _GLUED_FROM:
        return None
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(2, len(word) + 1):
        for start in range(end - 2, -1, -1):
            piece = word[start:end]
            piece = _tables().phrases.get(piece, piece)
            if start in best and _is_known(piece) and (end not in best or len(best[end]) > len(best[start]) + 1):
                best[end] = (*best[start], piece)
    return best.get(len(word))


@cache
def _near(word: str) -> tuple[str, ...] | None:
    """The known word, or two glued ones, within a typing error; ``None`` where none or several meanings are as near.

    Words that only keep look-alikes away give way: "bearat" is weight ("berat") rather than west ("barat").
    """
    if len(word) < _LONG_ENOUGH:
        return None
    for candidates in (_single_words(), _glued_words() if len(word) >= _GLUED_NEAR_FROM else {}):
        near = _nearest(word, list(candidates))
        if near:
            meant = {w: candidates[w] for w in near if candidates[w] not in _WEAK} or {w: candidates[w] for w in near}
            return _split(next(iter(meant))) if len(set(meant.values())) == 1 else None
    return None


def _nearest(word: str, candidates: list[str]) -> list[str]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    allowed = 2 if len(word) >= _TWO_ERRORS_FROM else 1
    found = extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [w for w, distance, _ in found if distance == found[0][1]]


@cache
def _single_words() -> dict[str, str]:
    tables = _tables()
    words = {**tables.meaning, **{name: str(month) for name, month in tables.month.items()}}
    return {word: meaning for word, meaning in words.items() if len(word) >= _MEANT_FROM}


@cache
def _glued_words() -> dict[str, str]:
    """Every two words that a field needs, written as one."""
    tables = _tables()
    needed = {m for rule in tables.fields.values() for needs in rule.needs for m in needs} | {"child"}
    words = {w: m for w, m in tables.meaning.items() if m in needed and len(w) > 1}
    return {a + b: "+".join(sorted((m, n))) for a, m in words.items() for b, n in words.items() if m != n}


def _split(word: str) -> tuple[str, ...]:
    return _known_parts(word) or (word,)


def match(header: Header) -> Match | None:
    """The field that a header names, or ``None``. Where two fields would take it, the one that needs more meanings."""
    meanings = header.meanings - {"filler"}
    number = 0 if "period" in meanings else header.number  # "bulan 2" is a month
    numbered = "no" in meanings
    meanings -= {"no"}
    if header.month:
        meanings -= {"period"}  # "bulan Januari" says no more than "Januari"
    if numbered and not meanings:
        return Match("no", 1.0) if not header.unknown else None
    best: Match | None = None
    for field, rule in _tables().fields.items():
        for rank, needs in enumerate(rule.needs):
            if not needs <= meanings or not meanings <= needs | rule.allows:
                continue
            if header.unknown and needs in rule.alone and meanings == needs:
                continue
            score = len(needs) - _PENALTY_TYPO * header.typos - _PENALTY_UNKNOWN * header.unknown
            score += _BONUS * len(meanings - needs) - _LATER * rank
            if best is None or score > best.score:
                slot = (header.year, header.month) if header.month else None
                best = Match(field, score, _unit(meanings), slot, not header.unknown and not header.typos, number)
    return best


def _unit(meanings: Iterable[str]) -> str:
    return next((unit for unit in ("gram", "kg", "mm", "cm") if unit in meanings), "")
