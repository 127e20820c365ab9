"""Invented money: every district hands in its own programmes, and the workbook is read back with its mistakes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from audit.programme.money_checks import check_lines
from audit.programme.service_costs import service_costs
from audit.programme.service_order import options, service_gaps
from audit.reference.areas import areas_of
from audit.reference.programme_sheets import BOOKS
from audit.reference.sample_registers import district_spec
from audit.register.programme_book import read_programme_book
from audit.register.programme_records import programme_records
from audit.register.whose import Register
from audit.store import IDENTITIES
from audit.synth.layouts.programme import write_programme_book
from audit.synth.programme import money
from audit.synth.programme.world import ProgrammeWorld

CODES = ("14.03", "17.71", "19.71", "35.71", "64.74")
FULLEST = "64.74"
DAY = pd.Timestamp("2025-08-31")
PARAMS = Path(__file__).parents[3] / "params"


def world(code: str) -> ProgrammeWorld:
    nothing = pd.DataFrame()
    return ProgrammeWorld(district_spec(code), nothing, nothing, nothing, nothing, DAY)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("money") / "program-anggaran.xlsx"
    write_programme_book(path, BOOKS["anggaran"], money.rows(world(FULLEST)))
    book = read_programme_book(path, areas_of(FULLEST))
    return book, programme_records({"anggaran": book}, Register(IDENTITIES.empty()), key=b"contoh").tables


@pytest.mark.parametrize("code", CODES)
def test_outputs_are_of_programmes_that_the_district_names(code):
    (path,) = PARAMS.glob(f"{code}-*.yaml")
    named = {one["id"] for one in yaml.safe_load(path.read_text(encoding="utf-8"))["programmes"]}
    own = set(money.rows(world(code))["local_programmes"]["programme"])
    assert own <= named
    assert len(own) >= 2


@pytest.mark.parametrize("code", CODES)
def test_the_same_world_gives_the_same_rows_with_the_columns_of_the_sheets(code):
    first, second = money.rows(world(code)), money.rows(world(code))
    for sheet in BOOKS["anggaran"]:
        pd.testing.assert_frame_equal(first[sheet.table], second[sheet.table])
        assert list(first[sheet.table].columns) == [field.name for field in sheet.fields]
        assert len(first[sheet.table])


def test_bontang_hands_in_most_lines():
    n = {code: len(money.rows(world(code))["budget_lines"]) for code in CODES}
    assert max(n, key=lambda code: n[code]) == FULLEST


def test_a_line_without_its_year_is_set_aside_and_everything_else_is_read(read):
    book, tables = read
    given = money.rows(world(FULLEST))
    assert book.summary.rows_read == sum(map(len, given.values()))
    assert book.summary.rows_set_aside == 1
    assert book.summary.cells_set_aside == 0
    assert set(tables) == set(given)
    kept = given["budget_lines"].dropna(subset=["year"])
    assert tables["budget_lines"]["allocated_rupiah"].sum() == sum(kept["allocated_rupiah"])
    assert tables["budget_lines"]["line_id"].is_unique


def test_the_mistakes_of_real_offices_are_among_the_lines(read):
    _, tables = read
    checked = check_lines(tables["budget_lines"], as_of=date(2025, 9, 15))
    assert {"above_allocation", "twice", "swapped", "no_realisation"} <= set(";".join(checked["checks"]).split(";"))
    assert checked["untagged"].ne("").any()


def test_some_services_can_be_compared_and_some_cannot(read):
    _, tables = read
    able, left = options(service_costs(tables["cost_ingredients"], 2025), service_gaps(tables["service_gaps"], 2025))
    assert len(able) > 3
    assert {"cost_incomplete", "uptake_unknown"} == set(left.values())
