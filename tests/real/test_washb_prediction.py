"""WASH Benefits Bangladesh: who is stunted at 22 months, predicted from 9 months on blocks that the model did not see.

The bars were stated before (risk notes, decision 7): AUC 0.902 from length for age alone, 0.852 among children who were
not stunted, of whom 26 % became so.
"""

from __future__ import annotations

from datetime import date

import pytest

from audit.reference.prediction_rules import Window
from audit.register.column_mapping import AgeColumn, CodedColumn, ColumnMapping
from audit.risk.prediction import fit_risk, performance
from audit.risk.prediction_features import risk_frame

pytestmark = pytest.mark.shared

MAPPING = ColumnMapping(
    child=("dataid", "childid"),
    sex=CodedColumn("sex", {"male": "m", "female": "f"}),
    weight=("weight",),
    length=("c414", "c415", "c416"),
    age=AgeColumn("aged", "days"),
    visit_date="anthrodate",
    posyandu="block",
    missing={"c414": (999.9,), "c415": (999.9,), "c416": (999.9, 0.0)},
)
BETWEEN_ROUNDS = date(2014, 11, 1)  # round 1: 2013-09 to 2014-09; round 2: 2014-12 to 2015-11
ROUNDS = Window(look_back=450, gap=1, horizon=420, least_span=91)


@pytest.fixture(scope="module")
def frame(mapped, shared):
    linked = mapped(shared("data/real/washb_bangladesh.csv"), MAPPING).linked
    return risk_frame(linked.children, linked.visits, on=BETWEEN_ROUNDS, window=ROUNDS)


@pytest.fixture(scope="module")
def model(frame):
    return fit_risk(frame, {"haz": "curve"}, groups="posyandu")


def new_cases(model, frame):
    fresh = model.validation[~frame["stunted_now"].reindex(model.validation.index).astype(bool)]
    return performance(fresh["y"], fresh["p"], clusters=fresh["group"])


def test_length_for_age_alone_tells_who_will_be_stunted(model):
    judged = model.performance
    print(f"\n{judged.n} children, {judged.events} stunted, {model.groups} blocks: {judged.auc}")
    assert model.groups == 63
    assert judged.auc.value >= 0.88
    assert judged.auc.low < 0.902 < judged.auc.high


def test_new_cases_are_as_many_and_as_well_told_as_stated(model, frame):
    judged = new_cases(model, frame)
    print(f"\n{judged.events} of {judged.n} became stunted: {judged.auc}")
    assert judged.events / judged.n == pytest.approx(0.259, abs=0.005)
    assert judged.auc.low < 0.852 < judged.auc.high


def test_risks_are_true_on_blocks_that_the_model_did_not_see(model):
    risks = model.performance.calibration
    print(f"\n{risks}")
    assert risks.ratio == pytest.approx(1, abs=0.02)
    assert risks.slope == pytest.approx(1, abs=2 * risks.slope_se)
    assert risks.brier == pytest.approx(0.123, abs=0.005)


def test_the_simpler_model_is_taken_where_boosting_wins_nothing(frame):
    found = fit_risk(frame, {"haz": "curve", "age_months": "curve", "waz": "line", "male": "line"}, groups="posyandu")
    aucs = {learner: judged.auc.value for learner, judged in found.held_out.items()}
    print(f"\n{aucs}")
    assert aucs["boosting"] < aucs["splines"] + 0.01
    assert found.chosen == "splines"


def test_without_an_earlier_length_it_is_hardly_worth_while(frame):
    """Age and sex in the place of height: the file's other facts of a child from before round 2."""
    found = fit_risk(frame, {"age_months": "curve", "male": "line"}, groups="posyandu", boosting=False)
    assert found.performance.auc.value < 0.69
