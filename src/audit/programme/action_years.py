"""Where each convergence action of a district and year stands on a day: done, late, proved, paid for, waited for.

Only what was dated on or before the day counts. What nobody recorded is "not_recorded", never "not done". Words:
``convergence.state.<state>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.errors import InputError
from audit.reference.action_frameworks import Framework
from audit.reference.follow_up_rules import STATUSES

__all__ = ["ACTION_STATES", "ActionState", "ActionTables", "action_states", "progress"]

ACTION_STATES = ("done", "late", "running", "not_started", "cancelled", "not_recorded")


@dataclass(frozen=True)
class ActionTables:
    """What a district recorded: tables ACTION_YEARS, ACTION_OUTPUTS and ACTION_EVIDENCE, of any years and districts."""

    years: pd.DataFrame
    outputs: pd.DataFrame
    evidence: pd.DataFrame


@dataclass(frozen=True, slots=True)
class ActionState:
    """One action on a day.

    ``name`` is what the district calls it, else a message id. ``days_late``: since the planned end, of late actions,
    and of done ones that were late. ``outputs_missing``: expected and not recorded as done; ``outputs_unproved``: done
    without evidence of their own or of the whole action; ``evidence``: documents with a reference and a date. Rupiah
    are ``None`` where nobody wrote them. ``waiting``: actions that use its outputs and have begun or should have, while
    it is not done; of a year later for some.
    """

    action: str
    name: str
    state: str
    planned_from: date | None = None
    planned_to: date | None = None
    finished_on: date | None = None
    days_late: int | None = None
    outputs_missing: tuple[str, ...] = ()
    outputs_unproved: tuple[str, ...] = ()
    evidence: int = 0
    budget_rupiah: float | None = None
    realised_rupiah: float | None = None
    self_grade: str | None = None
    panel_grade: str | None = None
    waiting: tuple[str, ...] = ()


def action_states(
    framework: Framework, area_code: str, year: int, tables: ActionTables, *, as_of: date
) -> tuple[ActionState, ...]:
    """Every action of a framework for a district and year, in the order of the framework.

    Raises ``ValueError`` for a year that the framework does not cover, and ``InputError`` (exit 11) where a record
    names an action that it does not have, or a status that is none of ``STATUSES``: own names are for ``local_name``.
    """
    if not framework.covers(year):
        raise ValueError(f"{framework.id} does not cover {year}")
    rows = _records(tables.years, framework, area_code, year)
    known = {action.id for action in framework.actions}
    for record in rows.values():
        if record["action"] not in known:
            said = {"framework": framework.id, "action": str(record["action"]), "year": str(year)}
            raise InputError("convergence.unknown_action", **said)
        if not pd.isna(record["status"]) and record["status"] not in STATUSES:
            said = {"action": str(record["action"]), "year": str(year), "statuses": ", ".join(STATUSES)}
            raise InputError("convergence.unknown_status", status=str(record["status"]), **said)
    later = {
        n: _records(tables.years, framework, area_code, year + n)
        for n in {flow.years_later for flow in framework.flows}
    }
    own = [_of(frame, framework, area_code, year) for frame in (tables.outputs, tables.evidence)]
    return tuple(
        _state(framework, area_code, action.id, rows.get(action.id), [_of_action(frame, action.id) for frame in own],
               later, as_of)
        for action in framework.actions
    )  # fmt: skip


def progress(states: tuple[ActionState, ...]) -> float | None:
    """Share (0-1) of the actions of a framework that are done; ``None`` where nothing is recorded of any.

    Actions that nobody recorded are not done here: use it only beside their number.
    """
    if all(state.state == "not_recorded" for state in states):
        return None
    return sum(state.state == "done" for state in states) / len(states)


def _state(
    framework: Framework,
    area_code: str,
    action: str,
    row: pd.Series | None,
    recorded: list[pd.DataFrame],
    later: dict[int, dict[str, pd.Series]],
    as_of: date,
) -> ActionState:
    name = framework.local_name(area_code, action) or f"convergence.action.{framework.id}.{action}"
    if row is None:
        return ActionState(action, name, "not_recorded")
    outputs, evidence = recorded
    today = pd.Timestamp(as_of)
    finished = outputs.loc[outputs["done_on"].le(today).fillna(False), "output"].tolist()
    dated = evidence["dated_on"].le(today).fillna(False) & evidence["reference"].fillna("").str.strip().ne("")
    proofs = evidence.loc[dated, "output"]
    unproved = () if proofs.isna().any() else tuple(sorted(set(finished) - set(proofs.dropna())))
    planned_to, finished_on = _day(row["planned_to"]), _day(row["finished_on"])
    state = _status(row, as_of)
    ended = finished_on if state == "done" else as_of if state == "late" else None
    late = (ended - planned_to).days if ended is not None and planned_to is not None else 0
    return ActionState(
        action=action,
        name=name if pd.isna(row["local_name"]) else str(row["local_name"]),
        state=state,
        planned_from=_day(row["planned_from"]),
        planned_to=planned_to,
        finished_on=finished_on if state == "done" else None,
        days_late=late if late > 0 else None,
        outputs_missing=tuple(output for output in framework[action].outputs if output not in finished),
        outputs_unproved=unproved,
        evidence=int(dated.sum()),
        budget_rupiah=_number(row["budget_rupiah"]),
        realised_rupiah=_number(row["realised_rupiah"]),
        self_grade=_text(row["self_grade"]),
        panel_grade=_text(row["panel_grade"]),
        waiting=() if state == "done" else _waiting(framework, action, later, as_of),
    )


def _status(row: pd.Series, as_of: date) -> str:
    finished_on, planned_to, started_on = (_day(row[name]) for name in ("finished_on", "planned_to", "started_on"))
    status = _text(row["status"])
    if status == "batal":
        return "cancelled"
    # A day after the day of the report has not come: the action is not done yet.
    done = finished_on <= as_of if finished_on is not None else status == "selesai"
    if done:
        return "done"
    if planned_to is not None and planned_to < as_of:
        return "late"
    started = started_on <= as_of if started_on is not None else status in ("proses", "selesai")
    return "running" if started else "not_started"


def _waiting(framework: Framework, action: str, later: dict[int, dict[str, pd.Series]], as_of: date) -> tuple[str, ...]:
    def begun(row: pd.Series) -> bool:
        days = (_day(row[name]) for name in ("started_on", "finished_on", "planned_from"))
        status = _text(row["status"])
        return status != "batal" and (status == "proses" or any(day is not None and day <= as_of for day in days))

    takers = (flow for flow in framework.flows if flow.giver == action)
    rows = ((flow.taker, later[flow.years_later].get(flow.taker)) for flow in takers)
    return tuple(taker for taker, row in rows if row is not None and begun(row))


def _records(frame: pd.DataFrame, framework: Framework, area_code: str, year: int) -> dict[str, pd.Series]:
    rows = _of(frame, framework, area_code, year)
    return {str(row["action"]): row for _, row in rows.iterrows()}


def _of(frame: pd.DataFrame, framework: Framework, area_code: str, year: int) -> pd.DataFrame:
    wanted = frame["area_code"].eq(area_code) & frame["year"].eq(year) & frame["framework"].eq(framework.id)
    return frame[wanted.fillna(False).astype(bool)]


def _of_action(frame: pd.DataFrame, action: str) -> pd.DataFrame:
    return frame[frame["action"].eq(action).fillna(False).astype(bool)]


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()  # pyright: ignore[reportArgumentType, reportCallIssue]


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # pyright: ignore[reportArgumentType, reportCallIssue]


def _text(value: object) -> str | None:
    return None if pd.isna(value) else str(value)  # pyright: ignore[reportArgumentType, reportCallIssue]
