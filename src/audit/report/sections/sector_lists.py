"""Who does what: the open tasks of each sector and actor, and the list that each takes home."""

from __future__ import annotations

from audit.disclosure.released import ShownTable
from audit.programme.sector_tasks import TASK_KINDS
from audit.reference.sectors import SECTORS, UNASSIGNED, actor_of
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.decisions import PREFIX
from audit.report.tables import count_cell, text_cell
from audit.report.view import View

__all__ = ["SECTOR_PAGES", "SECTOR_WORKBOOK", "sector_lists"]

SECTOR_PAGES, SECTOR_WORKBOOK = "tugas-sektor.pdf", "tugas-sektor.xlsx"
_Counts = dict[tuple[str, str], int]


def sector_lists(context: ReportContext) -> Block:
    """Open tasks by sector and kind and by actor, and the decisions asked of each sector. Tasks are no persons."""
    return make_block(context, "sector_lists", "program", "table", _build)


def _build(view: View) -> Content | None:
    tasks, actors = view.table("sector_tasks"), view.table("actor_tasks")
    if tasks is None or actors is None:
        return None
    found = _counts(tasks, "task")
    total = sum(n for (_, kind), n in found.items() if kind == "all")
    unassigned = found.get((UNASSIGNED, "all"), 0)
    said = [view.words("sectors.all_assigned" if not unassigned else "sectors.unassigned", n=unassigned)]
    return Content(
        view.words("sectors.title", n=total, sectors=sum(bool(found.get((s, "all"))) for s in SECTORS)),
        reading=view.words("sectors.reading", file=SECTOR_WORKBOOK, page=SECTOR_PAGES),
        paragraphs=tuple(said),
        tables=(_by_sector(view, found), _by_actor(view, actors)),
        terms=_asked(view),
    )


def _counts(table: ShownTable, attribute: str) -> _Counts:
    return {(row.cell.level("sector") or "", row.cell.level(attribute) or ""): row.numerator or 0 for row in table.rows}


def _sectors(found: _Counts) -> list[str]:
    """The five sectors, and the tasks of nobody yet where there are any."""
    return [s for s in (*SECTORS, UNASSIGNED) if s in SECTORS or any(found.get((s, k)) for k in ("all",))]


def _by_sector(view: View, found: _Counts) -> Table:
    kinds = [kind for kind in TASK_KINDS if any(found.get((s, kind)) for s in (*SECTORS, UNASSIGNED))]
    columns = (
        Column("sector", view.words("sectors.column.sector"), "start"),
        *(Column(kind, view.words(f"sectors.kind.{kind}")) for kind in kinds),
        Column("all", view.words("sectors.column.all")),
        Column("overdue", view.words("sectors.column.overdue")),
    )
    body = tuple(
        Row(
            (
                text_cell(_sector(view, sector)),
                *(count_cell(view, found.get((sector, kind), 0)) for kind in (*kinds, "all", "overdue")),
            )
        )
        for sector in _sectors(found)
    )
    return Table(view.words("sectors.caption.sector"), columns, body)


def _by_actor(view: View, table: ShownTable) -> Table:
    columns = (
        Column("actor", view.words("sectors.column.actor"), "start"),
        Column("sector", view.words("sectors.column.sector"), "start"),
        Column("n", view.words("sectors.column.all")),
    )
    body = tuple(
        Row(
            (
                text_cell(view.words(f"sectors.actor.{row.cell.level('actor')}")),
                text_cell(_sector(view, row.cell.level("sector") or UNASSIGNED)),
                count_cell(view, row.numerator),
            )
        )
        for row in table.rows
    )
    return Table(view.words("sectors.caption.actor"), columns, body)


def _sector(view: View, sector: str) -> str:
    return view.words("sectors.nobody") if sector == UNASSIGNED else view.words(f"rtl.plan.sector.{sector}")


def _asked(view: View) -> tuple[Item, ...]:
    """The decisions asked of each sector, in words; nothing of a sector of which none is asked."""
    by: dict[str, list[str]] = {}
    for finding in view.findings(PREFIX):
        actor = actor_of(str(finding.values.get("who", "")))
        by.setdefault(actor.sector if actor else UNASSIGNED, []).append(view.spoken(finding))
    return tuple(Item(_sector(view, s), " ".join(by[s])) for s in (*SECTORS, UNASSIGNED) if s in by)
