"""``surat-keluarga.pdf``: one page a family, in plain words and large letters, that a mother can read.

What was found, what will be done, by whom, when, and whom to call. No z, no score, no cause that sounds like a fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from audit.cases.case_file import CasePage
from audit.language import date_text, has, join, number, text
from audit.language.catalogue import Language
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.report.case_pages import CaseSheet, case_name, shortened
from audit.report.typesetting import typeset

__all__ = ["LetterContact", "letters_for", "render_family_letters"]

_MOST, _LETTERS = 4, 110  # causes and plans, and letters of each, on a page that is read aloud
_AGREED = ("overdue", "running", "not_started")
_TO_FAMILY = "keluarga"


@dataclass(frozen=True, slots=True)
class LetterContact:
    """Whom a family calls: an office or a role, and its number; "" leaves a line to be written by hand."""

    who: str = ""
    phone: str = ""


def letters_for(pages: Sequence[CasePage]) -> tuple[CasePage, ...]:
    """Cases whose family gets a letter: it agreed to the audit, and the experts have reviewed the case."""
    return tuple(page for page in pages if page.consent_audit and page.review == "reviewed")


def render_family_letters(
    pages: Sequence[CasePage], sheet: CaseSheet, *, contacts: Mapping[str, LetterContact] | None = None
) -> bytes:
    """Set one letter a page of ``pages`` (``letters_for``). ``contacts`` by desa code.

    ``sheet.names`` gives the name of the person; without it a line is left for it. Raises ``ValueError`` without pages.
    """
    if not pages:
        raise ValueError("no letters to print")
    day, say = sheet.as_of, _Say(sheet)
    return typeset(
        "family_letter.typ",
        {
            "language": sheet.language,
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "document_title": say("title", district=sheet.district),
            "sample": text("report.sample_short", sheet.language) if sheet.sample else "",
            "footer": say("footer"),
            "heads": {id: say(f"head.{id}") for id in ("found", "plan", "home", "call", "thanks")},
            "letters": [
                _letter(page, sheet, say, (contacts or {}).get(page.area_code, LetterContact())) for page in pages
            ],
        },
    )


class _Say:
    def __init__(self, sheet: CaseSheet) -> None:
        self.language: Language = sheet.language

    def __call__(self, id: str, /, **values: object) -> str:
        return text(f"letter.{id}", self.language, **values)


def _letter(page: CasePage, sheet: CaseSheet, say: _Say, contact: LetterContact) -> dict[str, Any]:
    name = (sheet.names or {}).get(page.person_id, "")
    plans = [plan for plan in page.plans if plan.state in _AGREED and plan.activity][:_MOST]
    return {
        "case": case_name(page, sheet.language),
        "greeting": say(f"greeting.{_whom(page)}", name=name or "…………………………"),
        "opening": say("opening", date=date_text(sheet.as_of, language=sheet.language)),
        "found": [*_measured(page, say), *_found(page, say)],
        "plan": [_plan(plan.activity, plan.leader or plan.actor, plan.due_on, say) for plan in plans],
        "plan_none": say("plan_none"),
        "home": [
            shortened(advice.text, _LETTERS) for advice in page.advice if advice.addressee == _TO_FAMILY and advice.text
        ][:_MOST],
        "call": say("call", who=contact.who or "…………………………", phone=contact.phone or "…………………………"),
        "danger": say(f"danger.{_whom(page)}"),
        "thanks": say("thanks"),
    }


def _whom(page: CasePage) -> str:
    return "child" if page.is_child else "catin" if page.group == "catin" else "woman"


def _measured(page: CasePage, say: _Say) -> list[str]:
    """What was measured, in kilograms and centimetres, and what it means in words."""
    if not page.is_child:
        return []
    said = []
    weight, height = page.number("weight_kg"), page.number("lenhei_cm")
    if isfinite(weight) and isfinite(height):
        kg, cm = (number(x, 1, language=say.language) for x in (weight, height))
        said.append(say("measured", kg=kg, cm=cm))
    last = page.growth.points[-1] if page.growth else None
    haz = last.judged.haz if last and last.usable else page.number("haz")
    if isfinite(haz):
        said.append(say("short" if haz < STUNTED_BELOW else "not_short"))
    return said


def _found(page: CasePage, say: _Say) -> list[str]:
    causes = [c.code for c in page.causes if has(f"letter.cause.{c.code}", say.language)][:_MOST]
    if not causes:
        return [say("found_none")]
    return [say("found", causes=join([say(f"cause.{code}") for code in causes], language=say.language))]


def _plan(activity: str, actor: str, due_on: Any, say: _Say) -> str:
    who = actor or say("somebody")
    activity = shortened(activity, _LETTERS).rstrip(". ")
    if due_on is None:
        return say("plan_undated", activity=activity, who=who)
    return say("plan", activity=activity, who=who, date=date_text(due_on, language=say.language))
