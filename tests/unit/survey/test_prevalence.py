"""Prevalence at its edges: nobody, nobody known, 0 %, 100 %, one cluster, single-PSU strata, zero weights."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.survey import Design, prevalence, wilson
from audit.survey.intervals import clopper_pearson

METHODS = ("taylor", "jackknife", "bootstrap")
INTERVALS = ("logit", "wilson", "korn-graubard")
COLUMNS = ["group", "est", "se", "low", "high", "deff", "n", "events", "df"]


@pytest.fixture
def survey():
    generator = np.random.default_rng(5)
    cluster = np.repeat(np.arange(24), 10)
    return pd.DataFrame(
        {
            "case": generator.random(240) < 0.3 + 0.02 * (cluster % 7),
            "cluster": cluster,
            "strata": cluster // 6,
            "weight": generator.uniform(0.5, 2, 240),
            "sex": generator.choice(["f", "m"], 240),
        }
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("ci", INTERVALS)
def test_every_method_and_interval_gives_the_contract(survey, method, ci):
    design = Design("cluster", "strata", "weight")
    table = prevalence("case", data=survey, design=design, by="sex", ci=ci, method=method, seed=1)
    assert list(table.columns) == COLUMNS
    assert table["group"].tolist() == ["f", "m"]
    assert ((table["low"] > 0) & (table["low"] < table["est"]) & (table["est"] < table["high"])).all()
    assert (table["df"] == 20).all()
    assert table["n"].sum() == 240
    assert table["events"].sum() == survey["case"].sum()
    assert table.attrs["notes"] == []


@pytest.mark.parametrize("ci", INTERVALS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("case", [0, 1])
def test_nobody_and_everybody_get_an_interval_with_width(survey, method, ci, case):
    design = Design("cluster", "strata", "weight")
    row = prevalence(np.full(240, case), data=survey, design=design, ci=ci, method=method, seed=1).iloc[0]
    kish = 240 * (survey["weight"] ** 2).sum() / survey["weight"].sum() ** 2
    assert (row["est"], row["se"], row["events"]) == (case, 0, 240 * case)
    assert np.isnan(row["deff"])
    if ci != "wilson":
        # Few clusters and unequal weights make it wider than 240 independent children would.
        low, high = clopper_pearson(240 * case / kish, 240 / kish)
        assert row["high"] - row["low"] > high - low
    assert (row["low"], row["high"])[case] == case


def test_a_group_at_zero_borrows_the_design_effect_of_all(survey):
    alike = survey.assign(case=survey["cluster"] % 2 == 0)
    alone = prevalence(np.zeros(240), data=alike, design=Design("cluster")).iloc[0]
    none = prevalence("case", data=alike, design=Design("cluster"), by=alike["cluster"] % 2).set_index("group").loc[1]
    assert (none["est"], none["se"]) == (0, 0)
    assert none["high"] > 2 * alone["high"]


def test_proportions_equal_in_all_clusters_are_not_certain():
    row = prevalence([0, 1] * 10, design=Design(np.repeat(np.arange(10), 2))).iloc[0]
    assert (row["est"], row["se"]) == (0.5, 0)
    assert row["low"] < 0.3 < 0.7 < row["high"]


@pytest.mark.parametrize("method", METHODS)
def test_one_cluster_has_an_estimate_but_no_interval(method):
    table = prevalence([0, 1, 1, 0], design=Design(["x"] * 4), method=method, seed=0)
    row = table.iloc[0]
    assert (row["est"], row["n"], row["df"]) == (0.5, 4, 0)
    assert row[["se", "low", "high", "deff"]].isna().all()
    assert [note["id"] for note in table.attrs["notes"]] == ["survey.too_few_psu"]


@pytest.mark.parametrize("method", METHODS)
def test_strata_of_one_psu_add_to_the_variance_and_are_said(survey, method):
    lonely = survey[(survey["strata"] > 0) | (survey["cluster"] == 0)]
    with_it = prevalence("case", data=lonely, design=Design("cluster", "strata"), method=method, seed=2)
    assert with_it["se"].item() > 0
    assert with_it.attrs["notes"] == [{"id": "survey.single_psu_strata", "values": {"count": 1}}]


def test_strata_all_of_one_psu_leave_no_degrees_of_freedom():
    table = prevalence([0, 1, 1, 0, 1, 1], design=Design([1, 1, 2, 2, 3, 3], [1, 1, 2, 2, 3, 3]))
    assert table["se"].item() > 0
    assert table[["low", "high"]].isna().to_numpy().all()


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_group_and_one_with_nothing_known_are_rows_without_values(survey, method):
    sex = survey["sex"].astype(pd.CategoricalDtype(["x", "f", "m"]))
    y = survey["case"].astype(float).mask(survey["sex"] == "m")
    table = prevalence(y, data=survey, design=Design("cluster"), by=sex, method=method, seed=0).set_index("group")
    assert table.loc[["x", "m"], ["n", "events"]].to_numpy().tolist() == [[0, 0], [0, 0]]
    assert table.loc[["x", "m"], ["est", "se", "low", "high", "deff"]].isna().to_numpy().all()
    assert table.loc["f", "n"] == (survey["sex"] == "f").sum()


@pytest.mark.parametrize("y", [[], [np.nan, None, np.nan]])
def test_nobody_known_is_one_row_without_values(y):
    row = prevalence(y).iloc[0]
    assert row["n"] == 0
    assert row[["est", "se", "low", "high"]].isna().all()


def test_missing_outcomes_are_left_out_but_their_psus_are_not(survey):
    y = survey["case"].astype("boolean").mask(survey["cluster"] < 3)
    table = prevalence(y, data=survey, design=Design("cluster", "strata"))
    assert table["n"].item() == 210
    assert table["df"].item() == 20


def test_children_of_weight_zero_change_no_estimate_but_their_psus_stay(survey):
    outside = survey["cluster"] % 6 == 0
    weight = survey["weight"].mask(outside, 0.0)
    zeroed = prevalence("case", data=survey, design=Design("cluster", "strata", weight)).iloc[0]
    masked = prevalence(
        survey["case"].astype(float).mask(outside), data=survey, design=Design("cluster", "strata", "weight")
    ).iloc[0]
    assert (zeroed["est"], zeroed["se"], zeroed["n"]) == (masked["est"], masked["se"], masked["n"])
    assert (zeroed["df"], masked["df"]) == (16, 20)


def test_equal_weights_are_no_weights(survey):
    design = [Design("cluster", "strata", weight) for weight in (None, np.full(240, 7.5))]
    one, other = (prevalence("case", data=survey, design=each, by="sex").drop(columns="group") for each in design)
    np.testing.assert_allclose(one, other, rtol=1e-12)


def test_without_a_design_wilsons_interval_is_that_of_the_counts():
    row = prevalence([1] * 7 + [0] * 26, ci="wilson").iloc[0]
    assert (row["low"], row["high"]) == pytest.approx(wilson(7, 33), abs=1e-12)
    assert row["deff"] == pytest.approx(1, abs=1e-12)


def test_a_whole_population_has_no_sampling_error(survey):
    row = prevalence("case", data=survey, design=Design("cluster", "strata", fpc=np.full(240, 6))).iloc[0]
    assert (row["se"], row["low"], row["high"]) == (0, row["est"], row["est"])


def test_children_without_a_group_are_in_none_and_said(survey):
    sex = survey["sex"].where(survey.index >= 5)
    table = prevalence("case", data=survey, by=sex)
    assert table["n"].sum() == 235
    assert table.attrs["notes"] == [{"id": "survey.rows_without_group", "values": {"count": 5}}]


@pytest.mark.parametrize("y", [[0, 1, 2], [0.5, 1, 0], ["ya", "tidak", "ya"]])
def test_outcomes_that_are_neither_yes_nor_no_are_refused(y):
    with pytest.raises(InputError) as refused:
        prevalence(y)
    assert refused.value.id == "survey.not_binary"


def test_a_name_needs_its_frame():
    with pytest.raises(InputError) as refused:
        prevalence("stunted")
    assert refused.value.id == "survey.name_without_frame"


@pytest.mark.parametrize("words", [{"ci": "wald"}, {"method": "brr"}])
def test_an_interval_or_method_that_is_not_there_is_a_bug(words):
    with pytest.raises(ValueError, match=r"wald|brr"):
        prevalence([0, 1], **words)


@pytest.mark.parametrize(
    "y",
    [
        [True, None, False, True],
        pd.Series([1, pd.NA, 0, 1], dtype="Int64"),
        pd.Series([True, None, False, True], list("wxyz")),
    ],
)
def test_yes_and_no_come_in_any_dtype_and_go_by_position(y):
    row = prevalence(y, by=pd.Series(["a"] * 4, index=[9, 8, 7, 6])).iloc[0]
    assert (row["n"], row["events"], row["est"]) == (3, 2, pytest.approx(2 / 3))
