"""Of which group are how many recorded: measured, registered and projected, each with its own denominator?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.recorded_groups import RECORDED_GROUPS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, hidden_cell, mark_notes, text_cell
from audit.report.view import NONE, View

__all__ = ["recorded_groups"]

ID = "recorded_groups"
_HEADS = ("measured", "registered", "of_registered", "projected", "of_projected")

# Where numbers of registered and projected persons are from, in the order in which it is said.
_ORIGINS = (
    "registered_listed", "registered_counted", "projected_listed",
    "given_baduta", "given_batita", "given_balita", "given_bumil",
)  # fmt: skip


def recorded_groups(context: ReportContext) -> Block:
    """Baduta, batita, balita and bumil apart, never one percentage for all of them."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    measured = _rows(view, "recorded")
    if not measured:
        return None
    of = {name: _rows(view, f"recorded.{name}") for name in ("registered", "projected")}
    columns = (
        Column("row", view.words(f"report.{ID}.row"), "start"),
        *(Column(head, view.words(f"report.{ID}.{head}")) for head in _HEADS),
    )
    rows = tuple(
        Row(
            (
                text_cell(view.words(f"report.{ID}.{group}")),
                _count(view, measured.get(group)),
                *(cell for name in of for cell in _share(view, of[name].get(group))),
            )
        )
        for group in RECORDED_GROUPS
    )
    shown = [row for table in (measured, *of.values()) for row in table.values()]
    said = (view.sentence(f"situation.{origin}") for origin in _ORIGINS)
    origins = (view.spoken(sentence) for sentence in said if sentence)
    notes = (*mark_notes(view, shown, rates=False), *origins, view.words(f"report.{ID}.unknown"))
    month = view.month(view.context.month)
    return Content(
        _title(view, of["registered"].get("balita")),
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        tables=(Table(view.words(f"report.{ID}.caption", month=month), columns, rows, notes),),
    )


def _rows(view: View, id: str) -> dict[str, ShownRow]:
    """Rows by group: balita are all the children, bumil are other people."""
    table = view.table(id)
    return {row.cell.level("group") or row.cell.level("age") or "balita": row for row in table.rows} if table else {}


def _title(view: View, balita: ShownRow | None) -> str:
    if balita is None or balita.value is None:
        return view.words(f"report.{ID}.name")
    percent = view.percent(balita.value)
    return view.words(f"report.{ID}.title", percent=percent, n=balita.numerator or 0, of=balita.denominator or 0)


def _count(view: View, row: ShownRow | None) -> TableCell:
    return text_cell(NONE) if row is None else count_cell(view, row.numerator, hidden=row.hidden)


def _share(view: View, row: ShownRow | None) -> tuple[TableCell, TableCell]:
    """The denominator and the share of it that was measured."""
    if row is None:
        return text_cell(NONE), text_cell(NONE)
    if row.hidden:
        return hidden_cell(), hidden_cell()
    share = text_cell(NONE) if row.value is None else TableCell(view.percent(row.value), row.value)
    return count_cell(view, row.denominator), share
