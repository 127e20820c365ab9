"""Workbooks of experts for the cases of a cycle as they go out to each reader, and the draw of second readers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from audit.cases.case_file import CaseSources
from audit.cases.known_answers import known_answers
from audit.cases.review import second_readings
from audit.cases.review_facts import review_facts, review_visits
from audit.cases.rules import screen
from audit.errors import InputError
from audit.pipeline.case_people import people_of_cases
from audit.pipeline.params import AuditParams
from audit.pipeline.params_cases import ExpertParams
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared import is_prepared
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.reference.review_rules import DISCIPLINES, FIRST_READER, READERS, SECOND_READER, asked_of
from audit.register.consents import consenting, refusing
from audit.register.review_layout import review_file
from audit.report.review_workbook import ReviewBook
from audit.schemas import CASES, REVIEWS
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current

__all__ = ["DRAWN", "HandedOut", "hand_out_reviews"]

DRAWN, _ROLE = "undian", "program"  # source system and role of the entries that say who reads a second time
_PURPOSE = "review"


@dataclass(frozen=True)
class HandedOut:
    """The workbooks to write, by file name; how many cases each leaves out for want of consent; cases in all, drawn."""

    books: dict[str, ReviewBook]
    left_out: dict[str, int]
    cases: int
    drawn: int


def hand_out_reviews(params: AuditParams, project: Project) -> HandedOut:
    """Bring together a workbook for every reader of a prepared audit, and draw who reads a second time.

    Readers are those of ``params.cases.experts``; where none are named, both readers of every discipline that the
    groups ask for. The draw is written into the store of the cycle once and kept. Cases whose person has died, moved,
    declined or grown out, and those who refused a review by experts, are left out; an expert from outside gets only
    those who agreed. Raises ``InputError`` (exit 11) where no cases have been chosen yet.
    """
    if not is_prepared(params, project):
        prepare(params, project)
    tables, store = load_tables(project.interim(params)), CycleStore(project.cycle(params))
    entries = store.entries()
    people = people_of_cases(tables, current(entries, CASES), params)
    screening = screen(people, params.cases.risk)
    sources = CaseSources(
        tables.children, tables.visits, tables.women, tables.services, tables.child_history, tables.consents, entries,
        screening, params.as_of,
    )  # fmt: skip
    cases = sources.cases
    if cases.empty:
        raise InputError("case_form.no_cases", district=params.district.name, cycle=params.cycle)
    refused = refusing(tables.consents, _PURPOSE, params.as_of)
    agreed = consenting(tables.consents, _PURPOSE, params.as_of)
    readable = cases[~cases["person_id"].isin(refused)]
    experts = params.cases.experts or _everybody(readable)
    seconds = {expert.discipline for expert in experts if expert.reader == SECOND_READER}
    drawn = second_readings(readable, current(entries, REVIEWS), seconds, seed=params.seed)
    store.add(changes(entries, REVIEWS, drawn, role=_ROLE, filled_on=params.as_of, source_system=DRAWN))
    entries = store.entries()
    facts = review_facts(readable, known_answers(readable, people), entries, screening)
    visits = review_visits(readable, tables.children, tables.visits)
    books, left_out = {}, {}
    for expert in experts:
        own = _cases_of(expert, cases, drawn)
        may = own["person_id"].isin(agreed) if expert.outside else ~own["person_id"].isin(refused)
        file = review_file(expert.discipline, expert.reader)
        left_out[file] = int((~may).sum())
        if may.any():
            books[file] = _book(expert, own[may], facts, visits, entries, params)
    return HandedOut(books, {file: n for file, n in left_out.items() if n}, len(readable), drawn["case_id"].nunique())


def _everybody(cases: pd.DataFrame) -> tuple[ExpertParams, ...]:
    asked = {discipline for group in cases["group"].dropna().unique() for discipline in asked_of(str(group))}
    return tuple(
        ExpertParams(discipline=discipline, reader=reader)
        for discipline in DISCIPLINES
        if discipline in asked
        for reader in READERS
    )


def _cases_of(expert: ExpertParams, cases: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """The cases of a reader: of a first one all whose group asks for the discipline, of a second one those drawn."""
    if expert.reader == FIRST_READER:
        return cases[[expert.discipline in asked_of(str(group)) for group in cases["group"]]]
    own = drawn.loc[drawn["discipline"].eq(expert.discipline), "case_id"]
    return cases[cases["case_id"].isin(own)]


def _book(
    expert: ExpertParams, cases: pd.DataFrame, facts: pd.DataFrame, visits: pd.DataFrame, entries: pd.DataFrame,
    params: AuditParams,
) -> ReviewBook:  # fmt: skip
    own = set(cases["case_id"])
    return ReviewBook(
        folder=params.district.folder,
        cycle=params.cycle,
        discipline=expert.discipline,
        reader=expert.reader,
        cases=cases,
        facts=facts[facts["case_id"].isin(own)],
        visits=visits[visits["case_id"].isin(own)],
        entries=entries,
        institution=expert.institution or "",
        mode=expert.mode or "",
    )
