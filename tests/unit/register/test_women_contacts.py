"""Contacts of women: who they are, one contact a day, and what follows from several columns together."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.register.list_fields import layout
from audit.register.people_list import read_people_list
from audit.register.women import Women, women_of
from audit.schemas import WOMEN
from audit.store import keyed_id

KEY = b"kunci"
AREAS = areas_of("17.71")
HERE, THERE = AREAS.desa[0], AREAS.desa[1]
NIK, OTHER = "1771994508950001", "1771995703900002"
HEAD = "NIK;Nama;Tanggal Lahir;Kode Desa;Tanggal Kontak;Kelompok"


@pytest.fixture
def women(tmp_path):
    def women(*lines: str, head: str = HEAD, kind: str = "women") -> Women:
        path = tmp_path / "ibu.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        return women_of({"ibu": read_people_list(path, layout(kind), AREAS)}, {"ibu": kind}, key=KEY)

    return women


def aside(found: Women) -> list[tuple[int, str]]:
    rows = found.lists["ibu"].set_aside
    rows = rows[rows["scope"].ne("sheet")]
    return list(zip(rows["source_row"].astype(int), rows["reason"], strict=True))


def one(found: Women, field: str):
    (value,) = found.contacts[field]
    return value


def test_the_id_is_a_keyed_hash_of_the_nik(women):
    found = women(f"{NIK};Siti;1995-08-05;{HERE.code};2025-02-28;Bumil")
    assert one(found, "woman_id") == keyed_id(KEY, "woman", NIK)
    assert one(found, "nik_status") == "ok"
    assert found.identities[["child_id", "nik", "name"]].to_numpy().tolist() == [[one(found, "woman_id"), NIK, "Siti"]]
    assert NIK not in found.contacts.to_csv()


def test_without_nik_name_birth_date_and_desa_make_the_id(women):
    found = women(
        f";SITI AMINAH;1995-08-05;{HERE.code};2025-02-28;Bumil",
        f";Siti  Aminah;05/08/1995;{HERE.code};28/03/2025;Bumil",
        f";Siti Aminah;1995-08-05;{THERE.code};2025-02-28;Bumil",
        f";Siti Aminah;1995-08-06;{HERE.code};2025-02-28;Bumil",
    )
    assert found.contacts.groupby("woman_id").size().tolist() in ([1, 1, 2], [1, 2, 1], [2, 1, 1])
    assert found.contacts["nik_status"].isna().all()


def test_a_row_without_nik_is_the_one_woman_of_that_name_and_birth_date(women):
    found = women(
        f"{NIK};Siti Aminah;1995-08-05;{HERE.code};2025-02-28;Bumil",
        f";Siti Aminah;1995-08-05;{HERE.code};2025-03-28;Bumil",
        ";Siti Aminah;1995-08-05;;2025-04-28;Bumil",
    )
    assert set(found.contacts["woman_id"]) == {keyed_id(KEY, "woman", NIK)}
    assert found.contacts["nik_status"].tolist() == ["ok"] * 3
    assert found.contacts["area_code"].tolist() == [HERE.code] * 3


def test_two_women_with_nik_and_one_name_leave_a_row_without_nik_apart(women):
    found = women(
        f"{NIK};Siti Aminah;1995-08-05;;2025-02-28;Bumil",
        f"{OTHER};Siti Aminah;1995-08-05;;2025-02-28;Bumil",
        ";Siti Aminah;1995-08-05;;2025-03-28;Bumil",
    )
    assert found.contacts["woman_id"].nunique() == 3


def test_a_nik_under_which_two_women_stand_is_nobodys(women):
    found = women(
        f"{NIK};Siti Aminah;1995-08-05;{HERE.code};2025-02-28;Bumil",
        f"{NIK};Dewi Lestari;1990-03-17;{HERE.code};2025-02-28;Bumil",
        f"{OTHER};Rina;1990-03-17;{HERE.code};2025-02-28;Bumil",
        f"{OTHER};Rina;1990-03-18;{HERE.code};2025-03-28;Bumil",  # a slip of the pen: one woman
    )
    assert found.contacts["woman_id"].nunique() == 3
    assert aside(found) == [(2, "nik_dua_orang"), (3, "nik_dua_orang")]


def test_the_order_of_rows_changes_no_id(women):
    lines = [
        f"{NIK};Siti Aminah;1995-08-05;{HERE.code};2025-02-28;Bumil",
        ";Siti Aminah;1995-08-05;;2025-04-28;Bumil",
        f";Dewi;1990-03-17;{HERE.code};2025-03-28;Nifas",
    ]
    first, second = women(*lines).contacts, women(*lines[::-1]).contacts
    assert first["woman_id"].tolist() == second["woman_id"].tolist()


def test_rows_of_one_day_are_one_contact_unless_they_contradict(women):
    found = women(
        f"{NIK};Siti;1995-08-05;;2025-02-28;Bumil;23,5;",
        f"{NIK};Siti;1995-08-05;;2025-02-28;Bumil;;11,2",
        f"{NIK};Siti;1995-08-05;;2025-02-28;Bumil;21,0;11,2",
        head=f"{HEAD};LiLA (cm);Hb (g/dL)",
    )
    assert (one(found, "muac_cm"), one(found, "hb_g_dl")) == (23.5, 11.2)
    assert aside(found) == [(4, "isi_bertentangan")]
    assert (found.lists["ibu"].summary.rows_kept, found.lists["ibu"].summary.rows_set_aside) == (2, 1)


def test_weeks_are_counted_from_the_last_period_where_they_are_not_given(women):
    found = women(
        f"{NIK};Siti;1995-08-05;;2025-02-28;Bumil;;2024-11-01",
        f"{NIK};Siti;1995-08-05;;2025-03-28;Bumil;22;2024-11-01",
        f"{NIK};Siti;1995-08-05;;2025-04-28;Bumil;;2023-11-01",
        head=f"{HEAD};Usia Kehamilan (minggu);HPHT",
    )
    assert found.contacts["gestation_weeks"].fillna(-1).tolist() == [17, 22, -1]  # 119 days are 17 weeks


@pytest.mark.parametrize(
    ("head", "cells", "pressure", "reasons"),
    [
        ("Tekanan Darah", "140/95", (140, 95), []),
        ("Sistolik;Diastolik", "140;95", (140, 95), []),
        ("Tekanan Darah", "80/120", (None, None), [(2, "tekanan_tak_mungkin")]),
        ("Tekanan Darah", "300/90", (None, None), [(2, "tekanan_tak_mungkin")]),
        ("Sistolik;Diastolik", "90;90", (None, None), [(2, "tekanan_tak_mungkin")]),
        ("Sistolik;Diastolik", "140;", (140, None), []),
    ],
)
def test_blood_pressure_must_be_possible(women, head, cells, pressure, reasons):
    found = women(f"{NIK};Siti;1995-08-05;;2025-02-28;Bumil;{cells}", head=f"{HEAD};{head}")
    said = tuple(None if pd.isna(one(found, f)) else one(found, f) for f in ("systolic_mmhg", "diastolic_mmhg"))
    assert said == pressure
    assert aside(found) == reasons


@pytest.mark.parametrize(
    ("ttd", "mms", "product", "tablets"),
    [("30", "", "ttd", 30), ("", "60", "mms", 60), ("0", "60", "mms", 60), ("30", "0", "ttd", 30), ("0", "", "ttd", 0),
     ("0", "0", "ttd", 0), ("30", "60", None, 90), ("", "", None, None)],
)  # fmt: skip
def test_a_woman_on_mms_is_not_one_without_ttd(women, ttd, mms, product, tablets):
    found = women(f"{NIK};Siti;1995-08-05;;2025-02-28;Bumil;{ttd};{mms}", head=f"{HEAD};Jumlah TTD;Jumlah MMS")
    said = [None if pd.isna(one(found, f)) else one(found, f) for f in ("supplement_product", "supplement_tablets")]
    assert said == [product, tablets]


def test_a_birth_date_that_no_mother_has_is_set_aside(women):
    found = women(
        f"{NIK};Siti;2025-01-05;;2025-02-28;Bumil", ";Dewi;2024-12-31;;2025-02-28;Bumil",
    )  # fmt: skip
    assert aside(found) == [(2, "umur_tak_mungkin"), (3, "umur_tak_mungkin"), (3, "tanpa_identitas_orang")]
    assert found.contacts["birth_date"].isna().tolist() == [True]


def test_the_group_may_be_the_name_of_the_sheet_and_is_never_guessed(tmp_path, women):
    import openpyxl

    book = openpyxl.Workbook()
    for name in ("Ibu Nifas", "Data"):
        sheet = book.create_sheet(name)
        sheet.append(["NIK", "Tanggal Kontak"])
        sheet.append([NIK if name == "Data" else OTHER, "2025-02-28"])
    book.save(tmp_path / "ibu.xlsx")
    list_ = read_people_list(tmp_path / "ibu.xlsx", layout("women"), AREAS)
    found = women_of({"ibu": list_}, {"ibu": "women"}, key=KEY)
    assert found.contacts[["group", "source_sheet"]].to_numpy().tolist() == [["nifas", "Ibu Nifas"]]
    assert aside(found) == [(2, "tanpa_kelompok")]


def test_the_bride_is_the_woman_and_the_groom_is_only_smoke(women):
    bride, groom = "NIK Calon Istri;Nama Calon Istri;Tgl Lahir Calon Istri", "NIK Calon Suami;Nama Calon Suami"
    head = f"{bride};Tanggal Kontak;{groom};Calon Suami Merokok;Terpapar Asap Rokok"
    found = women(
        f"{NIK};Siti;1995-08-05;2025-02-28;{OTHER};Budi Santoso;Ya;",
        f"{NIK};Siti;1995-08-05;2025-03-28;{OTHER};Budi Santoso;Tidak;",
        f"{NIK};Siti;1995-08-05;2025-04-28;{OTHER};Budi Santoso;Ya;Tidak",
        head=head, kind="couples",
    )  # fmt: skip
    assert found.contacts["group"].tolist() == ["catin"] * 3
    assert [None if pd.isna(x) else bool(x) for x in found.contacts["smoke_at_home"]] == [True, None, False]
    assert "Budi" not in found.contacts.to_csv() + found.identities.to_csv()


def test_a_family_card_makes_the_household_and_no_list_makes_no_women(women):
    found = women(f"{NIK};Siti;1995-08-05;;2025-02-28;Bumil;1771990101010001", head=f"{HEAD};No KK")
    assert one(found, "household_id") == keyed_id(KEY, "household", "1771990101010001")
    nobody = women_of({}, {}, key=KEY)
    assert len(nobody.contacts) == len(nobody.identities) == len(nobody.children) == 0
    assert tuple(nobody.contacts.columns) == WOMEN.names
