"""How did receipt of the packages move from quarter to quarter?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.service_packages import TARGETS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.package_words import among, level_label, package_levels, quarter_words, service_marks, share_cell
from audit.report.sections.places import source_line
from audit.report.tables import text_cell
from audit.report.view import NONE, View, enough

__all__ = ["package_quarters"]

_WHOLE = "pairs"
_OF = {_WHOLE: "all", "": "all", "child": "child", "mother": "mother"}


def package_quarters(context: ReportContext) -> Block:
    """The share recorded as received in each quarter, by package of mothers and children."""
    return make_block(context, "package_quarters", "program", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("packages_quarters")
    if table is None:
        return None
    at = {(row.cell.period, row.cell.level("service")): row for row in table.rows}
    quarters = list(dict.fromkeys(row.cell.period for row in table.rows))
    title, what = _title(view, at, quarters)
    said = [view.words("packages_block.quarters.same_desa")] if len(quarters) > 1 else []
    if what != _WHOLE:
        said.append(view.words("packages_block.quarters.one_target"))
    return Content(
        title,
        reading=view.words("packages_block.quarters.reading"),
        source=source_line(view),
        paragraphs=tuple(said),
        tables=(_table(view, at, quarters),),
    )


def _title(view: View, at: dict[tuple[str, str | None], ShownRow], quarters: list[str]) -> tuple[str, str]:
    """The newest quarter beside the first, of whom both record: mothers and children, else one of them."""

    def told(quarter: str, level: str) -> bool:
        row = at.get((quarter, level))
        return row is not None and not row.hidden and enough(row)

    def share(quarter: str, level: str) -> str:
        return view.percent(at[quarter, level].value or 0.0, 0)

    known = [quarter for quarter in quarters if told(quarter, _WHOLE)]
    if not known:
        return view.words("report.package_quarters.name"), _WHOLE
    first, last = known[0], known[-1]
    both = {quarter: [target for target in TARGETS if told(quarter, target)] for quarter in (first, last)}
    what = _WHOLE
    if both[first] != both[last]:
        what = next((target for target in TARGETS if target in both[first] and target in both[last]), "")
    values = {"quarter": quarter_words(last, view.language), "what": view.words(f"packages_block.quarters.{_OF[what]}")}
    if first == last or not what:
        said = view.words("packages_block.quarters.title_one", last=share(last, what or _WHOLE), **values)
        return among(view, last, said), _WHOLE
    before = {"first": share(first, what), "before": quarter_words(first, view.language)}
    said = view.words("packages_block.quarters.title", last=share(last, what), **values, **before)
    return among(view, last, said), what


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
    return Table(
        view.words("packages_block.quarters.caption"), columns, (first, *rows), service_marks(view, at.values())
    )
