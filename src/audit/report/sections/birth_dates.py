"""Were birth dates guessed?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from audit.disclosure.released import ShownCheck
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, is_null, rate_table, text_cell
from audit.report.view import NONE, View

__all__ = ["birth_dates"]

ID = "birth_dates"
_WORST_FIRST = ("poor", "fair", "good", "not_assessable")
_DETAILS = ("month", "steps")  # checks whose figures stand in the restricted edition alone
_Z_DIGITS = 2


def birth_dates(context: ReportContext) -> Block:
    """Births on the first of a month; heights by month of birth and at birthdays, in figures where it is restricted."""
    return make_block(context, ID, "mutu", "table", _build)


def _build(view: View) -> Content | None:
    checks = view.checks(f"{ID}.")
    if not checks:
        return None
    worst = min((check.status for check in checks), key=_WORST_FIRST.index)
    return Content(
        view.words(f"report.{ID}.title.{worst}"),
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        paragraphs=tuple(view.spoken(check.meaning) for check in checks),
        tables=(*_first_days(view), *(t for name in _DETAILS if (t := _detail(view, name)) is not None)),
    )


def _first_days(view: View) -> tuple[Table, ...]:
    check = view.check(f"{ID}.first_days")
    if check is None:
        return ()
    rows = [
        (view.words(f"report.{ID}.{row.cell.level('birth_day')}"), row) for table in check.tables for row in table.rows
    ]
    caption = view.words(f"report.{ID}.caption", month=view.month(check.subject))
    return (rate_table(view, ID, caption, rows, interval=True),)


def _detail(view: View, name: str) -> Table | None:
    check = view.check(f"{ID}.{name}")
    if check is None or check.table is None:
        return None
    columns = (
        Column("row", view.words(f"report.{ID}.{name}"), "start"),
        *(Column(c, view.words(f"report.{ID}.{c}")) for c in ("n", "z", "range")),
    )
    rows = tuple(Row(_figures(view, name, row)) for row in check.table.to_dict("records"))
    return Table(_caption(view, name, check), columns, rows, long=True)


def _caption(view: View, name: str, check: ShownCheck) -> str:
    return view.words(f"report.{ID}.caption_{name}", month=view.month(check.subject))


def _figures(view: View, name: str, row: Mapping[Hashable, Any]) -> tuple[TableCell, ...]:
    of, value = str(row["of"]), row["value"]
    label = view.words(f"report.{ID}.{name}_of", number=of) if of.isdigit() else view.words(f"report.{ID}.{of}")
    known = not is_null(value)
    low_high = [view.number(row[c], _Z_DIGITS) for c in ("low", "high")] if known else []
    return (
        text_cell(label),
        count_cell(view, int(row["n"])),
        TableCell(view.number(value, _Z_DIGITS), value) if known else text_cell(NONE),
        text_cell(view.words("report.heaping.from_to", low=low_high[0], high=low_high[1]) if known else NONE),
    )
