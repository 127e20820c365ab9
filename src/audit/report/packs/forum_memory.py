"""What was promised last time and what became of it, and which obstacles are still open?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from audit.disclosure.released import ShownFinding
from audit.programme.forum_record import MEETING, OBSTACLE, PROMISE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.packs.places import found_of, nothing, place_code, said
from audit.report.tables import text_cell
from audit.report.view import View

__all__ = ["forum_obstacles", "forum_promises", "next_forum"]

_PROMISE = ("activity", "office", "due", "money", "state")
_OBSTACLE = ("kind", "office", "since", "due", "state")
_DONE, _LATE, _CANCELLED = "rtl.plan.state.done", "rtl.plan.state.overdue", "rtl.plan.state.cancelled"


def forum_promises(context: ReportContext) -> Block:
    """Promises of the last forum of the place with their state; the first block of the next one."""
    return make_block(context, "forum_promises", "forum", "table", _promises)


def forum_obstacles(context: ReportContext) -> Block:
    """Obstacles that are open, the longest overdue first; of the district those of every kecamatan too."""
    return make_block(context, "forum_obstacles", "forum", "table", _obstacles)


def next_forum(view: View) -> str:
    """The month of the next forum of the place; "" where neither the forum nor the district's rhythm says it."""
    found = _meeting(view)
    month = str(found.values["next"]) if found else ""
    return view.month(month) if month and "." not in month else ""


def _meeting(view: View) -> ShownFinding | None:
    return next((found for found in view.findings(MEETING) if found.values["area"] == place_code(view)), None)


def _promises(view: View) -> Content:
    found = [one for one in view.findings(PROMISE) if one.values["area"] == place_code(view)]
    if not found:
        return nothing(view, "forum_promises", "promises.none")
    states = Counter(str(one.values["state"]) for one in found)
    n = len(found) - states[_CANCELLED]
    values = {"n": n, "done": states[_DONE], "late": states[_LATE]}
    return Content(
        view.words("forum_pack.promises.title" if states[_LATE] else "forum_pack.promises.title_in_time", **values),
        paragraphs=_last(view),
        tables=(_table(view, "promises", _PROMISE, found),),
    )


def _last(view: View) -> tuple[str, ...]:
    """When the last forum was, and when the next is due."""
    found = _meeting(view)
    if found is None:
        return (view.words("forum_pack.no_meeting"),)
    words, following = said(view, found), next_forum(view)
    last = view.words("forum_pack.last", kind=words["kind"], held=words["held"])
    if not following:
        return (f"{last} {view.words('forum_pack.no_rhythm')}",)
    late = "next_overdue" if found.values["overdue"] == "y" else "next"
    return (f"{last} {view.words(f'forum_pack.{late}', month=following)}",)


def _obstacles(view: View) -> Content:
    found = found_of(view, OBSTACLE)
    if not found:
        shown = nothing(view, "forum_obstacles", "obstacles.none")
        return replace(shown, paragraphs=(*shown.paragraphs, *_elsewhere(view)))
    late = sum(one.values["state"] == "convergence.obstacles.overdue" for one in found)
    title = view.words("forum_pack.obstacles.title", n=len(found), late=late)
    said_of = _elsewhere(view) if view.context.kecamatan else _by_kind(view, found)
    return Content(title, paragraphs=said_of, tables=(_table(view, "obstacles", _OBSTACLE, found),))


def _by_kind(view: View, found: list[ShownFinding]) -> tuple[str, ...]:
    """How many obstacles of each kind, most first."""
    kinds = Counter(said(view, one)["kind"] for one in found)
    counts = [f"{kind.lower()} {view.number(n)}" for kind, n in kinds.most_common()]
    return (view.words("forum_pack.obstacles.by_kind", kinds=view.join(counts)),)


def _elsewhere(view: View) -> tuple[str, ...]:
    """Obstacles of the district itself, which a kecamatan cannot settle alone."""
    n = sum(one.values["area"] == view.context.district_code for one in view.findings(OBSTACLE))
    return (view.words("forum_pack.obstacles.of_district", n=n, place=view.context.district_name),) if n else ()


def _table(view: View, name: str, columns: tuple[str, ...], found: list[ShownFinding]) -> Table:
    """One row a finding; the place in front of obstacles of a whole district."""
    shown = columns if view.context.kecamatan or name == "promises" else ("area", *columns)
    heads = tuple(Column(column, view.words(f"forum_pack.column.{column}"), "start") for column in shown)
    rows = tuple(
        Row(tuple(text_cell(words[column]) for column in shown)) for words in (said(view, one) for one in found)
    )
    return Table(view.words(f"forum_pack.{name}.caption"), heads, rows, (view.words("forum_pack.own_words"),))
