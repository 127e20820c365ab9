"""What was promised last time, and what became of it?"""

from __future__ import annotations

from audit.disclosure.released import ShownFinding
from audit.programme.forum_record import PROMISE_STATES
from audit.report.blocks import Block, make_block
from audit.report.content import Content, Item
from audit.report.context import ReportContext
from audit.report.page_one_words import UNFUNDED, Promises, last_kept
from audit.report.view import View

__all__ = ["last_promises"]

_NAMED = 4  # promises of one state on page one; the others are counted
_OTHER = "needs.office.other"


def last_promises(context: ReportContext) -> Block:
    """Promises of the district's last forum by what became of them, those past their date first; offices, no names."""
    return make_block(context, "last_promises", "ringkasan", "promises", _build)


def _build(view: View) -> Content:
    kept = last_kept(view, view.context.district_code)
    agreed = view.sentence("rtl.agreed") or view.sentence("rtl.agreed_by")
    paragraphs = [*_elsewhere(view), *([view.spoken(agreed)] if agreed else [])]
    if not kept.found:
        return Content(
            view.words("report.last_promises.name"),
            paragraphs=(view.words("page_one.no_promises"), *paragraphs),
        )
    return Content(
        _title(view, kept),
        paragraphs=tuple(paragraphs),
        terms=tuple(_item(view, state, found) for state in PROMISE_STATES if (found := _of(kept, state))),
    )


def _title(view: View, kept: Promises) -> str:
    said = (
        {} if kept.meeting is None else {name: str(value) for name, value in view.values(kept.meeting.values).items()}
    )
    if "held" not in said:
        return view.words("page_one.promises_title_undated", **kept.counts())
    return view.words("page_one.promises_title", kind=said["kind"].lower(), held=said["held"], **kept.counts())


def _of(kept: Promises, state: str) -> list[ShownFinding]:
    return [one for one in kept.found if one.values["state"] == f"rtl.plan.state.{state}"]


def _item(view: View, state: str, found: list[ShownFinding]) -> Item:
    """A state with its number, and what was promised: activity, office and month, each once with how often."""
    named = list(dict.fromkeys(_promise(view, one) for one in found))
    shown = named[:_NAMED]
    if len(named) > _NAMED:
        shown.append(view.words("page_one.promises_more", n=len(named) - _NAMED))
    term = view.words("page_one.promises_state", state=view.words(f"rtl.plan.state.{state}"), n=len(found))
    return Item(term, f"{'; '.join(shown)}.")


def _promise(view: View, one: ShownFinding) -> str:
    said = {name: str(value) for name, value in view.values(one.values).items()}
    id = "page_one.promise_unfunded" if one.values["money"] == UNFUNDED else "page_one.promise"
    office = view.words("page_one.other_office") if one.values["office"] == _OTHER else said["office"]
    return view.words(id, activity=said["activity"], office=office, due=said["due"])


def _elsewhere(view: View) -> list[str]:
    """Promises of the kecamatan, together: no place is set beside another."""
    found = [one for area in view.context.areas.kecamatan for one in last_kept(view, area.code).found]
    return [view.words("page_one.promises_kecamatan", **Promises(tuple(found)).counts())] if found else []
