"""WHO's rules of who counts, which no child of the reference surveys happens to test."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from audit.errors import InputError
from audit.survey import Design, who_table

SHORT, TALL = 80.0, 87.0  # cm, a boy of 730 days: HAZ about -2.5 and about -0.3


def boys(n: int, **columns: object) -> pd.DataFrame:
    """``n`` boys of two years, one in four stunted."""
    frame = pd.DataFrame({"sex": "m", "age": 730.0, "weight": 11.0, "lenhei": [SHORT, TALL, TALL, TALL] * (n // 4)})
    return frame.assign(**columns)


def value(table: pd.DataFrame, group: str, indicator: str, stat: str) -> float:
    (found,) = table.query("group == @group and indicator == @indicator and stat == @stat")["value"]
    return found


def names(table: pd.DataFrame, label: str) -> list[str]:
    return [group for group in table["group"].unique() if group.startswith(f"{label}:")]


def test_children_of_more_than_1826_days_are_left_out_and_counted():
    table = who_table(boys(4, age=[1826, 1826.4, 1826.5, 1900.0], lenhei=105.0, oedema="y"))
    assert value(table, "All", "HAZ", "unwpop") == 1  # 1826.4 days are 60 months: in the table, without a z for age
    assert value(table, "All", "WAZ", "unwpop") == 2
    assert table.attrs["left_out"] == {"age": 2, "design": 0, "weight": 0}


def test_a_child_without_an_age_counts_in_weight_for_height_only():
    table = who_table(boys(4, age=[np.nan, 730, 730, 730], measure="l"))
    assert value(table, "All", "HAZ", "unwpop") == 3
    assert value(table, "All", "WHZ", "unwpop") == 4
    assert value(table, "Age group: 12-23 mo", "WHZ", "unwpop") == 3


def test_age_groups_go_by_unrounded_months():
    table = who_table(boys(4, age=[23.99, 24.0, 59.9, 60.0], age_unit="months"))
    bands = [value(table, f"Age group: {band} mo", "WHZ", "unwpop") for band in ("12-23", "24-35", "48-59")]
    assert bands == [1, 1, 1]


def test_nobody_with_an_age_leaves_no_age_groups():
    table = who_table(boys(4, age=np.nan, measure="l"))
    assert list(table["group"].unique()) == ["All", "Sex: Female", "Sex: Male"]


def test_girls_come_before_boys_and_empty_groups_are_listed():
    table = who_table(boys(4))
    assert names(table, "Sex") == ["Sex: Female", "Sex: Male"]
    assert names(table, "Age + sex")[5:7] == ["Age + sex: 48-59 mo.Female", "Age + sex: 00-05 mo.Male"]
    empty = table[table["group"] == "Sex: Female"].set_index("stat")["value"]
    assert (empty[["pop", "unwpop"]] == 0).all()
    assert empty.drop(["pop", "unwpop"]).isna().all()


def test_groupings_bear_whos_labels_and_others_their_own():
    table = who_table(
        boys(8, typeres="Rural", gregion=2, mothered="None", othergr="x", puskesmas="A"),
        by=["typeres", "gregion", "mothered", "othergr", "puskesmas"],
    )
    assert list(table["group"].unique())[-5:] == [
        "Area: Rural", "Geographical region: 2", "Maternal education: None", "Other grouping: x", "puskesmas: A",
    ]  # fmt: skip


@pytest.mark.parametrize("quintiles", [[1, 2, 5, 5], [1.0, 2.0, 5.0, 5.0], ["1", "Q2", "Q5", "5"]])
def test_wealth_quintiles_are_always_five(quintiles):
    table = who_table(boys(4, wealthq=quintiles), by=["wealthq"])
    assert names(table, "Wealth quintile") == [
        f"Wealth quintile: {level}" for level in ("Q1: Poorest", "Q2", "Q3", "Q4", "Q5: Richest")
    ]
    assert value(table, "Wealth quintile: Q5: Richest", "HAZ", "unwpop") == 2
    assert value(table, "Wealth quintile: Q3", "HAZ", "pop") == 0


def test_what_is_no_quintile_is_a_missing_one():
    table = who_table(boys(4, wealthq=["1", "6", "rich", None]), by=["wealthq"])
    assert value(table, "Wealth quintile: NA", "HAZ", "unwpop") == 3


def test_a_missing_level_forms_a_group_only_where_a_child_has_one():
    table = who_table(boys(4, typeres=["Urban", None, "Rural", "Rural"], gregion=[2.0, 10.0, np.nan, 2.0],
                           othergr=1), by=["typeres", "gregion", "othergr"])  # fmt: skip
    assert names(table, "Area") == ["Area: Rural", "Area: Urban", "Area: NA"]
    assert names(table, "Geographical region") == [f"Geographical region: {level}" for level in ("2", "10", "NA")]
    assert names(table, "Other grouping") == ["Other grouping: 1"]
    assert value(table, "Area: NA", "HAZ", "unwpop") == 1


def test_a_level_that_only_a_flagged_child_has_is_listed_without_estimates():
    table = who_table(boys(4, lenhei=[120.0, TALL, TALL, SHORT], typeres=["Urban", "Rural", "Rural", "Rural"]),
                      by=["typeres"])  # fmt: skip
    assert value(table, "Area: Urban", "HAZ", "unwpop") == 0
    assert np.isnan(value(table, "Area: Urban", "HA_2", "r"))
    assert value(table, "Area: Urban", "WAZ", "unwpop") == 1


def test_a_level_that_only_children_left_out_have_is_not_listed():
    table = who_table(boys(4, age=[2000, 730, 730, 730.0], typeres=["Urban", "Rural", "Rural", "Rural"]),
                      by=["typeres"])  # fmt: skip
    assert names(table, "Area") == ["Area: Rural"]


def test_oedema_is_a_case_of_low_weight_and_in_no_mean():
    table = who_table(boys(4, weight=[np.nan, 11.0, 11.0, 11.0], lenhei=[np.nan, TALL, TALL, TALL],
                           oedema=["y", "n", "n", None]))  # fmt: skip
    assert [value(table, "All", code, "r") for code in ("WA_3", "WH_3", "BMI_3")] == [25.0] * 3
    assert value(table, "All", "WAZ", "unwpop") == 4
    with_oedema, without = (value(t, "All", "WA", "r") for t in (table, who_table(boys(4, lenhei=TALL).iloc[1:])))
    assert with_oedema == pytest.approx(without, rel=1e-12)


def test_oedema_counts_as_wasted_beside_a_low_height():
    assert value(who_table(boys(4, oedema=["y", "n", "n", "n"])), "All", "HA_2_WH_2", "r") == 25.0


def test_weight_zero_stays_in_the_design_and_out_of_the_estimate():
    frame = boys(8, w=[1.0] * 4 + [0.0] * 4)
    table = who_table(frame, design=Design(weight="w"))
    four, n = who_table(frame.iloc[:4]), 8
    assert value(table, "All", "HAZ", "pop") == 4
    assert value(table, "All", "HAZ", "unwpop") == 8
    assert value(table, "All", "HA_2", "r") == value(four, "All", "HA_2", "r")
    ratio = value(table, "All", "HA_2", "se") / value(four, "All", "HA_2", "se")
    assert ratio == pytest.approx(np.sqrt((n / (n - 1)) / (4 / 3)), rel=1e-12)


def test_a_missing_weight_weighs_nothing_and_is_counted():
    frame = boys(8, w=[1.0] * 4 + [np.nan] * 4)
    missing = who_table(frame, design=Design(weight="w"))
    pd.testing.assert_frame_equal(missing, who_table(frame.fillna({"w": 0.0}), design=Design(weight="w")))
    assert missing.attrs["left_out"] == {"age": 0, "design": 0, "weight": 4}


@pytest.mark.parametrize("part", ["cluster", "strata"])
def test_a_child_without_its_cluster_or_stratum_is_left_out_and_counted(part):
    frame = boys(8, place=[1.0, 1.0, 1.0, 2.0, 2.0, 2.0, np.nan, np.nan])
    table = who_table(frame, design=Design(**{part: "place"}))
    pd.testing.assert_frame_equal(table, who_table(frame.iloc[:6], design=Design(**{part: "place"})))
    assert table.attrs["left_out"]["design"] == 2


def test_one_single_cluster_counts_each_child_as_its_own():
    frame = boys(8, cluster=7)
    pd.testing.assert_frame_equal(who_table(frame, design=Design(cluster="cluster")), who_table(frame))


def test_a_design_of_arrays_is_that_of_columns():
    frame = boys(8, cluster=[1, 1, 2, 2, 3, 3, 4, 4], w=range(1, 9), age=[730.0] * 7 + [1900.0]).iloc[::-1]
    arrays = Design(cluster=frame["cluster"].to_numpy(), weight=frame["w"].tolist())
    named = Design(cluster="cluster", weight="w")
    pd.testing.assert_frame_equal(who_table(frame, design=arrays), who_table(frame, design=named))


@pytest.mark.parametrize(("height", "share"), [(TALL, 0), (SHORT, 40)])
def test_honest_limits_are_clopper_pearsons_in_a_simple_sample(height, share):
    table = who_table(boys(40, lenhei=height))
    exact = binomtest(share, 40).proportion_ci(method="exact")
    assert value(table, "All", "HA_2", "se") == 0
    assert value(table, "All", "HA_2", "ll") == value(table, "All", "HA_2", "ul") == share * 100 / 40
    assert value(table, "All", "HA_2", "ll_honest") == pytest.approx(exact.low * 100, rel=1e-12)
    assert value(table, "All", "HA_2", "ul_honest") == pytest.approx(exact.high * 100, rel=1e-12)


def test_honest_limits_widen_with_few_clusters_and_uneven_weights():
    frame = boys(40, lenhei=TALL, cluster=np.repeat([1, 2, 3, 4], 10), w=np.tile([1.0, 9.0], 20))
    simple, clustered, weighted = (
        value(who_table(frame, design=design), "All", "HA_2", "ul_honest")
        for design in (None, Design(cluster="cluster"), Design(weight="w"))
    )
    assert clustered > simple
    assert weighted > simple


def test_nobody_gives_a_table_of_nobody():
    table = who_table(boys(4).iloc[:0])
    assert list(table["group"].unique()) == ["All"]
    assert (table[table["stat"].isin(["pop", "unwpop"])]["value"] == 0).all()
    assert table[~table["stat"].isin(["pop", "unwpop"])]["value"].isna().all()


def test_one_child_has_no_error():
    table = who_table(boys(4).iloc[:1])
    assert value(table, "All", "HA_2", "r") == 100
    assert np.isnan(value(table, "All", "HA", "stdev"))
    assert np.isnan(value(table, "All", "HA", "ll"))


def test_a_frame_of_weights_alone_is_enough_for_weight_for_age():
    table = who_table(boys(4)[["sex", "age", "weight"]])
    assert value(table, "All", "WAZ", "unwpop") == 4
    assert value(table, "All", "HAZ", "unwpop") == 0


@pytest.mark.parametrize("column", ["sex", "age"])
def test_sex_and_age_must_be_there(column):
    with pytest.raises(InputError, match=column):
        who_table(boys(4).drop(columns=column))


def test_an_unknown_grouping_is_refused():
    with pytest.raises(InputError, match="kecamatn"):
        who_table(boys(4), by=["kecamatn"])


def test_two_age_units_are_refused():
    with pytest.raises(ValueError, match="age_unit"):
        who_table(boys(4, age_unit=["days", "days", "months", "days"]))
