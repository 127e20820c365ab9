"""Sentences of page one that several blocks share, computed from released results (reference/practice.md 5.2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from audit.disclosure.released import ShownFinding, ShownRow
from audit.programme.forum_record import MEETING, PROMISE
from audit.report.sections.flags import newest_height_row
from audit.report.view import View

__all__ = [
    "UNFUNDED",
    "Promises",
    "last_kept",
    "spoken_changes",
    "spoken_flows",
    "spoken_promises",
    "spoken_quality",
    "spoken_urgent",
]

_CANCELLED, UNFUNDED = "rtl.plan.state.cancelled", "rtl.plan.mechanism.belum_berdana"
_FLOWS = ("new", "recovered", "aged_out", "first_seen")


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises of the forum of a place, in the order of their states; cancelled ones are promises no more."""

    found: tuple[ShownFinding, ...]
    meeting: ShownFinding | None = None

    @property
    def states(self) -> Counter[str]:
        """How many are in each state, by the last part of its message."""
        return Counter(str(one.values["state"]).rpartition(".")[2] for one in self.found)

    def counts(self) -> dict[str, object]:
        """Numbers of a sentence about them."""
        states = self.states
        kept = {state: states[state] for state in ("done", "running", "not_started", "overdue")}
        unfunded = sum(one.values["money"] == UNFUNDED for one in self.found)
        return {"n": len(self.found), **kept, "unfunded": unfunded}


def last_kept(view: View, area: str) -> Promises:
    """What the last forum of a place promised, and older promises that are still open."""
    found = (one for one in view.findings(PROMISE) if one.values["area"] == area)
    meeting = next((one for one in view.findings(MEETING) if one.values["area"] == area), None)
    return Promises(tuple(one for one in found if one.values["state"] != _CANCELLED), meeting)


def spoken_promises(view: View) -> str:
    """How many promises of the district's last forum are done, running and late; "" where none is recorded."""
    kept = last_kept(view, view.context.district_code)
    if not kept.found:
        return ""
    when = {} if kept.meeting is None else {k: str(v) for k, v in view.values(kept.meeting.values).items()}
    if "held" not in when:
        return view.words("page_one.promises_undated", **kept.counts())
    return view.words("page_one.promises", kind=when["kind"].lower(), held=when["held"], **kept.counts())


def spoken_urgent(view: View) -> str:
    """How many are to be referred at once and what became of them; nobody received yet is said as not yet recorded."""
    found = (view.sentence(f"headline.urgent{kind}") for kind in ("", "_ended", "_none"))
    said = next((one for one in found if one is not None), None)
    if said is None:
        return ""
    if said.id == "headline.urgent" and said.values.get("m") == 0:
        return view.words("headline.urgent_waiting", **view.values(said.values))
    return view.spoken(said)


def spoken_flows(view: View) -> str:
    """New cases, recovered children and those who turned five; "" where one of them is hidden or not counted."""
    table = view.table("case_balance")
    rows = {} if table is None else {_flow(row): row for row in table.rows if row.cell.level("area") is None}
    counts = {flow: row.numerator for flow in _FLOWS if (row := rows.get(flow)) is not None}
    if len(counts) < len(_FLOWS) or any(n is None for n in counts.values()):
        return ""
    since = view.month(view.context.months[0])
    id = "page_one.flows_first" if counts["first_seen"] else "page_one.flows"
    return view.words(id, since=since, **counts)


def _flow(row: ShownRow) -> str:
    return (row.cell.level("case") or "").partition("@")[0]


def spoken_changes(view: View) -> str:
    """What may be said of the newest change between two surveys; "" where no two can be compared."""
    if not view.context.changes:
        return ""
    newest = view.context.changes[-1]
    a, b = (view.number(one.proportion * 100, 1) for one in (newest.first, newest.second))
    between = view.words("page_one.between", first=newest.first.source, second=newest.second.source)
    return f"{between} {view.words(newest.message, a=a, b=b)}"


def spoken_quality(view: View) -> str:
    """How the measurements are rated, and how many children are measured again before the figures are used."""
    check = view.check("scorecard.ena_score")
    if check is None or check.status in ("error", "not_assessable"):
        return ""
    row, words = newest_height_row(view), {"rating": view.words(f"page_one.rating.{check.status}")}
    if row is None or not row.numerator:
        return view.words("page_one.quality_alone", **words)
    return view.words("page_one.quality", n=row.numerator, area=view.area(None), **words)
