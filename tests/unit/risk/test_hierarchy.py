"""Levels, refusals and sentences of the hierarchy of factors."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.language import has, text
from audit.reference.risk_framework import FRAMEWORK_LEVELS, POST_OUTCOME, RISK_FACTORS
from audit.reference.sample_registers import factors
from audit.risk import declared_levels, fit_glm, hierarchical_models, hierarchy
from audit.survey import Design

N = 1000


@pytest.fixture
def children():
    """1,000 children in 50 clusters. Of 100 exposed to tobacco smoke exactly 40 are stunted, of the others 20."""
    rng = np.random.default_rng(3)
    smoke = np.arange(N) % 2
    stunted = np.zeros(N, dtype=int)
    for value, share in ((1, 200), (0, 100)):
        stunted[rng.permutation(np.flatnonzero(smoke == value))[:share]] = 1
    return pd.DataFrame(
        {
            "stunted": stunted,
            "household_smoker": smoke,
            "mother_low_education": rng.integers(0, 2, N),
            "frequent_diarrhoea": (rng.random(N) < 0.1 + 0.3 * stunted).astype(int),
            "age_months": rng.uniform(0, 59, N),
            "desa": np.arange(N) // 20,
        }
    )


def reasons(found) -> dict[str, str]:
    return {refused.factor or refused.level: refused.sentence.id for refused in found.refused}


def words(sentence, language="id") -> str:
    return text(sentence.id, language, **sentence.values)


def test_known_factors_stand_at_their_level_in_order():
    assert list(declared_levels([])) == list(FRAMEWORK_LEVELS)
    found = declared_levels(["frequent_diarrhoea", "household_smoker", "umur", "mother_low_education"])
    assert list(found.values()) == [["mother_low_education"], ["household_smoker"], ["frequent_diarrhoea"]]


def test_every_factor_of_the_sample_registers_has_a_level_and_words():
    assert {factor.id for factor in factors()} <= set(RISK_FACTORS)
    for language in ("id", "en"):
        assert all(has(f"risk_factor.{id}", language) for id in RISK_FACTORS)


def test_no_factor_follows_from_the_outcome():
    assert not POST_OUTCOME & set(RISK_FACTORS)


def test_a_factor_is_adjusted_for_what_comes_before_it_and_not_for_what_comes_after(children):
    found = hierarchical_models(children, always=["age_months"], design=Design("desa"))
    table = found.table.set_index("factor")
    assert table["level"].tolist() == list(FRAMEWORK_LEVELS)
    right = "age_months"
    for factor in table.index:
        right = f"{right} + {factor}"
        alone = fit_glm(children, f"stunted ~ {right}", design=Design("desa"))
        assert table.loc[factor, "pr"] == pytest.approx(np.exp(alone.coef[-1]), rel=1e-10)
    without = hierarchical_models(
        children.drop(columns="frequent_diarrhoea"), always=["age_months"], design=Design("desa")
    )
    pd.testing.assert_frame_equal(
        without.table.drop(columns="q_bh"), found.table.drop(columns="q_bh").head(2), check_dtype=False
    )


def test_a_two_by_two_table_is_told_in_children_of_a_hundred(children):
    found = hierarchical_models(children, levels={"underlying": ["household_smoker"]}, design=Design("desa"))
    row = found.table.iloc[0]
    assert (row["crude_pr"], row["pr"]) == pytest.approx((2, 2))
    assert row["odds_ratio"] == pytest.approx(0.4 / 0.6 / (0.2 / 0.8))
    assert (row["of_100_exposed"], row["of_100_reference"], row["ard"]) == pytest.approx((40, 20, 0.2))
    counts = row[["n", "events", "missing", "n_exposed", "events_exposed", "n_reference", "events_reference"]]
    assert counts.tolist() == [1000, 300, 0, 500, 200, 500, 100]
    first, second = found.sentences[0]
    assert words(first) == (
        "Dari 100 anak yang terpapar asap rokok di rumah, kira-kira 40 pendek;"
        " dari 100 anak yang tidak terpapar, kira-kira 20."
    )
    assert words(second).startswith("Selisihnya 20 dari 100 anak (rentang perkiraan ")
    assert words(first, "en").startswith("Of 100 children exposed to tobacco smoke at home, about 40 are stunted;")


@pytest.mark.parametrize(("a", "b"), [(31.4, 21.6), (30.6, 21.4), (40.0, 20.0)])
def test_a_printed_difference_is_that_of_the_printed_numbers(a, b):
    row = {"factor": "household_smoker", "of_100_exposed": a, "of_100_reference": b, "ard_low": 0.05, "ard_high": 0.15}
    first, second = hierarchy._sentences(row)
    assert second.values["difference"] == first.values["a"] - first.values["b"]


def test_without_odds_the_rest_is_the_same(children):
    both = hierarchical_models(children, design=Design("desa")).table
    without = hierarchical_models(children, design=Design("desa"), odds=False).table
    odds = ["odds_ratio", "or_low", "or_high"]
    assert without[odds].isna().all(axis=None)
    pd.testing.assert_frame_equal(without.drop(columns=odds), both.drop(columns=odds))


def test_no_sentence_of_factors_says_stunting_where_children_were_measured_short():
    for id in RISK_FACTORS:
        said = text(f"risk_factor.{id}", "id", a=31, b=22)
        assert "stunting" not in said
        assert "31 pendek" in said


def test_a_difference_whose_interval_holds_none_is_not_told_as_one(children):
    frame = children.assign(household_smoker=np.arange(N) // 2 % 2)
    found = hierarchical_models(frame, levels={"underlying": ["household_smoker"]}, design=Design("desa"))
    assert found.sentences[0][1].id == "risk.not_told_apart"
    assert "belum dapat dibedakan" in words(found.sentences[0][1])


@pytest.mark.parametrize("column", ["haz", "sponsored", "clinic_visits", "weight_gain_status"])
def test_what_follows_from_the_outcome_is_refused_in_one_sentence(children, column):
    frame = children.assign(**{column: children["stunted"]})
    found = hierarchical_models(frame, levels={"underlying": [column, "household_smoker"]}, design=Design("desa"))
    assert reasons(found) == {column: "risk.post_outcome"}
    assert found.table["factor"].tolist() == ["household_smoker"]
    assert words(found.refused[0].sentence).count(".") == 1


def test_factors_without_a_comparison_are_refused_and_the_others_stay(children):
    frame = children.assign(same=1, empty=np.nan, of_desa=children["desa"] % 2)
    levels = {"underlying": ["same", "empty", "of_desa", "household_smoker"]}
    found = hierarchical_models(frame, levels=levels, design=Design("desa"))
    assert reasons(found) == {"same": "risk.factor_same", "empty": "risk.factor_same", "of_desa": "risk.ecological"}
    assert found.table["n"].tolist() == [N]


def test_too_few_events_for_a_level_end_there(children):
    rare = children.assign(stunted=(children.index < 12).astype(int))
    found = hierarchical_models(rare, design=Design("desa"))
    assert found.table["factor"].tolist() == ["mother_low_education", "household_smoker"]
    assert reasons(found) == {"immediate": "risk.level_too_few"}
    assert "12 kejadian untuk 3 faktor" in words(found.refused[0].sentence)


@pytest.mark.parametrize("value", [0, 1])
def test_nobody_or_everybody_stunted_is_refused(children, value):
    found = hierarchical_models(children.assign(stunted=value), design=Design("desa"))
    assert found.table.empty
    assert reasons(found) == {"enabling": "risk.level_too_few"}


def test_low_coverage_refuses_the_whole(children):
    found = hierarchical_models(children, coverage=0.79)
    assert found.table.empty
    assert "Baru 79%" in words(found.refused[0].sentence)
    assert not hierarchical_models(children, coverage=0.80).table.empty


def test_without_a_known_factor_there_is_nothing_and_no_complaint():
    found = hierarchical_models(pd.DataFrame({"stunted": [0, 1], "umur": [1, 2]}))
    assert (len(found.table), found.refused, found.sentences) == (0, (), ())


def test_all_rows_of_a_level_are_the_same_children(children):
    frame = children.copy()
    frame.loc[:99, "frequent_diarrhoea"] = np.nan
    found = hierarchical_models(frame, levels={"all": ["mother_low_education", "frequent_diarrhoea"]})
    assert found.table["n"].tolist() == [900, 900]
    assert found.table["missing"].tolist() == [100, 100]
    kept = frame.loc[100:]
    crude = kept.groupby("mother_low_education")["stunted"].mean()
    assert found.table["crude_pr"][0] == pytest.approx(crude[1] / crude[0])


def test_many_tests_are_counted_together(children):
    table = hierarchical_models(children, design=Design("desa")).table
    p = table["p"].astype(float).sort_values()
    assert table["q_bh"].max() == pytest.approx(max(p.iloc[-1], 0))
    assert (table["q_bh"] >= table["p"]).all()


def test_a_number_has_a_ratio_for_one_more_and_no_two_groups(children):
    found = hierarchical_models(children, levels={"underlying": ["age_months"]}, design=Design("desa"))
    row = found.table.iloc[0]
    assert np.isfinite(row["pr"])
    assert row[["ard", "n_exposed"]].isna().all()
    assert found.sentences == ((),)
