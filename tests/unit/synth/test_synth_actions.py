"""The invented workbook of convergence actions: the same each time, read back whole but for its mistakes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from audit.reference.action_frameworks import framework, framework_ids
from audit.reference.areas import areas_of
from audit.reference.convergence_rules import CADRE_KINDS, OBSTACLE_KINDS, REGULATION_KINDS
from audit.reference.follow_up_rules import STATUSES
from audit.reference.programme_sheets import BOOKS, SHEETS
from audit.reference.sample_registers import SAMPLE_REGISTERS, district_spec
from audit.register.programme_book import read_programme_book
from audit.register.programme_records import programme_records
from audit.register.whose import Register
from audit.schemas import CONVERGENCE
from audit.store import IDENTITIES
from audit.synth.layouts.programme import write_programme_book
from audit.synth.places import make_places
from audit.synth.programme.actions import rows
from audit.synth.programme.world import ProgrammeWorld

NAMES = [table.name for table in CONVERGENCE]
FULL = ("14.03", "64.74")


def world(code: str) -> ProgrammeWorld:
    spec = district_spec(code)
    places = make_places(spec, np.random.default_rng(1))
    nobody = None  # this topic draws from the places alone
    return ProgrammeWorld(spec, nobody, places, nobody, nobody, pd.Timestamp("2025-08-31"))  # pyright: ignore[reportArgumentType]


def read(code: str, folder: Path):
    path = folder / "program-aksi.xlsx"
    write_programme_book(path, BOOKS["aksi"], rows(world(code)))
    book = read_programme_book(path, areas_of(code))
    return book, programme_records({"aksi": book}, Register(IDENTITIES.empty()), key=b"contoh")


def test_each_table_has_a_sheet_with_every_column_of_the_table():
    assert [sheet.table for sheet in BOOKS["aksi"]] == NAMES
    for table in CONVERGENCE:
        assert {field.name for field in SHEETS[table.name].fields} == set(table.names)
        assert set(table.key) <= set(SHEETS[table.name].required) | {table.key[0]}


def test_the_words_of_the_sheets_are_the_codes_of_the_library():
    words = {(table, field.name): set(field.words) for table in NAMES for field in SHEETS[table].fields}
    of = [framework(id) for id in framework_ids()]
    assert words["action_years", "framework"] == set(framework_ids())
    assert words["action_years", "action"] == {action.id for one in of for action in one.actions}
    known = {output for one in of for action in one.actions for output in action.outputs}
    assert words["action_outputs", "output"] == known | {"lain"}
    proofs = {kind for one in of for action in one.actions for kind in action.evidence}
    assert words["action_evidence", "kind"] == proofs | {"lain"}
    assert words["action_years", "status"] == words["obstacles", "status"] == set(STATUSES)
    assert words["cadres", "kind"] == set(CADRE_KINDS)
    assert words["regulations", "kind"] == set(REGULATION_KINDS)
    assert words["obstacles", "kind"] == set(OBSTACLE_KINDS)


@pytest.mark.parametrize("code", SAMPLE_REGISTERS)
def test_every_row_is_read_but_the_mistakes(code, tmp_path):
    book, records = read(code, tmp_path)
    aside = book.set_aside[book.set_aside["scope"].eq("row")]
    assert aside[["source_sheet", "reason"]].to_numpy().tolist() == [
        ["Aksi per tahun", "isian_wajib_kosong"],
        ["Kader", "kode_tak_dikenal"],
        ["Kendala", "desa_tak_dikenal"],
    ]
    assert book.summary.rows_read == sum(map(len, records.tables.values())) + len(aside)
    given = {name for name, frame in records.tables.items() if len(frame)}
    assert given >= set(NAMES) - {"action_recommendations"}
    assert ("action_recommendations" in given) == (code in FULL)


@pytest.mark.parametrize("code", FULL)
def test_both_frameworks_are_told_of_where_the_actions_are_the_districts_own(code):
    years = rows(world(code))["action_years"]
    assert set(zip(years["framework"], years["year"], strict=True)) >= {("aksi8_2018_2024", 2024), ("p3s_2025", 2025)}
    assert years.loc[years["framework"].eq("aksi8_2018_2024") & years["year"].eq(2024), "action"].nunique() == 8


def test_bontang_calls_its_eighth_action_a_forum():
    years = rows(world("64.74"))["action_years"].set_index("action")["local_name"].dropna()
    assert years.to_dict() == {"reviu_kinerja": "Forum konsultasi publik"}


def test_no_cadre_serves_two_desa():
    drawn = rows(world("14.03"))
    assert drawn["cadres"].iloc[:-1].groupby("cadre_id")["area_code"].nunique().max() == 1


def test_the_same_world_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_programme_book(tmp_path / f"{name}.xlsx", BOOKS["aksi"], rows(world("64.74")))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert not rows(world("64.74"))["cadres"].equals(rows(world("35.71"))["cadres"])
