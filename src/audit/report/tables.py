"""Printed tables from shown rows: the marks for hidden and for few, and the notes that explain them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from audit.disclosure.released import ShownRow
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.presentation import CAUTION_BELOW
from audit.report.content import Column, Row, Table, TableCell
from audit.report.view import HIDDEN, NONE, View

__all__ = [
    "CAUTION",
    "by_area",
    "count_cell",
    "hidden_cell",
    "is_null",
    "mark_notes",
    "rate_cells",
    "rate_table",
    "text_cell",
]

CAUTION = "†"


def is_null(value: Any) -> bool:
    """Whether a cell of a frame holds nothing; who has a frame has loaded pandas."""
    from pandas import isna

    return bool(isna(value))


def text_cell(words: str) -> TableCell:
    """A cell of words."""
    return TableCell(words)


def hidden_cell() -> TableCell:
    """A withheld number."""
    return TableCell(HIDDEN, hidden=True)


def count_cell(view: View, n: int | None, *, hidden: bool = False) -> TableCell:
    """A count; ``*`` where it is withheld, an en dash where it does not exist."""
    if hidden:
        return hidden_cell()
    return TableCell(NONE if n is None else view.number(n), n)


def rate_cells(view: View, row: ShownRow, *, interval: bool) -> tuple[TableCell, ...]:
    """Denominator, numerator, percentage, and the interval where the table has one."""
    n_cells = 4 if interval else 3
    if row.hidden:
        return (hidden_cell(),) * n_cells
    counts = (count_cell(view, row.denominator), count_cell(view, row.numerator))
    if row.value is None or _few(row):
        return (*counts, *(text_cell(NONE) for _ in range(n_cells - 2)))
    mark = f"{CAUTION} " if _caution(row) else ""  # in front, so that the numbers stay in line
    rate = TableCell(mark + view.percent(row.value), row.value)
    return (*counts, rate, *([text_cell(view.interval(row))] if interval else []))


def _few(row: ShownRow) -> bool:
    return row.denominator is not None and row.denominator < SMALL_DENOMINATOR


def _caution(row: ShownRow) -> bool:
    return row.denominator is not None and SMALL_DENOMINATOR <= row.denominator < CAUTION_BELOW


def mark_notes(view: View, rows: Iterable[ShownRow], *, rates: bool = True) -> tuple[str, ...]:
    """One sentence for each mark that the rows use."""
    rows = list(rows)
    notes = [
        (any(r.hidden for r in rows), "report.mark.hidden", {}),
        (rates and any(_caution(r) for r in rows if not r.hidden), "report.mark.caution", {"n": CAUTION_BELOW}),
        (rates and any(_few(r) for r in rows if not r.hidden), "report.mark.few", {"n": SMALL_DENOMINATOR}),
    ]
    return tuple(view.words(id, **values) for used, id, values in notes if used)


def rate_table(
    view: View,
    id: str,
    caption: str,
    labelled: Sequence[tuple[str, ShownRow]],
    *,
    interval: bool,
    levels: Sequence[int] = (),
    long: bool = False,
    personal: bool = True,
) -> Table:
    """A table of rates; heads are ``report.<id>.{row,of,count,rate}``. Not ``personal``: rows, which are never few."""
    heads = ["of", "count", "rate", *(["range"] if interval else [])]
    columns = (
        Column("row", view.words(f"report.{id}.row"), "start"),
        *(Column(h, view.words("report.range" if h == "range" else f"report.{id}.{h}")) for h in heads),
    )
    cells = rate_cells if personal else _exact_cells
    rows = tuple(
        Row((text_cell(label), *cells(view, row, interval=interval)), level)
        for (label, row), level in zip(labelled, levels or (0,) * len(labelled), strict=True)
    )
    notes = mark_notes(view, [row for _, row in labelled], rates=personal)
    return Table(caption, columns, rows, notes, long)


def _exact_cells(view: View, row: ShownRow, *, interval: bool) -> tuple[TableCell, ...]:
    rate = TableCell(NONE if row.value is None else view.percent(row.value), row.value)
    return (count_cell(view, row.denominator), count_cell(view, row.numerator), rate, *([text_cell(NONE)] * interval))


def by_area(rows: Iterable[ShownRow], period: str) -> dict[str | None, ShownRow]:
    """Rows of one period by area code; the district under ``None``."""
    return {row.cell.level("area"): row for row in rows if row.cell.period == period}
