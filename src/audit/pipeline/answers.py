"""Forms about cases that came back: which one a file is, and what it says taken into the store of its cycle.

One way for all: ``aks worksheet read`` reads one file, ``aks run`` whatever lies among the answers of a district.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from audit.cases.selection_frame import override_id, read_selection
from audit.errors import InputError, ParamsError
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.taking_in import TakenIn, keep, store_of, take_in_cases, take_in_official, take_in_reviews
from audit.reference.cycle_rules import LONGEST_DAYS
from audit.register.case_sheets import OpenCases, find_cases
from audit.register.filled_form import FilledForm, open_form
from audit.register.forum_form import forum_entries, is_forum_form, read_forum
from audit.register.heard import ReadCases
from audit.register.measuring_forms import measuring_form
from audit.register.official_mapping import OfficialMapping, official_mapping
from audit.register.official_worksheet import is_official
from audit.register.review_sheets import OpenReviews, find_reviews
from audit.register.selection_form import is_selection_form, override_changes, read_selection_form
from audit.register.urgent_form import is_urgent_form, read_urgent, urgent_entries
from audit.report.answers_workbook import write_answers_report
from audit.results import Sentence
from audit.store.cycles import CycleStore

__all__ = ["ANSWERS", "ROLE", "Returned", "recognise", "take_in", "take_in_answers"]

ANSWERS, ROLE = "laporan-isian.xlsx", "tim_teknis"
_CYCLE = re.compile(r"20\d{2}-[12](?=-)")


@dataclass(frozen=True)
class Returned:
    """A form that came back. ``kind``: kertas_kerja, telaah_pakar, rujuk_segera, pemilihan, hasil_forum, kka_bkkbn."""

    path: Path
    kind: str
    form: OpenCases | OpenReviews | FilledForm | None = None


def recognise(path: Path, mapping: OfficialMapping | None = None) -> Returned | None:
    """Which form of the case audit a file is, by its columns; ``None`` where it is none of them.

    Raises ``InputError`` (exit 11) where it cannot be read.
    """
    if (reviews := find_reviews(path)) is not None:
        return Returned(path, "telaah_pakar", reviews)
    if (cases := find_cases(path)) is not None:
        return Returned(path, "kertas_kerja", cases)
    filled = open_form(path)
    if measuring_form(filled) is not None:
        return None  # before BKKBN's worksheet, which is known by words that these forms have too
    kind = next((kind for kind, is_it in _BY_COLUMNS.items() if is_it(filled)), None)
    if kind is not None:
        return Returned(path, kind, filled)
    return Returned(path, "kka_bkkbn") if is_official(path, mapping or official_mapping()) else None


_BY_COLUMNS: Mapping[str, Callable[[FilledForm], bool]] = {
    "rujuk_segera": is_urgent_form, "pemilihan": is_selection_form, "hasil_forum": is_forum_form,
}  # fmt: skip


def take_in(
    found: Returned,
    project: Project,
    params: AuditParams | None,
    *,
    on: date,
    until: date | None = None,
    mapping: OfficialMapping | None = None,
) -> TakenIn:
    """Take what a form says into the store of its cycle; reading it twice adds nothing.

    Our workbooks say themselves which cycle they belong to, in their hidden sheet; else ``params`` do. ``on``
    stands where nobody said when a form was filled in, and nothing after ``until`` (else ``on``) is believed. Raises
    ``ParamsError`` where it is not known which audit a form belongs to, ``InputError`` where its cycle is not here.
    """
    if isinstance(found.form, OpenCases):
        return take_in_cases(found.form, project, role=ROLE, on=on, until=until, params=params)
    if isinstance(found.form, OpenReviews):
        return take_in_reviews(found.form, project, on=on, until=until, params=params)
    if isinstance(found.form, FilledForm):
        store = store_of(found.form, project, params)
        return keep(store, _READERS[found.kind](found.path, store.entries(), _Asked(store, on, until or on)))
    if params is None:
        raise ParamsError("case_form.needs_params", file=found.path.name)
    return take_in_official(found.path, mapping or official_mapping(), params, project, role=ROLE, on=on)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where answers go, the day that stands where none is written, and the last one that is believed."""

    store: CycleStore
    on: date
    until: date

    @property
    def cycle(self) -> str:
        """Of which cycle the store is."""
        return self.store.folder.name


def _urgent(path: Path, entries: pd.DataFrame, asked: _Asked) -> ReadCases:
    new, wrong = urgent_entries(read_urgent(path), entries, day=asked.on)
    return ReadCases(new, len(new), wrong=wrong)


def _selection(path: Path, entries: pd.DataFrame, asked: _Asked) -> ReadCases:
    kept = read_selection(asked.store.folder)
    if kept is None:
        raise InputError("case_form.no_cycle", file=path.name, cycle=asked.cycle)
    form = read_selection_form(path, cycle=asked.cycle, known=frozenset(override_id(kept.frame)))
    new = override_changes(entries, form, day=asked.on)
    return ReadCases(new, int(new["field"].eq("override").sum()), wrong=form.wrong)


def _forum(path: Path, entries: pd.DataFrame, asked: _Asked) -> ReadCases:
    form = read_forum(path)
    if (other := _CYCLE.match(form.meeting)) and other[0] != asked.cycle:
        raise ParamsError("case_form.other_cycle", file=path.name, cycle=other[0])
    held_on = form.attendance["held_on"].min()
    day = asked.on if pd.isna(held_on) or held_on.date() > asked.until else held_on.date()
    new, unknown = forum_entries(entries, form, role=ROLE, filled_on=day)
    return ReadCases(new, len(new), wrong=(*form.wrong, *unknown))


_READERS: Mapping[str, Callable[[Path, pd.DataFrame, _Asked], ReadCases]] = {
    "rujuk_segera": _urgent, "pemilihan": _selection, "hasil_forum": _forum,
}  # fmt: skip


_EARLIER = ("rujuk_segera", "pemilihan")  # a run has read them before; here only those of another audit are told


def take_in_answers(params: AuditParams, project: Project) -> Mapping[str, ReadCases]:
    """Read every form among the answers of a district; lists of referrals and proposals come earlier in a run.

    Writes ``laporan-isian.xlsx`` into the vault, where there were any. A file that cannot be read, is not known here or
    belongs to another cycle refuses no run: its sentence stands in the report.
    """
    until, reads = params.as_of + timedelta(days=LONGEST_DAYS), dict[str, ReadCases]()
    nothing = CycleStore(project.cycle(params)).entries().iloc[:0]
    sources = {project.root / source.path for source in params.sources}  # read at the border
    for path in project.answers(params):
        if path in sources:
            continue
        try:
            found = recognise(path)
            if found is None:
                said = Sentence("case_form.not_recognised", {"file": path.name})
                reads[path.name] = ReadCases(nothing, 0, findings=(said,))
            elif found.kind in _EARLIER and isinstance(found.form, FilledForm):
                store_of(found.form, project, params)
            else:
                reads[path.name] = take_in(found, project, params, on=params.as_of, until=until).read
        except (InputError, ParamsError) as refusal:
            said = Sentence(refusal.id, {name: str(value) for name, value in refusal.values.items()})
            reads[path.name] = ReadCases(nothing, 0, findings=(said,))
    report = project.vault(params) / ANSWERS
    report.unlink(missing_ok=True)
    if reads:
        write_answers_report(report, reads, language=params.language)
    return reads
