"""Models of who will be stunted: what they refuse, what they keep out, which learner they take, what they say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.disclosure import release, solve_pattern
from audit.errors import InsufficientDataError
from audit.language import text
from audit.risk.prediction import Performance, _choice, fit_risk, performance, performance_by
from audit.risk.prediction_over_time import predict_register
from audit.risk.visit_first import (
    capacity_sentence,
    faltering_counts,
    faltering_sentence,
    reason_words,
    still_time,
    visit_first,
)
from audit.schemas import CHILDREN, VISITS

FEATURES = {"haz": "curve", "age_months": "line", "waz": "line"}


def invented(n=1500, seed=0, desa=20):
    """Children whose true log-odds of being stunted later are -2 - 2 (haz + 1): nothing else matters."""
    rng = np.random.default_rng(seed)
    haz = rng.normal(-1, 1, n)
    p = 1 / (1 + np.exp(2 + 2 * (haz + 1)))
    return pd.DataFrame(
        {
            "child_id": [f"c{i:05d}" for i in range(n)],
            "area_code": [f"d{i % desa:02d}" for i in range(n)],
            "posyandu": "p",
            "haz": haz,
            "age_months": rng.uniform(6, 50, n),
            "waz": np.where(rng.random(n) < 0.3, np.nan, rng.normal(-1, 1, n)),
            "faltering": pd.array(rng.random(n) < 0.1, dtype="boolean"),
            "stunted_now": pd.array(haz < -2, dtype="boolean"),
            "stunted_later": pd.array(rng.random(n) < p, dtype="boolean"),
        }
    )


@pytest.fixture(scope="module")
def frame():
    return invented()


@pytest.fixture(scope="module")
def model(frame):
    return fit_risk(frame, FEATURES, boosting=False)


@pytest.fixture(scope="module")
def today(frame, model):
    return frame.assign(risk=model.risk(frame))


def refusal(frame, **given):
    with pytest.raises(InsufficientDataError) as caught:
        fit_risk(frame, FEATURES, boosting=False, **given)
    assert all(text(caught.value.id, language, **caught.value.values) for language in ("id", "en"))
    return caught.value.id


def test_known_risks_are_found_again(frame, model):
    truth = 1 / (1 + np.exp(2 + 2 * (frame["haz"] + 1)))
    assert np.abs(model.risk(frame) - truth).mean() < 0.03
    assert model.performance.calibration.slope == pytest.approx(1, abs=0.15)


def test_no_earlier_length_is_refused(frame):
    assert refusal(frame.assign(haz=np.nan)) == "prediction.no_earlier_length"
    assert refusal(frame.drop(columns="haz")) == "prediction.no_earlier_length"
    assert refusal(frame.iloc[:0]) == "prediction.no_earlier_length"


def test_no_outcome_no_events_or_nothing_else_is_refused(frame):
    assert refusal(frame.assign(stunted_later=pd.NA)) == "prediction.no_outcome"
    assert refusal(frame.assign(stunted_later=False)) == "prediction.no_events"
    assert refusal(frame.assign(stunted_later=True)) == "prediction.all_events"


def test_too_few_children_are_refused_with_how_many_are_needed(frame):
    with pytest.raises(InsufficientDataError) as caught:
        fit_risk(frame.iloc[:200], FEATURES)
    assert caught.value.id == "prediction.too_few"
    assert caught.value.values["n"] == 200 < caught.value.values["needed"]
    assert "200" in str(caught.value)


def test_events_that_all_stand_in_one_desa_are_refused(frame):
    only = frame["stunted_later"].astype(bool)
    assert (
        refusal(frame.assign(area_code=np.where(only, "d00", frame["area_code"]))) == "prediction.events_in_one_group"
    )


def test_one_desa_is_judged_by_its_own_children_and_says_so(frame):
    found = fit_risk(frame.assign(area_code="d00"), FEATURES, boosting=False)
    assert found.groups == 1
    assert [note.id for note in found.notes] == ["prediction.one_group"]
    assert found.performance.auc.value > 0.7
    assert found.performance.auc.se is None


def test_a_feature_that_tells_nothing_is_left_out_and_named(frame):
    found = fit_risk(frame.assign(waz=np.nan, age_months=12.0), FEATURES, boosting=False)
    assert found.left_out == ("age_months", "waz")
    assert [note.id for note in found.notes] == ["prediction.left_out"]
    assert list(found.contributions(frame)) == ["haz"]


def test_a_child_without_an_earlier_length_gets_no_risk(frame, model):
    risks = model.risk(frame.assign(haz=frame["haz"].where(frame.index > 4)))
    assert risks.isna().tolist() == [True] * 5 + [False] * (len(frame) - 5)


def test_children_of_one_desa_are_never_in_two_folds(frame, model):
    """A desa whose outcomes are turned round is predicted as if they were not: its own model never saw them."""
    turned = frame["stunted_later"].astype(bool) ^ frame["area_code"].eq("d03")
    other = fit_risk(frame.assign(stunted_later=turned), FEATURES, boosting=False)
    mine = model.validation["group"].eq("d03")
    assert other.validation.loc[mine.index[mine], "p"].corr(model.validation.loc[mine, "p"]) > 0.99


def test_contributions_sum_to_the_log_odds(frame, model):
    sums = model.contributions(frame).sum(axis=1) + model.splines.intercept
    assert np.allclose(1 / (1 + np.exp(-sums)), model.risk(frame), rtol=0, atol=1e-12)
    assert model.contributions(frame).mean().abs().max() < 1e-9


def judged(auc_like, slope, brier):
    found = performance([0, 1, 0, 1], [0.2, 0.6, 0.4, 0.7])
    area = type(found.auc)(auc_like, None, None, None, 4, 2)
    values = {name: getattr(found.calibration, name) for name in found.calibration.__slots__}
    return Performance(4, 2, area, type(found.calibration)(**values | {"slope": slope, "brier": brier}))


@pytest.mark.parametrize(
    ("boosting", "taken"),
    [
        (judged(0.811, 1.0, 0.1), "boosting"),
        (judged(0.809, 1.0, 0.1), "splines"),
        (judged(0.90, 0.8, 0.1), "splines"),
        (judged(0.90, 1.0, 0.3), "splines"),
    ],
    ids=["better", "hardly better", "worse slope", "worse error"],
)
def test_boosting_is_taken_only_where_it_wins_and_its_risks_are_as_true(boosting, taken):
    assert _choice({"splines": judged(0.80, 0.95, 0.2), "boosting": boosting}) == taken


def test_boosting_wins_where_two_features_work_only_together():
    rng = np.random.default_rng(99)
    frame = invented(3000, 4).drop(columns="waz")
    frame["waz"] = rng.normal(0, 1, len(frame))
    p = np.where((frame["haz"] > -1) == (frame["waz"] > 0), 0.85, 0.15)
    frame["stunted_later"] = pd.array(rng.random(len(frame)) < p, dtype="boolean")
    found = fit_risk(frame, FEATURES)
    assert found.chosen == "boosting"
    assert found.held_out["splines"].auc.value < 0.6 < 0.8 < found.performance.auc.value
    assert np.array_equal(found.risk(frame), fit_risk(frame, FEATURES).risk(frame))


def test_groups_with_few_of_a_kind_have_no_performance_of_their_own(frame, model):
    levels = pd.Series(np.where(frame.index < 40, "small", "large"), index=frame.index)
    rows = performance_by(model.validation, levels).set_index("level")
    assert rows["n"].tolist() == [len(frame) - 40, 40]
    assert rows["auc"].notna().tolist() == [True, False]


def test_the_list_holds_children_not_yet_stunted_riskiest_first(model, today):
    rows = visit_first(model, today, visits=30).rows
    expected = set(today.loc[~today["stunted_now"].astype(bool), "child_id"])
    assert set(rows["child_id"]) == expected
    assert rows["risk"].is_monotonic_decreasing
    assert rows["in_time"].tolist() == [True] * 30 + [False] * (len(rows) - 30)
    assert not visit_first(model, today, visits=0).rows["in_time"].any()
    assert visit_first(model, today.iloc[:0], visits=5).rows.empty


def test_those_who_falter_are_the_list_that_prevents_cases(model, today):
    listed = visit_first(model, today, visits=30)
    rows = still_time(listed).rows
    assert len(rows) == int((today["faltering"] & ~today["stunted_now"]).sum()) > 0
    assert rows["faltering"].all()


def test_reasons_are_the_largest_that_raise_the_risk_in_words(model, today):
    rows = visit_first(model, today, visits=30).rows
    first = rows.iloc[0]
    assert first["reasons"].split(";")[0] == "haz"
    said = reason_words(first.to_dict()), reason_words(first.to_dict(), "en")
    assert "tinggi menurut umurnya rendah (z-score −" in said[0]
    assert "low height for age (z-score −" in said[1]
    for row in rows.head(200).to_dict("records"):
        for reason in filter(None, row["reasons"].split(";")):
            assert row[f"adds_{reason.removesuffix('_missing')}"] >= 0.1
    assert reason_words({"reasons": ""}) == text("prediction.no_single_reason")
    assert reason_words({"reasons": "lantai", "lantai": 1.0}) == 'keterangan "lantai"'


@pytest.mark.parametrize(("slope", "said"), [(-0.4 / 3, "0,4"), (-0.01, "0,03"), (-0.05 / 3, "0,1")])
def test_a_fall_is_said_over_three_months_and_never_as_nothing(slope, said):
    row = {"reasons": "haz_slope_down", "haz_slope": slope}
    assert reason_words(row) == f"tinggi menurut umurnya turun {said} SD dalam 3 bulan"


def test_the_list_has_no_public_form_and_small_counts_are_hidden(model, today):
    few = today.assign(faltering=pd.array(np.arange(len(today)) < 3, dtype="boolean"), stunted_now=False)
    table = faltering_counts(few, "2025-08")
    sentence, listed = faltering_sentence(table), visit_first(model, today, visits=30)
    pattern = solve_pattern([table, sentence, listed])
    assert release(listed, pattern).public is None
    assert table.counts == (len(few), 3, len(few) - 3, 0)
    assert release(sentence, pattern).public.id == "prediction.faltering.disamarkan"


def test_the_counts_of_growth_ahead_leave_nobody_out(today):
    table = faltering_counts(today.assign(faltering=pd.NA), "2025-08")
    assert table.counts[0] == table.counts[3] == int((~today["stunted_now"]).sum())


def test_what_visits_reach_is_said_beside_chance():
    validation = pd.DataFrame({"y": [1.0, 0.0, 1.0, 0.0], "p": [0.9, 0.8, 0.2, 0.1], "group": "d"})
    values = capacity_sentence(validation, 2).values
    assert values == {"visits": 2, "caught": 1, "cases": 2, "by_chance": 1}
    assert capacity_sentence(validation, 99).values["visits"] == 4


def test_an_empty_register_is_refused():
    empty = CHILDREN.conform(pd.DataFrame()), VISITS.conform(pd.DataFrame())
    with pytest.raises(InsufficientDataError):
        predict_register(*empty, as_of=pd.Timestamp("2025-08-31").date())
