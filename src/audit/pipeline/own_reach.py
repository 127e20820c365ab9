"""How far the district's own programmes have come, as far as other records say it: no office has to write it twice.

A finding ``programme_reach.<programme>`` is what the block of own programmes shows; any topic may hand one up.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from audit.cases.cycle import gate_states
from audit.pipeline.gates import gates_of
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.convergence_registers import consultation_states
from audit.programme.forum_record import place_of
from audit.reference.action_frameworks import framework, framework_ids
from audit.reference.areas import areas_of
from audit.results import Finding, RateTable, Result, Sentence, Value
from audit.schemas import ACTION_YEARS, CONSULTATIONS, FORUM_MEETINGS

__all__ = ["REACH", "own_reach"]

REACH = "programme_reach."
_DISSEMINATIONS = ("diseminasi_1", "diseminasi_2")
_GRADED_FRAMEWORK, _REMBUK = "aksi8_2018_2024", "rembuk_stunting"
_DONE, _MINI = "selesai", "mini_lokakarya"


def own_reach(tables: Tables, params: AuditParams, money: tuple[Result, ...]) -> tuple[Finding, ...]:
    """What is known of the programmes that params name; nothing of one about which no record says anything.

    ``money`` are the results of the budget, for the programme that watches how money is used.
    """
    named = {programme.id for programme in params.programmes}
    found = (
        *_of_actions(tables, params),
        *_of_meetings(tables, params),
        *_of_forums(tables, params),
        *_of_money(money),
    )
    return tuple(finding for finding in found if finding.id.removeprefix(REACH) in named)


def _finding(programme: str, values: dict[str, Value]) -> Finding:
    return Finding(f"{REACH}{programme}", Sentence(f"money.reach.{programme}", values), values=values)


def _of_actions(tables: Tables, params: AuditParams) -> Iterator[Finding]:
    years = tables.of_programme(ACTION_YEARS)
    own = years[years["area_code"].eq(params.district.code).fillna(False).astype(bool)]
    own = own[own["year"].le(params.as_of.year).fillna(False).astype(bool)]
    finished = own["finished_on"].le(pd.Timestamp(params.as_of)).fillna(False)
    own = own.assign(done=finished | (own["status"].eq(_DONE).fillna(False) & own["finished_on"].isna()))
    known = own[np.array([_placed(row) for row in own.to_dict("records")], dtype=bool)]
    if len(known):
        # The eight where they are run: P3S, whose list is not complete, only where it is all there is.
        first = known[known["framework"].eq(min(known["framework"]))]
        newest = first[first["year"].eq(first["year"].max())]
        of = len(framework(str(newest["framework"].iloc[0])).actions)
        yield _finding("actions", {"k": int(newest["done"].sum()), "of": of, "year": str(newest["year"].iloc[0])})
    graded = known[known["framework"].eq(_GRADED_FRAMEWORK) & known["panel_grade"].notna()]
    if len(graded):
        newest = graded[graded["year"].eq(graded["year"].max())]
        of = len(framework(_GRADED_FRAMEWORK).actions)
        yield _finding("appraisal", {"k": len(newest), "of": of, "year": str(newest["year"].iloc[0])})
    rembuk = known[known["action"].eq(_REMBUK) & known["done"]]
    if len(rembuk):
        yield _finding("rembuk", {"year": str(rembuk["year"].max())})


def _placed(row: Mapping[Hashable, Any]) -> bool:
    """Whether the framework that a row names holds its action and its year; the block of actions asks the same."""
    if row["framework"] not in framework_ids():
        return False
    of = framework(row["framework"])
    return of.covers(int(row["year"])) and any(action.id == row["action"] for action in of.actions)


def _of_meetings(tables: Tables, params: AuditParams) -> Iterator[Finding]:
    """Mini workshops held this year, and in how many kecamatan."""
    areas, rows = areas_of(params.district.code), tables.of_programme(FORUM_MEETINGS)
    held = rows[rows["kind"].eq(_MINI).fillna(False) & rows["held_on"].le(pd.Timestamp(params.as_of)).fillna(False)]
    held = held[held["held_on"].dt.year.eq(params.as_of.year)]
    places = {str(place) for place in place_of(held["area_code"], areas)} & {area.code for area in areas.kecamatan}
    if places:
        counts: dict[str, Value] = {"k": len(places), "of": len(areas.kecamatan), "n": len(held)}
        yield _finding("mini_workshop", counts | {"year": str(params.as_of.year)})


def _of_forums(tables: Tables, params: AuditParams) -> Iterator[Finding]:
    inputs = consultation_states(tables.of_programme(CONSULTATIONS), as_of=params.as_of)
    if len(inputs):
        state = inputs["state"]
        counts: dict[str, Value] = {"n": len(inputs), "k": int(state.ne("waiting").sum())}
        yield _finding("consultation", counts | {"decided": int(state.eq("decided").sum())})
    gates = gate_states(gates_of(tables.entries, params), as_of=params.as_of)
    held = [gate for gate in gates if gate.gate in _DISSEMINATIONS and gate.state != "undated"]
    if held:
        done = [gate for gate in held if gate.state in ("closed", "no_document")]
        yield _finding("dissemination", {"k": len(done), "of": len(_DISSEMINATIONS)})


def _of_money(money: tuple[Result, ...]) -> Iterator[Finding]:
    used = next((r for r in money if isinstance(r, RateTable) and r.id == "money_realised"), None)
    if used is not None and used.denominator.counts[0]:
        realised, allocated = used.numerator.counts[0], used.denominator.counts[0]
        percent = round(100 * realised / allocated)
        year = used.numerator.cells[0].period
        yield _finding("funds", {"percent": percent, "year": year})
