"""Contacts with women: published shares, and nothing that cannot be."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.reference.sample_registers import district_spec, rates
from audit.synth.couples import draw_couples
from audit.synth.families import DAYS_A_YEAR, Families, make_families
from audit.synth.files import MONTHS
from audit.synth.people import People, make_people
from audit.synth.places import make_places
from audit.synth.women import draw_contacts, number_pregnant

SPEC = district_spec("35.71")
DAY = MONTHS[-1].end_time.normalize()
BRIDES = 2_000


@pytest.fixture(scope="module")
def drawn() -> tuple[People, Families, pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(4)
    places = make_places(SPEC, rng)
    people = make_people(SPEC, places, MONTHS[0].start_time, DAY, rng)
    number = number_pregnant(SPEC)
    families = make_families(SPEC, people, places, brides=BRIDES, pregnant=number // 2, on=DAY, rng=rng)
    contacts = draw_contacts(families, people, places, number, DAY, rng)
    return people, families, contacts, draw_couples(SPEC, families, DAY, rng)


@pytest.fixture(scope="module")
def contacts(drawn: tuple[People, Families, pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    return drawn[2]


def test_there_are_as_many_pregnant_women_as_births_of_the_weeks_of_a_pregnancy(contacts: pd.DataFrame) -> None:
    newest = contacts[contacts["group"] == "bumil"].sort_values("contact_date").groupby("family_no").tail(1)
    now = newest[newest["contact_date"] > DAY - pd.Timedelta(days=28)]
    births_a_year = SPEC.register_size.value / 5
    assert len(now) == pytest.approx(births_a_year * 40 / 52 * 0.85, rel=0.05)


@pytest.mark.parametrize(
    ("group", "column", "below", "rate"),
    [("bumil", "muac_cm", 23.5, "arm_low_pregnant"), ("bumil", "hb_g_dl", 11, "anaemic_pregnant")],
)
def test_shares_below_the_cut_offs_are_those_of_the_table(
    contacts: pd.DataFrame, group: str, column: str, below: float, rate: str
) -> None:
    """Three standard errors of about 3,000 women, and what a second contact of some adds."""
    of = contacts[contacts["group"] == group].drop_duplicates("family_no")
    assert (of[column] < below).mean() == pytest.approx(rates()[rate], abs=0.03)


def test_brides_share_likewise(drawn: tuple[People, Families, pd.DataFrame, pd.DataFrame]) -> None:
    couples = drawn[3]
    assert len(couples) == BRIDES
    assert (couples["muac_cm"] < 23.5).mean() == pytest.approx(rates()["arm_low_bride"], abs=0.025)
    assert (couples["hb_g_dl"] < 12).mean() == pytest.approx(rates()["anaemic_bride"], abs=0.03)
    assert (couples["wedding_date"] > couples["contact_date"]).all()
    assert couples["groom_nik"].is_unique
    assert (couples["groom_birth_date"] < DAY - pd.Timedelta(days=18.9 * DAYS_A_YEAR)).all()


def test_no_contact_lies_ahead_and_no_woman_has_two_on_one_day(contacts: pd.DataFrame) -> None:
    assert contacts["contact_date"].max() <= DAY
    assert not contacts.duplicated(["family_no", "contact_date"]).any()


def test_nobody_is_pregnant_longer_than_a_pregnancy_or_too_soon_after_a_birth(
    drawn: tuple[People, Families, pd.DataFrame, pd.DataFrame],
) -> None:
    _, families, contacts, _ = drawn
    pregnant = contacts[contacts["group"] == "bumil"]
    assert pregnant["gestation_weeks"].between(1, 42).all()
    began = pregnant["contact_date"] - pd.to_timedelta(pregnant["gestation_weeks"] * 7, unit="D")
    last = families.frame["last_birth"].to_numpy()[pregnant["family_no"]]
    expecting = pregnant["birth_interval_months"].notna()
    assert (began[expecting] >= last[expecting] + np.timedelta64(50, "D")).all()


def test_post_partum_contacts_are_of_births_of_the_register(
    drawn: tuple[People, Families, pd.DataFrame, pd.DataFrame],
) -> None:
    people, families, contacts, _ = drawn
    nifas = contacts[contacts["group"] == "nifas"]
    births = people.frame.assign(family_no=families.of_child).drop_duplicates(["family_no", "birth_date"])
    both = nifas.merge(births, left_on=["family_no", "delivery_date"], right_on=["family_no", "birth_date"])
    assert len(both) == len(nifas) > 100
    assert (both["newborn_weight_kg"] == both["birth_weight_kg"]).all()
    assert (both["birth_gestation_weeks"] == both["gestation_weeks_y"]).all()
    assert ((both["newborns"] == 2) == both["twin"]).all()
    assert ((nifas["contact_date"] - nifas["delivery_date"]).dt.days <= 42).all()


def test_what_is_of_a_woman_is_the_same_at_each_contact(contacts: pd.DataFrame) -> None:
    twice = contacts[contacts.duplicated("family_no", keep=False)]
    assert len(twice) > 100
    for column in ("height_cm", "muac_cm", "supplement_product", "chronic_disease", "smoke_at_home"):
        assert len(twice[["family_no", column]].dropna().drop_duplicates()) <= twice["family_no"].nunique(), column


def test_high_blood_pressure_and_the_rest_do_not_meet(contacts: pd.DataFrame) -> None:
    known = contacts.dropna(subset="systolic_mmhg")
    assert ((known["systolic_mmhg"] >= 140) == (known["diastolic_mmhg"] >= 90)).all()
    assert (known["systolic_mmhg"] > known["diastolic_mmhg"]).all()
    assert (known["systolic_mmhg"] >= 140).mean() == pytest.approx(rates()["hypertension"], abs=0.015)
