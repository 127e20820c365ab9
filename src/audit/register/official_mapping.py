"""Which question of the official worksheet is which item of ours: spellings as data, a district's own on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from audit.errors import InputError
from audit.reference.worksheet_items import WorksheetItem
from audit.register.text import fold

__all__ = ["OfficialMapping", "official_mapping"]

_PRIVATE = frozenset(("nama", "nik", "kk", "alamat", "email", "hp", "telepon", "whatsapp", "wa", "koordinat", "foto"))


@dataclass(frozen=True)
class OfficialMapping:
    """Folded spellings of questions: of items, of what says which case it is, and of what is left out.

    ``codes`` gives, by item, what a circled number means where it is not the order of our own list.
    """

    items: Mapping[str, frozenset[str]]
    case: Mapping[str, frozenset[str]]
    answer: frozenset[str]
    source: frozenset[str]
    skipped: frozenset[str]
    private: frozenset[str]
    codes: Mapping[str, Mapping[str, str]]

    def item(self, question: str, items: Mapping[str, WorksheetItem]) -> WorksheetItem | None:
        """The item of a group that a folded question asks for."""
        return next((items[code] for code, words in self.items.items() if question in words and code in items), None)

    def part(self, question: str) -> str | None:
        """Which part of the head a folded question is: case_no, desa, filled_on …"""
        return next((part for part, words in self.case.items() if question in words), None)

    def is_private(self, question: str) -> bool:
        """Whether a folded question asks who somebody is."""
        return question in self.private or not _PRIVATE.isdisjoint(question.split())

    def knows(self, question: str) -> bool:
        """Whether any item asks so."""
        return any(question in words for words in self.items.values())


def official_mapping(path: Path | None = None) -> OfficialMapping:
    """The mapping of the package, with the spellings and codes of a district's own file of the same shape on top.

    Raises ``InputError`` (exit 11) for a file that is no such mapping.
    """
    raw = _own()
    if path is None:
        return _mapping(raw)
    try:
        more = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        items = {code: [*raw["items"].get(code, ()), *words] for code, words in more.get("items", {}).items()}
        case = {part: [*raw["case"].get(part, ()), *words] for part, words in more.get("case", {}).items()}
        codes = {**raw["codes"], **more.get("codes", {})}
        return _mapping({**raw, "items": {**raw["items"], **items}, "case": {**raw["case"], **case}, "codes": codes})
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError, KeyError) as error:
        raise InputError("case_form.no_mapping", file=path.name) from error


@cache
def _own() -> Mapping[str, Any]:
    text = (files("audit.register") / "tables" / "official_worksheet.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _mapping(raw: Mapping[str, Any]) -> OfficialMapping:
    def folded(words: Sequence[str]) -> frozenset[str]:
        return frozenset(fold(word) for word in words)

    return OfficialMapping(
        {code: folded([*words, code]) for code, words in raw["items"].items()},
        {part: folded(words) for part, words in raw["case"].items()},
        folded(raw["answer"]), folded(raw["source"]), folded([*raw["definition"], *raw["ignored"]]),
        folded(raw["private"]),
        {item: {str(n): code for n, code in codes.items()} for item, codes in raw["codes"].items()},
    )  # fmt: skip
