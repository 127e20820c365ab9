"""What the forum may ask, and which released result answers it: a closed list, one sentence a topic.

Params name a topic (``audit.reference.forum_rules.TOPICS``); the sentence is computed anew for every report. A topic
whose result is not there, or is hidden, has no answer, and the report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from audit.report.blocks import Block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.page_one_words import (
    spoken_changes,
    spoken_flows,
    spoken_promises,
    spoken_quality,
    spoken_urgent,
)
from audit.report.sections.case_follow_up import case_risk_shift, follow_up_tracker
from audit.report.sections.case_patterns import case_patterns
from audit.report.sections.companion_contacts import spoken_contacts
from audit.report.sections.families_at_risk import families_at_risk
from audit.report.sections.money_use import money_use
from audit.report.sections.need_answers import need_cascade
from audit.report.sections.package_reach import package_reach
from audit.report.sections.severity import severity
from audit.report.sections.sponsor_reach import spoken_sponsors
from audit.report.sections.stunting_by_age_sex import stunting_by_age_sex
from audit.report.sections.stunting_by_kecamatan import stunting_by_kecamatan
from audit.report.tables import by_area
from audit.report.target_words import spoken_target
from audit.report.view import View

__all__ = ["ANSWERS", "answer"]


def answer(view: View, topic: str) -> str:
    """The sentence that answers a topic; "" where no released result does."""
    return ANSWERS[topic](view)


def _sentence(*ids: str) -> Callable[[View], str]:
    """The first of some computed sentences that this edition holds with its numbers."""

    def speak(view: View) -> str:
        found = [said for id in ids if (said := view.sentence(id)) and not said.id.endswith(".disamarkan")]
        return view.spoken(found[0]) if found else ""

    return speak


def _title(build: Callable[[ReportContext], Block]) -> Callable[[View], str]:
    """The title of a block where it is a finding: it has a table, and is more than the block's name."""

    def speak(view: View) -> str:
        found = _content(view, build)
        computed = found.tables and found.title != view.words(f"report.{build.__name__}.name")
        return f"{found.title}." if computed else ""

    return speak


def _first(build: Callable[[ReportContext], Block]) -> Callable[[View], str]:
    """The first paragraph of a block that has a table to show."""

    def speak(view: View) -> str:
        found = _content(view, build)
        return found.paragraphs[0] if found.tables and found.paragraphs else ""

    return speak


def _content(view: View, build: Callable[[ReportContext], Block]) -> Content:
    block = build(replace(view.context, charts=False))
    return block.restricted if view.edition == "terbatas" and block.restricted else block.public


def _not_measured(view: View) -> str:
    table = view.table("coverage")
    row = by_area(table.rows, view.context.month).get(None) if table else None
    if row is None or row.numerator is None or row.denominator is None or row.denominator < row.numerator:
        return ""
    share = view.percent(row.value or 0.0)
    absent = row.denominator - row.numerator
    return view.words("page_one.not_measured", n=absent, of=row.denominator, share=share)


ANSWERS: Mapping[str, Callable[[View], str]] = {
    "stunted": _sentence("headline.measured", "headline.measured_only"),
    "severe": _title(severity),
    "not_measured": _not_measured,
    "kecamatan": _title(stunting_by_kecamatan),
    "age": _title(stunting_by_age_sex),
    "survey_change": spoken_changes,
    "target": lambda view: " ".join(spoken_target(view, ("front",))),
    "new_cases": spoken_flows,
    "urgent": spoken_urgent,
    "cases": _sentence("selection.case", "selection.case_busui"),
    "causes": _first(case_patterns),
    "follow_up": _first(follow_up_tracker),
    "promises": spoken_promises,
    "risk_shift": _first(case_risk_shift),
    "quality": spoken_quality,
    "families": _first(families_at_risk),
    "companions": spoken_contacts,
    "sponsors": spoken_sponsors,
    "packages": _title(package_reach),
    "needs": _first(need_cascade),
    "money": _title(money_use),
}
