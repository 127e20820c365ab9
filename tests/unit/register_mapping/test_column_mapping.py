from __future__ import annotations

import pytest

from audit.register.column_mapping import AgeColumn, CodedColumn, ColumnMapping

SEX = CodedColumn("kelamin", {"1": "m", "2": "f"})
AGE = AgeColumn("umur", "months")
PERIOD = CodedColumn("putaran", {"1": "2025-02"})


def mapping(**changes: object) -> ColumnMapping:
    return ColumnMapping(**({"child": ("kode",), "sex": SEX, "weight": ("kg",)} | changes))


@pytest.mark.parametrize(
    "time",
    [
        {"visit_date": "tanggal", "age": AGE},
        {"visit_date": "tanggal", "birth_date": "lahir"},
        {"period": PERIOD, "age": AGE},
        {"first_month": "2025-01", "age": AGE},
    ],
)
def test_time_is_told_in_one_of_three_ways(time):
    assert mapping(**time).slip == ""


@pytest.mark.parametrize(
    ("changes", "slip"),
    [
        ({}, "mapping_time"),
        ({"age": AGE}, "mapping_time"),
        ({"visit_date": "tanggal"}, "mapping_time"),
        ({"visit_date": "tanggal", "age": AGE, "birth_date": "lahir"}, "mapping_time"),
        ({"period": PERIOD, "birth_date": "lahir"}, "mapping_time"),
        ({"period": PERIOD, "first_month": "2025-01", "age": AGE}, "mapping_time"),
        ({"visit_date": "tanggal", "age": AGE, "weight": ()}, "mapping_measures"),
        ({"visit_date": "tanggal", "age": AGE, "missing": {"cm": (999.9,)}}, "mapping_missing"),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(changes, slip):
    with pytest.raises(ValueError, match=slip):
        mapping(**changes)


def test_each_column_is_named_once_in_the_order_of_the_fields():
    whole = mapping(
        child=("rumah", "anak"), length=("cm1", "cm2"), period=PERIOD, age=AGE, area="desa", posyandu="gugus",
        posture=CodedColumn("cara", {"1": "l"}), exported={"haz": "laz"},
    )  # fmt: skip
    assert whole.columns == (
        "rumah", "anak", "kelamin", "umur", "putaran", "kg", "cm1", "cm2", "cara", "desa", "gugus", "laz",
    )  # fmt: skip
