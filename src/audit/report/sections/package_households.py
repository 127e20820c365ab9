"""In how many families did everybody receive everything that applied?"""

from __future__ import annotations

from audit.disclosure.released import ShownTable
from audit.reference.service_packages import package_set
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.package_words import among, filed, quarter_words
from audit.report.sections.places import source_line, whole_and_parts
from audit.report.tables import count_cell, mark_notes, rate_cells, text_cell
from audit.report.view import View, enough

__all__ = ["package_households"]

_ID = "packages_households"


def package_households(context: ReportContext) -> Block:
    """Simultaneous receipt by family, not an average: by place, and by package."""
    return make_block(context, "package_households", "program", "table", _build)


def _build(view: View) -> Content | None:
    families, unknown = view.table(_ID), view.table(f"{_ID}_unknown")
    if families is None or unknown is None:
        return None
    whole = families.rows[0]
    title = view.words("report.package_households.name")
    if not whole.hidden and enough(whole):
        share = view.percent(whole.value or 0.0, 0)
        title = view.words("packages_block.homes.title", n=whole.denominator, k=whole.numerator, share=share)
        title = among(view, whole.cell.period, title)
    return Content(
        title,
        subtitle=quarter_words(whole.cell.period, view.language),
        reading=view.words("packages_block.homes.reading"),
        source=source_line(view),
        paragraphs=(filed(view, whole.cell.period),),
        tables=(_places(view, families, unknown), _packages(view)),
    )


def _places(view: View, families: ShownTable, unknown: ShownTable) -> Table:
    columns = (
        Column("row", view.words("packages_block.reach.place"), "start"),
        *(Column(id, view.words(f"packages_block.homes.{id}")) for id in ("of", "count", "rate", "unknown")),
    )
    rows = tuple(
        Row(
            (
                text_cell(view.area(row.cell.level("area"))),
                *rate_cells(view, row, interval=False),
                count_cell(view, open_.numerator, hidden=open_.hidden),
            ),
            depth,
        )
        for row, open_, depth in zip(families.rows, unknown.rows, whole_and_parts(families.rows), strict=True)
    )
    notes = mark_notes(view, [*families.rows, *unknown.rows])
    return Table(view.words("packages_block.homes.caption"), columns, rows, notes)


def _packages(view: View) -> Table:
    """Families to whom a package applies, and those in which it is complete; families stand in several rows."""
    columns = (
        Column("row", view.words("packages_block.homes.package"), "start"),
        *(Column(id, view.words(f"packages_block.homes.{id}")) for id in ("of", "complete", "rate")),
    )
    tables = {package.id: view.table(f"{_ID}_{package.id}") for package in package_set().packages}
    shown = {id: table.rows[0] for id, table in tables.items() if table is not None}
    rows = tuple(
        Row((text_cell(view.words(f"packages.package.{id}")), *rate_cells(view, row, interval=False)))
        for id, row in shown.items()
    )
    notes = (*mark_notes(view, shown.values()), view.words("packages_block.homes.overlap"))
    return Table(view.words("packages_block.homes.caption_packages"), columns, rows, notes)
