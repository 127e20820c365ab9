"""Printed tables: what is hidden stays hidden, what is few is marked, and every mark is explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.disclosure.released import ShownRow
from audit.report.tables import count_cell, mark_notes, rate_cells, rate_table
from audit.report.view import View
from audit.results import Cell

CELL = Cell.of("2025-08", status="stunted")


@pytest.fixture(scope="session")
def view(context) -> View:
    return View(context, "publik")


def row(n: int, of: int) -> ShownRow:
    return ShownRow(CELL, n, of, n / of if of else None, 0.1, 0.2)


def words(cells) -> list[str]:
    return [cell.text for cell in cells]


def test_a_hidden_row_holds_no_number_at_all(view):
    cells = rate_cells(view, ShownRow(CELL, None, hidden=True), interval=True)
    assert words(cells) == ["*"] * 4
    assert all(cell.hidden and cell.value is None for cell in cells)


def test_a_rate_with_its_interval(view):
    assert words(rate_cells(view, row(19, 100), interval=True)) == ["100", "19", "19,0%", "10,0–20,0%"]
    assert words(rate_cells(view, row(19, 100), interval=False)) == ["100", "19", "19,0%"]


@given(of=st.integers(1, 400), share=st.floats(0, 1))
def test_few_children_never_get_a_percentage_and_some_get_a_mark(view, of, share):
    rate = words(rate_cells(view, row(round(of * share), of), interval=True))[2]
    assert (rate == "–") == (of < 20)
    assert rate.startswith("† ") == (20 <= of < 50)


def test_nobody_in_the_denominator_is_not_zero_percent(view):
    assert words(rate_cells(view, row(0, 0), interval=True)) == ["0", "0", "–", "–"]


def test_zero_and_absent_differ(view):
    assert count_cell(view, 0).text == "0"
    assert count_cell(view, None).text == "–"
    assert count_cell(view, None, hidden=True).text == "*"


@pytest.mark.parametrize(
    ("rows", "marks"),
    [
        ([row(10, 100)], []),
        ([row(10, 100), ShownRow(CELL, None, hidden=True)], ["*"]),
        ([row(10, 49)], ["†"]),
        ([row(1, 9)], ["–"]),
        ([row(1, 9), row(10, 20), ShownRow(CELL, None, hidden=True)], ["*", "†", "–"]),
    ],
)
def test_every_mark_used_is_explained_and_no_other(view, rows, marks):
    assert [note[0] for note in mark_notes(view, rows)] == marks


def test_a_table_has_a_cell_for_every_column(view):
    table = rate_table(view, "stunting_table", "Judul", [("Selebar", row(10, 100))], interval=True)
    assert [len(r.cells) for r in table.rows] == [len(table.columns)] == [5]
    assert table.rows[0].cells[3].value == pytest.approx(0.1)
