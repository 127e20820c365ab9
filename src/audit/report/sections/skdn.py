"""SKDN: of the registered children, who was weighed, and who of them gained?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.disclosure.released import ShownRow, ShownTable
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.limits import weight_limits
from audit.report.sections.places import source_line, whole_and_parts
from audit.report.tables import count_cell, mark_notes, rate_cells, text_cell
from audit.report.view import NONE, View, enough
from audit.results import Cell

__all__ = ["skdn"]

ID = "skdn"
_RATES = ("participation", "gained", "not_gained", "two_t", "bgm")
_LEVELS = ("weighed", "O", "B", "judged")
_COLUMNS = ("weighed", "participation", "O", "B", "judged", "gained", "not_gained", "two_t", "bgm")
_OF_DESA = ("weighed", "O", "B", "judged", "N", "T", "two_t")


def skdn(context: ReportContext) -> Block:
    """D, D/S, N/D', T/D', 2T/D' and BGM by month, and by kecamatan in the newest; desa where it is restricted."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    counts = view.table(ID)
    if counts is None:
        return None
    newest, areas = view.context.month, view.context.areas
    months = sorted({row.cell.period for row in counts.rows})
    places: list[str | None] = [None, *(a.code for a in areas.kecamatan)]
    return Content(
        _title(view),
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        paragraphs=(view.words(f"report.{ID}.no_cards"), *weight_limits(view)),
        tables=(
            _table(view, counts, "month", [(view.month(m), Cell.of(m)) for m in months], [0] * len(months)),
            _table(
                view,
                counts,
                "place",
                [(view.area(code), Cell.of(newest, area=code)) for code in places],
                whole_and_parts(places),
            ),
            *_desa(view),
        ),
    )


def _title(view: View) -> str:
    """The district's N/D', with how many of those weighed it is about: often few, and of one place."""
    month = view.context.month
    gained = _find(view.table(f"{ID}_gained"), lambda cell: cell == Cell.of(month, gain="N"))
    weighed = _find(view.table(ID), lambda cell: cell == Cell.of(month, gain="weighed"))
    if gained is None or gained.value is None or not enough(gained) or weighed is None or weighed.hidden:
        return view.words(f"report.{ID}.title_unknown")
    values = {"judged": gained.denominator or 0, "weighed": weighed.numerator or 0}
    return view.words(f"report.{ID}.title", percent=view.percent(gained.value), **values)


def _table(
    view: View, counts: ShownTable, kind: str, labelled: Sequence[tuple[str, Cell]], levels: Sequence[int]
) -> Table:
    month = view.month(view.context.month)
    columns = (
        Column("row", view.words(f"report.{ID}.{kind}"), "start"),
        *(Column(c, view.words(f"report.{ID}.column.{c}")) for c in _COLUMNS),
    )
    used: list[ShownRow] = []
    rows = tuple(
        Row((text_cell(label), *(_cell(view, counts, cell, column, used) for column in _COLUMNS)), level)
        for (label, cell), level in zip(labelled, levels, strict=True)
    )
    return Table(view.words(f"report.{ID}.caption_{kind}", month=month), columns, rows, mark_notes(view, used))


def _cell(view: View, counts: ShownTable, place: Cell, column: str, used: list[ShownRow]) -> TableCell:
    """One figure of a place; the row it comes from joins ``used``, whose marks are explained below the table."""
    if column in _LEVELS:
        row = _find(counts, lambda cell: cell == place.replace("gain", column))
    else:
        row = _find(view.table(f"{ID}_{column}"), lambda cell: _place(cell) == place)
    if row is None:
        return text_cell(NONE)
    used.append(row)
    if column in _LEVELS:
        return count_cell(view, row.numerator, hidden=row.hidden)
    return rate_cells(view, row, interval=False)[-1]


def _place(cell: Cell) -> Cell:
    return cell.replace("gain", None).replace("bgm", None)


def _find(table: ShownTable | None, wanted: Callable[[Cell], bool]) -> ShownRow | None:
    return next((row for row in table.rows if wanted(row.cell)), None) if table else None


def _desa(view: View) -> tuple[Table, ...]:
    lines = view.lines(f"{ID}_desa")
    if lines is None:
        return ()
    columns = (
        Column("row", view.words(f"report.{ID}.place"), "start"),
        *(Column(level, view.label("gain", level)) for level in _OF_DESA),
    )
    rows = tuple(
        Row((text_cell(view.area(row["area"])), *(count_cell(view, int(row[level])) for level in _OF_DESA)))
        for row in lines.rows.to_dict("records")
    )
    caption = view.words(f"report.{ID}.caption_desa", month=view.month(view.context.month))
    return (Table(caption, columns, rows, long=True),)
