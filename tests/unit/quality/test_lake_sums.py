"""Sums of a desa: by hand for a few children, and nothing for nobody."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from audit.quality.lake_rates import LEVELS, NATION, by_level, with_rates
from audit.quality.lake_sums import SUMS, added, desa_sums
from audit.schemas import LAKE

# A boy of 731 days, 87.1 cm standing: WHO's median; -2 SD is 81.0 cm and -3 SD 78.0 cm (lhfa_boys, 24 months, height).
BOY = {"area_code": "64.74.01.1001", "sex": "m", "age_days": 731, "weight_kg": 12.2, "lenhei_cm": 87.1,
       "measure": "h", "oedema": "n", "newest": True}  # fmt: skip


def batch(*rows):
    frame = LAKE.conform(pd.DataFrame([BOY | row for row in rows], columns=list(LAKE.names)))
    return pa.RecordBatch.from_pandas(frame, preserve_index=False)


def only(*rows):
    ((_, sums),) = desa_sums(batch(*rows)).iterrows()
    return sums


def test_each_child_falls_into_one_class_of_height_for_age():
    sums = only({}, {"lenhei_cm": 80.8}, {"lenhei_cm": 77.8}, {"lenhei_cm": 40.0}, {"lenhei_cm": None})
    names = ("severely_stunted", "stunted", "normal", "tall", "flagged", "missing")
    assert [sums[f"haz_{name}"] for name in names] == [1, 1, 1, 0, 1, 1]
    assert sums["children"] == 5
    assert [sums[f"lenhei_digit_{digit}"] for digit in range(10)] == [1, 1, 0, 0, 0, 0, 0, 0, 2, 0]
    assert sums["weight_digit_2"] == 5


def test_a_visit_that_a_later_one_replaces_is_a_visit_and_no_child():
    sums = only({}, {"newest": False, "sex": None})
    assert [sums[name] for name in ("visits", "again", "children", "missing_sex", "children_without_sex")] == [
        2, 1, 1, 1, 0,
    ]  # fmt: skip


def test_of_sixty_months_a_child_is_no_longer_counted():
    # 60 months are 1826.25 days (WHO anthro): 1826 is the last day.
    sums = only({"age_days": 1826}, {"age_days": 1827}, {"age_days": None})
    assert [sums[name] for name in ("over_age", "children", "children_without_age")] == [1, 2, 1]


def test_where_nothing_was_measured_nothing_is_divided():
    row = only(*[dict.fromkeys(("sex", "age_days", "weight_kg", "lenhei_cm", "measure", "oedema"))] * 3)
    assert row["children"] == row["haz_missing"] == row["waz_missing"] == row["whz_missing"] == 3
    rates = with_rates(by_level(added([row.to_frame().T])))
    assert rates["stunted_percent"].isna().all()
    assert rates["haz_sd"].isna().all()
    assert rates["lenhei_digit_score"].isna().all()
    assert rates["level"].tolist() == list(LEVELS)


def test_an_empty_month_has_no_area():
    assert desa_sums(batch()).empty
    nobody = with_rates(by_level(added([])))
    assert nobody.empty
    assert set(SUMS) < set(nobody.columns)


def test_percentages_come_from_summed_numerators():
    # One of one and one of three: 50 % of four children, not the mean of 100 % and 33 %.
    short = {"lenhei_cm": 80.8}
    sums = desa_sums(batch(short, {"area_code": "64.74.02.1001"} | short, *[{"area_code": "64.74.02.1001"}] * 2))
    table = with_rates(by_level(added([sums]))).set_index(["level", "area_code"])
    assert table.loc[("nation", NATION), "stunted_percent"] == 50.0
    assert table.loc[("kecamatan", "64.74.01"), "stunted_percent"] == 100.0
    assert table.loc[("district", "64.74"), "haz_known"] == 4


def test_the_unknown_part_of_a_district_stands_at_every_finer_level():
    table = by_level(added([desa_sums(batch({"area_code": "64.74.00"}, {}))]))
    assert table.groupby("level")["children"].sum().eq(2).all()
    assert "64.74.00" in set(table.loc[table["level"].eq("kecamatan"), "area_code"])
