"""Places, ties, the lot and the threshold; nobody eligible is left out of the frame."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from audit.cases.choosing import SelectionSettings, choose
from audit.cases.people import People
from audit.cases.rules import screen
from audit.reference.rule_sets import rule_set

RISK = rule_set("risk_practice_2026")
DESA = ("64.74.01.1001", "64.74.01.1002", "64.74.01.1003")
SETTINGS = SelectionSettings(cycle="2025-2", per_group={"baduta": 4, "balita_24_59": 6}, random_share=0.0)


def children(haz, *, group="balita_24_59", desa=None) -> pd.DataFrame:
    n = len(haz)
    return pd.DataFrame(
        {
            "person_id": pd.array([f"{group}-{i:04d}" for i in range(n)], dtype="string"),
            "group": group,
            "area_code": pd.array(desa if desa is not None else [DESA[i % 3] for i in range(n)], dtype="string"),
            "haz": np.asarray(haz, dtype=float),
            "age_months": 30.0,
        }
    )


def by_seed(frame: pd.DataFrame, settings, seeds: int):
    who = People(frame, {})
    screening = screen(who, RISK)
    return [choose(who, screening, settings, seed=seed) for seed in range(seeds)]


def chosen(frame: pd.DataFrame, settings=SETTINGS, *, seed=1, **more):
    who = People(frame, {})
    return choose(who, screen(who, RISK), settings, seed=seed, **more)


def test_the_highest_scores_take_the_places_and_the_next_three_are_told():
    selection = chosen(children(np.linspace(-4.0, -2.05, 20)))
    rows = selection.chosen
    assert rows["person_id"].tolist() == [f"balita_24_59-{i:04d}" for i in range(6)]
    assert rows["rank"].tolist() == [1, 2, 3, 4, 5, 6]
    assert set(rows["chosen_by"]) == {"score"}
    assert selection.near_misses["rank"].tolist() == [7, 8, 9]
    assert set(selection.frame["threshold"]) == {rows["score"].min()}
    assert set(selection.frame["drawn_probability"]) == {0.0}


def test_everybody_eligible_is_in_the_frame_once_and_nobody_else():
    frame = pd.concat([children([-1.0, -2.5, np.nan]), children([-2.5] * 3, group="baduta")], ignore_index=True)
    selection = chosen(frame)
    assert sorted(selection.frame["person_id"]) == ["baduta-0000", "baduta-0001", "baduta-0002", "balita_24_59-0001"]
    assert selection.frame["cycle"].unique().tolist() == ["2025-2"]
    assert len(selection.chosen) == 4


def test_equal_scores_are_settled_by_the_seed_whatever_the_order_of_the_rows():
    frame = children([-3.0] * 50, desa=[DESA[0]] * 50)
    first = chosen(frame).chosen["person_id"].tolist()
    assert chosen(frame.sample(frac=1, random_state=3).reset_index(drop=True)).chosen["person_id"].tolist() == first
    others = {tuple(chosen(frame, seed=seed).chosen["person_id"]) for seed in range(10)}
    assert len(others) > 1


def test_cases_come_from_the_lokus_alone_and_the_others_keep_their_score():
    selection = chosen(children(np.linspace(-4.0, -2.05, 30)), replace(SETTINGS, lokus=frozenset({DESA[1]})))
    assert set(selection.chosen["area_code"]) == {DESA[1]}
    assert len(selection.chosen) == 6
    assert len(selection.frame) == 30
    outside = selection.frame[~selection.frame["in_lokus"]]
    assert outside["chosen_by"].isna().all()
    assert outside["score"].notna().all()
    assert set(outside["drawn_probability"]) == {0.0}


def test_no_desa_gives_more_than_its_share():
    frame = children(np.linspace(-4.0, -2.05, 30), desa=[DESA[0]] * 20 + [DESA[1]] * 5 + [DESA[2]] * 5)
    selection = chosen(frame, replace(SETTINGS, per_lokus=2))
    assert selection.chosen["area_code"].value_counts().to_dict() == {DESA[0]: 2, DESA[1]: 2, DESA[2]: 2}
    assert selection.near_misses["rank"].tolist() == [3, 4, 5]


def test_fewer_people_than_places_are_all_chosen():
    selection = chosen(children([-3.0, -2.5]))
    assert len(selection.chosen) == 2
    assert selection.near_misses.empty


def test_a_group_without_places_has_no_cases_but_stays_in_the_frame():
    selection = chosen(children([-3.0] * 5), replace(SETTINGS, per_group={"baduta": 4}))
    assert selection.chosen.empty
    assert selection.near_misses.empty
    assert len(selection.frame) == 5
    assert selection.frame["threshold"].isna().all()


def test_nobody_at_risk_gives_an_empty_frame():
    assert chosen(children([0.0, 1.0])).frame.empty
    assert chosen(children([])).frame.empty


def test_the_refused_are_nowhere():
    assert "balita_24_59-0000" not in set(
        chosen(children([-4.0] * 3), refused={"balita_24_59-0000"}).frame["person_id"]
    )


@pytest.mark.parametrize(("places", "drawn"), [(1, {0, 1}), (4, {0, 1}), (5, {1}), (10, {1}), (20, {2}), (25, {2, 3})])
def test_about_a_tenth_goes_by_lot_and_one_of_five_and_more(places, drawn):
    settings = replace(SETTINGS, per_group={"balita_24_59": places}, random_share=0.1)
    frame = children(np.linspace(-4.0, -2.05, 60))
    found = {len(selection.by_lot) for selection in by_seed(frame, settings, 40)}
    assert found == drawn


def test_the_lot_is_drawn_before_any_score_is_looked_at():
    settings = replace(SETTINGS, per_group={"balita_24_59": 10}, random_share=0.5)
    frame = children(np.linspace(-4.0, -2.05, 40))
    ranks = [rank for selection in by_seed(frame, settings, 100) for rank in selection.by_lot["rank"]]
    assert len(ranks) == 100 * 5
    # Ranks of a lot are uniform over 1..40: mean 20.5 with a standard error of 11.54 / sqrt(500) = 0.516 at most.
    assert np.mean(ranks) == pytest.approx(20.5, abs=4 * 0.516)


def test_the_probability_kept_is_that_of_being_drawn():
    settings = replace(SETTINGS, per_group={"baduta": 4, "balita_24_59": 6}, random_share=0.1)
    frame = pd.concat([children([-3.0] * 10, group="baduta"), children([-3.0] * 30)], ignore_index=True)
    runs = by_seed(frame, settings, 200)
    kept = runs[0].frame.groupby("group")["drawn_probability"].unique()
    assert kept["baduta"].tolist() == [pytest.approx(0.4 / 10)]
    assert kept["balita_24_59"].tolist() == [pytest.approx(0.6 / 30)]
    assert {len(run.by_lot) for run in runs} == {1}
    share = np.mean([run.by_lot["group"].eq("baduta").sum() for run in runs])
    assert share == pytest.approx(0.4, abs=4 * np.sqrt(0.4 * 0.6 / 200))
