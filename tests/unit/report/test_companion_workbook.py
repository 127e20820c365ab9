"""tpk.xlsx and the sheets of the teams: in words, by area, no bride below her kecamatan, nothing of another team."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from audit.errors import OutputError
from audit.programme.companion_desa import assisted_by_desa
from audit.reference.areas import areas_of
from audit.reference.companion_rules import MEMBERS, SUPPORT_REASONS
from audit.report.companion_sheets import write_team_sheets
from audit.report.companion_workbook import CompanionBook, write_companion_workbook
from audit.store import IDENTITIES, NAMED

AREAS = areas_of("17.71")
FIRST, SECOND = (AREAS.within(kecamatan.code)[0] for kecamatan in AREAS.kecamatan[:2])


def team(id: str, area: str, **changes) -> dict:
    plain = {
        "team_id": id, "area_code": area, **dict.fromkeys(MEMBERS, True), "sk_until": pd.Timestamp("2026-01-31"),
        "months_filed": 5.0, "months_due": 6, "people_to_assist": 41.25, "contacts_made": 12, "mbg_contacts": 3,
        "mbg_days": 7.0, "as_often": 4.0, "expected": 6.04, "ratio": 0.66, "place": "", "obstacles": "akses;data",
        **dict.fromkeys(SUPPORT_REASONS, False),
    }  # fmt: skip
    return plain | changes


@pytest.fixture
def book() -> CompanionBook:
    teams = pd.DataFrame(
        [team("t1", FIRST.code, no_report=True), team("t2", SECOND.code, months_filed=float("nan"), no_report=None)]
    ).astype(dict.fromkeys(SUPPORT_REASONS, "boolean") | dict.fromkeys(MEMBERS, "boolean"))
    waiting = pd.DataFrame(
        {
            "person_id": ["a", "b"], "area": [FIRST.code] * 2, "group": ["baduta", "catin"], "team_id": ["t1", "t1"],
            "found_on": pd.to_datetime(["2025-06-01", "2025-06-02"]), "days": [106.0, 105.0],
        }
    )  # fmt: skip
    known = {"child_id": ["a", "b"], "name": ["Melati Contoh", "Kenanga Contoh"], "posyandu": ["Mawar 1", "Mawar 2"]}
    named = {"named_id": ["t1", "t2"], "kind": ["team", "team"], "name": ["TPK 1 Satu", "TPK 1 Dua"]}
    return CompanionBook(
        None, teams, waiting, None, None,
        IDENTITIES.conform(pd.DataFrame(known)), NAMED.conform(pd.DataFrame(named)), AREAS,
    )  # fmt: skip


def rows(path: Path, sheet: str) -> list[list]:
    from openpyxl import load_workbook

    return [list(row) for row in load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_teams_stand_by_area_with_computed_reasons(tmp_path, book):
    write_companion_workbook(tmp_path / "tpk.xlsx", book)
    _, labels, one, two = rows(tmp_path / "tpk.xlsx", "Tim")
    said = dict(zip(labels, one, strict=True))
    assert said["Tim"] == "TPK 1 Satu"
    assert said["Desa atau kelurahan"] == FIRST.name
    assert said["Dukungan yang diperlukan"] == "Laporan bulanan belum lengkap"
    assert said["Bulan melapor"] == "5 dari 6"
    assert said["Anggota tercatat"] == "bidan, kader TP PKK, kader KB"
    assert said["Letak terhadap batas kebetulan"] == "terlalu sedikit untuk dinilai"
    assert said["Kendala"] == "Akses, Data"
    other = dict(zip(labels, two, strict=True))
    assert (other["Bulan melapor"], other["Dukungan yang diperlukan"]) == (None, None)
    assert other["Belum diketahui"] == "Laporan"


def test_a_bride_is_placed_in_her_kecamatan_alone(tmp_path, book):
    write_companion_workbook(tmp_path / "tpk.xlsx", book)
    _, labels, child, bride = rows(tmp_path / "tpk.xlsx", "Menunggu rujukan")
    assert dict(zip(labels, child, strict=True))["Posyandu"] == "Mawar 1"
    said = dict(zip(labels, bride, strict=True))
    assert said["Desa atau kelurahan"] == AREAS.kecamatan[0].name
    assert said["Posyandu"] is None
    assert said["Tim"] is None


def test_each_team_gets_a_sheet_with_nothing_of_another(tmp_path, book):
    write_team_sheets(tmp_path / "tpk", book)
    names = [f"{kecamatan.code}.xlsx" for kecamatan in AREAS.kecamatan[:2]]
    assert sorted(path.name for path in (tmp_path / "tpk").iterdir()) == names
    own = " ".join(str(row[0]) for row in rows(tmp_path / "tpk" / names[0], "TPK 1 Satu"))
    assert "Melati Contoh, Mawar 1: risiko dicatat 1 Juni 2025." in own
    assert "Kenanga" not in own
    assert "Laporan bulanan belum lengkap" in own
    other = " ".join(str(row[0]) for row in rows(tmp_path / "tpk" / names[1], "TPK 1 Dua"))
    assert "Melati" not in other
    assert "Laporan bulanan: belum ada data." in other
    assert "Tidak ada alasan dukungan yang tercatat." in other


def test_equal_rows_give_equal_bytes(tmp_path, book):
    for name in ("a.xlsx", "b.xlsx"):
        write_companion_workbook(tmp_path / name, book)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path, book):
    with pytest.raises(OutputError):
        write_companion_workbook(tmp_path / "none" / "tpk.xlsx", book)


def test_by_desa_brides_are_counted_in_their_kecamatan(tmp_path, book):
    people = pd.DataFrame(
        {
            "area": [FIRST.code, FIRST.code, AREAS.unknown_parts[0]], "group": ["catin", "baduta", "bumil"],
            "assisted": [True, True, False], "contacts": ["as_often", "less_often", "due.unknown"],
            "due": [1.0, 2.0, float("nan")], "made": [3, 1, 0], "at_risk": ["at_risk", "not_at_risk", "at_risk"],
            "referred": [True, True, False],
        }
    )  # fmt: skip
    newly = pd.DataFrame({"area": [FIRST.code], "group": ["baduta"]})
    found = assisted_by_desa(people, newly)
    assert found["area_code"].tolist() == [AREAS.unknown_parts[0], AREAS.kecamatan[0].code, FIRST.code]
    assert found["group"].tolist() == ["bumil", "catin", "baduta"]
    counts = found[["people", "assisted", "due_people", "as_often", "due", "made", "at_risk", "referred", "newly"]]
    assert counts.fillna(-1).to_numpy().tolist() == [
        [1, 0, -1, -1, -1, -1, 1, 0, 0],  # no day from which a contact would be due: not known, not none
        [1, 1, 1, 1, 1, 3, 1, 1, 0],
        [1, 1, 1, 0, 2, 1, 0, 0, 1],
    ]
