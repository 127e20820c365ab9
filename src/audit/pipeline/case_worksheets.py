"""Worksheets of the cases of a cycle: what goes out, filled in beforehand, and what comes back into its store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from audit.cases.known_answers import known_answers
from audit.cases.people import people_of
from audit.errors import InputError, ParamsError
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import is_prepared, load_tables, prepare
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS
from audit.register.case_form import ReadCases, read_cases
from audit.register.case_sheets import OpenCases
from audit.register.official_mapping import OfficialMapping
from audit.register.official_worksheet import read_official
from audit.report.case_workbook import CaseBook
from audit.schemas import CASES
from audit.store import read_identities
from audit.store.cycles import CycleStore
from audit.store.entries import conflicts, current

__all__ = ["TakenIn", "case_book", "take_in_cases", "take_in_official"]

# What the hidden sheet may name: a folder of a district and a cycle, nothing that leads elsewhere.
_FOLDER, _CYCLE = re.compile(r"\d{2}\.\d{2}-[a-z0-9-]+"), re.compile(r"20\d{2}-[12]")


@dataclass(frozen=True)
class TakenIn:
    """What reading a workbook of cases did: the reading, how many entries were new, which fields stand in conflict."""

    read: ReadCases
    added: int
    conflicts: pd.DataFrame


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
    cases = current(entries, CASES) if len(entries) else CASES.conform(pd.DataFrame())
    people = people_of(
        tables.children, tables.visits, tables.women, tables.households, tables.services, tables.child_history,
        as_of=params.as_of, areas=areas, groups=GROUPS,
    )  # fmt: skip
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


def take_in_cases(
    form: OpenCases, project: Project, *, role: str, on: date, params: AuditParams | None = None
) -> TakenIn:
    """Read a workbook of cases into the store of the cycle that it belongs to.

    Which one that is stands in its hidden sheet; without it ``params`` say so. Raises ``ParamsError`` where neither
    does, or where they name different ones.
    """
    folder = project.cycle(params) if params else None
    if form.meta is not None:
        if not (_FOLDER.fullmatch(form.meta.folder) and _CYCLE.fullmatch(form.meta.cycle)):
            raise InputError("case_form.not_this_form", file=form.file)
        own = project.root / "data" / "private" / form.meta.folder / "siklus" / form.meta.cycle
        if folder is not None and own != folder:
            raise ParamsError("case_form.other_cycle", file=form.file, cycle=form.meta.cycle)
        folder = own
    if folder is None:
        raise ParamsError("case_form.whose", file=form.file)
    store = CycleStore(folder)
    return _kept(store, read_cases(form, _begun(store, form.file), role=role, on=on))


def take_in_official(
    path: Path, mapping: OfficialMapping, params: AuditParams, project: Project, *, role: str, on: date
) -> TakenIn:
    """Read a worksheet of BKKBN into the store of the cycle that ``params`` name."""
    store, areas = CycleStore(project.cycle(params)), areas_of(params.district.code)
    entries = _begun(store, path.name)
    return _kept(store, read_official(path, mapping, entries, areas=areas, role=role, on=on))


def _begun(store: CycleStore, file: str) -> pd.DataFrame:
    entries = store.entries()
    if entries.empty:
        raise InputError("case_form.no_cycle", file=file, cycle=store.folder.name)
    return entries


def _kept(store: CycleStore, read: ReadCases) -> TakenIn:
    added = store.add(read.entries) if len(read.entries) else 0
    return TakenIn(read, added, conflicts(store.entries()))
