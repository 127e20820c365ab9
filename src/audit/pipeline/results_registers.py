"""Registers of the programme on the day of the report, and cadres of a quarter: results.

What people typed is shown in the restricted edition. Public are counts, and of two lists of documents, which offices
keep and the leak scan reads, the rows themselves: regulations of the district and figures that were published anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.pipeline.results_action_data import ActionData
from audit.pipeline.tables import Tables
from audit.programme.cadres import cadre_rates
from audit.programme.convergence_registers import (
    consultation_states,
    innovation_states,
    obstacle_states,
    obstacles_by_kind,
    publication_states,
    regulation_states,
    state_table,
)
from audit.reference.convergence_rules import CADRE_KINDS
from audit.results import CountTable, Finding, LineList, RateTable, Result, Sentence, Value
from audit.schemas import CADRES, CONSULTATIONS, INNOVATIONS, OBSTACLES, PUBLICATIONS, REGULATIONS

__all__ = ["register_results"]


def register_results(tables: Tables, data: ActionData, params: AuditParams) -> Iterator[Result]:
    """Each register of which anything was handed in: ``<register>_by_state``, and restricted ``register_<register>``.

    Also ``obstacles_by_kind``, ``register_age.<register>`` (the longest wait), ``regulation.…`` and ``publication.…``;
    ``kpm``, ``kpm_share`` of the district, ``kpm_desa`` (restricted) and the rates of each kind of cadres.
    """
    day, cycle = params.as_of, params.cycle
    registers = {
        "regulations": (REGULATIONS, lambda rows: regulation_states(rows, as_of=day)),
        "obstacles": (OBSTACLES, lambda rows: obstacle_states(rows, as_of=day)),
        "consultations": (CONSULTATIONS, lambda rows: consultation_states(rows, as_of=day)),
        "innovations": (INNOVATIONS, innovation_states),
        "publications": (PUBLICATIONS, lambda rows: publication_states(rows, as_of=day)),
    }
    for name, (table, states_of) in registers.items():
        rows = tables.of_programme(table)
        if rows.empty:
            continue
        states = states_of(rows)
        yield state_table(cycle, name, states)
        yield LineList(f"register_{name}", states)
        yield from _ages(name, states, params)
        if name == "obstacles":
            yield obstacles_by_kind(cycle, states)
        if name in ("regulations", "publications"):
            yield from _documents(name, states, params.district.code)
    yield from _cadres(tables.of_programme(CADRES), data)


def _ages(name: str, states: pd.DataFrame, params: AuditParams) -> Iterator[Finding]:
    """How long the oldest row has been open, in days since it was said."""
    since = {"obstacles": "raised_on", "consultations": "given_on"}.get(name)
    if since is None:
        return
    waiting = states.loc[states["state"].isin(["open", "overdue", "waiting"]), since].dropna()
    if len(waiting):
        days = (pd.Timestamp(params.as_of) - waiting.min()).days
        values: dict[str, Value] = {"n": len(waiting), "days": int(days)}
        yield Finding(f"register_age.{name}", Sentence(f"convergence.age.{name}", values))


def _documents(name: str, states: pd.DataFrame, district: str) -> Iterator[Finding]:
    """Rows of a list of documents of the district itself, in order; those of a desa are counted alone."""
    own = states[states["area_code"].eq(district).fillna(False).astype(bool)]
    day = {"regulations": "dated_on", "publications": "published_on"}[name]
    fields = {"regulations": ("kind", "number", "obliges"), "publications": ("place", "figure", "approved_by")}[name]
    for i, row in enumerate(own.to_dict("records")):
        values: dict[str, Value] = {field: str(row[field]) for field in fields if pd.notna(row[field])}
        values["state"] = f"convergence.{name}.{row['state']}"
        if pd.notna(row[day]):
            values["month"] = f"{row[day]:%Y-%m}"
        sentence = Sentence(f"convergence.document.{name}", {"state": values["state"]})
        yield Finding(f"{name}_row.{i:03d}", sentence, values=values)


def _cadres(cadres: pd.DataFrame, data: ActionData) -> Iterator[Result]:
    """Desa by whether their KPM functions, of the whole district: in a small kecamatan one desa is one cadre."""
    if data.kpm is None or data.quarter is None:
        return
    yield _district(data.kpm.counts)
    share = data.kpm.share
    yield RateTable(share.id, _district(share.numerator), _district(share.denominator))
    yield data.kpm.desa
    yield Finding("kpm_definition", Sentence(f"convergence.kpm_definition.{data.params.actions.kpm_definition}"))
    quarter = data.quarter
    listed = set(cadres.loc[cadres["quarter"].eq(quarter).fillna(False), "kind"].dropna())
    for kind in CADRE_KINDS:
        if kind in listed:
            yield from cadre_rates(cadres, quarter, kind=kind)


def _district(table: CountTable) -> CountTable:
    kept = [i for i, cell in enumerate(table.cells) if cell.level("area") is None]
    cells, counts = tuple(table.cells[i] for i in kept), tuple(table.counts[i] for i in kept)
    return replace(table, cells=cells, counts=counts)
