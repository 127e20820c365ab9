"""Households, services, histories and consents from lists: about people who are known, one record each."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.register.consents import PURPOSES, consenting, refusing
from audit.register.families import households_of, link_families
from audit.register.list_fields import layout
from audit.register.one_record import one_each
from audit.register.people_list import read_people_list
from audit.register.services import child_history_of, consents_of, services_of
from audit.register.whose import Register, household_id
from audit.schemas import CHILD_HISTORY, CHILDREN, CONSENTS, HOUSEHOLDS, SERVICES, WOMEN
from audit.store import IDENTITIES

KEY = b"kunci"
AREAS = areas_of("17.71")
NIK, KK, KK2 = "1771995405230001", "1771990101010001", "1771990101010002"
FAMILY, FAMILY2 = household_id(KEY, KK), household_id(KEY, KK2)
TOWN = Register(
    IDENTITIES.conform(
        pd.DataFrame(
            {
                "child_id": ["anak", "ibu"],
                "nik": [NIK, None],
                "name": ["Dinda", "Siti"],
                "birth_date": pd.to_datetime(["2023-05-14", "1995-08-05"]),
            }
        )
    )
)


@pytest.fixture
def read(tmp_path):
    def read(list_id: str, *lines: str):
        path = tmp_path / f"{list_id}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return {list_id: read_people_list(path, layout(list_id), AREAS)}

    return read


def aside(list_) -> list[tuple[int, str]]:
    rows = list_.set_aside[list_.set_aside["scope"].eq("row")]
    return list(zip(rows["source_row"].astype(int), rows["reason"], strict=True))


def test_a_household_knows_of_each_fact_what_is_newest(read):
    lists = read(
        "households",
        "No KK;Tanggal Pendataan;Desil;Sumber Peringkat;Versi Peringkat;Air Minum Layak;Jamban Sehat;Bantuan Diterima",
        f"{KK};2024-06-30;1;DTKS;2024;Tidak;Ya;PKH; ",
        f"{KK};2025-06-30;3;DTSEN;;Ya;;",
        f"{KK2};;;;;;Tidak;Tidak ada",
    )
    found = households_of(lists, {"households": date(2025, 8, 31)}, TOWN, key=KEY)
    homes = found.households.set_index("household_id")
    first = homes.loc[str(FAMILY)]
    assert (first["welfare_rank"], first["welfare_source"], first["safe_water"]) == (3, "DTSEN", True)
    assert pd.isna(first["welfare_version"])  # of the rank that counts, not of the older one
    assert (first["healthy_latrine"], first["assistance"]) == (True, "pkh")
    assert homes.loc[str(FAMILY2), ["recorded_on", "assistance"]].tolist() == [pd.Timestamp("2025-08-31"), ""]
    assert not homes.loc[str(FAMILY2), "healthy_latrine"]
    assert KK not in found.households.to_csv()


def test_a_household_may_be_named_by_its_child(read):
    lists = read(
        "households",
        "No KK;NIK Anak;Nama Anak;Tanggal Lahir Anak;Jamban Sehat",
        f";{NIK};;;Ya",
        f"{KK};;Dinda;2023-05-14;Ya",
        ";;Entah;2023-05-14;Ya",
        ";;;;Ya",
    )
    found = households_of(lists, {"households": date(2025, 8, 31)}, TOWN, key=KEY)
    assert len(found.households) == 2
    assert found.children["child_id"].tolist() == ["anak", "anak"]
    assert aside(found.lists["households"]) == [(5, "tanpa_keluarga"), (4, "orang_tak_ditemukan")]


def test_no_lists_make_empty_tables():
    nobody = households_of({}, {}, TOWN, key=KEY)
    tables = (
        (nobody.households, HOUSEHOLDS), (services_of({}, TOWN).records, SERVICES),
        (child_history_of({}, TOWN, key=KEY).records, CHILD_HISTORY), (consents_of({}, TOWN).records, CONSENTS),
    )  # fmt: skip
    for frame, table in tables:
        assert len(frame) == 0
        assert tuple(frame.columns) == table.names


def test_services_are_of_children_and_women_and_the_furthest_stage_counts(read):
    about = services_of(
        read(
            "services",
            "NIK;Nama;Tanggal Lahir;Tanggal Layanan;Jenis Layanan;Tahap;Penyedia;Sesuai Standar",
            f"{NIK};;;2025-02-28;PMT Lokal;Ditawarkan;Puskesmas;",
            f"{NIK};;;2025-02-28;PMT  lokal;Diterima;Puskesmas;Ya",
            ";Siti;1995-08-05;2025-03-28;Bantuan Pangan;Diterima;Ibu Rina;Tidak",
            ";Orang Lain;1995-08-05;2025-03-28;Bantuan Pangan;Diterima;;",
        ),
        TOWN,
    )
    got = about.records.fillna("-")[["person_id", "service_code", "stage", "provider_id"]].to_numpy().tolist()
    assert got == [["anak", "pmt_lokal", "received", "Puskesmas"], ["ibu", "bantuan_pangan", "received", "-"]]
    assert aside(about.lists["services"]) == [(5, "orang_tak_ditemukan")]


def test_a_history_is_of_a_child_and_names_its_family(read):
    about = child_history_of(
        read(
            "child_history",
            "NIK;No KK;NIK Ibu;Tanggal Pencatatan;Penyakit 3 Bulan Terakhir;Penyakit Penyerta;KPSP;Usia Kehamilan;IMD",
            f"{NIK};{KK};1771994508950001;2025-02-28;Diare;Tidak ada;Meragukan;35 minggu;Ya",
            f"{NIK};;;2025-02-28;;;;;Tidak",
            f"1771995405230009;{KK};;2025-02-28;;;;;",
        ),
        TOWN,
        key=KEY,
    )
    row = about.records.iloc[0]
    assert (row["recent_illness"], row["comorbidity"], row["development"]) == ("diare", "", "meragukan")
    assert (row["early_breastfeeding"], row["source_system"]) == (True, "child_history")
    assert about.links.iloc[0][["household_id", "birth_gestation_weeks"]].tolist() == [FAMILY, 35]
    assert aside(about.lists["child_history"]) == [(4, "orang_tak_ditemukan"), (3, "isi_bertentangan")]


def consents(*rows: tuple[str, str, str, bool | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["person_id", "purpose", "decided_on", "given"])
    frame["decided_on"] = pd.to_datetime(frame["decided_on"])
    return CONSENTS.conform(frame)


def test_consents_are_read_and_of_two_answers_on_a_day_the_refusal_counts(read):
    about = consents_of(
        read(
            "consents",
            "NIK;Keperluan;Tanggal Persetujuan;Setuju;Diberikan Oleh;Cara Penjelasan",
            f"{NIK};Audit;2025-02-28;Ya;Ibu;Lisan",
            f"{NIK};Audit;2025-02-28;Dicabut;Ayah;Tertulis",
            f"{NIK};Penelitian;2025-02-28;;Ibu;",
            f"{NIK};Cerita Kasus;2025-02-28;Bersedia;Ibu;",
        ),
        TOWN,
    )
    assert about.records[["purpose", "given"]].to_numpy().tolist() == [["audit", False], ["vignette", True]]
    assert aside(about.lists["consents"]) == [(4, "tanpa_jawaban"), (2, "isi_bertentangan")]


def test_nobody_agreed_who_did_not_say_so():
    said = consents(("a", "audit", "2025-01-01", True), ("b", "audit", "2025-01-01", False))
    assert consenting(said, "audit", date(2025, 8, 31)) == {"a"}
    assert [consenting(said, purpose, date(2025, 8, 31)) for purpose in PURPOSES if purpose != "audit"] == [set()] * 4
    assert consenting(consents(), "audit", date(2025, 8, 31)) == set()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([("2025-01-01", True), ("2025-03-01", False)], "no"),
        ([("2025-01-01", False), ("2025-03-01", True)], "yes"),
        ([("2025-01-01", True), ("2025-09-15", False)], "no"),  # withdrawn after the day of the report: at once
        ([("2025-09-15", True)], "nothing"),  # given after the day of the report: not yet
        ([("2025-01-01", True), ("2025-09-15", False), ("2025-10-01", True)], "no"),
        ([("2025-08-31", True)], "yes"),
        ([("2025-01-01", None)], "nothing"),
    ],
)
def test_a_withdrawal_acts_at_once_and_silence_is_neither(answers, said):
    list_of_answers = consents(*(("a", "sponsor", day, given) for day, given in answers))
    assert consenting(list_of_answers, "sponsor", date(2025, 8, 31)) == ({"a"} if said == "yes" else set())
    assert refusing(list_of_answers, "sponsor", date(2025, 8, 31)) == ({"a"} if said == "no" else set())


def test_a_purpose_that_is_none_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="marketing"):
        consenting(consents(), "marketing", date(2025, 8, 31))


def test_mother_and_child_share_a_household_and_the_newest_link_counts():
    children = CHILDREN.conform(pd.DataFrame({"child_id": ["a", "b", "c"]}))
    day = pd.Timestamp("2025-01-01")
    women = WOMEN.conform(
        pd.DataFrame(
            {"woman_id": ["m", "n", "n"], "contact_date": [day, day, day + pd.Timedelta(days=30)],
             "household_id": ["rumah", None, None]}
        )
    )  # fmt: skip
    links = pd.DataFrame(
        {
            "child_id": ["a", "b", "b", "b", "z"],
            "household_id": [None, "lama", "baru", None, "lain"],
            "mother_id": ["m", None, None, "n", None],
            "on": pd.to_datetime(["2025-01-01", "2025-01-01", "2025-06-01", "2025-03-01", "2025-01-01"]),
        }
    )
    linked, after = link_families(children, women, links)
    assert linked[["child_id", "household_id", "mother_id"]].fillna("-").to_numpy().tolist() == [
        ["a", "rumah", "m"], ["b", "baru", "n"], ["c", "-", "-"],
    ]  # fmt: skip
    assert after["household_id"].tolist() == ["rumah", "baru", "baru"]


def test_rows_of_one_thing_are_joined_unless_they_contradict():
    rows = pd.DataFrame(
        {"k": [1, 1, 1, 2], "x": [1.0, None, 2.0, None], "y": [None, "b", None, "c"]}, index=[9, 8, 7, 6]
    )
    merged, contrary = one_each(rows, ("k",), ("x", "y"))
    assert merged.fillna(-1).to_numpy().tolist() == [[1, 1.0, "b"], [2, -1, "c"]]
    assert contrary == {7: "isi_bertentangan"}
