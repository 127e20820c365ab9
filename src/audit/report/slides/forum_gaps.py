"""Slide 6: which services have gaps, and where: a row a kecamatan, a column a service, every number printed."""

from __future__ import annotations

from collections.abc import Sequence

from audit.report.figures.state_grid import COLOURS
from audit.report.indicator_rows import IndicatorRow, indicator_rows, state_at
from audit.report.slides.fitting import unbroken
from audit.report.slides.look import BODY, LEFT, TABLE_SIZES
from audit.report.slides.pptx_parts import cell_inset, fewer_rows
from audit.report.slides.slide import Box, Grid, GridCell, Line, Slide, Words
from audit.report.slides.told import Told, grid, unsaid
from audit.report.view import HIDDEN, NONE, enough

__all__ = ["gaps"]

_MOST = 11  # kecamatan one below the other; more would be too small to read from the last row
_COLUMNS, _ROWS = (6, 5), 9  # services side by side where their names fit, and one below the other
_PLACE, _SERVICE = 2.2, 9.93  # inches of the column of places, and of all columns of services
_SHARES = (5.2, 1.6, 2.0, 3.4)
_TABLE, _UNDER = Box(LEFT, 1.9, BODY.width, 4.42), Box(LEFT, 6.38, BODY.width, 0.58)


def gaps(told: Told) -> Slide:
    """Coverage of the services furthest from their target, by kecamatan in the order of codes.

    Where there are too many kecamatan for a slide, how many of them are surely short of each target.
    """
    view = told.view
    short = sorted(
        (row for row in indicator_rows(view) if row.place and row.gap and row.gap[0] > 0),
        key=lambda row: row.place or (0,),
    )[:_ROWS]
    if not short:
        return unsaid(told, "gaps", told.words("slides.gaps.none_title"), [told.words("slides.gaps.none")])
    codes = [area.code for area in view.context.areas.kecamatan]
    few = len(codes) <= _MOST
    table = _by_place(told, short, codes) if few else fewer_rows(_by_service(told, short, codes), _TABLE)
    marked = any(cell.words in (HIDDEN, NONE) for row in table.rows for cell in row[1:])
    under = [told.words("slides.gaps.reading"), *([told.words("slides.gaps.left_out")] if marked else [])]
    sources = [str(row.told["source"]) for row in short if row.told.get("source")]
    n = len(table.heads) - 1 if few else len(table.rows)
    return Slide(
        "gaps", told.title("indicator_gaps"), told.words("slides.gaps.subtitle", n=n),
        ((_TABLE, table), (_UNDER, Words((Line(" ".join(under)),), quiet=True))),
        told.notes("gaps", view.words("indicator_block.gap_reading"), view.join(list(dict.fromkeys(sources)))),
    )  # fmt: skip


def _by_place(told: Told, short: Sequence[IndicatorRow], codes: Sequence[str]) -> Grid:
    """The targets, the district, then each kecamatan."""
    title, view = told.title("indicator_gaps"), told.view
    names = [view.words(f"indicator.short.{row.indicator.id}") for row in short]

    def of(columns: int) -> Grid:
        heads = (told.words("slides.gaps.place"), *names[:columns])
        shares = (_PLACE, *(_SERVICE / (len(heads) - 1) for _ in heads[1:]))
        return grid(told, title, heads, _place_rows(told, short[:columns], codes), shares)

    def whole(table: Grid) -> bool:
        room = table.shares[-1] - 2 * cell_inset(table)[0]
        return all(unbroken(name, room, TABLE_SIZES[-1]) for name in table.heads[1:])

    return next(filter(whole, map(of, _COLUMNS)), of(_COLUMNS[-1]))


def _place_rows(told: Told, short: Sequence[IndicatorRow], codes: Sequence[str]) -> list[tuple[GridCell, ...]]:
    targets = (told.words("slides.gaps.target"), *(_target(told, row) for row in short))
    rows = [tuple(GridCell(words, strong=True, end=at > 0) for at, words in enumerate(targets))]
    for code in (None, *codes):
        name = told.words("slides.gaps.all") if code is None else told.view.area(code)
        rows.append((GridCell(name, strong=code is None), *(_cell(told, row, code) for row in short)))
    return rows


def _by_service(told: Told, short: Sequence[IndicatorRow], codes: Sequence[str]) -> Grid:
    """Target, district, and in how many kecamatan of those that can be told the target is surely missed."""
    heads = [told.words(f"slides.gaps.{name}") for name in ("row", "target", "all", "places")]
    rows = []
    for row in short:
        states = [state_at(row, at) for code in codes if (at := row.rows.get(code)) is not None]
        known = [state for state in states if state]
        count = told.words("slides.gaps.of", k=known.count("short"), n=len(known)) if known else NONE
        name = told.view.words(f"indicator.short.{row.indicator.id}")
        cells = (GridCell(_target(told, row), end=True), _cell(told, row, None), GridCell(count, end=True))
        rows.append((GridCell(name, strong=True), *cells))
    return grid(told, told.title("indicator_gaps"), heads, rows, _SHARES)


def _target(told: Told, row: IndicatorRow) -> str:
    return NONE if row.target is None else told.view.tick(row.target)


def _cell(told: Told, row: IndicatorRow, code: str | None) -> GridCell:
    """A percentage on the colour of its state; what is surely short is bold as well."""
    at = row.rows.get(code)
    if at is None or at.hidden or not enough(at):
        return GridCell(HIDDEN if at is not None and at.hidden else NONE, end=True)
    state = state_at(row, at) or ""
    return GridCell(
        told.view.number((at.value or 0.0) * 100), COLOURS.get(state, ""), strong=state == "short", end=True
    )
