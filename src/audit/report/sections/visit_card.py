"""The card of the model that orders visits, item by item of TRIPOD+AI: for the team alone, since its counts are raw."""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content, Item
from audit.report.context import ReportContext
from audit.report.view import View
from audit.risk.model_card import ITEMS, ModelCard, card_items, unfilled_words

__all__ = ["visit_card"]

ID = "visit_card"


def visit_card(context: ReportContext) -> Block:
    """Every item that the run fills in, and the names of those that people must; the public learns how many."""
    return make_block(context, ID, "metode", "note", _build)


def _build(view: View) -> Content | None:
    if not view.findings("visit_performance"):
        return None
    lines = view.lines(ID)
    if lines is None:
        return Content(view.words(f"report.{ID}.name"), paragraphs=(view.words("visit_block.card_public"),))
    items = lines.rows[lines.rows["kind"].eq("item")]
    facts = lines.rows[lines.rows["kind"].eq("fact")]
    filled = {int(name): bool(value) for name, value in zip(items["name"], items["value"], strict=True)}
    card = ModelCard(
        tuple(item for item in ITEMS if filled[item]),
        tuple(item for item in ITEMS if not filled[item]),
        dict(zip(facts["name"], facts["value"], strict=True)),
    )
    return Content(
        view.words("visit_block.card_title", n=len(card.filled), of=len(ITEMS)),
        paragraphs=(unfilled_words(card, view.language),),
        terms=tuple(Item(f"{n}. {heading}", said) for n, heading, said in card_items(card, view.language)),
    )
