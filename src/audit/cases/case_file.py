"""Everything that is known of one case, brought together for its page and for the letter to its family.

No name and no address: who a case is stands in the vault alone. Whoever has died, moved, declined or grown out since is
left out, as from every list.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import nan
from typing import Any

import pandas as pd

from audit.anthropometry.growth_series import GrowthSeries, many_growth_series
from audit.cases.audited_visits import audited_visits, with_audited
from audit.cases.causes import case_causes
from audit.cases.follow_up import plan_states
from audit.cases.review import review_states, valid_reviews
from audit.cases.rules import Screening
from audit.cases.woman_contacts import body_mass_index, episodes
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.causes import LEVELS
from audit.reference.follow_up_rules import BudgetCalendar
from audit.reference.review_rules import NOT_TRACED
from audit.register.consents import consenting
from audit.schemas import CASES, CAUSES, FOLLOW_UPS, RECOMMENDATIONS, REVIEWS
from audit.store.entries import current

__all__ = [
    "CHILDREN_GROUPS",
    "Advice",
    "CasePage",
    "CaseSources",
    "CauseFound",
    "Contact",
    "Mark",
    "PlanLine",
    "Risk",
    "case_pages_of",
]

CHILDREN_GROUPS = ("baduta", "balita_24_59")
_ILL_MONTHS = 3  # recent_illness is asked of the last three months
_BETWEEN = ";"
_RECEIVED = ("received", "rechecked")


@dataclass(frozen=True, slots=True)
class Risk:
    """A rule at risk: its cause level ("direct", "indirect", "basic"), what it rests on, and from which system."""

    rule_id: str
    level: str
    value: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class CauseFound:
    """A cause that the experts found, with letters of evidence: document, K (visit), observation, W (interview)."""

    code: str
    level: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What an expert recommends, to whom (family, facility, office, referral); free text, restricted."""

    discipline: str
    addressee: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A follow-up plan: ``state`` of ``follow_up.PLAN_STATES``; "" and ``None`` where nothing is written.

    ``warnings`` are ids of ``plan_check.WARNINGS``.
    """

    activity: str
    actor: str
    leader: str
    mechanism: str
    due_on: date | None
    state: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the time line of a child: ``lane``, age in months (negative before birth), what it was.

    ``until`` is the end of a stretch; ``None`` for a point in time.
    """

    lane: str
    months: float
    name: str = ""
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact of a woman; NaN where nothing was measured. ``gain_kg``: since the first weight of the pregnancy."""

    on: date
    weeks: float
    muac_cm: float
    hb_g_dl: float
    bmi: float
    gain_kg: float


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case. ``facts`` are the fields of its row in ``People``; ``bounds`` those of the risk rules by field.

    ``review`` is "reviewed" or "waiting"; ``missing`` the disciplines it waits for. Causes are there only of a reviewed
    case. ``growth`` is ``None`` for a woman and where nothing can be drawn. ``consent_audit`` as
    ``register.consents.consenting``: nobody asked is no consent.
    """

    case_id: str
    case_no: int | None
    person_id: str
    group: str
    area_code: str
    chosen_by: str
    review: str
    missing: str
    confirmed: bool | None
    facts: Mapping[str, Any]
    risks: tuple[Risk, ...]
    growth: GrowthSeries | None
    timeline: tuple[Mark, ...]
    contacts: tuple[Contact, ...]
    bounds: Mapping[str, float]
    causes: tuple[CauseFound, ...]
    advice: tuple[Advice, ...]
    plans: tuple[PlanLine, ...]
    consent_audit: bool

    @property
    def is_child(self) -> bool:
        """Whether the case is a child's and not a woman's."""
        return self.group in CHILDREN_GROUPS

    def number(self, field: str) -> float:
        """A number among the facts, NaN where it is missing or implausible."""
        value = self.facts.get(field)
        doubted = self.facts.get(f"{field}_flag") is True
        return nan if value is None or pd.isna(value) or doubted else float(value)

    def word(self, field: str) -> str:
        """A text among the facts, "" where it is missing."""
        value = self.facts.get(field)
        return "" if value is None or pd.isna(value) else str(value)


@dataclass(frozen=True)
class CaseSources:
    """Where case pages come from: canonical tables, the entries of the cycle, and what the rules say of everybody."""

    children: pd.DataFrame
    visits: pd.DataFrame
    women: pd.DataFrame
    services: pd.DataFrame
    child_history: pd.DataFrame
    consents: pd.DataFrame
    entries: pd.DataFrame
    screening: Screening
    as_of: date
    calendar: BudgetCalendar | None = None  # of the district, else of the law

    @cached_property
    def cases(self) -> pd.DataFrame:
        """Cases whose person is still there and was traced, with their state of review, by number."""
        cases = current(self.entries, CASES)
        people = self.screening.people
        there = set(people.frame["person_id"]) | set(people.outdated["person_id"])
        cases = cases[cases["person_id"].isin(there) & ~cases["status"].isin(NOT_TRACED)]
        reviews = current(self.entries, REVIEWS)
        return review_states(cases, reviews, as_of=self.as_of).sort_values(["case_no", "case_id"], ignore_index=True)


