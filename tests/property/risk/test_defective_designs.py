"""Data as registers have them: empty groups, perfect factors, doubled and constant columns, hardly a cluster.

Whatever comes, a model, a hierarchy or a fraction is a figure, a missing figure with a sentence, or a refusal.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.language import text
from audit.risk import (
    attributable,
    collinearity,
    difference,
    fit_glm,
    hierarchical_models,
    nested_intercepts,
    paf,
    random_intercept,
    sparse_check,
)
from audit.survey import Design

FAMILIES = ["poisson", "logit", "logbin", "linear"]
VCOV = [None, "model", "HC1", "CR1", "CR1S", "survey"]
DEFECTS = [
    *("constant", "doubled", "sum_of_two", "separated", "perfect", "rare", "missing", "all_missing", "huge", "tiny"),
    *("few_events", "no_events", "all_events", "one_cluster", "two_clusters", "unknown_clusters", "cluster_factor"),
    *("lonely_strata", "zero_weights", "one_value_category", "empty_reference"),
]
FORMULA = "y ~ household_smoker + frequent_diarrhoea + age + edu"


def spoilt(seed: int, n: int, defects: set[str]) -> pd.DataFrame:
    """``n`` children with two factors, an age and a category, and some of the defects; other columns: the design."""
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, 2, n).astype(float), (rng.random(n) < 0.3).astype(float)
    y = (rng.random(n) < 0.2 + 0.2 * a).astype(float)
    age, edu, cluster = rng.uniform(0, 59, n), rng.integers(0, 3, n), rng.integers(0, 12, n).astype(float)
    stratum, weight = cluster // 6, rng.uniform(0.5, 2, n)
    a = {"constant": np.ones(n), "separated": a * y, "rare": (np.arange(n) < 2).astype(float)}.get(
        next((d for d in ("constant", "separated", "rare") if d in defects), ""), a
    )
    y = np.select(
        ["no_events" in defects, "all_events" in defects, "few_events" in defects, "perfect" in defects],
        [np.zeros(n), np.ones(n), (np.arange(n) < 3).astype(float), b],
        y,
    )
    b = a if "doubled" in defects else b
    age = a + b if "sum_of_two" in defects else age * {True: 1e12}.get("huge" in defects, 1.0)
    age = age * (1e-12 if "tiny" in defects else 1.0)
    for name, value in (("one_value_category", 1), ("empty_reference", np.maximum(edu, 1))):
        edu = np.broadcast_to(value, n) if name in defects else edu
    for name, value in (("one_cluster", 0 * cluster), ("two_clusters", cluster % 2), ("lonely_strata", cluster)):
        cluster = value if name in defects else cluster
    stratum = cluster if "lonely_strata" in defects else stratum
    frame = pd.DataFrame({"y": y, "household_smoker": a, "frequent_diarrhoea": b, "age": age})
    frame = frame.assign(edu=pd.Categorical.from_codes(edu, ["none", "primary", "more"]), cluster=cluster)
    frame = frame.assign(stratum=stratum, w=0.0 if "zero_weights" in defects else weight)
    if "cluster_factor" in defects:
        frame["household_smoker"] = cluster % 2
    if "unknown_clusters" in defects:
        frame.loc[rng.random(n) < 0.5, "cluster"] = np.nan
    if "missing" in defects:
        frame = frame.mask(rng.random(frame.shape) < 0.3).assign(w=frame["w"])
    return frame.assign(age=np.nan) if "all_missing" in defects else frame


def said(notes) -> None:
    for note in notes:
        for language in ("id", "en"):
            assert text(note.id, language, **note.values)


def check(result) -> None:
    """Every figure is there, or a sentence says why not."""
    tidy = result.tidy()
    said(result.notes)
    assert len(tidy) == len(result.terms)
    unknown = tidy[["coef", "se", "conf_low", "conf_high", "p_value"]].isna().to_numpy().any()
    assert not unknown or result.notes
    assert not np.isinf(tidy[["coef", "se"]].to_numpy()).any()
    assert (result.se[np.isfinite(result.se)] >= 0).all()


sets = st.sets(st.sampled_from(DEFECTS), max_size=4)
seeds, sizes = st.integers(0, 10_000), st.integers(1, 120)
designs = st.sampled_from(
    [None, Design("cluster"), Design("cluster", "stratum", "w"), Design(weight="w"), Design(strata="stratum")]
)


@settings(max_examples=150)
@given(seeds, sizes, sets, st.sampled_from(FAMILIES), designs, st.sampled_from(VCOV), st.sampled_from([None, 1e-8]))
@example(1, 60, {"perfect"}, "logit", Design("cluster"), "CR1", 1e-8)
@example(1, 60, {"separated"}, "poisson", Design("cluster"), "CR1", 1e-8)
@example(1, 60, {"one_cluster", "doubled"}, "poisson", Design("cluster"), "CR1", None)
@example(10, 10, {"rare", "perfect"}, "linear", Design("cluster", "stratum", "w"), None, None)
@example(1, 60, {"lonely_strata"}, "logit", Design("cluster", "stratum", "w"), "survey", None)
def test_a_model_gives_figures_or_says_why_not(seed, n, defects, family, design, vcov, tolerance):
    frame = spoilt(seed, n, defects)
    tolerance = None if family == "logbin" else tolerance
    try:
        result = fit_glm(frame, FORMULA, family=family, design=design, vcov=vcov, tolerance=tolerance)
    except AuditError as refused:
        assert str(refused)
        return
    check(result)
    collinearity(result)
    difference(result, "household_smoker")


@settings(max_examples=40)
@given(seeds, sizes, sets, designs)
def test_a_hierarchy_and_fractions_give_figures_or_say_why_not(seed, n, defects, design):
    frame = spoilt(seed, n, defects)
    levels = {"underlying": ["household_smoker", "edu"], "immediate": ["frequent_diarrhoea"]}
    try:
        found = hierarchical_models(frame, "y", levels=levels, always=["age"], design=design)
    except AuditError as refused:
        assert str(refused)
    else:
        said(sentence for _, sentence in found.notes)
        said(one.sentence for one in found.refused)
        shown = set(found.table["factor"])
        missing = {"household_smoker", "edu", "frequent_diarrhoea"} - shown
        assert not missing or found.refused
    try:
        model = fit_glm(frame, FORMULA, design=design)
        said(note for one in paf(model, ["household_smoker"]).fractions for note in one.notes)
        said(attributable(model, ["household_smoker"]).notes)
    except AuditError as refused:
        assert str(refused)


@settings(max_examples=40)
@given(seeds, sizes, sets, st.sampled_from(["linear", "logit"]))
def test_random_intercepts_and_checks_before_a_model_give_figures_or_say_why_not(seed, n, defects, family):
    frame = spoilt(seed, n, defects).assign(child=np.arange(n) // 2)
    for fit in (
        lambda: random_intercept(frame, FORMULA, cluster="cluster", family=family),
        lambda: nested_intercepts(frame, FORMULA, cluster="cluster", child="child"),
        lambda: sparse_check(frame, FORMULA),
    ):
        try:
            found = fit()
        except AuditError as refused:
            assert str(refused)
            continue
        said(getattr(found, "notes", ()))


@pytest.mark.parametrize("defect", DEFECTS)
def test_every_defect_changes_the_data(defect):
    plain, bad = spoilt(3, 60, set()), spoilt(3, 60, {defect})
    assert not plain.equals(bad)
