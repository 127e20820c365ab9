"""Recommendations of the panel become drafts of plans of the next year, once, and are followed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.cases.follow_up import plan_states
from audit.language import text
from audit.programme.action_recommendations import carried_over, recommendation_sentence, recommendation_states
from audit.schemas import ACTION_RECOMMENDATIONS, FOLLOW_UPS


def recommended(*rows):
    key = {"area_code": "64.74", "year": 2023, "framework": "aksi8_2018_2024", "action": "manajemen_data"}
    return ACTION_RECOMMENDATIONS.conform(pd.DataFrame([key | row for row in rows]))


ROWS = recommended(
    {"recommendation_id": "r2", "text": " Latih kader. ", "opd": "Dinkes", "given_on": "2024-05-30"},
    {"recommendation_id": "r1", "text": "Padankan data."},
    {"recommendation_id": "r3", "text": "  "},
    {"recommendation_id": "r4", "text": "Lama.", "year": 2022},
)


def test_each_becomes_a_draft_of_a_plan_of_the_next_year():
    plans = carried_over(ROWS, FOLLOW_UPS.empty(), year=2023)
    assert plans["rtl_id"].tolist() == ["aksi-64.74-r1", "aksi-64.74-r2"]
    assert plans["activity"].tolist() == ["Padankan data.", "Latih kader."]
    assert plans["budget_year"].tolist() == [2024, 2024]
    assert plans["opd"].isna().tolist() == [True, False]
    assert plans["approved_on"].isna().all()
    assert set(plan_states(plans, as_of=date(2024, 6, 1))["state"]) == {"draft"}


def test_asked_again_nothing_is_carried_twice():
    plans = carried_over(ROWS, FOLLOW_UPS.empty(), year=2023)
    assert carried_over(ROWS, plans, year=2023).empty
    assert carried_over(ROWS, plans.iloc[:1], year=2023)["rtl_id"].tolist() == ["aksi-64.74-r2"]


def test_what_became_of_them():
    plans = carried_over(ROWS, FOLLOW_UPS.empty(), year=2023)
    plans.loc[0, ["approved_on", "status"]] = [pd.Timestamp("2024-06-01"), "selesai"]
    found = recommendation_states(ROWS, plans)
    assert dict(zip(found["recommendation_id"], found["state"], strict=True)) == {
        "r1": "selesai", "r2": "draft", "r3": "not_carried", "r4": "not_carried",
    }  # fmt: skip
    said = recommendation_sentence(found, year=2023)
    assert said.values == {"n": 3, "year": "2023", "next": "2024", "carried": 2, "drafts": 1, "done": 1}
    assert text(said.id, "id", **said.values).startswith("Dari 3 rekomendasi panel atas kerja tahun 2023, 2 sudah")


def test_none_recorded_is_said():
    found = recommendation_states(ACTION_RECOMMENDATIONS.empty(), FOLLOW_UPS.empty())
    assert recommendation_sentence(found, year=2023).id == "convergence.no_recommendations"
    assert carried_over(ACTION_RECOMMENDATIONS.empty(), FOLLOW_UPS.empty(), year=2023).empty
