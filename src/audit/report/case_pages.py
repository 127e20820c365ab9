"""``kasus.pdf``: one A4 page a case, for the panel that reviews it. Restricted: each page is about one person.

A page carries the number of the case, never a name, unless the caller gives names: who it is stands in the worksheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from audit.cases.case_file import CasePage, PlanLine
from audit.language import date_text, has, join, number, text
from audit.language.catalogue import Language
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.areas import Areas
from audit.reference.causes import LEVELS
from audit.reference.growth_chart_rules import SEVERELY_BELOW
from audit.report.figures.case_growth import case_growth
from audit.report.figures.case_timeline import case_timeline, woman_strip
from audit.report.growth_words import GrowthWords
from audit.report.rule_words import rule_label, value_words
from audit.report.typesetting import typeset

__all__ = ["CaseSheet", "case_name", "render_case_pages", "shortened"]

_MOST = 6  # of a list on a page; the rest is counted and stands in the worksheet
_LETTERS, _PLAN_LETTERS = 130, 80  # of a recommendation and of a plan on a page
_CONTACTS = 6  # of a woman, the newest
_NAMED = 3  # causes or risks in the sentence
_OPEN = ("overdue", "running", "not_started")
_TOLD = ("apbd_p_missed", "december_missed")  # warnings of plans that a panel can act on: another route, another day
_MARKS = {"done": "●", "running": "◐", "not_started": "○", "overdue": "○", "cancelled": "–", "draft": "–"}
_STRIPS = (("muac_cm", "cm", 1), ("hb_g_dl", "g/dL", 1), ("bmi", "kg/m²", 1), ("gain_kg", "kg", 1))


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """What all pages of a file have in common.

    ``names`` by person id only where the district decided so. ``holder``: the office or function for whom the file is.
    """

    district: str
    cycle: str
    areas: Areas
    as_of: date
    language: Language = "id"
    sample: bool = False
    names: Mapping[str, str] | None = None
    holder: str = ""


def case_name(page: CasePage, language: Language = "id") -> str:
    """``Kasus 07``: what a case is called wherever it is spoken of."""
    number_ = "–" if page.case_no is None else f"{page.case_no:02d}"
    return text("case_page.case", language, number=number_)


def render_case_pages(pages: Sequence[CasePage], sheet: CaseSheet) -> bytes:
    """Set one page a case. Raises ``ValueError`` without any: a file without pages says nothing."""
    if not pages:
        raise ValueError("no cases to print")
    return typeset("case_pages.typ", _Words(sheet).data(pages))


class _Words:
    def __init__(self, sheet: CaseSheet) -> None:
        self.sheet = sheet
        self.language: Language = sheet.language

    def say(self, id: str, /, **values: object) -> str:
        return text(f"case_page.{id}", self.language, **values)

    def data(self, pages: Sequence[CasePage]) -> dict[str, Any]:
        sheet, day = self.sheet, self.sheet.as_of
        title = self.say("title", district=sheet.district, cycle=sheet.cycle)
        ids = ("tree", "advice", "plans", "evidence", "timeline.title", "strip.title", "page", "page_of", "no_growth")
        columns = ("activity", "actor", "money", "due", "state")
        return {
            "language": self.language,
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "document_title": title,
            "restricted": self.say("restricted"),
            "holder": self.say("restricted_to", holder=sheet.holder) if sheet.holder else "",
            "as_of": self.say("as_of", date=date_text(day, language=self.language)),
            "sample": text("report.sample_short", self.language) if sheet.sample else "",
            "words": {id: self.say(id) for id in ids} | {"columns": [self.say(f"column.{c}") for c in columns]},
            "pages": [self.page(page) for page in pages],
        }

    def page(self, page: CasePage) -> dict[str, Any]:
        growth = GrowthWords(page.growth, self.language) if page.growth else None
        marks = [(m.lane, m.months, m.until, self._mark(m.lane, m.name)) for m in page.timeline]
        names = self.sheet.names or {}
        return {
            "name": case_name(page, self.language),
            "person": names.get(page.person_id, ""),
            "id": page.case_id,
            "chips": self._chips(page),
            "sentence": self._sentence(page),
            "review": "" if page.review == "reviewed" else self.say("waiting", missing=self._disciplines(page.missing)),
            "growth": growth
            and {
                "title": growth.title(),
                "subtitle": growth.subtitle(),
                "svg": case_growth(growth.series, language=self.language),
                "alt": growth.alt(),
                "notes": list(growth.notes()[:_NAMED]),
            },
            "timeline": {"svg": case_timeline(marks, language=self.language), "alt": self._timeline_alt(page)}
            if page.is_child
            else None,
            "strip": None if page.is_child else self._strip(page),
            "tree_title": self.say("tree" if page.causes else "tree_data"),
            "tree": self._tree(page),
            "advice": self._cut(
                [f"{self._discipline(a.discipline)}: {shortened(a.text, _LETTERS)}" for a in page.advice]
            ),
            "advice_none": self.say("advice_none"),
            "plans": [self._plan(plan) for plan in page.plans[:_MOST]],
            "plans_none": self.say("plans_none" if not page.plans else "plans_more", n=max(len(page.plans) - _MOST, 0))
            if len(page.plans) > _MOST or not page.plans
            else "",
        }

    # Head ----------------------------------------------------------------------------------------------------------

    def _chips(self, page: CasePage) -> list[dict[str, Any]]:
        sex = (
            text(f"group.sex.{page.facts['sex']}", self.language).lower() if page.facts.get("sex") in ("m", "f") else ""
        )
        who = [text(f"review.level.group.{page.group}", self.language), sex, self._age(page)]
        chips = [{"text": " · ".join(part for part in who if part), "alert": False}]
        if page.is_child:
            chips += self._measures(page)
        else:
            for field, unit, digits in _STRIPS[:3]:
                if isfinite(value := page.number(field)):
                    low = field in page.bounds and value < page.bounds[field]
                    words = self.say(f"chip.{field}", value=number(value, digits, language=self.language), unit=unit)
                    chips.append({"text": words, "alert": low})
        if page.confirmed is not None:
            chips.append({"text": self.say("confirmed" if page.confirmed else "not_confirmed"), "alert": False})
        place = page.area_code.rpartition(".")[0] if page.group == "catin" else page.area_code  # never below kecamatan
        area = self.sheet.areas.by_code.get(place)
        if area:
            chips.append({"text": area.name, "alert": False})
        how = f"selection.how.{page.chosen_by}"
        if has(how, self.language):
            chips.append({"text": self.say("chosen", how=text(how, self.language)), "alert": False})
        return chips

    def _age(self, page: CasePage) -> str:
        months, years = page.number("age_months"), page.number("age_years")
        if page.is_child and isfinite(months):
            return self.say("age_months", n=int(months))
        return self.say("age_years", n=int(years)) if isfinite(years) else ""

    def _measures(self, page: CasePage) -> list[dict[str, Any]]:
        chips = []
        last = GrowthWords(page.growth, self.language).last() if page.growth else None
        haz = last.judged.haz if last else page.number("haz")
        if isfinite(haz):
            status = "severe" if haz < SEVERELY_BELOW else "stunted" if haz < STUNTED_BELOW else "not_stunted"
            corrected = last is not None and last.corrected is not None
            words = self.say("haz_corrected" if corrected else "haz", status=self.say(f"status.{status}"),
                             z=number(haz, 2, language=self.language))  # fmt: skip
            chips.append({"text": words, "alert": haz < STUNTED_BELOW})
        if isfinite(whz := page.number("whz")):
            chips.append(
                {"text": self.say("whz", z=number(whz, 2, language=self.language)), "alert": whz < STUNTED_BELOW}
            )
        return chips

    def _sentence(self, page: CasePage) -> str:
        """What stands out, computed: what the experts found and how far the plans are; before it what the data show."""
        if page.review == "reviewed":
            causes = [_low(text(f"cause.{c.code}", self.language)) for c in page.causes[:_NAMED]]
            done = sum(plan.state == "done" for plan in page.plans)
            agreed = sum(plan.state in (*_OPEN, "done") for plan in page.plans)
            found = self.say("found", causes=self._join(causes)) if causes else self.say("found_none")
            return f"{found} {self.say('progress', done=done, n=agreed) if agreed else self.say('progress_none')}"
        risks = [_low(rule_label(risk.rule_id, self.language)) for risk in page.risks[:_NAMED]]
        if not risks:
            return self.say("risks_none")
        more = "risks_more" if len(page.risks) > _NAMED else "risks"
        return self.say(more, n=len(page.risks), risks=self._join(risks))

    # Parts ---------------------------------------------------------------------------------------------------------

    def _tree(self, page: CasePage) -> list[dict[str, Any]]:
        """Three levels: what the experts found with letters of evidence, or before the review what the data show."""
        levels = []
        for level in LEVELS:
            if page.causes:
                own = [
                    (text(f"cause.{c.code}", self.language), " ".join(c.evidence))
                    for c in page.causes
                    if c.level == level
                ]
            else:
                own = [
                    (self._risk(r.rule_id, r.value, r.unit), "D" if r.source else "")
                    for r in page.risks
                    if r.level == level
                ]
            items = [{"text": words, "evidence": letters} for words, letters in own[:_MOST]]
            if len(own) > _MOST:
                items.append({"text": self.say("more", n=len(own) - _MOST), "evidence": ""})
            levels.append(
                {"level": level, "name": self.say(f"level.{level}"), "items": items, "none": self.say("level.none")}
            )
        return levels

    def _risk(self, rule_id: str, value: str, unit: str) -> str:
        label, found = rule_label(rule_id, self.language), value_words(value, unit, self.language) if value else ""
        return f"{label}: {found}" if found else label

    def _strip(self, page: CasePage) -> dict[str, Any]:
        own = page.contacts[-_CONTACTS:]
        days = [self.say("weeks", n=int(c.weeks)) if isfinite(c.weeks) else f"{c.on:%d/%m/%y}" for c in own]
        shown = [s for s in _STRIPS if s[0] != "gain_kg" or page.group in ("bumil", "nifas")]
        strips = [
            (self.say(f"strip.{field}"), unit, digits, [getattr(c, field) for c in own], page.bounds.get(field))
            for field, unit, digits in shown
        ]
        said = [
            self.say(
                "strip.alt_one", name=name, values=", ".join(self._number(v, digits) for v in values if isfinite(v))
            )
            for name, _, digits, values, _ in strips
        ]
        return {
            "svg": woman_strip(days, strips, language=self.language),
            "alt": f"{self.say('strip.title')}. {' '.join(said)}",
        }

    def _number(self, value: float, digits: int) -> str:
        return number(value, digits, language=self.language)

    def _timeline_alt(self, page: CasePage) -> str:
        lanes = {mark.lane for mark in page.timeline}
        counted = [
            self.say("timeline.alt_lane", lane=self.say(f"lane.{lane}"), n=sum(m.lane == lane for m in page.timeline))
            for lane in sorted(lanes)
        ]
        return self.say("timeline.alt", lanes=self._join(counted) if counted else self.say("timeline.nothing"))

    def _plan(self, plan: PlanLine) -> dict[str, str]:
        money = f"rtl.plan.mechanism.{plan.mechanism}"
        told = [id for id in plan.warnings if id in _TOLD and plan.state in (*_OPEN, "draft")]
        return {
            "warning": " ".join(text(f"rtl.warning.{id}", self.language) for id in told),
            "activity": shortened(plan.activity, _PLAN_LETTERS) or "–",
            "actor": plan.leader or plan.actor or "–",
            "money": text(money, self.language) if has(money, self.language) else "–",
            "due": f"{plan.due_on:%d/%m/%Y}" if plan.due_on else "–",
            "mark": _MARKS[plan.state],
            "state": text(f"rtl.plan.state.{plan.state}", self.language),
            "tone": plan.state,
        }

    def _cut(self, items: list[str]) -> list[str]:
        return items if len(items) <= _MOST else [*items[:_MOST], self.say("more", n=len(items) - _MOST)]

    def _mark(self, lane: str, name: str) -> str:
        for id in (f"case_page.feeding.{name}", f"rules.code.{name}"):
            if name and lane != "service" and has(id, self.language):
                return text(id, self.language)
        return name.replace("_", " ")  # the office's own name of a service

    def _discipline(self, id: str) -> str:
        return self.say(f"discipline.{id}") if has(f"case_page.discipline.{id}", self.language) else id

    def _disciplines(self, missing: str) -> str:
        demands = [
            f" {self.say('or')} ".join(self._discipline(d) for d in demand.split("/"))
            for demand in missing.split(";")
            if demand
        ]
        return self._join(demands) or self.say("any_expert")

    def _join(self, words: Sequence[str]) -> str:
        return join(words, language=self.language)


def _low(words: str) -> str:
    """A label inside a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def shortened(words: str, most: int) -> str:
    """Free text cut at a word, with three dots."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
