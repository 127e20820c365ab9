"""Forums: what was promised and what became of it, obstacles, and what a mini lokakarya needs of each kecamatan."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from audit.cases.couples import couple_lines, couple_states, couple_table
from audit.cases.due_services import due_lines, due_services, due_table
from audit.cases.needs import needs_by_kecamatan, needs_of
from audit.cases.referrals import gone_people, referral_loop, referred_people
from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.convergence_registers import obstacle_states
from audit.programme.forum_record import (
    MEETING,
    OBSTACLE,
    PROMISE,
    PROMISE_STATES,
    last_meetings,
    place_of,
    promises,
)
from audit.reference.areas import Areas, areas_of
from audit.reference.case_groups import CASE_GROUP
from audit.reference.follow_up_rules import MECHANISMS, activity_kinds
from audit.reference.forum_rules import OBSTACLE_WORDS
from audit.reference.needs import PERSON, office_of
from audit.reference.recorded_groups import AGE_GROUPS
from audit.reference.referral_rules import LOOP
from audit.register.consents import refusing
from audit.results import Cell, CountTable, Finding, LineList, RateTable, Result, Sentence, Value
from audit.schemas import (
    ATTENDANCE,
    COMPANION_CONTACTS,
    FOLLOW_UPS,
    FORUM_AGREEMENTS,
    FORUM_MEETINGS,
    KUA_RECORDS,
    OBSTACLES,
)
from audit.schemas.columns import is_among
from audit.store.entries import current
from audit.survey import count_table, on_register, rate_table
from audit.survey.snapshot import area_leaves

__all__ = ["due_month", "forum_results"]

_BY_AGE = ("baduta", "batita")
_REFERRED = ("urgent", "waiting", "received")
_OBSTACLE_STATES = ("overdue", "open", "closed", "cancelled")


def forum_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Results by id; nothing of forums that nobody handed in, nor of kecamatan unless params ask for packs.

    Findings ``forum_meeting.<area>``, ``forum_promise.<n>``, ``forum_obstacle.<n>``: kinds of activity and of office,
    months and states only, since what people typed may hold a name; in their own words ``forum_promises_list`` and
    ``forum_obstacles_list``, restricted. ``promises_by_state`` and ``obstacles_by_place`` count rows, not persons.
    Of each kecamatan: see ``_of_kecamatan``.
    """
    areas = areas_of(params.district.code)
    return (*_forums(tables, params, areas), *_of_kecamatan(tables, said, screening, params, areas))


def due_month(as_of: date) -> pd.Period:
    """The month for which services are listed as due: the one after the day of the audit."""
    return pd.Period(as_of, freq="M") + 1


def _forums(tables: Tables, params: AuditParams, areas: Areas) -> Iterator[Result]:
    meetings, agreed = tables.of_programme(FORUM_MEETINGS), tables.of_programme(FORUM_AGREEMENTS)
    plans, came = current(tables.entries, FOLLOW_UPS), current(tables.entries, ATTENDANCE)
    rhythm = params.mini_workshop.months_between if params.mini_workshop else None
    for row in last_meetings(meetings, areas, as_of=params.as_of, months_between=rhythm).to_dict("records"):
        yield _meeting(row)
    told = promises(agreed, meetings, plans, came, areas, as_of=params.as_of)
    if len(told):
        rows = told.to_dict("records")
        yield from (_promise(n, row) for n, row in enumerate(rows, start=1))
        yield _by_place("promises_by_state", told, PROMISE_STATES, "promise", params.cycle, areas)
        yield LineList("forum_promises_list", told)
    hard = tables.of_programme(OBSTACLES)
    if len(hard):
        states = obstacle_states(hard, as_of=params.as_of)
        states = states.assign(area=place_of(states["area_code"], areas))
        still = states[states["state"].isin(["open", "overdue"])]
        yield from (_obstacle(n, row) for n, row in enumerate(still.to_dict("records"), start=1))
        yield _by_place("obstacles_by_place", states, _OBSTACLE_STATES, "obstacle_state", params.cycle, areas)
        yield LineList("forum_obstacles_list", states)


def _meeting(row: Mapping[Hashable, Any]) -> Finding:
    values: dict[str, Value] = {
        "area": str(row["area"]),
        "kind": f"forum_pack.kind.{row['kind']}",
        "held": _month(row["held_on"]),
        "next": _month(row["next_on"]),
        "overdue": "y" if row["overdue"] else "n",
    }
    return Finding(f"{MEETING}{row['area']}", Sentence("forum_pack.meeting", values), values=values)


def _promise(n: int, row: Mapping[Hashable, Any]) -> Finding:
    kind, money = row["activity_kind"], row["mechanism"]
    values: dict[str, Value] = {
        "area": str(row["area"]),
        "activity": f"rtl.kind.{kind}" if kind in activity_kinds() else "forum_pack.unwritten",
        "office": f"needs.office.{row['office_kind']}",
        "due": _month(row["due_on"]),
        "money": f"rtl.plan.mechanism.{money if money in MECHANISMS else 'unknown'}",
        "state": f"rtl.plan.state.{row['state']}",
    }
    return Finding(f"{PROMISE}{n:04d}", Sentence("forum_pack.promise", values), values=values)


