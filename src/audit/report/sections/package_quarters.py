"""How did receipt of the packages move from quarter to quarter?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.package_words import level_label, package_levels, quarter_words, share_cell
from audit.report.sections.places import source_line
from audit.report.tables import mark_notes, text_cell
from audit.report.view import NONE, View, enough

__all__ = ["package_quarters"]

_WHOLE = "pairs"


def package_quarters(context: ReportContext) -> Block:
    """The share recorded as received in each quarter, by package of mothers and children."""
    return make_block(context, "package_quarters", "program", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("packages_quarters")
    if table is None:
        return None
    at = {(row.cell.period, row.cell.level("service")): row for row in table.rows}
    quarters = list(dict.fromkeys(row.cell.period for row in table.rows))
    said = [view.words("packages_block.quarters.same_desa")] if len(quarters) > 1 else []
    return Content(
        _title(view, [at[quarter, _WHOLE] for quarter in quarters]),
        reading=view.words("packages_block.quarters.reading"),
        source=source_line(view),
        paragraphs=tuple(said),
        tables=(_table(view, at, quarters),),
    )


def _title(view: View, whole: list[ShownRow]) -> str:
    known = [row for row in whole if not row.hidden and enough(row)]
    if not known:
        return view.words("report.package_quarters.name")
    last = {
        "last": view.percent(known[-1].value or 0.0, 0),
        "quarter": quarter_words(known[-1].cell.period, view.language),
    }
    if len(known) == 1:
        return view.words("packages_block.quarters.title_one", **last)
    first = {"first": view.percent(known[0].value or 0.0, 0)}
    return view.words("packages_block.quarters.title", **last, **first)


def _table(view: View, at: dict[tuple[str, str | None], ShownRow], quarters: list[str]) -> Table:
    columns = (
        Column("row", view.words("packages_block.reach.packages"), "start"),
        *(Column(quarter, quarter_words(quarter, view.language)) for quarter in quarters),
    )
    levels = [(_WHOLE, 0)]
    for target, packages in package_levels():
        levels += [(target, 0), *((level, 1) for level, _ in packages)]
    desa = [found[0] if (found := view.findings(f"packages_filed.{quarter}")) else None for quarter in quarters]
    counted = [
        view.words("packages_block.quarters.desa_of", **view.values(one.values)) if one else NONE for one in desa
    ]
    first = Row((text_cell(view.words("packages_block.quarters.desa")), *map(text_cell, counted)))
    rows = tuple(
        Row(
            (
                text_cell(level_label(level, view.language)),
                *(share_cell(view, at.get((quarter, level))) for quarter in quarters),
            ),
            depth,
        )
        for level, depth in levels
    )
    return Table(view.words("packages_block.quarters.caption"), columns, (first, *rows), mark_notes(view, at.values()))
