"""Who does what: open plans, decisions asked for, and gaps of the programme, each with its sector and actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from audit.cases.follow_up import plan_states
from audit.language import text
from audit.pipeline.params import AuditParams
from audit.pipeline.sector_task import PUBLIC, Task, public_task, spoken, task
from audit.pipeline.sector_task_sources import action_tasks, indicator_tasks, promise_tasks
from audit.pipeline.tables import Tables
from audit.programme.convergence_registers import obstacle_states
from audit.programme.sector_tasks import TASK_COLUMNS, assigned, task_list, task_tables
from audit.reference.follow_up_rules import activity_kinds
from audit.reference.forum_rules import OBSTACLE_WORDS
from audit.reference.needs import activities
from audit.results import CountTable, CountValue, Finding, LineList, Result, Sentence, Value
from audit.schemas import FOLLOW_UPS, LOCAL_PROGRAMMES, OBSTACLES
from audit.store.entries import current

__all__ = ["sector_results"]

_OWNER = "owner"  # value of a finding that names the office it is for
_LINES = ("above_allocation", "twice", "swapped", "no_realisation")  # checks that an office can settle


def sector_results(tables: Tables, found: Mapping[str, Result], params: AuditParams) -> tuple[Result, ...]:
    """``sector_tasks``, ``actor_tasks``, the restricted ``sector_task_list``, and ``sector_task.<n>``: public words.

    Nothing where there is no task. ``found`` are all other results: decisions (``decision.``), what needs attention
    (``action_attention.``), indicators that are short of their target, and any finding with a value ``owner``, which
    names the office that it is for. What people typed stays in the restricted list; a finding has the kind of thing,
    the kind of office, and the month.
    """
    rows = [
        *_decisions(found, params), *_plans(tables, params), *promise_tasks(tables, params),
        *action_tasks(tables, found, params),
        *_owned(found, params), *_obstacles(tables, params), *_lines(found, params), *_programmes(tables, params),
        *_gaps(found, params), *indicator_tasks(found, params),
    ]  # fmt: skip
    if not rows:
        return ()
    frame = pd.DataFrame([{name: row.get(name) for name in (*TASK_COLUMNS, *PUBLIC)} for row in rows], dtype=object)
    frame["due_on"] = pd.to_datetime(frame["due_on"])
    tasks = assigned(frame)
    said = (public_task(n, row) for n, row in enumerate(tasks.to_dict("records"), start=1))
    return (*task_tables(params.cycle, tasks), *said, task_list(tasks.drop(columns=list(PUBLIC))))


def _decisions(found: Mapping[str, Result], params: AuditParams) -> Iterator[Task]:
    for id, result in found.items():
        if id.startswith("decision.") and isinstance(result, Finding):
            rule, who = id.removeprefix("decision."), result.values.get("who")
            yield task(
                params, "decision", id, text(f"decision.action.{rule}", params.language), who,
                due=result.values.get("by_when"), money=_money(result, params),
                public=Sentence(f"decision.action.{rule}"), who=None if who is None else str(who),
            )  # fmt: skip


def _money(decision: Finding, params: AuditParams) -> str:
    amounts = {name: decision.values[name] for name in ("rupiah", "fund") if name in decision.values}
    return text(str(decision.values["money"]), params.language, **amounts)


def _plans(tables: Tables, params: AuditParams) -> Iterator[Task]:
    plans = current(tables.entries, FOLLOW_UPS)
    states = plan_states(plans, as_of=params.as_of, calendar=params.calendar.budget)
    for row in states[~states["state"].isin(["done", "cancelled"])].to_dict("records"):
        named = next((row[name] for name in ("actor", "opd", "leader") if not pd.isna(row[name])), None)
        mechanism = "unknown" if pd.isna(row["mechanism"]) else row["mechanism"]
        kind = row["activity_kind"]
        known = Sentence(f"rtl.kind.{kind}") if kind in activity_kinds() else Sentence("sectors.public.plan")
        one = task(
            params, "plan", row["rtl_id"], _said(row["activity"]), named, due=row["due_on"], area=row["area_code"],
            money=text(f"rtl.plan.mechanism.{mechanism}", params.language), public=known,
        )  # fmt: skip
        yield one | {
            "state": row["state"] if row["state"] in ("overdue", "draft") else "open",
            "written_sector": row["sector"],
        }


def _owned(found: Mapping[str, Result], params: AuditParams) -> Iterator[Task]:
    """Findings of any topic that name their office; of those that only the office should read, no word is public."""
    for id, result in found.items():
        if isinstance(result, Finding) and _OWNER in result.values:
            what = spoken(result.sentence, params)
            yield task(params, "action", id, what, result.values[_OWNER], public=Sentence("sectors.public.other"))


def _obstacles(tables: Tables, params: AuditParams) -> Iterator[Task]:
    rows = obstacle_states(tables.of_programme(OBSTACLES), as_of=params.as_of)
    for row in rows[rows["state"].isin(["open", "overdue"])].to_dict("records"):
        kind = row["kind"] if row["kind"] in OBSTACLE_WORDS else "unknown"
        yield task(
            params, "obstacle", row["obstacle_id"], _said(row["obstacle"]), row["owner"], due=row["due_on"],
            area=row["area_code"],
            public=Sentence("sectors.public.obstacle", {"kind": f"convergence.obstacle.{kind}"}),
        )  # fmt: skip


def _lines(found: Mapping[str, Result], params: AuditParams) -> Iterator[Task]:
    listed = found.get("money_lines")
    if not isinstance(listed, LineList):
        return
    for row in listed.rows.to_dict("records"):
        reasons = [id for id in str(row["checks"]).split(";") if id in _LINES]
        if reasons:
            said = "; ".join(text(f"money.check.{id}", params.language) for id in reasons)
            what = text("sectors.task.money", params.language, activity=_said(row["activity"]), reasons=said)
            public = Sentence("sectors.public.money", {"reason": f"money.check.{reasons[0]}"})
            yield task(params, "money", row["line_id"], what, row["opd"], public=public)


def _programmes(tables: Tables, params: AuditParams) -> Iterator[Task]:
    """Next steps of own programmes: the one kind whose typed words are public, since their block shows them too."""
    named = {programme.id: programme for programme in params.programmes}
    for row in tables.of_programme(LOCAL_PROGRAMMES).to_dict("records"):
        programme = named.get(str(row["programme"]))
        reached = not pd.isna(row["reached"]) and not pd.isna(row["planned"]) and row["reached"] >= row["planned"]
        if programme is None or pd.isna(row["next_step"]) or reached:
            continue
        values: dict[str, Value] = {"name": programme.name, "step": _said(row["next_step"])}
        yield task(
            params, "programme", row["output_id"], text("sectors.task.programme", params.language, **values),
            programme.owner, due=row["due_on"], public=Sentence("sectors.task.programme", values), who=programme.owner,
        )  # fmt: skip


def _gaps(found: Mapping[str, Result], params: AuditParams) -> Iterator[Task]:
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
            values: dict[str, Value] = {"service": f"needs.activity.{service}", "n": CountValue(cell, n)}
            public = Sentence("sectors.task.gap", values)
            who = f"needs.office.{offices[service]}"
            yield task(params, "gap", f"gap.{service}", what, office, public=public, who=who)


def _said(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # pyright: ignore[reportArgumentType, reportCallIssue]
