"""Attributable fractions at their edges: nobody exposed, everybody, no events, factors that cannot be told apart."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

import audit.risk
from audit.errors import InputError
from audit.risk import PafResult, fit_glm, miettinen, paf, paf_average
from audit.survey import Design


def children(n: int = 600, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    x, z = rng.random(n) < 0.4, rng.random(n) < 0.3
    y = rng.random(n) < 0.15 + 0.2 * x + 0.1 * z
    return pd.DataFrame(
        {"y": y, "x": x, "z": z, "desa": rng.integers(0, 40, n), "kec": rng.integers(0, 4, n)}, dtype=np.int64
    ).assign(weight=rng.uniform(0.5, 2, n))


FRAME = children()


def only(found: PafResult):
    (one,) = found.fractions
    return one


def ids(one) -> list[str]:
    return [note.id for note in one.notes]


def test_a_crude_fraction_is_one_minus_the_prevalence_of_the_unexposed_over_all():
    one = only(paf(fit_glm(FRAME, "y ~ x"), "x"))
    assert one.estimate == pytest.approx(1 - FRAME.loc[FRAME["x"] == 0, "y"].mean() / FRAME["y"].mean(), abs=1e-10)
    assert (one.exposed, one.exposed_events) == (FRAME["x"].sum(), (FRAME["x"] * FRAME["y"]).sum())
    assert one.low < one.estimate < one.high < 1


def test_the_crude_error_is_that_of_the_ratio_of_two_means():
    one = only(paf(fit_glm(FRAME, "y ~ x", family="logit"), "x"))
    y, free = FRAME["y"].to_numpy(float), (FRAME["x"] == 0).to_numpy()
    p, p0 = y.mean(), y[free].mean()
    linear = p0 / p**2 * (y - p) - np.where(free, y - p0, 0) / free.mean() / p
    assert one.se == pytest.approx(np.sqrt((linear**2).sum() / (len(y) - 1) / len(y)), rel=1e-7)


@pytest.mark.parametrize("family", ["poisson", "logit", "linear", "logbin"])
def test_a_model_of_two_groups_gives_the_same_fraction_whatever_its_family(family):
    one = only(paf(fit_glm(FRAME, "y ~ x", family=family), "x"))
    crude = only(paf(fit_glm(FRAME, "y ~ x"), "x"))
    assert (one.estimate, one.se) == pytest.approx((crude.estimate, crude.se), rel=1e-6)


def test_repeated_rows_and_weights_are_the_same_children():
    twice = FRAME.assign(weight=1 + FRAME["z"])
    long = FRAME.loc[FRAME.index.repeat(twice["weight"])].assign(child=lambda rows: rows.index)
    weighted = only(paf(fit_glm(twice, "y ~ x + z", design=Design(weight="weight")), "x"))
    repeated = only(paf(fit_glm(long, "y ~ x + z", design=Design(cluster="child")), "x"))
    assert (weighted.estimate, weighted.se) == pytest.approx((repeated.estimate, repeated.se), rel=1e-7)


def test_a_survey_fraction_equals_its_jackknife():
    design = Design(cluster="desa", strata="kec", weight="weight")
    frame = FRAME.assign(desa=FRAME["desa"] + 100 * FRAME["kec"])
    one = only(paf(fit_glm(frame, "y ~ x + z", family="logit", design=design), "x"))
    variance = 0.0
    for _, stratum in frame.groupby("kec"):
        psus = stratum["desa"].unique()
        without = []
        for psu in psus:
            scale = np.where(frame["kec"] == stratum["kec"].iloc[0], len(psus) / (len(psus) - 1), 1.0)
            part = frame.assign(weight=frame["weight"] * scale)[frame["desa"] != psu]
            model = fit_glm(part, "y ~ x + z", family="logit", design=Design(weight="weight"))
            without.append(only(paf(model, "x", ci=False)).estimate)
        variance += (len(psus) - 1) / len(psus) * ((np.array(without) - np.mean(without)) ** 2).sum()
    assert one.se == pytest.approx(np.sqrt(variance), rel=0.03)


def test_the_error_of_an_average_equals_its_jackknife():
    design = Design(cluster="desa")
    ours = paf_average(fit_glm(FRAME, "y ~ x + z", family="logit", design=design), ["x", "z"]).fractions
    parts = [FRAME[FRAME["desa"] != desa] for desa in FRAME["desa"].unique()]
    models = [fit_glm(part, "y ~ x + z", family="logit") for part in parts]
    leave = np.array([[one.estimate for one in paf_average(m, ["x", "z"], ci=False).fractions] for m in models])
    jackknife = np.sqrt((len(parts) - 1) / len(parts) * ((leave - leave.mean(axis=0)) ** 2).sum(axis=0))
    assert [one.se for one in ours] == pytest.approx(jackknife.tolist(), rel=0.03)


def test_without_intervals_the_estimate_is_the_same():
    result = fit_glm(FRAME, "y ~ x + z")
    plain, full = only(paf(result, "x", ci=False)), only(paf(result, "x"))
    assert plain.estimate == full.estimate
    assert np.isnan([plain.se, plain.low, plain.high]).all()


def test_a_factor_that_nobody_has_goes_with_nothing():
    one = only(paf(fit_glm(FRAME.assign(x=0), "y ~ x + z"), "x"))
    assert one.estimate == 0
    assert np.isnan([one.se, one.low, one.high]).all()
    assert ids(one) == ["attributable.absent"]


def test_a_factor_that_everybody_has_cannot_be_judged():
    one = only(paf(fit_glm(FRAME.assign(x=1), "y ~ x + z"), "x"))
    assert np.isnan(one.estimate)
    assert (one.p_exposed, ids(one)) == (1.0, ["attributable.everybody"])


@pytest.mark.parametrize(("y", "note"), [(0, "risk.no_events"), (1, "risk.all_events")])
def test_no_events_or_nothing_else_leaves_no_fraction(y, note):
    result = fit_glm(FRAME.assign(y=y), "y ~ x + z")
    for one in [*paf(result, ["x", "z"]).fractions, *paf_average(result, ["x", "z"]).fractions]:
        assert np.isnan([one.estimate, one.se, one.low, one.high]).all()
        assert ids(one) == [note]


def test_a_column_that_others_hold_already_has_no_fraction_but_the_others_have():
    result = fit_glm(FRAME.assign(same=FRAME["x"]), "y ~ x + same")
    x, same = paf(result, ["x", "same"]).fractions
    assert np.isfinite(x.estimate)
    assert np.isnan(same.estimate)
    assert ids(same) == ["attributable.not_told_apart"]
    assert all(np.isnan(one.estimate) for one in paf_average(result, ["x", "same"]).fractions)


def test_a_factor_without_events_among_the_unexposed_is_not_told_apart():
    frame = FRAME.assign(y=FRAME["y"] * FRAME["x"])
    one = only(paf(fit_glm(frame, "y ~ x", family="logit"), "x"))
    assert np.isnan(one.estimate)
    assert ids(one) == ["attributable.not_told_apart"]


def test_a_negative_fraction_is_said_to_be_one():
    one = only(paf(fit_glm(FRAME.assign(x=1 - FRAME["x"]), "y ~ x + z"), "x"))
    assert one.low < one.estimate < 0
    assert ids(one) == ["attributable.negative"]


def test_all_missing_is_refused_by_the_model_and_some_missing_counted():
    gaps = FRAME.assign(x=FRAME["x"].where(FRAME.index >= 50))
    found = paf(fit_glm(gaps, "y ~ x"), "x")
    assert (found.n, found.missing) == (550, 50)
    assert only(found).estimate == pytest.approx(only(paf(fit_glm(FRAME[50:], "y ~ x"), "x")).estimate, abs=1e-12)


def test_one_cluster_leaves_no_interval():
    one = only(paf(fit_glm(FRAME.assign(desa=1), "y ~ x", design=Design("desa")), "x"))
    assert np.isfinite(one.estimate)
    assert np.isnan([one.se, one.low, one.high]).all()


def test_few_clusters_widen_the_interval():
    frame = FRAME.assign(desa=FRAME["desa"] % 5)
    found = paf(fit_glm(frame, "y ~ x", design=Design("desa")), "x")
    assert found.df == 4
    given = paf(fit_glm(frame, "y ~ x"), "x", design=Design(frame["desa"].to_numpy()))
    assert given.df == 4
    assert only(given).low == pytest.approx(only(found).low, rel=1e-9)
    many = paf(fit_glm(frame, "y ~ x"), "x", design=Design(FRAME["desa"].to_numpy()))
    assert many.df == np.inf


def test_categories_are_taken_away_to_their_reference():
    frame = FRAME.assign(
        water=pd.Categorical.from_codes(FRAME["x"] + FRAME["x"] * FRAME["z"], ["piped", "well", "river"])
    )
    one = only(paf(fit_glm(frame, "y ~ water"), "water"))
    unexposed = frame.loc[frame["water"] == "piped", "y"].mean()
    assert one.estimate == pytest.approx(1 - unexposed / frame["y"].mean(), abs=1e-10)
    assert one.exposed == FRAME["x"].sum()


def test_a_product_goes_with_its_factor():
    result = fit_glm(FRAME, "y ~ x*z")
    one = only(paf(result, "x"))
    shares = FRAME.groupby("z")["y"].mean()
    free = FRAME[FRAME["x"] == 0].groupby("z")["y"].mean()
    expected = 1 - (free * FRAME["z"].value_counts(normalize=True)).sum() / FRAME["y"].mean()
    assert one.estimate == pytest.approx(expected, abs=1e-10)
    assert shares.size == 2


def test_averages_add_up_to_the_joint_fraction_and_one_factor_is_its_own_average():
    result = fit_glm(FRAME, "y ~ x + z", family="logit")
    joint = only(paf(result, ["x", "z"], joint=True))
    assert sum(one.estimate for one in paf_average(result, ["x", "z"]).fractions) == pytest.approx(joint.estimate)
    assert joint.exposure == "x+z"
    alone, single = only(paf_average(result, ["x"])), only(paf(result, "x"))
    assert (alone.estimate, alone.se) == pytest.approx((single.estimate, single.se))


@pytest.mark.parametrize(
    ("exposures", "error"),
    [
        ("nothing", "risk.unknown_column"),
        ("y", "risk.unknown_column"),
        ([], "attributable.no_factor"),
        ("age", "attributable.not_a_factor"),
    ],
)
def test_what_cannot_be_asked_is_refused(exposures, error):
    result = fit_glm(FRAME.assign(age=FRAME.index / 10), "y ~ x + age")
    with pytest.raises(InputError) as refused:
        paf(result, exposures)
    assert refused.value.id == error


def test_other_refusals():
    counts = fit_glm(FRAME.assign(y=FRAME["y"] * 2), "y ~ x")
    weights = Design(weight=FRAME["weight"].to_numpy())
    nine = [f"f{i}" for i in range(9)]
    many = fit_glm(
        FRAME.assign(**{name: (FRAME.index // 2**i) % 2 for i, name in enumerate(nine)}), "y ~ " + "+".join(nine)
    )
    for ask, error in (
        (lambda: paf(counts, "x"), "risk.outcome_not_binary"),
        (lambda: paf(fit_glm(FRAME, "y ~ x"), "x", design=weights), "attributable.other_weights"),
        (lambda: paf_average(many, nine), "attributable.too_many"),
    ):
        with pytest.raises(InputError) as refused:
            ask()
        assert refused.value.id == error


@pytest.mark.parametrize(("share", "ratio"), [(-0.1, 1.5), (1.1, 1.5), (0.5, 0.0)])
def test_figures_that_cannot_be_are_refused(share, ratio):
    with pytest.raises(ValueError, match="0"):
        miettinen(share, ratio)


def test_the_library_offers_no_sum_of_fractions():
    result = paf(fit_glm(FRAME, "y ~ x + z"), ["x", "z"])
    with pytest.raises(TypeError):
        sum(result.fractions)  # pyright: ignore[reportArgumentType]
    for one, other in itertools.combinations(result.fractions, 2):
        with pytest.raises(TypeError):
            one + other  # pyright: ignore[reportOperatorIssue]
    names = {*dir(result), *dir(result.fractions[0]), *result.tidy().columns, *audit.risk.__all__}
    assert [name for name in names if any(word in name.lower() for word in ("sum", "total", "add"))] == []
