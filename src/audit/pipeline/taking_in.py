"""What people wrote about cases taken into the store of a cycle: worksheets, those of BKKBN, workbooks of experts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import pandas as pd

from audit.errors import InputError, ParamsError
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.register.case_form import read_cases
from audit.register.case_layout import FormMeta
from audit.register.case_sheets import OpenCases
from audit.register.filled_form import FilledForm, open_form
from audit.register.heard import ReadCases
from audit.register.official_mapping import OfficialMapping
from audit.register.official_worksheet import read_official
from audit.register.review_form import read_reviews
from audit.register.review_sheets import OpenReviews
from audit.results import Sentence
from audit.store.cycles import CycleStore
from audit.store.entries import conflicts

__all__ = ["TakenIn", "keep", "own_forms", "store_of", "take_in_cases", "take_in_official", "take_in_reviews"]

# What the hidden sheet may name: a folder of a district and a cycle, nothing that leads elsewhere.
_FOLDER, _CYCLE = re.compile(r"\d{2}\.\d{2}-[a-z0-9-]+"), re.compile(r"20\d{2}-[12]")


class CaseForm(Protocol):
    """A workbook about cases that came back, with what its hidden sheet holds."""

    @property
    def file(self) -> str:
        """Name of the file."""
        ...

    @property
    def meta(self) -> FormMeta | None:
        """What it held when it was made, ``None`` where that is gone."""
        ...


@dataclass(frozen=True)
class TakenIn:
    """What reading a workbook of cases did: the reading, how many entries were new, which fields stand in conflict."""

    read: ReadCases
    added: int
    conflicts: pd.DataFrame


def take_in_cases(
    form: OpenCases,
    project: Project,
    *,
    role: str,
    on: date,
    until: date | None = None,
    params: AuditParams | None = None,
) -> TakenIn:
    """Read a workbook of cases into the store of the cycle that it belongs to (``store_of``)."""
    store = store_of(form, project, params)
    return keep(store, read_cases(form, store.entries(), role=role, on=on, until=until))


def store_of(form: CaseForm, project: Project, params: AuditParams | None) -> CycleStore:
    """The store of the cycle that a workbook about cases belongs to, which has cases already.

    Which one that is stands in its hidden sheet; without it ``params`` say so. Raises ``ParamsError`` where neither
    does, or where they name different ones, ``InputError`` where this computer has no such cycle.
    """
    store = CycleStore(_folder_of(form, project, params))
    _begun(store, form.file)
    return store


def own_forms(is_it: Callable[[FilledForm], bool], params: AuditParams, project: Project) -> Iterator[Path | Sentence]:
    """Workbooks of one kind that came back for an audit.

    In place of a file that cannot be opened, or of one that names another audit, the sentence that says so.
    """
    for path in project.answers(params):
        try:
            form = open_form(path)
            if is_it(form):
                _folder_of(form, project, params)
                yield path
        except (InputError, ParamsError) as refusal:
            yield Sentence(refusal.id, {name: str(value) for name, value in refusal.values.items()})


def _folder_of(form: CaseForm, project: Project, params: AuditParams | None) -> Path:
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
    return folder


def take_in_official(
    path: Path, mapping: OfficialMapping, params: AuditParams, project: Project, *, role: str, on: date
) -> TakenIn:
    """Read a worksheet of BKKBN into the store of the cycle that ``params`` name."""
    store, areas = CycleStore(project.cycle(params)), areas_of(params.district.code)
    entries = _begun(store, path.name)
    return keep(store, read_official(path, mapping, entries, areas=areas, role=role, on=on))


def _begun(store: CycleStore, file: str) -> pd.DataFrame:
    entries = store.entries()
    if entries.empty:
        raise InputError("case_form.no_cycle", file=file, cycle=store.folder.name)
    return entries


def keep(store: CycleStore, read: ReadCases) -> TakenIn:
    """Add what was read to a store; nothing where nothing is new."""
    added = store.add(read.entries) if len(read.entries) else 0
    return TakenIn(read, added, conflicts(store.entries()))


def take_in_reviews(
    form: OpenReviews, project: Project, *, on: date, until: date | None = None, params: AuditParams | None = None
) -> TakenIn:
    """Read the workbook of an expert into the store of the cycle that it belongs to.

    Which one that is stands in its hidden sheet; without it ``params`` say so.
    """
    store = store_of(form, project, params)
    return keep(store, read_reviews(form, store.entries(), on=on, until=until))
