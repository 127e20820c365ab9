"""``kebutuhan.xlsx`` and ``provinsi.xlsx`` as an office opens them: names from the vault, brides by kecamatan only."""

from __future__ import annotations

import pandas as pd
import pytest
from openpyxl import load_workbook

from audit.reference.areas import areas_of
from audit.reference.needs import NEED_STAGES
from audit.report.need_workbook import NeedBook, write_need_workbook
from audit.report.province_workbook import write_province_workbook
from audit.store import IDENTITIES

AREAS = areas_of("17.71")
DESA = AREAS.by_code["17.71.01.1001"]
KECAMATAN = AREAS.by_code[DESA.parent]


def cells(path) -> dict[str, list[list]]:
    book = load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


@pytest.fixture
def book() -> NeedBook:
    needs = pd.DataFrame(
        {
            "person_id": ["a", "b", "nobody"],
            "group": ["baduta", "catin", "baduta"],
            "area_code": pd.array([DESA.code, DESA.code, pd.NA], dtype="string"),
            "need": ["environment", "medical", "access"],
            "rules": ["no_latrine;smoke", "", ""],
            "activities": ["sanitation;drinking_water", "", ""],
            "offices": ["works_office;village", "", ""],
            **{stage: [stage == "offered", False, False] for stage in NEED_STAGES},
        }
    )
    families = pd.DataFrame(
        {"household_id": ["h1", "h2"], "area_code": [DESA.code, DESA.code], "family": ["at_risk", "not_assessable"],
         "welfare": ["rank_1", "rank.unknown"], "factors": ["family_water;family_latrine", ""]}
    )  # fmt: skip
    lokus = pd.DataFrame(
        {"area_code": [DESA.code], "families": [True], "prevalence": [False], "cases": [True], "indicators": [None],
         "reasons": ["indicators_unknown"], "status": ["not_focus"]}
    )  # fmt: skip
    people = pd.DataFrame({"child_id": ["a", "b"], "name": ["Ani Contoh", "Bunga Contoh"], "posyandu": ["Melati"] * 2})
    homes = pd.Series({"h1": "Ani Contoh, Bunga Contoh"})
    return NeedBook(needs, families, lokus, IDENTITIES.conform(people), homes, AREAS)


def known_rules(book: NeedBook) -> NeedBook:
    from dataclasses import replace

    from audit.reference.rule_sets import rule_set

    ids = [rule.id for rule in rule_set("risk_practice_2026").rules][:2]
    assert book.needs is not None
    return replace(book, needs=book.needs.assign(rules=[";".join(ids), "", ""]))


def test_people_are_named_from_the_vault_with_what_may_be_done_by_whom(tmp_path, book):
    write_need_workbook(tmp_path / "kebutuhan.xlsx", known_rules(book))
    heads, _, *rows = cells(tmp_path / "kebutuhan.xlsx")["Sasaran"]
    child = dict(zip(heads, rows[0], strict=True))
    assert (child["name"], child["area"], child["posyandu"]) == ("Ani Contoh", DESA.name, "Melati")
    assert child["activities"] == "Penyediaan jamban layak; Penyediaan air minum layak"
    assert child["offices"] == "Dinas Pekerjaan Umum; Pemerintah desa atau kelurahan"
    assert (child["offered"], child["received"]) == ("ya", None)
    assert rows[2][0] is None  # a person whom the vault does not name


def test_a_bride_to_be_is_placed_no_nearer_than_her_kecamatan(tmp_path, book):
    write_need_workbook(tmp_path / "kebutuhan.xlsx", known_rules(book))
    heads, _, *rows = cells(tmp_path / "kebutuhan.xlsx")["Sasaran"]
    bride = dict(zip(heads, rows[1], strict=True))
    assert (bride["name"], bride["area"], bride["posyandu"]) == ("Bunga Contoh", KECAMATAN.name, None)


def test_a_family_is_named_by_its_members_and_a_desa_by_its_criteria(tmp_path, book):
    write_need_workbook(tmp_path / "kebutuhan.xlsx", known_rules(book))
    sheets = cells(tmp_path / "kebutuhan.xlsx")
    first, second = sheets["Keluarga berisiko"][2:]
    assert first[0] == "Ani Contoh, Bunga Contoh"
    assert second[0] is None
    assert sheets["Lokus"][2][:5] == [DESA.name, "Ya", "Tidak", "Ya", None]


def test_a_run_without_lists_leaves_the_guide_alone(tmp_path):
    nothing = NeedBook(None, None, None, IDENTITIES.empty(), pd.DataFrame(columns=["person_id", "household_id"]), AREAS)
    write_need_workbook(tmp_path / "kebutuhan.xlsx", nothing)
    assert list(cells(tmp_path / "kebutuhan.xlsx")) == ["Petunjuk"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_same_lists_are_the_same_bytes(tmp_path, book, language):
    for name in ("a", "b"):
        write_need_workbook(tmp_path / f"{name}.xlsx", known_rules(book), language=language)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_row_for_the_province_has_dates_and_numbers_and_leaves_the_unknown_empty(tmp_path):
    row = pd.DataFrame(
        {"area_code": ["17.71"], "cycle": ["2025-2"], "stage_1_closed_on": [pd.Timestamp("2025-07-01")],
         "stage_2_closed_on": [pd.NaT], "reviewed": [18], "ceiling_rupiah": [25_000_000.0]}
    )  # fmt: skip
    write_province_workbook(tmp_path / "provinsi.xlsx", row, district="Kota Bengkulu")
    ((heads, values),) = cells(tmp_path / "provinsi.xlsx").values()
    assert heads[:2] == ["Kabupaten/kota", "Siklus"]
    assert values == ["17.71 Kota Bengkulu", "2025-2", pd.Timestamp("2025-07-01"), None, 18, 25_000_000]
