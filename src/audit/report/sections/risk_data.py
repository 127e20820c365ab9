"""What could not be compared, and why: of how many children each factor is known."""

from __future__ import annotations

from collections.abc import Iterator

from audit.disclosure.release import HIDDEN_SUFFIX
from audit.disclosure.released import ShownFinding
from audit.reference.risk_columns import LEAST_KNOWN, NOT_HELD
from audit.reference.risk_outcomes import NOT_HELD_OUTCOMES
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.risk_words import REFUSED, factor_name
from audit.report.sections.places import source_line
from audit.report.tables import rate_table
from audit.report.view import View

__all__ = ["risk_data"]

ID = "risk_data"
_FACTOR = "risk."


def risk_data(context: ReportContext) -> Block:
    """Of how many measured children each factor is known, and which factors or levels are left out for which reason."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("risk_known")
    if table is None:
        return None
    labelled = [
        (factor_name(view, attribute.removeprefix(_FACTOR)), row)
        for row in table.rows
        for attribute, _ in row.cell.at
        if attribute.startswith(_FACTOR)
    ]
    return Content(
        view.words(f"report.{ID}.name"),
        reading=view.words("risk_block.known_reading"),
        source=source_line(view),
        paragraphs=(
            *dict.fromkeys(view.spoken(found) for found in view.findings(REFUSED) if not _few_known(found)),
            *_too_few_known(view),
            view.words("limits.after_outcome"),
            view.words("risk_outcome.late_counts"),
            _not_held(view),
        ),
        tables=(
            rate_table(
                view, ID, view.words("risk_block.known_caption", month=view.month(view.context.month)), labelled,
                interval=False,
            ),
        ),
    )  # fmt: skip


def _few_known(found: ShownFinding) -> bool:
    return found.sentence.id.removesuffix(HIDDEN_SUFFIX) == "risk_block.why.few_known"


def _too_few_known(view: View) -> Iterator[str]:
    """Factors known of too few children, in one sentence: of how many stands in the table."""
    few = [str(found.sentence.values["factor"]) for found in view.findings(REFUSED) if _few_known(found)]
    if few:
        names = [view.words(id) for id in few]
        factors = view.join([name[:1].lower() + name[1:] for name in names])
        yield view.words("risk_block.few_known_all", least=view.number(LEAST_KNOWN * 100), factors=factors)


def _not_held(view: View) -> str:
    """Factors and outcomes that no list holds at all, so that nobody looks for them in vain."""
    what = [view.words(f"risk_outcome.not_held.{id}") for id in (*NOT_HELD, *NOT_HELD_OUTCOMES)]
    return view.words("risk_outcome.not_held", what=view.join(what))
