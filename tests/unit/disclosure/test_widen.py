from __future__ import annotations

from hidden_parts import interval, row

from audit.disclosure.widen import further, widen


def test_widening_hides_the_cheaper_of_two_cells():
    reader = row(1, 1, 9, 9, hidden={0, 1})
    interval(reader, 0)
    assert widen(reader, 0, further(reader, 0, width=3), price={2: 5.0, 3: 1.0, 4: 50.0}, size=None) == (3,)
    assert interval(reader, 0)[1] - interval(reader, 0)[0] >= 3


def test_nothing_to_hide_is_said():
    reader = row(1, 1, 9, 9, hidden={0, 1})
    interval(reader, 0)
    assert widen(reader, 0, further(reader, 0, width=3), price={}, size=None) is None


def test_what_is_wide_already_costs_nothing():
    reader = row(1, 3, 4, hidden={0, 1, 2})
    assert widen(reader, 0, further(reader, 0, width=3), price={3: 1.0}, size=None) == ()
    assert reader.width(0) >= 3


def test_a_cell_can_be_wanted_empty():
    reader = row(1, 9, hidden={0}, maybe_zero=frozenset({0}))
    assert widen(reader, 0, [(0, 0)], price={1: 1.0, 2: 5.0}, size=None) == (1,)
    assert reader.low[0] == 0


def test_further_is_up_and_down_as_far_as_a_count_goes():
    reader = row(1, 3, 4, hidden={0, 1, 2})
    assert further(reader, 1, width=3) == ((6, float("inf")),)
    assert further(reader, 2, width=3) == ((7, float("inf")), (1, 1))