def _obstacle(n: int, row: Mapping[Hashable, Any]) -> Finding:
    kind, owner = row["kind"], row["owner"]
    values: dict[str, Value] = {
        "area": str(row["area"]),
        "kind": f"convergence.obstacle.{kind if kind in OBSTACLE_WORDS else 'unknown'}",
        "office": f"needs.office.{office_of(owner)}" if isinstance(owner, str) else "forum_pack.unwritten",
        "since": _month(row["raised_on"]),
        "due": _month(row["due_on"]),
        "state": f"convergence.obstacles.{row['state']}",
    }
    return Finding(f"{OBSTACLE}{n:04d}", Sentence("forum_pack.obstacle", values), values=values)


def _month(day: object) -> str:
    """``2025-10``: no public file holds a full date that the report does not declare; a dash where none is written."""
    return f"{day:%Y-%m}" if isinstance(day, pd.Timestamp) and not pd.isna(day) else "forum_pack.unwritten"


def _by_place(id: str, rows: pd.DataFrame, states: tuple[str, ...], name: str, cycle: str, areas: Areas) -> CountTable:
    """Rows by the place of their forum and by state; the district's own stand under its code."""
    n = rows.groupby(["area", "state"]).size().to_dict()
    places = (areas.district.code, *(area.code for area in areas.kecamatan))
    keys = [(place, state) for place in places for state in states]
    cells = tuple(Cell.of(cycle, forum_of=place, **{name: state}) for place, state in keys)
    return CountTable(id, cells, tuple(int(n.get(key, 0)) for key in keys), personal=False)


def _of_kecamatan(
    tables: Tables, said: Measured, screening: Screening, params: AuditParams, areas: Areas
) -> Iterator[Result]:
    """What a pack says of a kecamatan, as counts; who they are, restricted, in ``due_list`` and ``couples_list``.

    ``recorded_kecamatan`` and ``recorded_kecamatan.projected`` (measured over those on the register, over projected),
    ``bumil_kecamatan``, ``needs_kecamatan``, ``due_kecamatan``, ``referrals_kecamatan``, ``couples``.
    """
    if params.mini_workshop is None:
        return
    people = screening.people.frame
    refused = refusing(tables.consents, "audit", params.as_of)
    asked = ~is_among(people["person_id"], refused)
    yield from _recorded(tables, said, params, areas)
    frame = pd.DataFrame(
        {"period": params.cycle, "person": "person.known", "group": people["group"].astype(object),
         "area": people["area"].astype(object)}
    )  # fmt: skip
    pregnant = Cell.of(params.cycle, person="person", group="bumil")
    cells = [pregnant.replace("area", area.code) for area in areas.kecamatan]
    yield count_table("bumil_kecamatan", frame, cells, (PERSON, CASE_GROUP, areas.partition))
    if len(people):
        yield needs_by_kecamatan(needs_of(screening, tables.services, as_of=params.as_of), params.cycle, areas)
        month = due_month(params.as_of)
        due = due_services(people, month)
        yield Sentence("forum_pack.due_month", {"month": str(month)})
        yield due_table(people, due, params.cycle, areas)
        yield due_lines(people[asked], due[asked])
    yield _referred(tables, params, areas)
    contacts = tables.of_programme(COMPANION_CONTACTS)
    contacts = contacts[contacts["contact_date"].le(pd.Timestamp(params.as_of)).fillna(False)]
    couples = couple_states(screening, tables.women, tables.of_programme(KUA_RECORDS), contacts)
    if len(couples):
        yield couple_table(couples, params.cycle, areas)
        yield couple_lines(couples[~is_among(couples["person_id"], refused)])


def _recorded(tables: Tables, said: Measured, params: AuditParams, areas: Areas) -> Iterator[RateTable]:
    """Baduta and batita measured over those on the register; balita, whom the list counts, over those projected."""
    month = params.months[-1]
    register = on_register(tables.children, said.now, month, areas)
    cells = [Cell.of(month, age=age, area=area.code) for area in areas.kecamatan for age in _BY_AGE]
    by = (AGE_GROUPS, areas.partition)
    measured = count_table("recorded_kecamatan", said.now, cells, by)
    listed = count_table("recorded_kecamatan.of", register, cells, by)
    whole = tuple(cell.replace("population", "on_register") for cell in cells)
    yield rate_table("recorded_kecamatan", measured, CountTable(listed.id, whole, listed.counts, by), interval=False)
    of_month = tables.registered[tables.registered["month"].eq(month)].set_index("area_code")["projected"]
    known = {area.code: of_month.reindex([desa.code for desa in areas.within(area.code)]) for area in areas.kecamatan}
    sums = {code: int(figures.sum()) for code, figures in known.items() if len(figures) and figures.notna().all()}
    if sums:
        id = "recorded_kecamatan.projected"
        cells = [Cell.of(month, area=code) for code in sums]
        whole = tuple(cell.replace("population", "projected") for cell in cells)
        numerator = count_table(id, said.now, cells, (areas.partition,))
        yield rate_table(id, numerator, CountTable(f"{id}.of", whole, tuple(sums.values()), by), interval=False)


def _referred(tables: Tables, params: AuditParams, areas: Areas) -> CountTable:
    """People referred at once, by kecamatan: in all, who wait still, whom a facility has received."""
    gone = gone_people(tables.children, tables.women, params.as_of)
    people = referred_people(referral_loop(tables.referrals, params.as_of), set(gone)).assign(period=params.cycle)
    frame = people.assign(area=area_leaves(people["area_code"], areas))
    cells = [Cell.of(params.cycle, referral=step, area=area.code) for area in areas.kecamatan for step in _REFERRED]
    return count_table("referrals_kecamatan", frame, cells, (LOOP, areas.partition))
