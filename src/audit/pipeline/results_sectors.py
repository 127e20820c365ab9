"""Who does what: open plans, decisions asked for, and gaps of the programme, each with its sector and actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from audit.cases.follow_up import plan_states
from audit.language import has, text
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.convergence_registers import obstacle_states
from audit.programme.sector_tasks import TASK_COLUMNS, assigned, task_list, task_tables
from audit.reference.needs import activities
from audit.results import CountTable, CountValue, Finding, LineList, Result, Sentence, Value
from audit.schemas import ACTION_YEARS, FOLLOW_UPS, LOCAL_PROGRAMMES, OBSTACLES
from audit.store.entries import current

__all__ = ["sector_results"]

_Task = dict[str, Any]
_OWNER = "owner"  # value of a finding that names the office it is for
_LINES = ("above_allocation", "twice", "swapped", "no_realisation")  # checks that an office can settle


def sector_results(tables: Tables, found: Mapping[str, Result], params: AuditParams) -> tuple[Result, ...]:
    """``sector_tasks``, ``actor_tasks`` and the restricted ``sector_task_list``; nothing where there is no task.

    ``found`` are all other results: decisions (``decision.``), what needs attention (``convergence.``), and any finding
    with a value ``owner``, which names the office that it is for.
    """
    rows = [
        *_decisions(found, params), *_plans(tables, params), *_attention(tables, found, params),
        *_obstacles(tables, params), *_lines(found, params), *_programmes(tables, params), *_gaps(found, params),
    ]  # fmt: skip
    if not rows:
        return ()
    frame = pd.DataFrame([{name: row.get(name) for name in TASK_COLUMNS} for row in rows], dtype=object)
    frame["due_on"] = pd.to_datetime(frame["due_on"])
    tasks = assigned(frame)
    return (*task_tables(params.cycle, tasks), task_list(tasks))


def _decisions(found: Mapping[str, Result], params: AuditParams) -> Iterator[_Task]:
    for id, result in found.items():
        if id.startswith("decision.") and isinstance(result, Finding):
            rule = id.removeprefix("decision.")
            yield _task(
                params, "decision", id, text(f"decision.action.{rule}", params.language), result.values.get("who"),
                due=result.values.get("by_when"), money=_money(result, params),
            )  # fmt: skip


def _money(decision: Finding, params: AuditParams) -> str:
    amounts = {name: decision.values[name] for name in ("rupiah", "fund") if name in decision.values}
    return text(str(decision.values["money"]), params.language, **amounts)


def _plans(tables: Tables, params: AuditParams) -> Iterator[_Task]:
    plans = current(tables.entries, FOLLOW_UPS)
    states = plan_states(plans, as_of=params.as_of, calendar=params.calendar.budget)
    for row in states[~states["state"].isin(["done", "cancelled"])].to_dict("records"):
        named = next((row[name] for name in ("actor", "opd", "leader") if not pd.isna(row[name])), None)
        mechanism = "unknown" if pd.isna(row["mechanism"]) else row["mechanism"]
        task = _task(
            params, "plan", row["rtl_id"], _said(row["activity"]), named, due=row["due_on"], area=row["area_code"],
            money=text(f"rtl.plan.mechanism.{mechanism}", params.language),
        )  # fmt: skip
        yield task | {
            "state": row["state"] if row["state"] in ("overdue", "draft") else "open",
            "written_sector": row["sector"],
        }


def _attention(tables: Tables, found: Mapping[str, Result], params: AuditParams) -> Iterator[_Task]:
    """What needs attention in convergence actions, and findings of any topic that name their office."""
    years = tables.of_programme(ACTION_YEARS).sort_values("year")
    owners = {str(row["action"]): row["owner"] for row in years.to_dict("records") if not pd.isna(row["owner"])}
    for id, result in found.items():
        if not isinstance(result, Finding):
            continue
        if id.startswith("convergence."):
            owner = owners.get(id.split(".")[1])
        elif _OWNER in result.values:
            owner = result.values[_OWNER]
        else:
            continue
        yield _task(params, "action", id, _spoken(result.sentence, params), owner)


def _obstacles(tables: Tables, params: AuditParams) -> Iterator[_Task]:
    rows = obstacle_states(tables.of_programme(OBSTACLES), as_of=params.as_of)
    for row in rows[rows["state"].isin(["open", "overdue"])].to_dict("records"):
        yield _task(
            params, "obstacle", row["obstacle_id"], _said(row["obstacle"]), row["owner"], due=row["due_on"],
            area=row["area_code"],
        )  # fmt: skip


def _lines(found: Mapping[str, Result], params: AuditParams) -> Iterator[_Task]:
    listed = found.get("money_lines")
    if not isinstance(listed, LineList):
        return
    for row in listed.rows.to_dict("records"):
        reasons = [id for id in str(row["checks"]).split(";") if id in _LINES]
        if reasons:
            said = "; ".join(text(f"money.check.{id}", params.language) for id in reasons)
            what = text("sectors.task.money", params.language, activity=_said(row["activity"]), reasons=said)
            yield _task(params, "money", row["line_id"], what, row["opd"])


def _programmes(tables: Tables, params: AuditParams) -> Iterator[_Task]:
    named = {programme.id: programme for programme in params.programmes}
    for row in tables.of_programme(LOCAL_PROGRAMMES).to_dict("records"):
        programme = named.get(str(row["programme"]))
        reached = not pd.isna(row["reached"]) and not pd.isna(row["planned"]) and row["reached"] >= row["planned"]
        if programme is None or pd.isna(row["next_step"]) or reached:
            continue
        what = text("sectors.task.programme", params.language, name=programme.name, step=_said(row["next_step"]))
        yield _task(params, "programme", row["output_id"], what, programme.owner, due=row["due_on"])


def _gaps(found: Mapping[str, Result], params: AuditParams) -> Iterator[_Task]:
    """Services with persons still to be reached, for the first kind of office that is responsible."""
    table = found.get("service_gap")
    if not isinstance(table, CountTable):
        return
    offices = {activity.id: activity.offices[0] for activity in activities()}
    for cell, n in zip(table.cells, table.counts, strict=True):
        service, _, level = (cell.level("service_gap") or "").rpartition(".")
        if level == "gap" and n:
            name = text(f"needs.activity.{service}", params.language)
            what = text("sectors.task.gap", params.language, service=name, n=n)
            office = text(f"needs.office.{offices[service]}", "id")  # the words by which an actor is known
            yield _task(params, "gap", f"gap.{service}", what, office)


def _task(
    params: AuditParams, kind: str, id: str, what: str, named: object, *, due: object = None, area: object = None,
    money: str = "",
) -> _Task:  # fmt: skip
    due = None if due is None or pd.isna(due) else pd.Timestamp(due)  # pyright: ignore[reportArgumentType, reportCallIssue]
    late = due is not None and due < pd.Timestamp(params.as_of)
    return {
        "kind": kind,
        "task_id": str(id),
        "what": what,
        "named": None if named is None or pd.isna(named) else str(named),  # pyright: ignore[reportArgumentType, reportCallIssue]
        "area_code": None if area is None or pd.isna(area) else str(area),  # pyright: ignore[reportArgumentType, reportCallIssue]
        "due_on": due,
        "state": "overdue" if late else "open",
        "money": money,
    }


def _said(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # pyright: ignore[reportArgumentType, reportCallIssue]


def _spoken(sentence: Sentence, params: AuditParams) -> str:
    plain = {name: _plain(value) for name, value in sentence.values.items()}
    words = {
        name: text(value, params.language, **plain) if isinstance(value, str) and "." in value and has(value) else value
        for name, value in plain.items()
    }
    return text(sentence.id, params.language, **words)


def _plain(value: Value) -> str | int | date:
    """A value as a sentence of the restricted edition prints it."""
    if isinstance(value, CountValue):
        return value.value
    if isinstance(value, str | int | date):
        return value
    return "" if value.value is None else f"{value.value:.{value.digits}f}"
