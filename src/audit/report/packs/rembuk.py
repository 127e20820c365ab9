"""The pack of a rembuk: what was promised, trend by source, lokus and gaps, obstacles, and commitments to sign.

Commitments start from the decisions asked of each sector; tasks in an office's own words are counted, never quoted.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.programme.forum_record import PROMISE
from audit.programme.sector_tasks import TASK_KINDS
from audit.reference.sectors import SECTORS, actor_of
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.packs.forum_memory import forum_obstacles, forum_promises
from audit.report.sections.decisions import PREFIX, decision_of
from audit.report.sections.families_at_risk import families_at_risk
from audit.report.sections.indicator_gaps import indicator_gaps
from audit.report.sections.lokus import lokus
from audit.report.sections.published_figures import published_figures
from audit.report.sections.stunting_by_kecamatan import stunting_by_kecamatan
from audit.report.tables import text_cell
from audit.report.view import View

__all__ = ["REMBUK", "rembuk_commitments", "rembuk_pages"]

_COLUMNS = ("sector", "commitment", "office", "due", "money", "signature")
_LINES = 2  # to write on, a sector; a rembuk rarely takes more


def rembuk_commitments(context: ReportContext) -> Block:
    """Open tasks of each sector in numbers; a table of decisions asked of it, with lines to write on and sign."""
    return make_block(context, "rembuk_commitments", "forum", "table", _build)


def _build(view: View) -> Content:
    columns = tuple(Column(name, view.words(f"forum_pack.commit.{name}"), "start") for name in _COLUMNS)
    asked = _asked(view)
    rows: list[Row] = []
    for sector in SECTORS:
        lines = [*asked.get(sector, []), *([()] * _LINES)]
        name = view.words(f"rtl.plan.sector.{sector}")
        rows += [_row(name if n == 0 else "", line) for n, line in enumerate(lines)]
    still = [found for found in view.findings(PROMISE) if found.values["state"] != "rtl.plan.state.done"]
    open_ones = sum(found.values["state"] != "rtl.plan.state.cancelled" for found in still)
    words = view.words("forum_pack.commit.open" if open_ones else "forum_pack.commit.none_open", n=open_ones)
    caption = view.words("forum_pack.commit.caption")
    return Content(
        view.words("forum_pack.commit.title"),
        paragraphs=(words, *(said for sector in SECTORS for said in _open(view, sector))),
        tables=(Table(caption, columns, tuple(rows)),),
    )


def _row(sector: str, words: tuple[str, ...]) -> Row:
    """A line of the table; what nobody has said yet is left to write on."""
    filled = (sector, *words)
    return Row(tuple(text_cell(word) for word in (*filled, *([""] * (len(_COLUMNS) - len(filled))))))


def _open(view: View, sector: str) -> Iterator[str]:
    """How many tasks of a sector are open, by where they come from; nothing where there is none."""
    table = view.table("sector_tasks")
    if table is None:
        return
    rows = [row for row in table.rows if row.cell.level("sector") == sector]
    counts = {str(row.cell.level("task")): row.numerator or 0 for row in rows}
    if counts.get("all"):
        parts = [
            f"{view.words(f'sectors.kind.{kind}')} {view.number(n)}" for kind in TASK_KINDS if (n := counts.get(kind))
        ]
        late = counts.get("overdue", 0)
        values = {"sector": view.words(f"rtl.plan.sector.{sector}"), "n": counts["all"], "kinds": view.join(parts)}
        yield view.words("forum_pack.commit.tasks" if late else "forum_pack.commit.tasks_in_time", late=late, **values)


def _asked(view: View) -> dict[str, list[tuple[str, ...]]]:
    """What the report asks of each sector: the decision, who, by when, and the money."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for finding in view.findings(PREFIX):
        actor = actor_of(str(finding.values.get("who", "")))
        one = decision_of(view, finding)
        if actor is not None:
            found.setdefault(actor.sector, []).append((one.action, one.who, one.by_when, one.money))
    return found


# Each page by the name of its title, with its blocks.
REMBUK = (
    ("memory", (forum_promises, forum_obstacles)),
    ("trend", (published_figures,)),
    ("gaps", (stunting_by_kecamatan, lokus)),
    ("indicators", (indicator_gaps,)),
    ("families", (families_at_risk,)),
    ("commitments", (rembuk_commitments,)),
)


def rembuk_pages(context: ReportContext) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """Blocks by page for the district of the context."""
    return tuple((page, tuple(build(context) for build in builders)) for page, builders in REMBUK)
