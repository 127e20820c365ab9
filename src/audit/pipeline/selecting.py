"""Choosing the cases of a cycle in a run: proposed once from the data, changed by people, kept with everybody eligible.

The frame of everybody eligible lies in the folder of the cycle beside what people wrote; the cases are entries there.
Until the identification is closed or work on a case has begun, a new run proposes anew; after it the proposal stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from audit.cases.carry_over import ROLE as EARLIER_CYCLE
from audit.cases.case_records import case_changes, work_of_people
from audit.cases.choosing import SelectionSettings, choose
from audit.cases.people import People, people_of
from audit.cases.risk_status import evaluation_changes
from audit.cases.rules import Screening, screen
from audit.cases.selection_frame import Selection, override_id, read_selection, write_selection
from audit.cases.selection_reasons import selection_reasons
from audit.pipeline.measured import Measured, measured
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.reported import reported
from audit.pipeline.results_people import families_and_lokus
from audit.pipeline.tables import Tables
from audit.pipeline.taking_in import own_forms
from audit.pipeline.vault_files import SELECTION_WORKBOOK
from audit.programme.lokus import Lokus
from audit.quality.assessable import assessable
from audit.reference.areas import areas_of
from audit.register.case_layout import FormMeta
from audit.register.consents import refusing
from audit.register.selection_form import is_selection_form, override_changes, read_selection_form
from audit.report.selection_workbook import SelectionBook, write_selection_workbook
from audit.results import Sentence
from audit.schemas import GATES, OVERRIDES
from audit.store import read_identities
from audit.store.cycles import CycleStore
from audit.store.entries import current

__all__ = [
    "Audited",
    "audited",
    "propose",
    "select",
    "selection_settings",
    "take_in_proposals",
    "write_proposal",
]

_IDENTIFIED = "identifikasi"


@dataclass(frozen=True)
class Audited:
    """Everybody whom the audit is about on its day, and what the rules say of them.

    ``earlier`` are the women as they were at the contact before the newest; ``assessable`` the desa whose routine
    figures bear a conclusion; ``lokus`` the priority desa where params ask to compute them, and ``lokus_unknown`` those
    that are "belum dapat dinilai", which is not "bukan lokus".
    """

    people: People
    measured: Measured
    screening: Screening
    urgent: Screening
    earlier: Screening
    assessable: frozenset[str]
    lokus: frozenset[str] = frozenset()
    lokus_unknown: tuple[str, ...] = ()


def propose(tables: Tables, who: Audited, params: AuditParams, project: Project, key: bytes) -> Tables:
    """Take in proposals that came back, choose the cases of the cycle, write ``pemilihan.xlsx`` into the vault.

    ``who`` is of :func:`audited`. Returns the tables with the frame of everybody eligible and the entries of the
    cycle. The identities are in the vault already.
    """
    store = CycleStore(project.cycle(params))
    wrong = [*take_in_proposals(store, params, project)]
    if params.cases.selection.area == "computed" and not who.lokus:
        wrong.append(Sentence("selection.no_lokus"))
    if who.lokus_unknown:
        known = areas_of(params.district.code).by_code
        names = ", ".join(known[code].name for code in who.lokus_unknown)
        wrong.append(Sentence("selection.lokus_unknown", {"n": len(who.lokus_unknown), "desa": names}))
    selection = select(who, tables, params, store, key=key)
    write_proposal(selection, who, params, project, wrong=wrong)
    return replace(tables, selection_frame=selection.frame, entries=store.entries())


def audited(tables: Tables, params: AuditParams) -> Audited:
    """Bring the canonical tables of an audit before the rules of its district."""
    areas = areas_of(params.district.code)

    def known(children: pd.DataFrame, women: pd.DataFrame) -> People:
        rest = (tables.households, tables.services, tables.child_history)
        day, groups = params.as_of, params.cases.groups
        return people_of(children, tables.visits, women, *rest, as_of=day, areas=areas, groups=groups)

    people = known(tables.children, tables.women)
    before = known(tables.children.iloc[:0], _before(tables.women, params))
    said = measured(tables.children, tables.visits, tables.registered, params)
    month, district = params.months[-1], areas.district.code
    judged = [
        assessable(a.code, month=month, district=district, coverage=said.coverage, heaping=said.heaping)
        for a in areas.desa
    ]
    found = _lokus(people, tables, said, params)
    return Audited(
        people,
        said,
        screen(people, params.cases.risk),
        screen(people, params.cases.urgent),
        screen(before, params.cases.risk),
        frozenset(desa.area_code for desa in judged if desa.ok),
        frozenset(found.focus) if found else frozenset(),
        tuple(found.table.loc[found.table["status"].eq("not_assessable"), "area_code"]) if found else (),
    )


def _lokus(people: People, tables: Tables, said: Measured, params: AuditParams) -> Lokus | None:
    """Every desa by the four criteria, where params ask for them."""
    if params.cases.selection.area != "computed":
        return None
    members, areas = people.frame[["household_id", "group"]], areas_of(params.district.code)
    of_offices = reported(tables, params)
    _, found = families_and_lokus(
        tables.households,
        members,
        stunting=said.stunting,
        coverage=said.coverage,
        heaping=said.heaping,
        params=params,
        areas=areas,
        low=of_offices and of_offices.low,
    )
    return found


def _before(women: pd.DataFrame, params: AuditParams) -> pd.DataFrame:
    """Contacts without the newest one of each woman up to the day of the audit."""
    known = women[women["contact_date"].le(pd.Timestamp(params.as_of)).to_numpy(dtype=bool, na_value=False)]
    return known[
        known.sort_values("contact_date", kind="stable").duplicated("woman_id", keep="last").reindex(known.index)
    ]


def selection_settings(params: AuditParams, focus: Collection[str] = ()) -> SelectionSettings:
    """What params say of the selection.

    ``focus`` are the priority desa for the area "computed"; while there are none, cases come from the whole district.
    """
    own = params.cases.selection
    area = {"district": None, "listed": frozenset(own.lokus), "computed": frozenset(focus) or None}[own.area]
    return SelectionSettings(
        cycle=params.cycle,
        per_group={group: n for group, n in own.per_group.items() if group in params.cases.groups},
        weights=own.weights.model_dump(),
        random_share=own.random_share,
        near_misses=own.near_misses,
        lokus=area,
        per_lokus=own.per_lokus,
    )


def select(who: Audited, tables: Tables, params: AuditParams, store: CycleStore, *, key: bytes) -> Selection:
    """Propose or keep the cases of a cycle, apply what people changed, say the risk status of each, and write it all.

    Running twice adds nothing. Raises ``InputError`` where the store of the cycle is damaged.
    """
    entries, kept = store.entries(), read_selection(store.folder)
    stands = kept is not None and _stands(entries, params)
    if kept is None or not stands:
        kept = choose(
            who.people, who.screening, selection_settings(params, who.lokus), seed=params.seed,
            refused=refusing(tables.consents, "audit", params.as_of), urgent=who.urgent, earlier=who.earlier,
            assessable=who.assessable,
        )  # fmt: skip
    selection = kept.with_overrides(current(entries, OVERRIDES))
    store.add(case_changes(entries, selection, key=key, chosen_on=params.as_of))
    day, rules = params.as_of, params.cases.status_rules
    store.add(evaluation_changes(store.entries(), who.screening, as_of=day, proposed=not stands, rules=rules))
    write_selection(selection, store.folder)
    return selection


def write_proposal(
    selection: Selection, who: Audited, params: AuditParams, project: Project, *, wrong: Collection[Sentence] = ()
) -> None:
    """Write ``pemilihan.xlsx`` into the vault: people who are still there, with reasons."""
    there = selection.of(who.people.frame["person_id"])
    book = SelectionBook(
        selection=there,
        identities=read_identities(project.vault(params)),
        areas=areas_of(params.district.code),
        reasons=selection_reasons(there, who.screening, assessable=who.assessable),
        weights=params.cases.selection.weights.model_dump(),
        random_share=params.cases.selection.random_share,
        wrong=tuple(wrong),
        meta=FormMeta(params.district.folder, params.cycle),
    )
    write_selection_workbook(project.vault(params) / SELECTION_WORKBOOK, book, language=params.language)


def take_in_proposals(store: CycleStore, params: AuditParams, project: Project) -> Iterator[Sentence]:
    """Read every proposal that came back with changes; gives the sentences about what must be mended.

    A file that cannot be opened, or a proposal of another audit, refuses no run: ``take_in_answers`` tells of it.
    """
    kept = read_selection(store.folder)
    if kept is None:
        return
    known = frozenset(override_id(kept.frame))
    for path in own_forms(is_selection_form, params, project):
        if isinstance(path, Sentence):
            continue
        form = read_selection_form(path, cycle=params.cycle, known=known)
        store.add(override_changes(store.entries(), form, day=params.as_of))
        yield from form.wrong


def _stands(entries: pd.DataFrame, params: AuditParams) -> bool:
    """Whether the proposal may no longer change by itself."""
    gates = current(entries, GATES)
    closed = gates.loc[gates["gate_id"].eq(_IDENTIFIED), "done_on"].le(pd.Timestamp(params.as_of)).any()
    own = entries[~entries["role"].eq(EARLIER_CYCLE).to_numpy(dtype=bool, na_value=False)]  # carried: no work yet
    return bool(closed) or len(work_of_people(own)) > 0
