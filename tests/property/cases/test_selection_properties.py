"""What holds for every score and every selection, whatever people were asked and answered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cases.choosing import SelectionSettings, choose
from audit.cases.people import People
from audit.cases.rules import screen
from audit.cases.scoring import is_eligible, score, score_parts
from audit.reference.rule_sets import rule_set
from audit.reference.selection_rules import selection_rules

RULES, RISK = selection_rules(), rule_set("risk_practice_2026")
DESA = ("64.74.01.1001", "64.74.01.1002")
YES_NO = ("safe_water", "healthy_latrine", "smoke_at_home", "health_insurance", "immunised_for_age", "animal_protein")
RISKY = {"safe_water": False, "healthy_latrine": False, "smoke_at_home": True, "health_insurance": False,
         "immunised_for_age": False, "animal_protein": False}  # fmt: skip

people_rows = st.lists(
    st.fixed_dictionaries(
        {
            "group": st.sampled_from(["baduta", "balita_24_59", "bumil"]),
            "area_code": st.sampled_from(DESA),
            "haz": st.none() | st.floats(-7, 3).map(lambda z: round(z, 2)),
            "haz_change": st.none() | st.floats(-1, 1).map(lambda z: round(z, 2)),
            "comorbidity": st.sampled_from([None, "", "jantung"]),
            "hb_g_dl": st.none() | st.floats(6, 14).map(lambda z: round(z, 1)),
            **{name: st.sampled_from([None, True, False]) for name in YES_NO},
        }
    ),
    min_size=1,
    max_size=25,
)


def people(rows: list[dict]) -> People:
    frame = pd.DataFrame(rows)
    kinds = dict.fromkeys(("haz", "haz_change", "hb_g_dl"), "float64") | dict.fromkeys(YES_NO, "boolean")
    frame = frame.astype(kinds | {"comorbidity": "string", "area_code": "string"})
    return People(
        frame.assign(
            person_id=pd.array([f"p{i:02d}" for i in range(len(frame))], dtype="string"),
            haz_flag=frame["haz"].abs() > 6,
            haz_change_days=60.0,
            age_months=30.0,
        ),
        {},
    )


def scores(rows: list[dict]) -> np.ndarray:
    return score(score_parts(screen(people(rows), RISK), RULES), RULES.weights)


@settings(max_examples=40, deadline=None)
@given(people_rows, st.data())
def test_an_answer_that_is_no_risk_may_be_missing_without_loss(rows, data):
    field = data.draw(st.sampled_from(YES_NO))
    known = [row | {field: not RISKY[field]} for row in rows]
    missing = [row | {field: None} for row in rows]
    assert (scores(missing) >= scores(known)).all()


@settings(max_examples=40, deadline=None)
@given(people_rows, st.data())
def test_learning_what_was_missing_never_lowers_a_score(rows, data):
    field = data.draw(st.sampled_from([*YES_NO, "haz_change", "comorbidity", "hb_g_dl"]))
    answer = {"haz_change": st.floats(-1, 1), "comorbidity": st.sampled_from(["", "jantung"]),
              "hb_g_dl": st.floats(6, 14)}.get(field, st.booleans())  # fmt: skip
    learnt = [row | {field: data.draw(answer)} for row in rows]
    assert (scores(learnt) >= scores([row | {field: None} for row in rows])).all()


@settings(max_examples=40, deadline=None)
@given(people_rows, st.floats(0.01, 3))
def test_a_child_that_is_shorter_for_its_age_never_has_a_lower_score(rows, step):
    tall = [row | {"haz": -2.0} for row in rows]
    short = [row | {"haz": max(-6.0, round(-2.0 - step, 2))} for row in rows]
    assert (scores(short) >= scores(tall)).all()


@settings(max_examples=40, deadline=None)
@given(people_rows, st.integers(0, 4), st.integers(0, 4), st.sampled_from([0.0, 0.1, 0.5, 1.0]), st.integers(0, 99))
def test_places_frame_and_ranks_hold_together(rows, baduta, bumil, share, seed):
    who = people(rows)
    screening = screen(who, RISK)
    places = {"baduta": baduta, "bumil": bumil, "balita_24_59": 2}
    rule = SelectionSettings(cycle="2025-2", per_group=places, random_share=share)
    frame = choose(who, screening, rule, seed=seed).frame
    able = who.frame.loc[is_eligible(screening), "person_id"]
    assert sorted(frame["person_id"]) == sorted(able)
    for group, part in frame.groupby("group"):
        assert part["chosen_by"].notna().sum() == min(places[str(group)], len(part))
        assert part["rank"].tolist() == list(range(1, len(part) + 1))
        assert part["score"].is_monotonic_decreasing
        assert (part["score"][part["chosen_by"].eq("score").fillna(False)] >= part["threshold"].iloc[0]).all()
        assert not (part["near_miss"] & part["chosen_by"].notna()).any()
        assert part["drawn_probability"].between(0, 1).all()


@settings(max_examples=25, deadline=None)
@given(people_rows, st.integers(0, 99), st.randoms(use_true_random=False))
def test_the_same_people_in_another_order_give_the_same_selection(rows, seed, random):
    who = people(rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    again = People(who.frame.iloc[order].reset_index(drop=True), {})
    rule = replace(SelectionSettings(cycle="2025-2"), random_share=0.3)
    frames = [choose(each, screen(each, RISK), rule, seed=seed).frame for each in (who, again)]
    pd.testing.assert_frame_equal(*frames)
