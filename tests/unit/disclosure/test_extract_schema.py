"""Nothing stands in an extract that is not listed: each planted fault is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.disclosure.extract_schema import TABLES, columns_of, require_allowed
from audit.errors import DisclosureError

LISTS = {"area_code": ["64.74.01"]}
GOOD = pd.DataFrame(
    {
        "person_id": ["abcdefghijklmnop", "qrstuvwxyz234567"],
        "sex": ["m", "f"],
        "age": pd.array([12, 24], dtype="Int64"),
        "area_code": ["64.74.01", "64.74.01"],
        "followed": [0.0, 1.5],
        "stunted_last": [True, False],
        "welfare_fifth": pd.array([None, 3], dtype="Int64"),
    }
)


def test_what_is_listed_may_stand():
    require_allowed("persons", GOOD, LISTS)


@pytest.mark.parametrize("name", ["name", "nik", "birth_date", "posyandu", "lat", "note", "weight_kg"])
def test_a_column_that_is_not_listed_is_refused(name):
    with pytest.raises(DisclosureError) as refused:
        require_allowed("persons", GOOD.assign(**{name: "x"}), LISTS)
    assert (refused.value.id, refused.value.values["column"]) == ("disclosure.extract_column", name)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("sex", ["m", "2025-08-06"]),
        ("sex", ["m", "Siti Rahma"]),
        ("sex", pd.to_datetime(["2025-08-06", "2025-08-07"])),
        ("person_id", ["abcdefghijklmnop", "6474990101200001"]),
        ("person_id", [1, 2]),
        ("age", pd.to_datetime(["2025-08-06", "2025-08-07"])),
        ("age", [12.5, 13.0]),
        ("age", [12, 20250806]),
        ("area_code", ["64.74.01", "64.74.01.1001"]),
        ("followed", [0.0, 1.37]),
        ("followed", ["0", "1"]),
        ("stunted_last", ["ya", "tidak"]),
        ("welfare_fifth", [0, 3]),
    ],
)  # fmt: skip
def test_a_value_that_may_not_stand_is_refused(column, values):
    with pytest.raises(DisclosureError) as refused:
        require_allowed("persons", GOOD.assign(**{column: values}), LISTS)
    assert (refused.value.id, refused.value.values["column"]) == ("disclosure.extract_value", column)


def test_no_listed_column_is_a_day_a_name_or_a_place():
    names = {column.name for table in TABLES.values() for column in table}
    assert not [n for n in names if any(word in n for word in ("date", "day", "name", "nik", "lat", "lon", "posyandu"))]
    assert {column.kind for table in TABLES.values() for column in table} == {
        "id",
        "category",
        "yes",
        "whole",
        "number",
    }


def test_columns_come_in_the_order_of_the_list():
    assert [c.name for c in columns_of("persons", GOOD[["age", "sex"]])] == ["sex", "age"]