def case_pages_of(sources: CaseSources) -> tuple[CasePage, ...]:
    """Every case of the cycle whose person is still there, by number."""
    cases = sources.cases
    if cases.empty:
        return ()
    parts = _Parts(sources)
    return tuple(parts.page(case) for case in cases.to_dict("records"))


class _Parts:
    """Every table cut down to the cases and grouped once, so that a page is a few look-ups."""

    def __init__(self, sources: CaseSources) -> None:
        self.sources = sources
        cases, day = sources.cases, pd.Timestamp(sources.as_of)
        people = set(cases["person_id"])
        frame, screening = sources.screening.people.frame, sources.screening
        chosen = frame["person_id"].isin(people).to_numpy()
        self.facts = {(str(row["person_id"]), str(row["group"])): row for row in frame[chosen].to_dict("records")}
        self.risks = _grouped(screening.findings(chosen), "person_id")
        children = sources.children[sources.children["child_id"].isin(people)]
        self.children = {str(row["child_id"]): row for row in children.to_dict("records")}
        visits, audited = with_audited(
            sources.visits[sources.visits["child_id"].isin(people)], audited_visits(cases, sources.entries)
        )
        visits = visits[visits["visit_date"].le(day)]
        self.visits = dict(tuple(visits.groupby("child_id")))
        self.no_visits = visits.iloc[:0]
        self.growth = many_growth_series(children, visits, audit_dates=audited)
        mothers = people | {str(row["mother_id"]) for row in self.children.values() if pd.notna(row["mother_id"])}
        women = sources.women[sources.women["woman_id"].isin(mothers) & sources.women["contact_date"].le(day)]
        women = women.sort_values(["woman_id", "contact_date"], kind="stable")
        bmi = body_mass_index(women["weight_kg"], women["height_cm"])
        self.women = _grouped(women.assign(bmi=bmi, episode=episodes(women)), "woman_id")
        services = sources.services[sources.services["person_id"].isin(people) & sources.services["date"].le(day)]
        self.services = _grouped(services[services["stage"].isin(_RECEIVED)].sort_values("date"), "person_id")
        history = sources.child_history
        history = history[history["child_id"].isin(people) & history["recorded_on"].le(day)]
        self.history = _grouped(history.sort_values("recorded_on"), "child_id")
        self.consenting = consenting(sources.consents, "audit", sources.as_of)
        reviews, found = current(sources.entries, REVIEWS), current(sources.entries, CAUSES)
        valid = set(valid_reviews(reviews, sources.as_of)["review_id"])
        self.evidence = _evidence(found[found["review_id"].isin(valid)])
        self.causes = _grouped(case_causes(cases, reviews, found, as_of=sources.as_of), "case_id")
        self.advice = _grouped(current(sources.entries, RECOMMENDATIONS), "case_id")
        plans = current(sources.entries, FOLLOW_UPS)
        self.plans = (
            _grouped(plan_states(plans, as_of=sources.as_of, calendar=sources.calendar), "case_id")
            if len(plans)
            else {}
        )

    def page(self, case: Mapping[Hashable, Any]) -> CasePage:
        id, person, group = str(case["case_id"]), str(case["person_id"]), str(case["group"])
        facts = self.facts.get((person, group)) or next((f for (p, _), f in self.facts.items() if p == person), {})
        child = self.children.get(person) if group in CHILDREN_GROUPS else None
        return CasePage(
            case_id=id,
            case_no=None if pd.isna(case["case_no"]) else int(case["case_no"]),
            person_id=person,
            group=group,
            area_code=_text(case["area_code"]),
            chosen_by=_text(case["chosen_by"]),
            review=str(case["review"]),
            missing=str(case["missing"]),
            confirmed=None if pd.isna(case["stunting_confirmed"]) else bool(case["stunting_confirmed"]),
            facts={str(k): v for k, v in facts.items()},
            risks=tuple(
                Risk(
                    str(r["rule_id"]), _text(r["cause"]), _text(r["value"]), _text(r["unit"]), _text(r["source_system"])
                )
                for r in self.risks.get(person, ())
                if r["kind"] == "risk" and r["group"] == facts.get("group")
            ),
            growth=self.growth.get(person) if child else None,
            timeline=tuple(self._timeline(person, child)) if child else (),
            contacts=() if child else _contacts(self.women.get(person, ())),
            bounds=self._bounds(str(facts.get("group", group))),
            causes=self._causes(id),
            advice=tuple(
                Advice(_text(r["discipline"]), _text(r["addressee"]), _text(r["text"])) for r in self.advice.get(id, ())
            ),
            plans=tuple(_plan(r) for r in self.plans.get(id, ())),
            consent_audit=person in self.consenting,
        )

    def _bounds(self, group: str) -> Mapping[str, float]:
        rules = [rule for rule in self.sources.screening.rules.rules if group in rule.groups and not rule.where]
        return {
            rule.asks.field: float(rule.asks.bound)
            for rule in reversed(rules)
            if rule.asks.test in ("below", "at_most") and isinstance(rule.asks.bound, float)
        }

    def _causes(self, case_id: str) -> tuple[CauseFound, ...]:
        rows = [r for r in self.causes.get(case_id, ()) if bool(r["present"])]
        found = [
            CauseFound(str(r["cause_code"]), str(r["level"]), self.evidence.get((case_id, str(r["cause_code"])), ""))
            for r in rows
        ]
        return tuple(sorted(found, key=lambda cause: (LEVELS.index(cause.level), cause.code)))  # pyright: ignore[reportArgumentType]

    def _timeline(self, person: str, child: Mapping[Hashable, Any]) -> list[Mark]:
        born = child["birth_date"]
        if pd.isna(born):
            return []

        def at(day: pd.Timestamp) -> float:
            return (day - born).days / DAYS_PER_MONTH

        marks = [
            Mark("pregnancy", at(r["contact_date"]))
            for r in self.women.get(_text(child["mother_id"]), ())
            if r["group"] == "bumil" and r["contact_date"] < born
        ]
        marks += [Mark("measured", at(day)) for day in self.visits.get(person, self.no_visits)["visit_date"]]
        told = list(self.history.get(person, ()))
        if told:
            marks += _feeding(told[-1], (pd.Timestamp(self.sources.as_of) - born).days / DAYS_PER_MONTH)
        for row in told:
            ill = [word for word in _text(row["recent_illness"]).split(_BETWEEN) if word]
            end = at(row["recorded_on"])
            marks += [Mark("illness", max(end - _ILL_MONTHS, 0.0), word, end) for word in ill]
        marks += [Mark("service", at(r["date"]), _text(r["service_code"])) for r in self.services.get(person, ())]
        return marks


