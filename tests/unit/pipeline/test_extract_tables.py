"""Tables of an extract: people alike enough, ids of its own, numbers that are nobody's."""

from __future__ import annotations

import pytest
from extract_universe import extract_params, universe

from audit.disclosure.anonymity import measure
from audit.disclosure.extract_schema import TABLES, require_allowed
from audit.errors import DisclosureError, InsufficientDataError
from audit.pipeline.extract_tables import make_tables

KEY, OTHER = b"kunci", b"kunci lain"
LISTS = {"area_code": ["64.74"]}
COARSE = extract_params().levels.model_dump()


def test_every_table_holds_only_what_is_listed_in_that_order():
    made = make_tables(universe(), KEY)
    assert list(made.tables) == list(TABLES)
    for name, frame in made.tables.items():
        require_allowed(name, frame, LISTS)
        order = [column.name for column in TABLES[name]]
        assert list(frame.columns) == [name for name in order if name in frame]


def test_what_is_known_of_people_of_an_extract_is_shared_by_k_of_them():
    made = make_tables(universe(levels=COARSE | {"sex": "exact"}, k=7), KEY)
    persons, times = made.tables["persons"], made.tables["person_time"]
    said = times.groupby("person_id")[["start", "stop"]].apply(lambda rows: str(rows.to_numpy().tolist()))
    # Rebuilt from what was released alone: nobody needs our word for it.
    frame = persons.assign(times=said.reindex(persons["person_id"]).fillna("").to_numpy())
    found = measure(frame, ["sex", "area_code", "visits", "followed", "exit_reason", "times"], ["stunted_last"])
    assert found.k >= 7
    assert found.diversity == 2


def test_people_who_are_not_alike_enough_are_refused_with_the_columns_to_coarsen():
    with pytest.raises(DisclosureError) as refused:
        make_tables(universe(levels=COARSE | {"age": "weeks"}), KEY)
    assert refused.value.id == "disclosure.extract_short_still"
    assert refused.value.values["columns"] == "age: months"
    with pytest.raises(DisclosureError) as refused:
        make_tables(universe(levels=COARSE | {"age": "years", "time": "weeks"}, k=50), KEY)
    assert "age: none" in refused.value.values["columns"]


def test_an_extract_as_coarse_as_it_goes_is_refused_without_advice_that_does_not_help():
    levels = COARSE | {"exit": "none", "time": "years"}
    with pytest.raises(DisclosureError) as refused:  # nobody is stunted: one class of one sensitive value
        make_tables(universe(short=0, levels=levels, tables=["persons", "person_time"]), KEY)
    assert refused.value.id == "disclosure.extract_short_coarsest"


def test_people_are_left_out_only_where_that_was_asked_for_and_counted():
    levels = COARSE | {"age": "years", "area": "kecamatan", "sex": "exact"}
    with pytest.raises(DisclosureError):
        make_tables(universe(levels=levels), KEY)
    made = make_tables(universe(levels=levels, suppress_percent=20), KEY)
    enforced = made.enforced["persons"]
    assert 0 < enforced.suppressed <= enforced.before.people / 5
    assert len(made.tables["persons"]) == enforced.before.people - enforced.suppressed
    assert enforced.before.k < 5 <= enforced.after.k
    known = set(made.tables["persons"]["person_id"])
    assert set(made.tables["person_time"]["person_id"]) <= known
    assert set(made.tables["exposures"]["person_id"]) <= known


def test_too_few_people_are_told_so():
    with pytest.raises(InsufficientDataError):
        make_tables(universe(people=4), KEY)


def test_ids_are_those_of_one_extract_and_no_register():
    one, other = (make_tables(universe(), key).tables for key in (KEY, OTHER))
    register = set(universe().tables.children["child_id"])
    for name in one:
        ids = set(one[name]["person_id"])
        assert ids.isdisjoint(other[name]["person_id"])
        assert ids.isdisjoint(register)
        assert one[name]["person_id"].is_monotonic_increasing


def test_the_selection_frame_has_ids_of_its_own_unless_linked():
    apart = make_tables(universe(), KEY).tables
    assert set(apart["selection"]["person_id"]).isdisjoint(apart["persons"]["person_id"])
    linked = make_tables(universe(linked=True, levels=COARSE | {"time": "years"}), KEY).tables
    assert set(linked["selection"]["person_id"]) <= set(linked["persons"]["person_id"])


def test_no_score_is_of_one_person():
    made = make_tables(universe(levels=COARSE | {"group": "each"}), KEY)
    frame = made.tables["selection"]
    assert frame.groupby(["chosen", "score", "rank"]).size().min() >= 5
    own = set(universe().tables.selection_frame["score"].round(3))
    assert len(set(frame["score"]) & own) < len(frame) / 10
    assert frame["chosen"].sum() == 10


def test_pooled_groups_tell_no_number_that_gives_the_group_away():
    told = make_tables(universe(), KEY).tables["selection"]
    assert not {"score", "threshold", "rank"} & set(told.columns)
    assert {"over_threshold", "rank_share", "data_missing"} <= set(told.columns)


def test_services_that_few_received_are_left_out_and_counted():
    one = universe(levels=COARSE | {"exposures": "each"})
    one.tables.services.loc[:2, "package"] = "paud"
    made = make_tables(one, KEY)
    assert set(made.tables["exposures"]["package"]) == {"gizi"}
    assert 0 < made.rare <= 3


def test_z_scores_stand_only_where_the_agreement_asks_for_them_and_in_its_steps():
    assert "haz" not in make_tables(universe(), KEY).tables["person_time"]
    haz = make_tables(universe(z="half", z_agreed="Pasal 3"), KEY).tables["person_time"]["haz"]
    assert (haz * 2 % 1).eq(0).all()


def test_the_same_key_gives_the_same_tables():
    for one, other in zip(*(make_tables(universe(), KEY).tables.values() for _ in range(2)), strict=True):
        assert one.equals(other)


def test_no_case_is_left_out_of_the_selection_frame_for_being_rare():
    one = universe(tables=["selection"], levels=COARSE | {"group": "each"}, suppress_percent=20)
    one.tables.selection_frame.loc[:3, "group"] = "baduta"  # four cases of a group of their own
    with pytest.raises(DisclosureError) as refused:
        make_tables(one, KEY)
    assert refused.value.values["columns"] == "group: kind"
