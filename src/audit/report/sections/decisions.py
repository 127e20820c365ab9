"""What the forum must decide: each with who, by when, how many children and what money."""

from __future__ import annotations

from audit.disclosure.released import ShownFinding
from audit.report.blocks import Block, make_block
from audit.report.content import Content, Decision
from audit.report.context import ReportContext
from audit.report.view import HIDDEN, View

__all__ = ["BLOCK_OF", "decision_of", "decisions"]

PREFIX = "decision."
# The block in which a reader finds the result that a decision rests on.
BLOCK_OF = {
    "digits.lenhei": "height_digits",
    "digits.weight": "weight_digits",
    "stunting": "stunting_by_kecamatan",
    "stunting_age_sex": "stunting_by_age_sex",
}


def decisions(context: ReportContext) -> Block:
    """The decisions asked of the forum, in the order of the rules."""
    return make_block(context, "decisions", "ringkasan", "decisions", _build)


def _build(view: View) -> Content:
    found = view.findings(PREFIX)
    title = view.words("report.decisions.title")
    if not found:
        return Content(title, paragraphs=(view.words("report.decisions.none"),))
    return Content(title, decisions=tuple(decision_of(view, f) for f in found))


def decision_of(view: View, finding: ShownFinding) -> Decision:
    """A finding of a decision in words."""
    rule = finding.id.removeprefix(PREFIX)
    spoken = {
        k: v if isinstance(v, str) else view.words("report.value", value=v)
        for k, v in view.values(finding.sentence.values).items()
    }
    return Decision(
        rule=rule,
        action=spoken.get("action") or view.words(f"decision.action.{rule}"),
        sentence=view.spoken(finding),
        who=spoken.get("who", ""),
        by_when=spoken.get("by_when", ""),
        children=spoken.get("children", HIDDEN),
        money=spoken.get("money", ""),
        place=spoken.get("place", ""),
        rests_on=tuple(dict.fromkeys(BLOCK_OF.get(id, id) for id in finding.rests_on)),
    )