def _feeding(row: Mapping[Hashable, Any], age: float) -> list[Mark]:
    """Breast milk alone until complementary feeding began, where both are known."""
    start = row["complementary_from_months"]
    if pd.isna(start):
        return []
    begun = min(float(start), age)
    alone = [Mark("feeding", 0.0, "exclusive", begun)] if row["exclusive_breastfeeding"] is True and begun > 0 else []
    return [*alone, Mark("feeding", begun, "complementary", age)] if age > begun else alone


def _evidence(found: pd.DataFrame) -> Mapping[tuple[str, str], str]:
    """The letters of every cause of a case, over the experts who found it."""
    letters: dict[tuple[str, str], set[str]] = {}
    for row in found[found["present"].eq(True).fillna(False).to_numpy(dtype=bool)].to_dict("records"):
        said = {letter for letter in _text(row["evidence"]).upper() if letter.isalpha()}
        letters.setdefault((str(row["case_id"]), str(row["cause_code"])), set()).update(said)
    return {key: "".join(sorted(said)) for key, said in letters.items()}


def _contacts(rows: tuple[Mapping[Hashable, Any], ...]) -> tuple[Contact, ...]:
    """Contacts (with ``bmi`` and ``episode``) of a woman, oldest first, since her newest pregnancy if she had one."""
    pregnant = [r for r in rows if r["group"] == "bumil"]
    own = [r for r in pregnant if r["episode"] == pregnant[-1]["episode"]]
    weights = [float(r["weight_kg"]) for r in own if pd.notna(r["weight_kg"])]
    if own:
        rows = tuple(r for r in rows if r["contact_date"] >= own[0]["contact_date"])
    found = []
    for row in rows:
        gains = row["group"] == "bumil" and len(weights) > 1
        found.append(
            Contact(
                on=row["contact_date"].date(),
                weeks=_number(row["gestation_weeks"]),
                muac_cm=_number(row["muac_cm"]),
                hb_g_dl=_number(row["hb_g_dl"]),
                bmi=_number(row["bmi"]),
                gain_kg=_number(row["weight_kg"]) - weights[0] if gains else nan,
            )
        )
    return tuple(found)


def _plan(row: Mapping[Hashable, Any]) -> PlanLine:
    due = row["due_on"]
    return PlanLine(
        _text(row["activity"]), _text(row["actor"]), _text(row["leader"]), _text(row["mechanism"]),
        None if pd.isna(due) else due.date(), str(row["state"]), tuple(filter(None, _text(row["warnings"]).split(";"))),
    )  # fmt: skip


def _grouped(frame: pd.DataFrame, key: str) -> dict[str, tuple[Mapping[Hashable, Any], ...]]:
    out: dict[str, list[Mapping[Hashable, Any]]] = {}
    for row in frame.to_dict("records"):
        out.setdefault(str(row[key]), []).append(row)
    return {id: tuple(rows) for id, rows in out.items()}


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _number(value: Any) -> float:
    return nan if value is None or pd.isna(value) else float(value)
