"""The pack of a rembuk: what was promised, trend by source, lokus and gaps, obstacles, and commitments to sign."""

from __future__ import annotations

from audit.programme.forum_record import PROMISE
from audit.reference.follow_up_rules import SECTORS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.packs.forum_memory import forum_obstacles, forum_promises
from audit.report.sections.families_at_risk import families_at_risk
from audit.report.sections.lokus import lokus
from audit.report.sections.published_figures import published_figures
from audit.report.sections.stunting_by_kecamatan import stunting_by_kecamatan
from audit.report.tables import text_cell
from audit.report.view import View

__all__ = ["REMBUK", "rembuk_commitments", "rembuk_pages"]

_COLUMNS = ("sector", "commitment", "office", "due", "money", "signature")
_LINES = 2  # to write on, a sector; a rembuk rarely takes more


def rembuk_commitments(context: ReportContext) -> Block:
    """One table of the five sectors with lines for what each takes on and signs."""
    return make_block(context, "rembuk_commitments", "forum", "table", _build)


def _build(view: View) -> Content:
    columns = tuple(Column(name, view.words(f"forum_pack.commit.{name}"), "start") for name in _COLUMNS)
    rows = []
    for sector in SECTORS:
        name = view.words(f"rtl.plan.sector.{sector}")
        rows += [
            Row((text_cell(name if line == 0 else ""), *(text_cell("") for _ in _COLUMNS[1:])))
            for line in range(_LINES)
        ]
    still = [found for found in view.findings(PROMISE) if found.values["state"] != "rtl.plan.state.done"]
    open_ones = sum(found.values["state"] != "rtl.plan.state.cancelled" for found in still)
    words = view.words("forum_pack.commit.open" if open_ones else "forum_pack.commit.none_open", n=open_ones)
    caption = view.words("forum_pack.commit.caption")
    return Content(
        view.words("forum_pack.commit.title"), paragraphs=(words,), tables=(Table(caption, columns, tuple(rows)),)
    )


# Each page by the name of its title, with its blocks.
REMBUK = (
    ("memory", (forum_promises, forum_obstacles)),
    ("trend", (published_figures,)),
    ("gaps", (stunting_by_kecamatan, lokus)),
    ("families", (families_at_risk,)),
    ("commitments", (rembuk_commitments,)),
)


def rembuk_pages(context: ReportContext) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """Blocks by page for the district of the context."""
    return tuple((page, tuple(build(context) for build in builders)) for page, builders in REMBUK)
