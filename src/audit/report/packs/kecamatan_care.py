"""Who of a kecamatan waits for a doctor, and can its figures be relied on: the verification route."""

from __future__ import annotations

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Content, Item
from audit.report.context import ReportContext
from audit.report.packs.places import by_cell, missing, nothing, place_name
from audit.report.sections.places import unassessed
from audit.report.view import View
from audit.results import Cell

__all__ = ["kecamatan_referrals", "kecamatan_verification"]

_STEPS = ("list", "weigh", "again", "bring")


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
    title = view.words("forum_pack.referrals.title", waiting=counts["waiting"], n=counts["urgent"])
    return Content(title, paragraphs=(view.words("forum_pack.referrals.received", n=counts["received"]), names))


def _verification(view: View) -> Content | None:
    place = view.context.kecamatan
    if not place:
        return None
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    state = "not_assessable" if place in unassessed(view) else "assessable"
    left = missing(by_cell(view, "coverage").get(Cell.of(view.context.month, area=place)))
    items = []
    for n, step in enumerate(_STEPS, start=1):
        words = f"forum_pack.verify.{step}"
        counted = step == "weigh" and left is not None
        said = view.words(f"{words}_n", n=left) if counted else view.words(words)
        items.append(Item(view.words("forum_pack.verify.step", n=n), said))
    title = view.words(f"forum_pack.verify.{state}", place=place_name(view), limit=limit)
    return Content(title, terms=tuple(items))
