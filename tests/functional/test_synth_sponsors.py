"""The invented ledger of sponsors, read back by the reader that offices' workbooks go through."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.reference.sample_registers import Figure, district_spec
from audit.register.programme_book import read_programme_book
from audit.synth import make_register

SPEC = replace(district_spec("19.71"), register_size=Figure(1_500))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("register")
    make_register(SPEC, path)
    return path


@pytest.fixture(scope="module")
def book(folder):
    return read_programme_book(folder / "program-orang-tua-asuh.xlsx", areas_of("19.71"))


def test_every_row_is_accounted_for_and_those_without_a_day_are_set_aside(book):
    assert book.summary.rows_read == book.summary.rows_kept + book.summary.rows_set_aside
    rows = book.set_aside[book.set_aside["scope"].eq("row")]
    assert set(rows["column"]) == {"Tanggal Diserahkan"}
    assert set(book.records) == {"donors", "sponsorships", "deliveries"}


def test_both_programmes_are_there_each_with_its_own_kind_of_row(book):
    rows = book.records["sponsorships"]
    named = rows.groupby("programme")[["person_id", "household_id"]].count()
    assert named.loc["baas", "household_id"] == named.loc["genting", "person_id"] == 0
    assert named.loc["baas", "person_id"] > 50 < named.loc["genting", "household_id"]


def test_it_holds_the_slips_of_real_ledgers(book, folder):
    rows, brought = book.records["sponsorships"], book.records["deliveries"]
    assert rows[["person_id", "household_id"]].isna().all(axis=1).sum() == 4
    assert (~brought["sponsorship_id"].isin(rows["sponsorship_id"])).sum() == 4
    assert 0.1 < brought["proof"].isna().mean() < 0.3
    born = pd.read_parquet(folder / "truth-children.parquet").set_index("nik")["birth_date"]
    who = brought.merge(rows[["sponsorship_id", "person_id"]].dropna(), on="sponsorship_id")
    age = (pd.to_datetime(who["delivered_on"]) - who["person_id"].map(born)).dt.days / 30.4375
    assert (who["item"].eq("madu") & (age < 12)).sum() > 0
    assert (who["item"].eq("susu_formula") & (age < 6)).sum() > 0


def test_equal_specs_give_equal_bytes(folder, tmp_path):
    make_register(SPEC, tmp_path)
    name = "program-orang-tua-asuh.xlsx"
    assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
