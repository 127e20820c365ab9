"""Do the scores that came with the file equal WHO's, and its labels its scores?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content, Table
from audit.report.context import ReportContext
from audit.report.sections.places import producers
from audit.report.tables import rate_table
from audit.report.view import View

__all__ = ["agreement"]

_MEASURED = ("eppgbm", "mapped")  # kinds of sources that hold measurements, and so may hold scores


def agreement(context: ReportContext) -> Block:
    """Rows whose exported score equals the recomputed one, by index, and whose label is the class of its score."""
    return make_block(context, "agreement", "mutu", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("agreement")
    rows = [r for r in table.rows if r.value is not None] if table else []
    if not rows:
        return None
    labelled = [(view.label("index", row.cell.level("exported") or ""), row) for row in rows]
    label, first = labelled[0]
    unsaid, labels = _labels(view)
    return Content(
        view.words("report.agreement.title", index=label, percent=view.percent(first.value or 0.0)),
        reading=view.words("report.agreement.reading", producers=producers(view, _MEASURED)),
        paragraphs=unsaid,
        tables=(
            rate_table(
                view, "agreement", view.words("report.agreement.caption"), labelled, interval=False, personal=False
            ),
            *labels,
        ),
    )


def _labels(view: View) -> tuple[tuple[str, ...], tuple[Table, ...]]:
    """The sentence that no label is recorded, or the table of labels."""
    table = view.table("label_agreement")
    rows = [row for row in table.rows if row.value is not None] if table else []
    if not rows:
        return (view.words("report.agreement.no_labels"),), ()
    labelled = [(view.label("index", row.cell.level("label") or ""), row) for row in rows]
    caption = view.words("report.agreement.caption_labels")
    return (), (rate_table(view, "agreement", caption, labelled, interval=False, personal=False),)
