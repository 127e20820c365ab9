"""Why are there more or fewer cases than at the beginning?"""

from __future__ import annotations

from collections.abc import Sequence

from audit.disclosure.released import ShownRow, ShownTable
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.page_one_words import spoken_flows
from audit.report.sections.places import anybody, counts_by_place, source_line
from audit.report.tables import count_cell, text_cell
from audit.report.view import View

__all__ = ["case_balance"]

ID = "case_balance"
_FLOWS = (
    "opening", "new", "returned", "moved_in", "recovered", "died", "moved_out", "aged_out", "not_confirmed", "closing",
    "waiting", "normal_once", "first_seen",
)  # fmt: skip
_STOCK = "open"
_LEVELS = {"kecamatan": 0, "desa": 1}
Flows = dict[str, ShownRow]


def case_balance(context: ReportContext) -> Block:
    """Opening cases and all that came and went until the closing ones; a fall by birthdays is said in words."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table(ID)
    if table is None:
        return None
    places = _places(table)
    areas = view.context.areas
    unknown = areas.unknown_parts[0]
    more = [unknown] if any(anybody(row) for row in places.get(unknown, {}).values()) else []
    shown: dict[str | None, Flows] = {code: places[code] for code in (None, *(a.code for a in areas.kecamatan), *more)}
    said = next((s for id in view.context.released if id.startswith("balance.") and (s := view.sentence(id))), None)
    return Content(
        _title(view, places[None]),
        paragraphs=tuple(words for words in (spoken_flows(view), view.spoken(said) if said else "") if words),
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        tables=(_table(view, shown), *_of_desa(view)),
    )


def _places(table: ShownTable) -> dict[str | None, Flows]:
    """Rows by place and flow; of the two stocks the earlier is the opening one."""
    stocks = sorted({level for row in table.rows if (level := _level(row)).startswith(f"{_STOCK}@")})
    names = dict(zip(stocks, ("opening", "closing"), strict=True))
    places: dict[str | None, Flows] = {}
    for row in table.rows:
        flow = names.get(_level(row)) or _level(row).partition("@")[0]
        places.setdefault(row.cell.level("area"), {})[flow] = row
    return places


def _level(row: ShownRow) -> str:
    return row.cell.level("case") or ""


def _title(view: View, district: Flows) -> str:
    opening, closing = district["opening"].numerator, district["closing"].numerator
    if opening is None or closing is None:
        return view.words(f"report.{ID}.name")
    return view.words(f"report.{ID}.title", opening=opening, closing=closing)


def _table(view: View, places: dict[str | None, Flows]) -> Table:
    """Flows that nobody went through in any place are left out: they are zero everywhere."""
    used = [flow for flow in _FLOWS if any(anybody(flows[flow]) for flows in places.values())]
    return counts_by_place(view, _caption(view, "caption"), places, _heads(view, used), _left_out(view, used))


def _of_desa(view: View) -> tuple[Table, ...]:
    """Every desa under its kecamatan, in full: the restricted edition alone has these lines."""
    lines = view.lines(f"{ID}_desa")
    if lines is None:
        return ()
    used = [flow for flow in _FLOWS if lines.rows[flow].any()]
    columns = (
        Column("row", view.words("report.severity.row"), "start"),
        *(Column(flow, label) for flow, label in _heads(view, used).items()),
    )
    rows = tuple(
        Row(
            (text_cell(view.area(row["area"])), *(count_cell(view, int(row[flow])) for flow in used)),
            _LEVELS[view.level(row["area"])],
        )
        for row in lines.rows.to_dict("records")
    )
    return (Table(_caption(view, "caption_desa"), columns, rows, _left_out(view, used), long=True),)


def _caption(view: View, id: str) -> str:
    first, last = (view.month(month) for month in (view.context.months[0], view.context.month))
    return view.words(f"report.{ID}.{id}", first=first, last=last)


def _heads(view: View, flows: Sequence[str]) -> dict[str, str]:
    return {flow: view.words(f"balance.flow.{flow}") for flow in flows}


def _left_out(view: View, used: Sequence[str]) -> tuple[str, ...]:
    """Which flows have no column."""
    flows = [view.words(f"balance.flow.{flow}") for flow in _FLOWS if flow not in used]
    return (view.words(f"report.{ID}.zero", flows=view.join(flows)),) if flows else ()
