"""Which three things should the mini lokakarya decide? Proposed from what is counted; the forum decides."""

from __future__ import annotations

from collections.abc import Iterator

from audit.programme.forum_record import OBSTACLE, PROMISE
from audit.reference.forum_rules import DECISIONS_ASKED
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Decision, Row, Table
from audit.report.context import ReportContext
from audit.report.packs.forum_memory import next_forum
from audit.report.packs.places import by_cell, found_of, missing
from audit.report.tables import text_cell
from audit.report.view import View
from audit.results import Cell

__all__ = ["kecamatan_decisions"]

_BLANK = ("no", "what", "who", "due", "money")


def kecamatan_decisions(context: ReportContext) -> Block:
    """The first three matters that apply, in a fixed order: who waits for care, who was missed, what was promised."""
    return make_block(context, "kecamatan_decisions", "forum", "decisions", _build)


def _build(view: View) -> Content:
    month = next_forum(view)
    until = view.words("forum_pack.until_month", month=month) if month else view.words("forum_pack.until_next")
    asked = list(_matters(view))[:DECISIONS_ASKED]
    title = view.words("forum_pack.decisions.title", n=len(asked))
    if not asked:
        return Content(view.words("report.kecamatan_decisions.name"), paragraphs=(view.words("report.decisions.none"),))
    return Content(
        title,
        paragraphs=(view.words("forum_pack.decisions.proposed"),),
        decisions=tuple(_decision(view, matter, n, until) for matter, n in asked),
        tables=(_blank(view),),
    )


def _blank(view: View) -> Table:
    """Lines on which the forum writes what it decides."""
    columns = tuple(Column(name, view.words(f"forum_pack.blank.{name}"), "start") for name in _BLANK)
    rows = tuple(Row((text_cell(f"{n}."), *(text_cell("") for _ in _BLANK[1:]))) for n in range(1, DECISIONS_ASKED + 1))
    return Table(view.words("forum_pack.blank.caption"), columns, rows)


def _matters(view: View) -> Iterator[tuple[str, int | None]]:
    """Matters with their number, ``None`` where it is withheld; a matter about nobody is left out."""
    cycle, place = view.context.cycle, view.context.kecamatan
    waiting = by_cell(view, "referrals_kecamatan").get(Cell.of(cycle, referral="waiting", area=place))
    if waiting is not None and (waiting.hidden or waiting.numerator):
        yield "referrals", waiting.numerator
    left = missing(by_cell(view, "coverage").get(Cell.of(view.context.month, area=place)))
    if left:
        yield "missed", left
    for matter, prefix, state in (
        ("promises", PROMISE, "rtl.plan.state.overdue"),
        ("obstacles", OBSTACLE, "convergence.obstacles.overdue"),
    ):
        late = sum(found.values["state"] == state for found in found_of(view, prefix))
        if late:
            yield matter, late
    couples = by_cell(view, "couples")
    everybody = couples.get(Cell.of(cycle, person="person", group="catin", area=place))
    early = couples.get(Cell.of(cycle, person="person", group="catin", area=place, **{"couple.notice": "early"}))
    if (
        everybody
        and early
        and (everybody.hidden or early.hidden or (early.numerator or 0) < (everybody.numerator or 0))
    ):
        yield "couples", early.numerator


def _decision(view: View, matter: str, n: int | None, until: str) -> Decision:
    who = view.words(f"forum_pack.decide.{matter}.who")
    sentence = view.words(
        f"forum_pack.decide.{matter}" if n is not None else f"forum_pack.decide.{matter}.disamarkan",
        n=n if n is not None else 0,
        who=who,
        until=until,
    )
    action = view.words(f"forum_pack.decide.{matter}.action")
    return Decision(matter, action, sentence, who, until, "" if n is None else view.number(n), "", "", ())
