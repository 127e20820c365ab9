"""What a case worksheet asks, by target group: items in the order of the paper, with operational definition and source.

The order of sections is that of the worksheets of BKKBN as far as it is known (reference/domain.md 1.7). Labels and
definitions are in the catalogue (``worksheet_item.label.<code>``, ``worksheet_item.definition.<code>``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.people_lists import WORDS
from audit.reference.rule_sets import GROUPS

__all__ = ["DATA_SOURCES", "NOTES", "SECTIONS", "AnswerKind", "WorksheetItem", "worksheet_items"]

AnswerKind = Literal["text", "number", "whole", "date", "pressure", "yes", "code", "codes", "shown"]
SECTIONS = (
    "nutrition", "health", "marriage", "birth", "feeding", "care", "environment", "social", "services", "assistance",
    "summary",
)  # fmt: skip
DATA_SOURCES = (
    "kunjungan_rumah", "wawancara", "buku_kia", "eppgbm", "elsimil", "pendataan_keluarga", "siga", "rekam_medis",
    "kohort", "dtsen",
)  # fmt: skip
NOTES = "notes"  # the item that holds what has no column of its own


@dataclass(frozen=True, slots=True)
class WorksheetItem:
    """One question of the worksheet of some groups.

    ``kind`` is how it is answered; ``shown`` is computed here, printed and never read back. ``limits`` are in ``unit``,
    inclusive: beyond them a cell cannot be what the item asks. ``words`` names the list of codes. ``field`` is the fact
    of a person (``audit.cases.people``) that answers it beforehand, "" where none does. ``data_source`` is where the
    answer is usually found, ``source`` that of the operational definition.
    """

    code: str
    section: str
    groups: tuple[str, ...]
    kind: AnswerKind
    unit: str
    limits: tuple[float, float] | None
    words: str
    field: str
    data_source: str
    source: str

    def label(self, language: Language = "id") -> str:
        """What the item is called, with its unit."""
        return text(f"worksheet_item.label.{self.code}", language)

    def definition(self, language: Language = "id") -> str:
        """The operational definition."""
        return text(f"worksheet_item.definition.{self.code}", language)

    def choices(self, language: Language = "id") -> Mapping[str, str]:
        """The word of each code, in order; empty for an item without a list."""
        return _choices(self.words, language) if self.words else {}


@cache
def worksheet_items(group: str) -> tuple[WorksheetItem, ...]:
    """Return the items of a target group (``rule_sets.GROUPS``) in the order of the worksheet."""
    if group not in GROUPS:
        raise ValueError(f"no target group {group}")
    found = [item for item in map(_item, _tables()["items"]) if group in item.groups]
    return tuple(sorted(found, key=lambda item: SECTIONS.index(item.section)))


@cache
def _choices(words: str, language: Language) -> Mapping[str, str]:
    if words in WORDS:  # as the lists of people write them, in one language
        return WORDS[words]
    codes = _tables()["words"][words]
    return {code: text(f"worksheet_item.word.{words}.{code}", language) for code in codes}


@cache
def _tables() -> Mapping[str, Any]:
    raw = (files("audit.reference") / "tables" / "worksheet_items.yaml").read_text(encoding="utf-8")
    return yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _item(row: Mapping[str, Any]) -> WorksheetItem:
    if row["kind"] not in get_args(AnswerKind):
        raise ValueError(f"{row['code']}: no kind {row['kind']}")
    low_high = row.get("limits")
    return WorksheetItem(
        code=row["code"],
        section=row["section"],
        groups=tuple(_tables()["groups"][row["groups"]]) if isinstance(row["groups"], str) else tuple(row["groups"]),
        kind=row["kind"],
        unit=row.get("unit", ""),
        limits=(float(low_high[0]), float(low_high[1])) if low_high else None,
        words=row.get("words", ""),
        field=row.get("field", row["code"]) if row.get("known", True) else "",
        data_source=row["from"],
        source=row["source"],
    )
