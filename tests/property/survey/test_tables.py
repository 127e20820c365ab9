"""Counting into cells: whatever the people, parts add up to wholes and every cell equals a plain filter."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.results import Cell, Partition
from audit.survey import count_table, rate_table

AREA = Partition("area", {"": ("a", "b"), "a": ("a1", "a2"), "b": ("b1",)})
STATUS = Partition("status", {"": ("known", "unknown"), "known": ("yes", "no")})
LEAVES = {"area": ["a1", "a2", "b1"], "status": ["yes", "no", "unknown"]}
PEOPLE = st.lists(st.tuples(st.sampled_from(["m1", "m2"]), *(st.sampled_from(v) for v in LEAVES.values())), max_size=40)
CELLS = [
    Cell.of(period, area=area, status=status)
    for period in ("m1", "m2")
    for area in (None, "a", "b", "a1", "a2", "b1")
    for status in (None, "known", "yes", "no", "unknown")
]


@given(PEOPLE)
def test_each_cell_equals_a_plain_filter(people):
    frame = pd.DataFrame(people, columns=["period", "area", "status"])
    table = count_table("t", frame, CELLS, (AREA, STATUS))
    for cell, n in zip(table.cells, table.counts, strict=True):
        mask = frame["period"].eq(cell.period)
        for attribute, partition in (("area", AREA), ("status", STATUS)):
            mask &= frame[attribute].isin(list(partition.leaves(cell.level(attribute))))
        assert n == mask.sum()


@given(PEOPLE)
def test_parts_add_up_to_their_whole(people):
    table = count_table("t", pd.DataFrame(people, columns=["period", "area", "status"]), CELLS, (AREA, STATUS))
    for cell in CELLS:
        for partition in (AREA, STATUS):
            parts = partition.below(cell.level(partition.attribute))
            if parts:
                assert table[cell] == sum(table[cell.replace(partition.attribute, part)] for part in parts)


def test_nobody_at_all_counts_as_zero_and_has_no_rate():
    frame = pd.DataFrame(columns=["period", "area", "status"], dtype=object)
    cells = [Cell.of("m1", area="a")]
    n = count_table("n", frame, [c.replace("status", "yes") for c in cells], (AREA, STATUS))
    d = count_table("d", frame, cells, (AREA, STATUS))
    rates = rate_table("r", n, d)
    assert (n.counts, d.counts, rates.values, rates.low, rates.high) == ((0,), (0,), (None,), (None,), (None,))
