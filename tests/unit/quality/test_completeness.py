"""Missing is counted column by column, over all visits."""

from __future__ import annotations

import pandas as pd

from audit.quality import missing
from audit.results import Cell
from audit.schemas import CHILDREN, VISITS


def tables(weights, areas):
    visits = pd.DataFrame({"child_id": ["a", "b"], "visit_date": pd.to_datetime(["2025-08-01"] * 2), "seq": 1})
    children = pd.DataFrame({"child_id": ["a", "b"], "area_code": areas})
    return CHILDREN.conform(children), VISITS.conform(visits.assign(weight_kg=weights))


def share(table, column):
    at = table.denominator.cells.index(Cell.of("2025-2", column=column))
    return table.numerator.counts[at], table.denominator.counts[at]


def test_counts_a_childs_columns_with_each_of_its_visits():
    table = missing("2025-2", *tables([9.1, None], ["64.74.01.1001", None]))
    assert share(table, "weight_kg") == (1, 2)
    assert share(table, "area_code") == (1, 2)
    assert share(table, "lenhei_cm") == (2, 2)


def test_without_visits_there_is_no_share():
    children, visits = tables([1.0, 1.0], [None, None])
    assert set(missing("2025-2", children.iloc[:0], visits.iloc[:0]).values) == {None}
