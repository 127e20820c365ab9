"""Families of a synthetic register: one mother each, who fits her children, and others without children under five."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.reference.sample_registers import district_spec
from audit.synth.families import DAYS_A_YEAR, SHORT_CM, Families, make_families, true_haz_of
from audit.synth.files import MONTHS
from audit.synth.people import MONTHS_REGISTERED, People, make_people
from audit.synth.places import Places, make_places

SPEC = district_spec("17.71")
DAY = MONTHS[-1].end_time.normalize()
BRIDES, PREGNANT = 300, 400


@pytest.fixture(scope="module")
def places() -> Places:
    return make_places(SPEC, np.random.default_rng(1))


@pytest.fixture(scope="module")
def people(places: Places) -> People:
    return make_people(SPEC, places, MONTHS[0].start_time, DAY, np.random.default_rng(2))


@pytest.fixture(scope="module")
def families(places: Places, people: People) -> Families:
    return make_families(SPEC, people, places, brides=BRIDES, pregnant=PREGNANT, on=DAY, rng=np.random.default_rng(3))


def test_children_of_one_household_have_one_family_and_its_mother(people: People, families: Families) -> None:
    child = people.frame
    of = families.frame.iloc[families.of_child].reset_index(drop=True)
    assert (of["household_id"] == child["household_id"]).all()
    assert (of["mother"] == child["mother"]).all()
    assert (of["desa_no"] == child["desa_no"]).all()
    assert (of["posyandu_no"] == child["posyandu_no"]).all()
    named = child["father"] != ""
    first = child[named].drop_duplicates("household_id").index
    assert (of.loc[first, "father"] == child.loc[first, "father"]).mean() > 0.9


def test_everybody_has_a_card_and_every_woman_a_number_of_her_own(families: Families) -> None:
    frame = families.frame
    for column in ("kk", "mother_nik", "household_id"):
        assert frame[column].is_unique, column
    assert frame["kk"].str.fullmatch(r"177199\d{10}").all()
    assert not set(frame["kk"]) & set(frame["mother_nik"])
    assert (frame["mother_nik"].str[6:8].astype(int) - 40 == frame["mother_birth_date"].dt.day).all()


def test_a_mother_is_as_old_and_as_tall_as_the_factors_of_her_children_say(people: People, families: Families) -> None:
    first = people.frame.assign(family=families.of_child).sort_values(["family", "birth_date"], kind="stable")
    first = first.drop_duplicates("family").reset_index(drop=True)
    mother = families.frame.iloc[: len(first)]
    age = (first["birth_date"] - mother["mother_birth_date"]).dt.days / DAYS_A_YEAR
    assert ((age < 20) == first["teen_mother"]).mean() > 0.99, "to the day at the edge"
    assert age.between(14.9, 44.1).all()
    assert ((mother["mother_height_cm"] < SHORT_CM) == mother["mother_short"]).all()


def test_children_are_counted(people: People, families: Families) -> None:
    frame, child = families.frame, people.frame
    under_five = child["birth_date"] > DAY - pd.DateOffset(months=MONTHS_REGISTERED)
    assert frame["under_fives"].sum() == under_five.sum()
    assert (frame["children"] >= frame["under_fives"]).all()
    stunted = set(families.of_child[true_haz_of(people, DAY) < -2])
    assert set(np.flatnonzero(frame["stunted_child"])) == stunted
    assert frame["last_birth"].iloc[: families.of_child.max() + 1].notna().all()


def test_others_have_no_child_under_five(families: Families) -> None:
    assert len(families.brides) == BRIDES
    assert len(families.pregnant) == PREGNANT
    brides, pregnant = (families.frame.iloc[no] for no in (families.brides, families.pregnant))
    assert brides["last_birth"].isna().all()
    assert (brides["children"] == 0).all()
    assert (pregnant["last_birth"].isna() == (pregnant["children"] == 0)).all()
    assert pregnant["last_birth"].dropna().max() < DAY - pd.DateOffset(years=5)
    assert not set(families.of_child) & {*families.brides, *families.pregnant}


def test_true_height_is_missing_before_birth(people: People) -> None:
    day = people.frame["birth_date"].median()
    haz = true_haz_of(people, day)
    assert np.array_equal(np.isnan(haz), (people.frame["birth_date"] > day).to_numpy())
