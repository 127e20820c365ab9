"""Own programmes: units that may be people are hidden like people, the others are shown as they are."""

from __future__ import annotations

import pandas as pd

from audit.disclosure import release, solve_pattern
from audit.programme.own_programmes import programme_outputs
from audit.results import CountTable, Finding
from audit.schemas import LOCAL_PROGRAMMES

CYCLE = "2025-2"


def results(*rows: dict, programmes: tuple[str, ...] = ("tpk", "rembuk")) -> dict:
    base = {"area_code": "17.71", "programme": "tpk", "output": "Keluarga didampingi", "unit": "keluarga"}
    made = [base | {"output_id": f"{n}"} | row for n, row in enumerate(rows)]
    frame = LOCAL_PROGRAMMES.conform(pd.DataFrame(made)) if rows else LOCAL_PROGRAMMES.empty()
    return {one.id: one for one in programme_outputs(frame, programmes, CYCLE)}


def public(found: dict, id: str):
    pattern = solve_pattern(tuple(found.values()))
    return release(found[id], pattern).public


def test_the_gap_is_planned_less_reached_and_none_where_more_was_reached():
    found = results({"planned": 10, "reached": 4}, {"planned": 3, "reached": 8}, {"planned": 5}, {})
    gaps = [found[f"own_programme.tpk.0{n}"].values.get("gap") for n in range(1, 5)]
    assert [getattr(gap, "value", gap) for gap in gaps] == [6, 0, None, None]


def test_few_people_are_hidden_and_a_few_meetings_are_not():
    people = results({"planned": 40, "reached": 3, "counts_people": True})
    assert public(people, "own_programme.tpk.01").sentence.id == "money.programme.line.disamarkan"
    assert not {"planned", "reached", "gap"} & set(public(people, "own_programme.tpk.01").values)
    meetings = results({"planned": 4, "reached": 3, "counts_people": False, "unit": "pertemuan"})
    assert public(meetings, "own_programme.tpk.01").values["reached"] == 3
    assert "own_programme_people" not in meetings


def test_where_nobody_says_whether_units_are_people_they_may_be():
    found = results({"planned": 40, "reached": 3})
    assert isinstance(found["own_programme_people"], CountTable)
    assert found["own_programme_people"].personal
    assert "reached" not in public(found, "own_programme.tpk.01").values


def test_many_people_are_shown():
    found = results({"planned": 400, "reached": 300, "counts_people": True, "next_step": " Membagi wilayah "})
    values = public(found, "own_programme.tpk.01").values
    assert (values["planned"], values["reached"], values["gap"]) == (400, 300, 100)
    assert values["next_step"] == "Membagi wilayah"


def test_a_programme_that_params_do_not_name_is_left_out():
    assert results({"programme": "lain", "planned": 3}) == {}
    assert results() == {}


def test_a_number_below_zero_is_not_known():
    (finding,) = (one for one in results({"planned": -3, "reached": 2}).values() if isinstance(one, Finding))
    assert "planned" not in finding.values
    assert "gap" not in finding.values
