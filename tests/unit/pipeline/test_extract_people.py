"""Whose data may be used, and what each says at each level."""

from __future__ import annotations

import pandas as pd
import pytest
from extract_universe import extract_params, universe

from audit.pipeline.extract_people import coarse_ages, coarse_areas, coarse_exits

LEVELS = extract_params().levels.model_dump()


def test_who_refused_is_in_no_extract_and_who_was_not_asked_only_by_a_decision():
    waived, given = universe(), universe(consent={"basis": "given"})
    refused = waived.tables.children["child_id"].iloc[-1]
    assert waived.withheld == {"refused": {refused}, "not_asked": frozenset()}
    assert len(waived.children) == 399
    assert len(given.children) == 200
    assert len(given.withheld["not_asked"]) == 199
    assert set(given.lengths["child_id"]) <= set(given.children["child_id"])


def test_a_child_whose_family_refuses_visits_is_left_out_too():
    one = universe()
    one.tables.children.loc[3, "life_status"] = "menolak"
    assert one.tables.children["child_id"][3] in one.withheld["refused"]


@pytest.mark.parametrize(
    ("level", "expected"), [("weeks", [0, 104]), ("months", [0, 24]), ("half_years", [0, 24]), ("years", [0, 24])]
)
def test_ages_are_lower_bounds_of_their_step(level, expected):
    assert coarse_ages(pd.Series([6.0, 731.0]), level).tolist() == expected


def test_an_age_that_is_not_told_is_missing():
    assert coarse_ages(pd.Series([6.0]), "none").isna().all()


def test_areas_keep_what_the_register_knows():
    codes = pd.Series(["64.74.01.1001", "64.74.01.9999", pd.NA], dtype="string")
    assert coarse_areas(codes, "desa", "64.74").tolist() == ["64.74.01.1001", "64.74.01.00", "64.74.00"]
    assert coarse_areas(codes, "kecamatan", "64.74").tolist() == ["64.74.01", "64.74.01", "64.74.00"]
    assert set(coarse_areas(codes, "district", "64.74")) == {"64.74"}


def test_exits_are_pooled_or_not_told():
    reasons = pd.Series(["died", "moved", "aged_out", "last_seen"])
    assert coarse_exits(reasons, "left").tolist() == ["left", "left", "aged_out", "last_seen"]
    assert coarse_exits(reasons, "none").isna().all()


def test_welfare_is_in_fifths_of_its_own_source():
    one = universe()
    one.tables.households.loc[:199, "welfare_source"] = "REGSOSEK"
    frame = one.persons({**LEVELS, "welfare": "fifths"})
    assert set(frame["welfare"].dropna()) == {1, 2, 3, 4, 5}


def test_a_history_holds_every_time_of_measuring_and_the_end():
    frame = universe().persons(LEVELS)
    assert set(frame["time"]) == {"0|0", "0;1|1"}
    assert (frame["visits"].eq(2) == frame["time"].eq("0;1|1")).all()


def test_what_people_received_is_known_of_them_unless_the_agreement_says_otherwise():
    assert "exposures" not in universe().quasi
    strict = universe(exposures_agreed=None)
    assert "exposures" in strict.quasi
    got = strict.persons({**LEVELS, "exposures": "ever"})["exposures"]
    assert set(got) == {"", "gizi"}


def test_linked_people_are_known_by_their_selection_too():
    linked = universe(linked=True)
    assert linked.quasi[-2:] == ("group", "selection")
    assert set(linked.persons(LEVELS)["selection"].dropna()) == {"y", "n"}
    assert set(linked.selection["person_id"]) <= set(linked.lengths["child_id"])


def test_the_way_of_choosing_is_told_apart():
    frame = universe().tables.selection_frame
    frame.loc[0, ["override", "chosen_by"]] = ["out", pd.NA]
    frame.loc[12, ["override", "chosen_by"]] = ["in", "override"]
    frame.loc[13, "near_miss"] = True
    one = universe()
    one.tables.selection_frame[:] = frame
    told = one.chosen({"group": "each", "selection": "how"})["selection"]
    assert told.iloc[[0, 1, 12, 13, 14]].tolist() == ["override_out", "score", "override_in", "near_miss", "not_chosen"]
