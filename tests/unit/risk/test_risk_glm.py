"""Models that cannot be fitted whole: each says so in a sentence, and none ends in a traceback."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError, InsufficientDataError
from audit.language import text
from audit.risk import fit_glm
from audit.survey import Design

FAMILIES = ["poisson", "logit", "logbin", "linear"]
N = 400


@pytest.fixture
def children():
    """400 children in 40 clusters of 10: 40 % cases, more where ``a``."""
    rng = np.random.default_rng(7)
    a, b = rng.integers(0, 2, N), rng.normal(size=N)
    return pd.DataFrame(
        {"y": (rng.random(N) < 0.3 + 0.2 * a).astype(int), "a": a, "b": b, "cluster": np.arange(N) // 10}
    )


def said(result) -> list[str]:
    for note in result.notes:
        assert text(note.id, **note.values)
        assert text(note.id, "en", **note.values)
    return [note.id for note in result.notes]


@pytest.mark.parametrize("family", FAMILIES)
def test_one_binary_factor_gives_the_figures_of_its_two_by_two_table(children, family):
    result = fit_glm(children, "y ~ a", family=family)
    p1, p0 = (children.loc[children["a"] == value, "y"].mean() for value in (1, 0))
    expected = {
        "linear": p1 - p0,
        "logit": np.log(p1 / (1 - p1) / (p0 / (1 - p0))),
    }.get(family, np.log(p1 / p0))
    assert result.coef[1] == pytest.approx(expected, abs=1e-10)
    assert result.predict(pd.DataFrame({"a": [1, 0, np.nan]})) == pytest.approx([p1, p0, np.nan], nan_ok=True)
    assert (result.n, result.events, result.missing, said(result)) == (N, children["y"].sum(), 0, [])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_constant_column_is_left_out_and_said(children, family):
    result = fit_glm(children.assign(c=0.1), "y ~ c + a", family=family)
    assert np.isnan(result.coef[1])
    assert np.isnan(result.covariance[1]).all()
    assert said(result) == ["risk.constant"]
    assert result.notes[0].values == {"terms": "c"}
    np.testing.assert_allclose(result.coef[[0, 2]], fit_glm(children, "y ~ a", family=family).coef, atol=1e-10)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_column_that_others_hold_is_left_out_and_said(children, family):
    frame = children.assign(ab=3 * children["a"] - children["b"] + 5)
    result = fit_glm(frame, "y ~ a + b + ab", family=family, design=Design("cluster"))
    plain = fit_glm(frame, "y ~ a + b", family=family, design=Design("cluster"))
    assert [note.values for note in result.notes if note.id == "risk.aliased"] == [{"terms": "ab"}]
    np.testing.assert_allclose(result.coef[:3], plain.coef, atol=1e-9)
    np.testing.assert_allclose(result.se[:3], plain.se, rtol=1e-8)
    np.testing.assert_allclose(result.predict(frame), plain.predict(frame), atol=1e-9)


@pytest.mark.parametrize("family", ["poisson", "logit"])
def test_a_group_without_a_case_is_separated_and_the_rest_is_as_without_it(children, family):
    none = (children.index % 20 == 0) & (children["y"] == 0)
    frame = children.assign(none=none.astype(int))
    result = fit_glm(frame, "y ~ none + a", family=family)
    assert said(result) == ["risk.separated"]
    assert result.notes[0].values == {"terms": "none"}
    assert np.isnan(result.tidy().loc[1, ["coef", "se", "exp_coef", "p_value"]].astype(float)).all()
    rest = fit_glm(frame[~none], "y ~ a", family=family, vcov="HC0")
    robust = fit_glm(frame, "y ~ none + a", family=family, vcov="HC0")
    np.testing.assert_allclose(robust.coef[[0, 2]], rest.coef, atol=1e-6)
    np.testing.assert_allclose(robust.se[[0, 2]], rest.se, rtol=1e-4)
    assert result.predict(frame)[none] == pytest.approx(0, abs=1e-5)


def test_a_perfect_factor_is_separated_with_the_intercept(children):
    result = fit_glm(children.assign(same=children["y"]), "y ~ same", family="logit")
    assert [note.values for note in result.notes if note.id == "risk.separated"] == [{"terms": "(Intercept), same"}]
    assert np.isnan(result.coef).all()


def test_the_log_binomial_model_says_when_it_stands_at_its_edge(children):
    always = (children["y"] == 1) & (children.index % 7 == 0)
    result = fit_glm(children.assign(always=always.astype(int)), "y ~ always + a", family="logbin")
    assert said(result) == ["risk.logbin_edge"]
    assert np.isnan(result.coef).all()


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("value", "note"), [(0, "risk.no_events"), (1, "risk.all_events")])
def test_nobody_and_everybody_is_nothing_to_compare(children, family, value, note):
    result = fit_glm(children.assign(y=value), "y ~ a", family=family)
    assert said(result) == [note]
    assert result.tidy()[["coef", "se", "conf_low", "conf_high", "p_value"]].isna().all(axis=None)
    assert (result.n, result.events) == (N, N * value)


def test_one_cluster_has_estimates_but_no_errors(children):
    frame = children.assign(all_one=1)
    for vcov in ("CR0", "CR1", "CR1S", "survey"):
        result = fit_glm(frame, "y ~ a", design=Design("all_one"), vcov=vcov)
        assert np.isfinite(result.coef).all()
        assert np.isnan(result.se).all()
        assert "risk.one_cluster" in said(result)


def test_few_clusters_are_said_and_t_takes_the_place_of_the_normal(children):
    few = children[children["cluster"] < 29]
    result, normal = (fit_glm(frame, "y ~ a", design=Design("cluster")) for frame in (few, children))
    assert (result.df, normal.df) == (28, np.inf)
    assert (said(result), said(normal)) == (["risk.few_clusters"], [])
    from scipy.stats import t

    reach = (np.log(result.tidy()["conf_high"]) - result.coef) / result.se
    assert reach.tolist() == pytest.approx([t.ppf(0.975, 28)] * 2)


def test_more_terms_than_clusters_leave_no_degrees_of_freedom(children):
    frame = children.assign(four=children["cluster"] % 4, c=np.arange(N) % 3, d=np.arange(N) % 7)
    result = fit_glm(frame, "y ~ a + b + c + d", design=Design("four"), vcov="survey")
    assert result.df == -1
    assert "risk.no_df" in said(result)
    assert result.tidy()["p_value"].isna().all()


def test_fewer_events_than_terms_are_refused(children):
    frame = children.assign(y=(children.index < 2).astype(int))
    for family in ("poisson", "logit", "logbin"):
        with pytest.raises(InsufficientDataError) as refused:
            fit_glm(frame, "y ~ a + b", family=family)
        assert refused.value.id == "risk.too_few"
        assert refused.value.values["events"] == 2
        assert "y ~ a + b" in str(refused.value)


def test_few_events_for_each_factor_are_said(children):
    frame = children.assign(y=(children.index % 40 == 0).astype(int))
    result = fit_glm(frame, "y ~ a + b")
    assert [note.values for note in result.notes] == [{"events": 10, "k": 2, "least": 10}]


def test_rows_with_something_missing_are_left_out_and_counted(children):
    frame = children.copy()
    frame.loc[:9, "b"] = np.nan
    frame.loc[5:14, "y"] = np.nan
    result = fit_glm(frame, "y ~ a + b")
    assert (result.n, result.missing) == (N - 15, 15)
    np.testing.assert_array_equal(result.coef, fit_glm(frame.dropna(), "y ~ a + b").coef)


def test_nothing_complete_is_refused(children):
    for frame in (children.assign(a=np.nan), children.head(0)):
        with pytest.raises(InsufficientDataError) as refused:
            fit_glm(frame, "y ~ a")
        assert refused.value.id == "risk.no_rows"


def test_rows_of_weight_zero_are_not_there(children):
    frame = children.assign(w=np.where(children.index < 100, 0.0, 1.0))
    weighted = fit_glm(frame, "y ~ a", design=Design("cluster", weight="w"), vcov="CR1")
    without = fit_glm(frame[frame["w"] > 0], "y ~ a", design=Design("cluster"), vcov="CR1")
    assert (weighted.n, weighted.clusters, weighted.missing) == (300, 30, 0)
    np.testing.assert_allclose(weighted.coef, without.coef, atol=1e-12)
    np.testing.assert_allclose(weighted.se, without.se, rtol=1e-10)
    with pytest.raises(InsufficientDataError):
        fit_glm(frame.assign(w=0.0), "y ~ a", design=Design(weight="w"))


def test_whole_weights_are_so_many_equal_rows(children):
    weight = 1 + children.index % 3
    weighted = fit_glm(children.assign(w=weight), "y ~ a + b", design=Design("cluster", weight="w"), vcov="CR0")
    repeated = fit_glm(children.loc[children.index.repeat(weight)], "y ~ a + b", design=Design("cluster"), vcov="CR0")
    np.testing.assert_allclose(weighted.coef, repeated.coef, atol=1e-10)
    np.testing.assert_allclose(weighted.se, repeated.se, rtol=1e-9)


def test_a_category_is_compared_with_the_first_and_named_as_r_names_it(children):
    levels = pd.CategoricalDtype(["SMA", "NONE", "SD", "S3"], ordered=True)
    frame = children.assign(edu=pd.Series(np.array(["SMA", "SD", "NONE"])[children.index % 3]).astype(levels))
    result = fit_glm(frame, "y ~ edu + a")
    assert result.terms == ("(Intercept)", "eduNONE", "eduSD", "a")
    new = pd.DataFrame({"edu": pd.Categorical(["NONE", "S3", None], levels.categories), "a": 0})
    assert np.isnan(result.predict(new)).tolist() == [False, True, True]


def test_a_reference_without_children_gives_way_and_is_said(children):
    edu = pd.Categorical(np.array(["SD", "SMP"])[children["a"]], ["tidak sekolah", "SD", "SMP"])
    result = fit_glm(children.assign(edu=edu), "y ~ edu")
    assert result.terms == ("(Intercept)", "eduSMP")
    assert [note.values for note in result.notes] == [{"column": "edu", "level": "SD"}]


@pytest.mark.parametrize(
    ("column", "id"),
    [
        (pd.Series(["x", "y"] * 200), "risk.text_column"),
        (pd.Series(["x", "y"] * 200, dtype=object), "risk.text_column"),
        (pd.Series(pd.date_range("2025-01-01", periods=N)), "risk.not_numbers"),
        (pd.Series([1.0, np.inf] * 200), "risk.infinite"),
    ],
)
def test_a_column_that_is_no_number_is_refused(children, column, id):
    with pytest.raises(InputError) as refused:
        fit_glm(children.assign(s=column), "y ~ s")
    assert refused.value.id == id
    assert '"s"' in str(refused.value)


def test_an_outcome_must_suit_its_family(children):
    for family, id in (("logit", "risk.outcome_not_binary"), ("poisson", "risk.outcome_negative")):
        with pytest.raises(InputError) as refused:
            fit_glm(children, "b ~ a", family=family)
        assert refused.value.id == id
    assert fit_glm(children, "b ~ a", family="linear").events is None


def test_an_unknown_column_is_refused(children):
    with pytest.raises(InputError, match='"tinggi"'):
        fit_glm(children, "y ~ a + tinggi")


def test_without_being_told_errors_follow_the_design(children):
    frame = children.assign(s=children["cluster"] % 4, w=1.0)
    designs = [None, Design("cluster"), Design("cluster", weight="w"), Design("cluster", strata="s"), Design()]
    assert [fit_glm(frame, "y ~ a", design=design).vcov for design in designs] == [
        *("HC1", "CR1", "survey", "survey", "HC1")
    ]


def test_a_cluster_for_each_row_is_no_cluster_at_all(children):
    frame = children.assign(row=np.arange(N))
    by_row = fit_glm(frame, "y ~ a + b", vcov="HC0")
    clustered = fit_glm(frame, "y ~ a + b", design=Design("row"), vcov="CR0")
    np.testing.assert_allclose(clustered.covariance, by_row.covariance, rtol=1e-10)
