"""The blank worksheet on A4 for a visit without a laptop: every item of a group, answers as circled codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.people_lists import NO, YES
from audit.reference.worksheet_items import SECTIONS, WorksheetItem, worksheet_items
from audit.register.case_answers import sources
from audit.register.case_layout import choices
from audit.report.typesetting import typeset
from audit.store import writing

__all__ = ["BLANK_WORKSHEET", "UNKNOWN_CODE", "render_blank_worksheet", "write_blank_worksheet"]

BLANK_WORKSHEET = "kertas-kerja-kosong-{}.pdf"
_TWO_DECIMALS_TO = 10  # of birth weights in kg; others have one, as devices show
UNKNOWN_CODE = 9  # "not known", on paper as in the form of BKKBN's census
_DATE = (2026, 1, 1)  # of the form, so that the same form is the same file
_WORDS = (
    "restricted", "how", "identity", "outcome", "sources", "item", "answer", "source", "experts", "experts_how",
    "signature", "role", "day", "page",
)  # fmt: skip
_HEAD = ("district", "case_no", "puskesmas", "kecamatan", "desa", "filled_on", "filled_by", "expert_day")
_WHO = ("name", "nik", "birth_date", "parent_name", "address", "phone")
_EXPERT = ("risk", "cause", "to_family", "to_facility", "to_office", "referral")


def write_blank_worksheet(path: Path, group: str, *, language: Language = "id") -> None:
    """Write the blank worksheet of a target group. Raises ``OutputError`` (exit 17) where it cannot be written."""
    pdf = render_blank_worksheet(group, language=language)
    with writing(path):
        path.write_bytes(pdf)


def render_blank_worksheet(group: str, *, language: Language = "id") -> bytes:
    """Set the blank worksheet of a target group as PDF; the same bytes on any day."""
    items = [item for item in worksheet_items(group) if item.kind != "shown"]
    numbers = {item.code: n for n, item in enumerate(items, start=1)}

    def words(name: str) -> str:
        return text(f"blank_worksheet.{name}", language)

    return typeset(
        "blank_worksheet.typ",
        {
            "language": language,
            "date": dict(zip(("year", "month", "day"), _DATE, strict=True)),
            "title": words("title"),
            "group": text(f"case_form.group.{group}", language),
            "words": {name: words(name) for name in _WORDS},
            "head": [words(f"head.{name}") for name in _HEAD],
            "who": [words(f"who.{name}") for name in _WHO],
            "outcomes": _numbered(choices("status", language).values()),
            "sources": _numbered(sources(language).values()),
            "sections": [
                {
                    "title": text(f"case_form.section.{section}", language),
                    "items": [_row(item, numbers[item.code], language) for item in items if item.section == section],
                }
                for section in SECTIONS
                if any(item.section == section for item in items)
            ],
            "experts": [words(f"expert.{name}") for name in _EXPERT],
        },
    )  # fmt: skip


def _row(item: WorksheetItem, number: int, language: Language) -> dict[str, Any]:
    return {
        "number": number,
        "label": item.label(language),
        "definition": item.definition(language),
        "choices": _choices(item, language),
        "several": item.kind == "codes",
        "wide": item.kind == "text",
        "boxes": _boxes(item),
        "unit": text(f"blank_worksheet.unit.{item.kind}", language) if item.kind in ("date", "pressure") else "",
    }


def _boxes(item: WorksheetItem) -> list[int]:
    """Boxes for digits: day, month and year, or those before and after the comma; none where nobody writes digits."""
    if item.kind == "date":
        return [2, 2, 4]
    if item.limits is None:
        return []
    whole = len(str(int(item.limits[1])))
    return [whole] if item.kind == "whole" else [whole, 2 if item.limits[1] <= _TWO_DECIMALS_TO else 1]


def _choices(item: WorksheetItem, language: Language) -> list[dict[str, Any]]:
    unknown = {"code": UNKNOWN_CODE, "word": text("blank_worksheet.unknown", language)}
    if item.kind == "yes":
        return [*_numbered((YES, NO)), unknown]
    if item.kind == "code":
        return [*_numbered(item.choices(language).values()), unknown]
    if item.kind == "codes":
        none = {"code": 0, "word": text("case_form.none", language)}
        other = {"code": 8, "word": text("blank_worksheet.other", language)}
        return [none, *_numbered(item.choices(language).values()), other, unknown]
    return []


def _numbered(words: Any) -> list[dict[str, Any]]:
    return [{"code": n, "word": word} for n, word in enumerate(words, start=1)]
