"""Desa, children in them, measurements of each: what the variances mean, and where they cannot be told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.language import text
from audit.risk import nested_intercepts, random_intercept


def measured(desa: int = 10, children: int = 6, times: int = 3, seed: int = 1, within: float = 0.5) -> pd.DataFrame:
    """Measurements of ``times`` rounds, equally many of each child and each desa."""
    rng = np.random.default_rng(seed)
    of = np.repeat(np.arange(desa), children * times)
    child = np.repeat(np.arange(desa * children), times)
    y = rng.normal(0, 0.8, desa)[of] + rng.normal(0, 1, desa * children)[child] + rng.normal(0, within, of.size)
    return pd.DataFrame({"haz": y - 1.5, "t": np.tile(np.arange(times), desa * children), "desa": of, "child": child})


def test_equal_groups_give_the_variances_of_the_analysis_of_variance():
    """Without covariates and with equal groups REML is the classical table: mean squares and their differences."""
    frame = measured()
    child, desa, whole = (
        frame.groupby(by)["haz"].mean() if by else frame["haz"].mean() for by in (["desa", "child"], "desa", None)
    )
    of_child = frame.set_index(["desa", "child"])["haz"]
    within = ((of_child - child.reindex(of_child.index)) ** 2).sum() / (60 * 2)
    between = 3 * ((child - desa.reindex(child.index, level="desa")) ** 2).sum() / (10 * 5)
    above = 18 * ((desa - whole) ** 2).sum() / 9
    ours = nested_intercepts(frame, "haz ~ 1", cluster="desa", child="child")
    assert ours.residual_variance == pytest.approx(within, rel=1e-5)
    assert ours.child_variance == pytest.approx((between - within) / 3, rel=1e-5)
    assert ours.cluster_variance == pytest.approx((above - between) / 18, rel=1e-5)
    assert ours.coef[0] == pytest.approx(whole, rel=1e-9)
    assert ours.se[0] == pytest.approx(np.sqrt(above / 180), rel=1e-5)
    assert (ours.n, ours.children, ours.clusters, ours.missing, ours.notes) == (180, 60, 10, 0, ())


def test_without_difference_between_desa_it_is_the_model_of_children():
    frame = measured(seed=2)
    frame["haz"] -= frame.groupby("desa")["haz"].transform("mean")
    ours = nested_intercepts(frame, "haz ~ t", cluster="desa", child="child")
    theirs = random_intercept(frame, "haz ~ t", cluster="child")
    assert ours.cluster_variance == pytest.approx(0, abs=1e-6)
    assert ours.child_variance == pytest.approx(theirs.variance, rel=1e-4)
    np.testing.assert_allclose(ours.coef, theirs.coef, atol=1e-6)
    assert ours.log_likelihood == pytest.approx(theirs.log_likelihood, abs=1e-5)


def test_the_same_name_in_another_desa_is_another_child():
    frame = measured()
    renamed = frame.assign(child=frame["child"] % 6)
    one, other = (nested_intercepts(f, "haz ~ t", cluster="desa", child="child") for f in (frame, renamed))
    assert one.children == other.children == 60
    assert other.child_variance == pytest.approx(one.child_variance, rel=1e-6)


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"times": 1}, "mixed.once_measured"),
        ({"children": 1}, "mixed.once_measured"),
        ({"desa": 1}, "risk.one_cluster"),
    ],
)
def test_what_cannot_be_told_is_missing_and_said(given, note):
    ours = nested_intercepts(measured(**given), "haz ~ 1", cluster="desa", child="child")
    assert np.isnan([ours.cluster_variance, ours.child_variance, ours.residual_variance]).all()
    assert [n.id for n in ours.notes] == [note]
    assert all(text(n.id, language, **n.values) for n in ours.notes for language in ("id", "en"))
    assert np.isfinite(ours.coef).all()


def test_rows_without_a_place_or_a_length_are_left_out_and_counted():
    frame = measured()
    frame.loc[0, "haz"], frame.loc[1, "desa"], frame.loc[2, "child"] = np.nan, np.nan, np.nan
    ours = nested_intercepts(frame, "haz ~ t", cluster="desa", child="child")
    assert (ours.n, ours.missing) == (177, 3)
    assert list(ours.tidy()["term"]) == ["(Intercept)", "t"]
    with pytest.raises(InputError):
        nested_intercepts(frame, "haz ~ t", cluster="village", child="child")


def test_lengths_copied_from_the_month_before_end_without_a_traceback():
    frame = measured(within=0.0)
    ours = nested_intercepts(frame, "haz ~ 1", cluster="desa", child="child")
    assert ours.residual_variance == pytest.approx(0, abs=1e-6) or ours.notes
