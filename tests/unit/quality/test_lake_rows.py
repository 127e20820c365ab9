"""Rows of the lake: the newest visit of a month counts, the others are kept and said."""

from __future__ import annotations

import pandas as pd

from audit.quality.lake_rows import lake_rows
from audit.reference.areas import areas_of
from audit.schemas import CHILDREN, VISITS

AREAS = areas_of("64.74")
DESA = AREAS.desa[0].code


def tables(visits):
    born = pd.Timestamp("2023-08-10")
    children = pd.DataFrame({"child_id": ["a", "b"], "sex": ["m", None], "birth_date": [born, None],
                             "area_code": [DESA, None]})  # fmt: skip
    return CHILDREN.conform(children.astype({"birth_date": "datetime64[s]"})), VISITS.conform(
        pd.DataFrame(visits, columns=["child_id", "visit_date", "seq", "weight_kg"]).astype(
            {"visit_date": "datetime64[s]"}
        )
    )


def test_of_two_visits_in_a_month_the_later_counts_and_of_one_day_the_last():
    visits = [("a", "2025-08-20", 2, 11.0), ("a", "2025-08-20", 1, 12.0), ("a", "2025-08-01", 1, 13.0),
              ("a", "2025-07-31", 1, 14.0)]  # fmt: skip
    months = lake_rows(*tables(visits), AREAS)
    assert list(months) == ["2025-07", "2025-08"]
    august = months["2025-08"]
    assert august.loc[august["newest"], "weight_kg"].tolist() == [11.0]
    assert august["weight_kg"].sum() == 36.0
    assert set(august["age_days"]) == {722.0, 741.0}  # 10 August 2023 to 1 and 20 August 2025


def test_who_has_no_desa_counts_under_the_unknown_part_and_has_no_age():
    (row,) = lake_rows(*tables([("b", "2025-08-20", 1, 9.0)]), AREAS)["2025-08"].to_dict("records")
    assert row["area_code"] == "64.74.00"
    assert pd.isna(row["age_days"])
    assert pd.isna(row["sex"])


def test_no_visit_no_month():
    assert lake_rows(*tables([]), AREAS) == {}
