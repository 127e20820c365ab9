"""Invented forums: every district has meetings, promises in every state, and the mistakes of real sheets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure, district_spec
from audit.register.programme_book import read_programme_book
from audit.synth import make_register
from audit.synth.programme import forums
from audit.synth.programme.world import ProgrammeWorld

SPEC = replace(district_spec("35.71"), register_size=Figure(1_500))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("register")
    make_register(SPEC, path)
    return read_programme_book(path / "program-forum.xlsx", areas_of("35.71"))


def test_the_reader_takes_what_is_right_and_sets_the_mistakes_aside(book):
    assert book.summary.rows_read == book.summary.rows_kept + book.summary.rows_set_aside
    rows = book.set_aside[book.set_aside["scope"].eq("row")]
    assert sorted(rows["source_sheet"]) == ["Kesepakatan", "Pertemuan"]


def test_kediri_meets_every_four_months_in_each_kecamatan(book):
    held = book.records["forum_meetings"]
    mini = held[held["kind"].eq("mini_lokakarya")]
    assert set(mini["area_code"]) == {area.code for area in areas_of("35.71").kecamatan}
    for _, days in mini.groupby("area_code")["held_on"]:
        first, last = sorted(pd.to_datetime(days).dt.to_period("M"))
        assert (last - first).n == 4


def test_promises_stand_in_every_state_that_a_forum_knows(book):
    assert {"belum", "proses", "selesai"} <= set(book.records["forum_agreements"]["status"])


@pytest.mark.parametrize("code", SAMPLE_REGISTERS)
def test_every_district_has_its_forums(code):
    brides = pd.DataFrame({"nik": ["9971994508900001"] * 6, "contact_date": pd.Timestamp("2025-08-01")})
    lists = type("Lists", (), {"couples": brides})()
    world = ProgrammeWorld(district_spec(code), None, None, lists, pd.DataFrame(), pd.Timestamp("2025-08-31"))
    found = forums.rows(world)
    kinds = set(found["forum_meetings"]["kind"])
    assert kinds == {"mini_lokakarya", "rembuk", "diseminasi"}
    assert found["forum_agreements"].equals(forums.rows(world)["forum_agreements"])
    assert len(found["kua_records"])
