"""Worksheets of the cases of a cycle as they go out, filled in beforehand with what the data know."""

from __future__ import annotations

from audit.cases.known_answers import known_answers
from audit.errors import InputError
from audit.pipeline.case_people import people_of_cases
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared import is_prepared
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.report.case_workbook import CaseBook
from audit.schemas import CASES
from audit.store import read_identities
from audit.store.cycles import CycleStore
from audit.store.entries import current

__all__ = ["case_book"]


def case_book(params: AuditParams, project: Project) -> CaseBook:
    """Bring together the workbook of the cases of a prepared audit.

    Cases whose person has died, moved, declined or grown out of every group since are left out: nobody of them may be
    on a list. Whoever was not found is left in, to be looked for again. Raises ``InputError`` (exit 11) where no cases
    have been chosen yet.
    """
    if not is_prepared(params, project):
        prepare(params, project)
    tables, areas = load_tables(project.interim(params)), areas_of(params.district.code)
    entries = CycleStore(project.cycle(params)).entries()
    cases = current(entries, CASES)
    people = people_of_cases(tables, cases, params)
    there = set(people.frame["person_id"]) | set(people.outdated["person_id"])
    cases = cases[cases["person_id"].isin(there).to_numpy(dtype=bool)].reset_index(drop=True)
    if cases.empty:
        raise InputError("case_form.no_cases", district=params.district.name, cycle=params.cycle)
    return CaseBook(
        folder=params.district.folder,
        cycle=params.cycle,
        areas=areas,
        cases=cases,
        identities=read_identities(project.vault(params)),
        known=known_answers(cases, people),
        entries=entries,
    )
