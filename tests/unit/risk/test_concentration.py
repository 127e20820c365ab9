"""The concentration index where there is little or nothing to measure, and how limits come about."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.language import LANGUAGES, text
from audit.risk import concentration_curve, concentration_index
from audit.survey import Design

KINDS = ("standard", "erreygers", "wagstaff", "generalised")
METHODS = ("convenient", "delta", "linearised")


def ids(result):
    return [note.id for note in result.notes]


def test_all_cases_with_the_poorest_half_by_hand():
    # Ranks .125 .375 .625 .875; mean .5; cov = mean of y r - .25 = .125 - .25 = -.125; C = 2 x -.125 / .5.
    y, rank = [1, 1, 0, 0], [1, 2, 3, 4]
    values = [concentration_index(y, rank, kind=kind).value for kind in KINDS]
    assert values == pytest.approx([-0.5, -1.0, -1.0, -0.25])


def test_ties_share_their_rank_by_hand():
    # Ranks .25 .25 .75 .75 and proportions 1, .5: cov = (2 x .25 + .75) / 4 - .75 x .5 = -.0625; C = -.125 / .75.
    assert concentration_index([1, 1, 1, 0], [0, 0, 5, 5]).value == pytest.approx(-1 / 6)


def test_a_weight_of_two_is_two_children():
    twice = concentration_index([1, 0, 1], [1, 2, 3], design=Design(weight=[2.0, 1.0, 1.0]))
    assert twice.value == pytest.approx(concentration_index([1, 1, 0, 1], [1, 1, 2, 3]).value)
    assert twice.n == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("y", "rank"), [([], []), ([np.nan, np.nan], [1, 2]), ([1, 0], [np.nan, np.nan])])
def test_without_a_child_there_is_no_index_and_it_says_so(y, rank, kind):
    result = concentration_index(np.array(y, float), np.array(rank, float), kind=kind)
    assert np.isnan([result.value, result.se, result.low, result.high, result.mean]).all()
    assert (result.n, result.missing) == (0, len(y))
    assert "equity.no_rows" in ids(result)


@pytest.mark.parametrize("kind", KINDS)
def test_one_rank_for_all(kind):
    result = concentration_index([1, 0, 1], [7, 7, 7], kind=kind)
    assert np.isnan(result.value)
    assert ids(result) == ["equity.one_rank"]


@pytest.mark.parametrize(
    ("y", "why", "values"),
    [(0, "no_cases", (np.nan, 0, np.nan, 0)), (1, "all_cases", (0, 0, np.nan, 0))],
)
def test_where_all_are_alike_nothing_has_limits(y, why, values):
    for kind, value in zip(KINDS, values, strict=True):
        result = concentration_index([y] * 4, [1, 2, 3, 4], kind=kind)
        assert result.value == pytest.approx(value, nan_ok=True)
        assert np.isnan([result.se, result.low, result.high]).all()
        assert ids(result) == [f"equity.{why}"]


def test_missing_children_are_counted_and_change_nothing():
    y, rank = [1, 1, 0, 0, np.nan, 1], [1, 2, 3, 4, 5, np.nan]
    result = concentration_index(y, rank)
    assert result.value == pytest.approx(-0.5)
    assert (result.n, result.missing) == (4, 2)
    assert ids(result) == ["equity.rows_missing"]


@pytest.mark.parametrize("method", METHODS)
def test_one_cluster_has_a_value_without_limits(method):
    result = concentration_index([1, 1, 0, 0], [1, 2, 3, 4], method=method, design=Design(cluster=["a"] * 4))
    assert result.value == pytest.approx(-0.5)
    assert np.isnan([result.se, result.low]).all()
    assert ids(result) == ["survey.too_few_psu"]


@pytest.mark.parametrize("method", METHODS)
def test_limits_are_wider_where_desa_are_all_of_one_kind(method):
    rng = np.random.default_rng(5)
    desa = np.repeat(np.arange(20), 30)
    rank = rng.normal(size=20)[desa]
    y = rng.random(desa.size) < np.clip(0.3 - 0.15 * rank, 0.02, 0.9)
    alone = concentration_index(y, rank, method=method)
    together = concentration_index(y, rank, method=method, design=Design(cluster=desa))
    assert together.value == alone.value
    assert together.df == 19
    assert together.high - together.low != pytest.approx(alone.high - alone.low, rel=0.01)


def test_what_cannot_be_measured_is_refused():
    with pytest.raises(InputError):
        concentration_index([-1, 1], [1, 2])
    with pytest.raises(InputError):
        concentration_index([2, 1], [1, 2], kind="erreygers")
    with pytest.raises(InputError):
        concentration_index(pd.Series(["ya", "tidak"]), [1, 2])
    with pytest.raises(ValueError, match="gini"):
        concentration_index([0, 1], [1, 2], kind="gini")


def test_the_curve_ends_in_both_corners_and_is_empty_without_cases():
    curve = concentration_curve([1, 1, 0, 0], [1, 2, 3, 4])
    assert curve.share.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert curve.outcome.tolist() == [0, 0.5, 1, 1, 1]
    assert concentration_curve([0, 0], [1, 2]).share.size == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reason_can_be_read(language):
    notes = concentration_index([1, np.nan], [1, 2]).notes
    assert [text(note.id, language, **note.values) for note in notes]


@pytest.mark.parametrize(("clusters", "said"), [(5, True), (30, False)])
def test_few_clusters_are_said(clusters, said):
    desa = np.arange(120) % clusters
    result = concentration_index(np.arange(120) % 3 == 0, np.arange(120), design=Design(cluster=desa))
    assert ("risk.few_clusters" in ids(result)) == said
