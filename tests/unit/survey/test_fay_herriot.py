"""Fay-Herriot at its edges: areas without children, without cases, alike, or too few."""

from __future__ import annotations

import numpy as np
import pytest

from audit.errors import InsufficientDataError
from audit.survey.fay_herriot import fay_herriot, smoothed_variance

METHODS = ["REML", "ML", "FH"]
RNG = np.random.default_rng(20)
X = np.column_stack([np.ones(30), RNG.normal(size=30)])
VARDIR = RNG.uniform(0.2, 2, 30)
DIRECT = X @ [5.0, 1.0] + RNG.normal(0, 1, 30) + RNG.normal(0, np.sqrt(VARDIR))


@pytest.mark.parametrize("method", ["REML", "ML"])  # FH counts an area whether it says something or not
def test_an_area_without_children_is_as_one_whose_estimate_says_nothing(method):
    direct, vardir = DIRECT.copy(), VARDIR.copy()
    direct[3] = vardir[3] = np.nan
    without = fay_herriot(direct, X, vardir, method=method)
    direct[3], vardir[3] = 123.0, 1e12
    vague = fay_herriot(direct, X, vardir, method=method)
    np.testing.assert_allclose(without.eblup, vague.eblup, rtol=1e-6)
    np.testing.assert_allclose(without.mse, vague.mse, rtol=1e-6)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("missing", ["direct", "vardir", "both"])
def test_an_area_without_an_estimate_is_synthetic_and_changes_nothing_elsewhere(method, missing):
    direct, vardir = DIRECT.copy(), VARDIR.copy()
    if missing != "vardir":
        direct[3] = np.nan
    if missing != "direct":
        vardir[3] = np.nan
    result = fay_herriot(direct, X, vardir, method=method)
    rest = np.arange(30) != 3
    alone = fay_herriot(DIRECT[rest], X[rest], VARDIR[rest], method=method)
    assert result.gamma[3] == 0
    assert result.eblup[3] == pytest.approx(X[3] @ result.beta)
    assert result.mse[3] > result.refvar
    np.testing.assert_array_equal(result.eblup[rest], alone.eblup)
    np.testing.assert_array_equal(result.mse[rest], alone.mse)


@pytest.mark.parametrize("method", METHODS)
def test_areas_that_differ_by_less_than_chance_are_all_synthetic(method):
    y = X @ [5.0, 1.0] + 0.01 * np.resize([-1, 1], 30)
    result = fay_herriot(y, X, np.ones(30), method=method)
    assert result.refvar == 0
    assert not result.gamma.any()
    np.testing.assert_allclose(result.eblup, X @ result.beta)
    assert (result.mse > 0).all()


def test_too_few_areas_are_refused_in_one_sentence():
    with pytest.raises(InsufficientDataError, match="2 wilayah"):
        fay_herriot([1.0, 2.0, np.nan], X[:3], [1.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"vardir": np.zeros(30)}, "smooth it"),
        ({"X": np.full((30, 2), np.nan)}, "missing"),
        ({"X": np.ones((30, 2))}, "depend"),
        ({"X": np.ones((29, 2))}, "shapes"),
        ({"method": "EB"}, "method"),
    ],
)
def test_what_cannot_be_meant_is_refused(changes, words):
    with pytest.raises(ValueError, match=words):
        fay_herriot(**({"direct": DIRECT, "X": X, "vardir": VARDIR} | changes))


def test_areas_without_a_case_share_the_variance_of_all():
    # 10 of 100 in all: 0.1 x 0.9 x 2 / n.
    np.testing.assert_allclose(
        smoothed_variance([0, 10, 0], [40, 60, 0], deff=2.0), [0.18 / 40, 0.18 / 60, np.nan], rtol=1e-12
    )


@pytest.mark.parametrize("events", [[0, 0], [40, 60]])
def test_nobody_or_everybody_still_has_a_variance(events):
    assert (smoothed_variance(events, [40, 60]) > 0).all()


def test_the_mse_is_what_is_seen_over_many_worlds():
    rng = np.random.default_rng(7)
    errors, promised = [], []
    for _ in range(200):
        truth = X @ [5.0, 1.0] + rng.normal(0, 1, 30)
        result = fay_herriot(truth + rng.normal(0, np.sqrt(VARDIR)), X, VARDIR)
        errors.append((result.eblup - truth) ** 2)
        promised.append(result.mse)
    assert np.mean(promised) == pytest.approx(np.mean(errors), rel=0.06)
    assert np.mean(errors) < 0.75 * VARDIR.mean()
