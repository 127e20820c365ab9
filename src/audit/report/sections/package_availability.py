"""In how many desa is each package there: a place, staff, supplies, days of service?"""

from __future__ import annotations

from audit.disclosure.released import ShownTable
from audit.reference.scorecard_groups import AVAILABLE
from audit.reference.service_packages import package_set
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.package_words import quarter_words
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, text_cell
from audit.report.view import View

__all__ = ["package_availability"]

_READY, _UNKNOWN = "package_ready", "package.unknown"


def package_availability(context: ReportContext) -> Block:
    """Desa by package and by how far it is there (form 1): apart from who received it."""
    return make_block(context, "package_availability", "program", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("packages_available")
    if table is None:
        return None
    at = {(row.cell.level("package"), row.cell.level("available")): row.numerator or 0 for row in table.rows}
    ids = [package.id for package in package_set().packages]
    least = min(ids, key=lambda id: (at[id, _READY], -at[id, "package_none"]))
    known = max(at[id, "desa"] - at[id, _UNKNOWN] for id in ids)
    title = view.words(
        "packages_block.desa.title",
        package=view.words(f"packages.package.{least}"),
        k=at[least, _READY],
        n=at[least, "desa"] - at[least, _UNKNOWN],
    )
    return Content(
        title if known else view.words("report.package_availability.name"),
        subtitle=quarter_words(table.rows[0].cell.period, view.language),
        reading=view.words("packages_block.desa.reading"),
        source=source_line(view),
        paragraphs=(
            view.words("packages_block.desa.known", n=known, all=at[least, "desa"]),
            *(view.spoken(found) for found in view.findings("packages_lacking")),
        ),
        tables=(_table(view, table, ids),),
    )


def _table(view: View, table: ShownTable, ids: list[str]) -> Table:
    levels = AVAILABLE.below("desa")
    at = {(row.cell.level("package"), row.cell.level("available")): row.numerator for row in table.rows}
    columns = (
        Column("row", view.words("packages_block.homes.package"), "start"),
        *(Column(level, view.words(f"packages.state.{level}")) for level in levels),
    )
    rows = tuple(
        Row((text_cell(view.words(f"packages.package.{id}")), *(count_cell(view, at[id, level]) for level in levels)))
        for id in ids
    )
    return Table(view.words("packages_block.desa.caption"), columns, rows)
