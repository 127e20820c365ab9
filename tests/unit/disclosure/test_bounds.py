from __future__ import annotations

from hidden_parts import interval, row

from audit.disclosure.bounds import Reader
from audit.disclosure.system import Equation, System
from audit.results import Cell


def test_two_that_make_two_are_one_each_since_zeros_are_printed():
    assert interval(row(1, 1, 9, hidden={0, 1}), 0) == (1, 1)


def test_a_cell_that_may_be_zero_widens_its_neighbour():
    assert interval(row(1, 1, 9, hidden={0, 1}, maybe_zero={1}), 0) == (1, 2)


def test_three_hidden_parts_of_eight():
    assert interval(row(1, 3, 4, hidden={0, 1, 2}), 1) == (1, 6)


def test_a_lonely_hidden_cell_is_known():
    reader = row(3, 8, 9, hidden={0})
    assert reader.known[0]
    assert interval(reader, 0) == (3, 3)


def test_varying_only_near_cells_never_finds_more_than_is_there():
    reader = row(1, 3, 4, 6, hidden={0, 1, 2, 3})
    reader.confine(0, width=10**9, size=2)
    near = reader.width(0)
    reader.confine(0, width=10**9, size=None)
    assert near <= reader.width(0) == 10


def test_single_sums_confine_before_any_programme():
    reader = row(1, 1, 9, hidden={0, 1})
    assert reader.known[:2] == [True, True]
    wider = row(1, 2, 9, hidden={0, 1})
    assert (wider.floor[0], wider.ceiling[0]) == (1, 2)


def test_what_single_sums_say_of_a_cell_never_lies_inside_what_is_attested():
    reader = row(1, 3, 4, 6, hidden={0, 1, 2, 3}, maybe_zero={1})
    for cell in range(4):
        low, high = interval(reader, cell)
        assert reader.floor[cell] <= low <= high <= reader.ceiling[cell]


def test_one_pair_of_tables_widens_many_cells():
    reader = row(2, 2, 2, 2, hidden={0, 1, 2, 3})
    reader.spread(range(4), width=3)
    assert all(reader.width(cell) >= 3 for cell in range(4))
    assert reader.low.min() == 1


def test_a_reader_who_is_told_less_knows_less_and_nothing_of_it_is_told_back():
    told = row(1, 1, 9, hidden={0, 1})
    untold = told.told_less({0, 1})
    untold.sink([0, 1])
    assert untold.low.tolist()[:2] == [0, 0]
    assert (told.low.tolist()[:2], told.known[0]) == ([1, 1], True)


def test_not_everybody_can_be_nowhere():
    reader = row(1, 0, 9, hidden={0}, maybe_zero={0})
    reader.sink([0])
    assert reader.low[0] == 1


def test_what_is_tied_to_a_cell_is_all_that_sums_of_unknown_cells_lead_to():
    cells = tuple(Cell.of("2025", x=str(i)) for i in range(6))
    system = System(cells, 6, (Equation(2, (0, 1)), Equation(5, (3, 4))))
    reader = Reader(system, dict(enumerate((2, 2, 4, 2, 2, 4))), {0, 1, 2, 3, 4}, (), ())
    assert reader.tied_to([0]) == [0, 1, 2]
    assert reader.tied_to([4]) == [3, 4]


def test_a_remainder_that_no_sum_determines_gets_a_value_that_fits():
    cells = tuple(Cell.of("2025", x=str(i)) for i in range(4))
    reader = Reader(System(cells, 2, (Equation(0, (1, 2, 3)),)), {0: 9, 1: 4}, set(), set(), ())
    assert reader.table.tolist()[:2] == [9, 4]
    assert reader.table[2] + reader.table[3] == 5
