"""``aks cycle``: the gates of an audit and what to mind, the next cycle, and two copies of one cycle made one.

``show`` tells where the cycle stands; ``gate`` closes a gate by its document or dates it; ``next`` begins the next
cycle with what is open; ``merge`` takes in a colleague's copy and lists what differs; ``decide`` reads what a person
chose.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.errors import ParamsError
from audit.language import date_text, text

if TYPE_CHECKING:
    import pandas as pd

    from audit.pipeline.params import AuditParams
    from audit.pipeline.project import Project

Told = tuple[Mapping[str, object], list[str]]
CONFLICTS = "perlu-diputuskan.xlsx"
_DAYS = ("date", "due", "until")
_WITH_ITEM = ("gate", "merge", "decide")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, for which audit, and what it needs."""
    choices = ("show", "gate", "next", "merge", "decide")
    parser.add_argument("what", choices=choices, metavar="|".join(choices), help=text("cli.cycle_what"))
    parser.add_argument("params", type=Path, metavar="PARAMS", help=text("cli.cycle_params"))
    parser.add_argument("item", nargs="?", metavar="GATE|FOLDER|FILE", help=text("cli.cycle_item"))
    for name in _DAYS:
        parser.add_argument(f"--{name}", metavar="YYYY-MM-DD", help=text(f"cli.cycle_{name}"))
    parser.add_argument("--document", metavar="TEXT", help=text("cli.cycle_document"))


def run(args: argparse.Namespace) -> int:
    """Do one of them and tell what came of it."""
    from audit.pipeline import find_project, load_params

    if (args.item is None) == (args.what in _WITH_ITEM):
        raise ParamsError(f"cycle.{'item_missing' if args.item is None else 'item_unused'}", what=args.what)
    project = find_project()
    params = load_params(args.params.resolve(), root=project.root)
    done = {"show": _show, "gate": _gate, "next": _next, "merge": _merge, "decide": _decide}[args.what]
    facts, lines = done(args, params, project)
    if not say_json(args, facts):
        say(lines)
    return 0


def _day(args: argparse.Namespace, name: str) -> date | None:
    said = getattr(args, name)
    try:
        return None if said is None else date.fromisoformat(said)
    except ValueError:
        raise ParamsError("cycle.no_day", name=f"--{name}", value=str(said)[:20]) from None


def _show(args: argparse.Namespace, params: AuditParams, project: Project) -> Told:
    from audit.pipeline.cycle_state import cycle_state

    as_of = _day(args, "date") or params.as_of
    state = cycle_state(params, project, as_of=as_of)
    lines = [text("cycle.said_head", district=params.district.name, cycle=params.cycle, day=as_of)]
    for gate in state.gates:
        name, said = text(f"cycle.gate.{gate.gate}"), text(f"cycle.gate_state.{gate.state}")
        day = gate.done_on or gate.due_on
        more = f", {date_text(day)}" if day else ""
        lines.append(
            f"{gate.stage}  {gate.gate:<21} {name}: {said}{more}{f' ({gate.document})' if gate.document else ''}"
        )
    warnings = [text(one.id, **_worded(one.values)) for one in state.warnings]
    warnings += [text("cycle.said_plans", n=n, warning=text(f"rtl.warning.{id}")) for id, n in state.plans.items()]
    if state.conflicts:
        warnings.append(text("cycle.said_conflicts", n=state.conflicts))
    lines += warnings or [text("cycle.said_nothing")]
    gates = [
        {
            "gate": gate.gate, "stage": gate.stage, "state": gate.state, "due_on": _iso(gate.due_on),
            "done_on": _iso(gate.done_on), "document": gate.document, "valid_until": _iso(gate.valid_until),
        }
        for gate in state.gates
    ]  # fmt: skip
    return {"as_of": as_of.isoformat(), "gates": gates, "warnings": warnings, "conflicts": state.conflicts}, lines


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _worded(values: Mapping[str, object]) -> dict[str, object]:
    """Values of a sentence, with names of gates in words."""
    return {k: text(v) if isinstance(v, str) and v.startswith("cycle.gate.") else v for k, v in values.items()}


def _gate(args: argparse.Namespace, params: AuditParams, project: Project) -> Told:
    from audit.pipeline.cycle_state import close_gate

    days = {"done_on": _day(args, "date"), "due_on": _day(args, "due"), "valid_until": _day(args, "until")}
    n = close_gate(params, project, args.item, today=date.today(), document=args.document, **days)
    gate = text(f"cycle.gate.{args.item}")
    return {"gate": args.item, "added": n}, [text("cycle.said_gate" if n else "cycle.said_same", gate=gate)]


def _next(args: argparse.Namespace, params: AuditParams, project: Project) -> Told:
    from audit.pipeline.cycle_state import next_cycle, open_next

    opened = open_next(params, project, as_of=_day(args, "date") or params.as_of)
    following = next_cycle(params.cycle)
    return {"cycle": following, **opened}, [text("cycle.said_next", cycle=following, **opened)]


def _merge(args: argparse.Namespace, params: AuditParams, project: Project) -> Told:
    from audit.pipeline.cycle_state import merge_copy

    added, stand = merge_copy(params, project, Path(args.item).resolve())
    lines = [text("cycle.said_merge", n=added)]
    return _conflicts(params, project, stand, {"added": added}, lines)


def _decide(args: argparse.Namespace, params: AuditParams, project: Project) -> Told:
    from audit.pipeline.cycle_state import ROLE
    from audit.register.conflict_form import read_choices
    from audit.store.cycles import CycleStore
    from audit.store.entries import conflicts, decide

    store = CycleStore(project.cycle(params))
    entries = store.entries()
    read = read_choices(Path(args.item), entries)
    n = store.add(decide(entries, read.chosen, role=ROLE, filled_on=date.today())) if len(read.chosen) else 0
    wrong = [text(one.id, **one.values) for one in read.wrong]
    lines = [text("cycle.said_decided", n=n), *wrong]
    return _conflicts(params, project, conflicts(store.entries()), {"decided": n, "wrong": wrong}, lines)


def _conflicts(
    params: AuditParams, project: Project, stand: pd.DataFrame, facts: Mapping[str, object], lines: list[str]
) -> Told:
    """The list of what is still to be decided, written where there is any, and removed where there is none."""
    from audit.report.conflict_workbook import write_conflicts
    from audit.store import owner_only
    from audit.store.cycles import CycleStore

    path = project.vault(params) / CONFLICTS
    n = len(stand.drop_duplicates(["table", "record_id", "field"]))
    if n:
        path.parent.mkdir(parents=True, exist_ok=True)
        owner_only(path.parent)
        write_conflicts(path, CycleStore(project.cycle(params)).entries(), language=params.language)
        lines.append(text("cycle.said_to_decide", n=n, file=project.shown(path)))
    else:
        path.unlink(missing_ok=True)
        lines.append(text("cycle.said_agreed"))
    return {**facts, "conflicts": n, "written": [project.shown(path)] if n else []}, lines
