"""Invented teams, contacts and bodies: in the columns of the sheets, of people of the register, with a few mistakes."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.reference.programme_sheet import person_fields
from audit.reference.programme_sheets.companions import SHEETS
from audit.reference.sample_registers import district_spec
from audit.schemas import TABLES
from audit.synth.files import MONTHS
from audit.synth.people_files import draw_lists
from audit.synth.programme import ProgrammeWorld
from audit.synth.programme.companions import rows
from audit.synth.world import generator, make_world

SPEC = district_spec("35.71")
AREAS = areas_of(SPEC.code)


@pytest.fixture(scope="module")
def world() -> ProgrammeWorld:
    made, day = make_world(SPEC), MONTHS[-1].end_time.normalize()
    lists = draw_lists(SPEC, made.people, made.places, day, generator(SPEC, "lists"))
    return ProgrammeWorld(SPEC, made.people, made.places, lists, pd.DataFrame(), day)


@pytest.fixture(scope="module")
def drawn(world) -> dict[str, pd.DataFrame]:
    return rows(world)


def test_each_sheet_has_rows_with_its_fields_and_no_others(drawn):
    assert list(drawn) == [sheet.table for sheet in SHEETS]
    for sheet in SHEETS:
        assert set(drawn[sheet.table]) <= {field.name for field in sheet.fields}, sheet.table
        assert len(drawn[sheet.table])
        words = {field.name: field.words for field in sheet.fields if field.kind == "word"}
        for name, known in words.items():
            assert set(drawn[sheet.table][name].dropna()) <= set(known), name


def test_every_field_is_of_its_table_or_tells_who_it_is():
    for sheet in SHEETS:
        known = {*TABLES[sheet.table].names, *person_fields("person_id")}
        assert {field.name for field in sheet.fields} <= known


def test_the_same_world_gives_the_same_rows(world, drawn):
    for table, again in rows(world).items():
        pd.testing.assert_frame_equal(again, drawn[table])


def test_contacts_are_of_teams_and_places_that_there_are(drawn):
    contacts = drawn["companion_contacts"]
    assert set(contacts["team_id"]) <= set(drawn["companion_teams"]["team_id"])
    assert drawn["companion_teams"]["team_id"].is_unique
    assert set(contacts["area_code"]) <= {area.code for area in AREAS.desa}
    assert set(drawn["bodies"]["area_code"]) <= {area.code for area in AREAS}
    assert not drawn["bodies"].duplicated(["area_code", "quarter"]).any()


def test_they_hold_the_mistakes_that_offices_make(world, drawn):
    contacts = drawn["companion_contacts"]
    assert 0 < contacts["contact_date"].isna().mean() < 0.05
    known = {*world.people.frame["nik"], *world.lists.contacts["nik"], *world.lists.couples["nik"]}
    assert 0 < (~contacts["person_id"].dropna().isin(known)).mean() < 0.05
    assert contacts["person_id"].isna().any()  # sessions
    sent = contacts[contacts["referred"].astype(bool)]
    assert 0 < sent["referred_on"].isna().mean() < 0.2
    assert (contacts["referred_on"].dropna() <= world.on).all()
