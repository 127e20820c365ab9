"""What holds of any model, whatever the data: equations of the estimates, units, order of rows, joined rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.language import text
from audit.risk import fit_glm
from audit.risk.irls import patterns_of
from audit.survey import Design

FAMILIES = ["poisson", "logit", "logbin", "linear"]


def children(seed: int, n: int = 300) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "a": rng.integers(0, 2, n),
            "b": rng.normal(size=n).round(1),
            "c": pd.Categorical.from_codes(rng.integers(0, 3, n), ["p", "q", "r"], ordered=True),
            "cluster": rng.integers(0, 35, n),
            "w": rng.uniform(0.5, 2, n),
        }
    )
    return frame.assign(y=(rng.random(n) < 0.25 + 0.15 * frame["a"]).astype(int))


seeds = st.integers(0, 10_000)


@given(seeds, st.sampled_from(["poisson", "logit", "linear"]))
def test_residuals_are_orthogonal_to_every_column(seed, family):
    frame = children(seed)
    result = fit_glm(frame, "y ~ a + b + c", family=family, design=Design(weight="w"))
    scores = result.matrix() @ (result.weight * (result.outcome() - result.predict()))
    assert np.abs(scores).max() < 1e-6


@given(seeds, st.sampled_from(FAMILIES), st.floats(0.001, 1000), st.floats(-100, 100))
def test_the_unit_of_a_covariate_changes_its_coefficient_alone(seed, family, factor, shift):
    frame = children(seed)
    plain = fit_glm(frame, "y ~ a + b", family=family, design=Design("cluster"))
    other = fit_glm(frame.assign(b=frame["b"] * factor + shift), "y ~ a + b", family=family, design=Design("cluster"))
    assume(np.isfinite(plain.coef).all())
    np.testing.assert_allclose(other.coef[2] * factor, plain.coef[2], rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(other.se[1:] * [1, factor], plain.se[1:], rtol=1e-5)
    np.testing.assert_allclose(other.predict(), plain.predict(), rtol=1e-5)


@given(seeds, st.sampled_from(FAMILIES), st.sampled_from(["HC1", "CR1", "survey"]))
def test_the_order_of_rows_and_the_names_of_clusters_do_not_matter(seed, family, vcov):
    frame = children(seed)
    mixed = frame.sample(frac=1, random_state=seed).assign(cluster=lambda f: "k" + (90 - f["cluster"]).astype(str))
    one, other = (
        fit_glm(f, "y ~ a + b + c", family=family, design=Design("cluster"), vcov=vcov) for f in (frame, mixed)
    )
    np.testing.assert_allclose(other.coef, one.coef, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(other.se, one.se, rtol=1e-6)


@given(seeds, st.floats(0.01, 100))
def test_weights_count_relative_to_each_other(seed, factor):
    frame = children(seed)
    one, other = (
        fit_glm(frame.assign(w=frame["w"] * f), "y ~ a + b", design=Design("cluster", weight="w")) for f in (1, factor)
    )
    np.testing.assert_allclose(other.coef, one.coef, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(other.se, one.se, rtol=1e-7)


@given(seeds, st.integers(16_384, 20_000))
def test_joined_rows_are_the_rows_themselves(seed, n):
    rng = np.random.default_rng(seed)
    columns = np.vstack([np.ones(n), rng.integers(0, 3, (3, n)).astype(float)])
    patterns = patterns_of(columns)
    assert patterns.row is not None
    assert patterns.columns.shape[1] <= 27
    np.testing.assert_array_equal(patterns.columns[:, patterns.row], columns)
    values = rng.random(n)
    np.testing.assert_allclose(patterns.sums(values).sum(), values.sum())


@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 2), st.integers(0, 2)), max_size=40),
    st.sampled_from(FAMILIES),
    st.sampled_from(["model", "HC1", "CR1", "survey"]),
)
def test_a_few_children_give_a_result_or_a_sentence_and_never_a_traceback(rows, family, vcov):
    frame = pd.DataFrame(rows, columns=["y", "a", "b", "cluster"])
    try:
        result = fit_glm(frame, "y ~ a + b", family=family, design=Design("cluster"), vcov=vcov)
    except AuditError as refused:
        assert str(refused)
        return
    tidy = result.tidy()
    assert len(tidy) == 3
    assert result.predict(frame).shape == (len(frame),)
    if tidy["coef"].isna().any():
        assert [text(note.id, **note.values) for note in result.notes]
