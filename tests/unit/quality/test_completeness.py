"""Missing is counted column by column, over all visits."""

from __future__ import annotations

import pandas as pd

from audit.quality import missing
from audit.results import Cell
from audit.schemas import CHILDREN, VISITS

MONTHS = ("2025-02", "2025-08")


def tables(weights, areas):
    visits = pd.DataFrame({"child_id": ["a", "b"], "visit_date": pd.to_datetime(["2025-08-01"] * 2), "seq": 1})
    children = pd.DataFrame({"child_id": ["a", "b"], "area_code": areas})
    return CHILDREN.conform(children), VISITS.conform(visits.assign(weight_kg=weights))


def share(table, column):
    at = table.denominator.cells.index(Cell.of("2025-2", column=column))
    return table.numerator.counts[at], table.denominator.counts[at]


def test_counts_a_childs_columns_with_each_of_its_visits():
    table = missing("2025-2", MONTHS, *tables([9.1, None], ["64.74.01.1001", None]))
    assert share(table, "weight_kg") == (1, 2)
    assert share(table, "area_code") == (1, 2)
    assert share(table, "lenhei_cm") == (2, 2)


def test_visits_of_other_months_do_not_count():
    children, visits = tables([9.1, None], [None, None])
    visits["visit_date"] = pd.to_datetime(["2025-08-01", "2024-08-01"])
    table = missing("2025-2", MONTHS, children, visits)
    assert share(table, "weight_kg") == (0, 1)


def test_without_visits_there_is_no_share():
    children, visits = tables([1.0, 1.0], [None, None])
    assert set(missing("2025-2", MONTHS, children.iloc[:0], visits.iloc[:0]).values) == {None}
