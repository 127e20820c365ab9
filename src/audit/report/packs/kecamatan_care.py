"""Who of a kecamatan waits for a doctor, and can its figures be relied on: the verification route."""

from __future__ import annotations

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.reference.visit_rules import VISIT_GROUPS
from audit.report.blocks import Block, make_block
from audit.report.content import Content, Item
from audit.report.context import ReportContext
from audit.report.packs.places import by_cell, missing, nothing, place_name
from audit.report.sections.places import unassessed
from audit.report.view import View
from audit.results import Cell

__all__ = ["kecamatan_referrals", "kecamatan_verification", "verification_state"]

_STEPS = ("list", "weigh", "again", "visit", "bring")


def kecamatan_referrals(context: ReportContext) -> Block:
    """How many were referred at once, wait still, and were received; their names only in the restricted workbook."""
    return make_block(context, "kecamatan_referrals", "forum", "note", _referrals)


def kecamatan_verification(context: ReportContext) -> Block:
    """Whether the figures of the kecamatan can be assessed, and the steps by which they are verified."""
    return make_block(context, "kecamatan_verification", "forum", "note", _verification)


def _referrals(view: View) -> Content | None:
    rows, place = by_cell(view, "referrals_kecamatan"), view.context.kecamatan
    if not rows or not place:
        return None
    counts = {
        step: rows[Cell.of(view.context.cycle, referral=step, area=place)].numerator
        for step in ("urgent", "waiting", "received")
    }
    title = view.words("report.kecamatan_referrals.name")
    names = view.words("forum_pack.referrals.names", file=f"{place}.xlsx")
    if None in counts.values():
        return Content(title, paragraphs=(view.words("need_block.hidden"), names))
    if not counts["urgent"]:
        return nothing(view, "kecamatan_referrals", "referrals.none")
    received = "received" if counts["received"] else "received_none"
    title = view.words("forum_pack.referrals.title", waiting=counts["waiting"], n=counts["urgent"])
    return Content(title, paragraphs=(view.words(f"forum_pack.referrals.{received}", n=counts["received"]), names))


def _verification(view: View) -> Content | None:
    place = view.context.kecamatan
    if not place:
        return None
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    state = verification_state(view, place)
    counts = _counts(view, place)
    steps = [step for step in _STEPS if step != "visit" or step in counts]
    items = tuple(
        Item(view.words("forum_pack.verify.step", n=n), _step(view, step, counts.get(step)))
        for n, step in enumerate(steps, start=1)
    )
    title = view.words(f"forum_pack.verify.{state}", place=place_name(view), limit=limit)
    names = (view.words("forum_pack.verify.names", file=f"{place}.xlsx"),) if {"again", "visit"} & set(counts) else ()
    return Content(title, terms=items, paragraphs=names)


def verification_state(view: View, place: str) -> str:
    """Whether the figures of a kecamatan can be assessed, else why not: ``forum_pack.verify.<state>`` says it."""
    if place not in unassessed(view):
        return "assessable"
    measured = by_cell(view, "coverage").get(Cell.of(view.context.month, area=place))
    if measured is None or measured.value is None:
        return "not_assessable"
    return "too_few" if measured.value < COVERAGE_ASSESSABLE else "heaped"


def _counts(view: View, place: str) -> dict[str, int | None]:
    """How many each step is about: ``None`` where the number is withheld, no step where this run has no such list."""
    month = view.context.month
    counts = {"weigh": missing(by_cell(view, "coverage").get(Cell.of(month, area=place)))}
    again = by_cell(view, "remeasure_kecamatan").get(Cell.of(month, area=place, remeasure="again"))
    visit = by_cell(view, "to_visit_kecamatan").get(Cell.of(month, area=place, visit_list=VISIT_GROUPS[0]))
    if again is not None:
        counts["again"] = again.numerator
    if visit is not None and (visit.hidden or visit.numerator):
        counts["visit"] = visit.numerator
    return counts


def _step(view: View, step: str, n: int | None) -> str:
    if n is None:
        return view.words(f"forum_pack.verify.{step}")
    return view.words(
        f"forum_pack.verify.{step}_none" if step == "again" and n == 0 else f"forum_pack.verify.{step}_n", n=n
    )
