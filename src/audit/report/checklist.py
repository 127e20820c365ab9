"""Reporting checklists filled in from what a report holds: what it says of each item, or that nobody wrote it yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from audit.disclosure.released import ShownRow
from audit.reference.groups import STATUS
from audit.reference.reporting_checklists import CHECKLISTS, Checklist, ChecklistItem, checklist_items
from audit.reference.risk_framework import FRAMEWORK_LEVELS
from audit.report.limits import calendar_known, season_names
from audit.report.risk_words import model_row
from audit.report.sections.places import producers
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["Answer", "answers", "asked", "fill", "held", "said"]

State = Literal["filled", "unfilled", "not_applicable"]
CARD = "model_card"  # the finding with the items that a model card fills in (``risk.answered_items``)
_NO_CARD = "no_model"


@dataclass(frozen=True, slots=True)
class Answer:
    """One item and how it stands; ``stands`` is a block, or a file of the report, and empty unless it is filled in."""

    item: ChecklistItem
    state: State
    stands: str = ""
    says: str = ""


def fill(checklist: Checklist, there: frozenset[str], *, card: str = "") -> tuple[Answer, ...]:
    """Answer every item of a list by what is there; ``card`` is the block of the model card, for items without one.

    An item is filled in where everything that it needs is there. Items that only people can write stay unfilled.
    """
    items = checklist_items(checklist.id)
    if checklist.applies and checklist.applies not in there:
        return tuple(Answer(item, "not_applicable", says=_NO_CARD) for item in items)
    return tuple(_answer(item, there, card) for item in items)


def _answer(item: ChecklistItem, there: frozenset[str], card: str) -> Answer:
    if not item.applicable:
        return Answer(item, "not_applicable", says=item.says)
    if not item.says or not there.issuperset(item.needs):
        return Answer(item, "unfilled")
    return Answer(item, "filled", item.stands or card, item.says)


def held(view: View) -> frozenset[str]:
    """What this edition can show: ids of released results with their beginnings (``risk_effect`` of
    ``risk_effect.preterm``), items of the model card (``model_card.12``), and facts of the report itself."""
    context = view.context
    ids = [id for id, released in context.released.items() if released.form(view.edition) is not None]
    parts = [id.split(".") for id in ids]
    facts = {
        "sources": bool(context.sources),
        "handover": any(source.handover for source in context.sources),
        "published": bool(context.published),
        "order_resmi": context.order == "resmi",
        "calendar": all(calendar_known(month) for month in context.months),
    }
    card = [f"{CARD}.{item}" for item in _card(view, "filled").split(",") if item]
    starts = [".".join(part[: i + 1]) for part in parts for i in range(len(part))]
    return frozenset([*starts, *card, *(name for name, there in facts.items() if there)])


def _card(view: View, name: str) -> str:
    return next((str(found.values.get(name, "")) for found in view.findings(CARD)), "")


def answers(view: View) -> dict[str, tuple[Answer, ...]]:
    """Every list with its answers, in the order of ``CHECKLISTS``."""
    there, card = held(view), _card(view, "stands")
    return {id: fill(of, there, card=card) for id, of in CHECKLISTS.items()}


def asked(view: View, item: ChecklistItem) -> str:
    """What an item asks, in our words; items of TRIPOD+AI are called as the model card calls them."""
    if item.checklist == "tripod_ai":
        return view.words(f"model_card.item.{item.item}")
    return view.words(f"checklist.ask.{item.checklist}.{item.item}")


def said(view: View, found: Sequence[Answer]) -> list[str]:
    """What the report says of each item; by name that it is not filled in; or why it does not apply."""
    facts = _facts(view)
    return [_said(view, answer, facts) for answer in found]


def _said(view: View, answer: Answer, facts: Mapping[str, object]) -> str:
    if answer.state == "unfilled":
        return view.words("checklist.unfilled", ask=asked(view, answer.item))
    if answer.state == "not_applicable":
        return view.words(f"checklist.why.{answer.says}")
    return view.words(f"checklist.says.{answer.says}", **facts)


def _facts(view: View) -> dict[str, object]:
    """What the sentences name; an en dash for a number that is withheld or not there."""
    context, month = view.context, view.context.month
    coverage = _row(view, "coverage", Cell(month))
    stunted = _row(view, "stunting", Cell.of(month, **{STATUS.attribute: "stunted"}))
    return {
        "area": context.district_name,
        "as_of": view.words("report.value", value=context.as_of),
        "month": view.month(month),
        "months": view.join([view.month(m) for m in context.months]),
        "seasons": season_names(view),
        "sources": view.join(list(dict.fromkeys(view.source(source.id) for source in context.sources))),
        "producers": producers(view),
        "measured": _count(view, coverage, "numerator"),
        "registered": _count(view, coverage, "denominator"),
        "stunted": _count(view, stunted, "numerator"),
        "known": _count(view, stunted, "denominator"),
        "models": _models(view),
    }


def _row(view: View, table: str, cell: Cell) -> ShownRow | None:
    shown = view.table(table)
    return next((row for row in shown.rows if row.cell == cell), None) if shown else None


def _count(view: View, row: ShownRow | None, side: Literal["numerator", "denominator"]) -> str:
    n = None if row is None or row.hidden else getattr(row, side)
    return NONE if n is None else view.number(n)


def _models(view: View) -> str:
    """Cases and children of each level's model, where they may be shown."""
    rows = [(level, row) for level in FRAMEWORK_LEVELS if (row := model_row(view, level)) is not None]
    words = [
        view.words(
            "checklist.model_one",
            level=view.words(f"risk_block.level.{level}").lower(),
            events=_count(view, row, "numerator"),
            n=_count(view, row, "denominator"),
        )
        for level, row in rows
    ]
    return "; ".join(words) if words else NONE
