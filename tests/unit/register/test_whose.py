"""Whom a row is about: found by what it says, never guessed."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.register.whose import Register, household_id, shared_niks
from audit.store import IDENTITIES, keyed_id

NIK, OTHER = "1771994508950001", "1771995703900002"


def people(*rows: tuple[str, str | None, str | None, str | None, str | None, str | None]) -> Register:
    columns = ["child_id", "nik", "name", "birth_date", "parent_name", "area_code"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["birth_date"] = pd.to_datetime(frame["birth_date"])
    return Register(IDENTITIES.conform(frame))


TOWN = people(
    ("a", NIK, "Dinda Pratama", "2023-05-14", "Siti / Joko", "1"),
    ("b", None, "Bima Saputra", "2022-01-30", "Rina", "1"),
    ("c", None, "Alya Lestari", "2024-03-03", "Rina", "1"),
    ("d", None, "Alya Lestari", "2024-03-03", "Dewi", "2"),
    ("e", None, "By Ny Tuti", "2024-06-06", None, "2"),
)


def find(**said) -> tuple[str | None, str]:
    row = pd.DataFrame([said], index=[7])
    if "birth_date" in row:
        row["birth_date"] = pd.to_datetime(row["birth_date"]).dt.date
    found = TOWN.find(row)
    (id,) = found.ids
    return (None if pd.isna(id) else str(id)), found.reasons.get(7, "")


def test_a_register_with_more_people_finds_both_and_leaves_the_first_as_it_was():
    columns = ["child_id", "nik", "name", "birth_date", "parent_name", "area_code"]
    more = pd.DataFrame([("w", OTHER, "Bima Saputra", "2022-01-30", "Tono", "2")], columns=columns)
    more["birth_date"] = pd.to_datetime(more["birth_date"])
    more = IDENTITIES.conform(more)
    wider = TOWN.with_others(more)
    said = pd.DataFrame({"nik": [OTHER, NIK], "name": ["Bima Saputra", "Dinda Pratama"]})
    said["birth_date"] = pd.to_datetime(["2022-01-30", "2023-05-14"])
    assert wider.find(said).ids.tolist() == ["w", "a"]
    assert TOWN.find(said).ids.tolist() == ["b", "a"]
    assert TOWN.find(said[["name", "birth_date"]]).reasons == {}
    assert wider.find(said[["name", "birth_date"]]).reasons == {0: "orang_lebih_dari_satu"}


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ({"person_id": "b"}, "b"),
        ({"nik": NIK}, "a"),
        ({"person_id": "b", "nik": NIK}, "b"),
        ({"name": "DINDA  PRATAMA", "birth_date": "2023-05-14"}, "a"),
        ({"nik": NIK, "name": "Dinda", "birth_date": "2022-01-30"}, "a"),
        ({"nik": NIK, "name": "Bima Saputra", "birth_date": "2022-01-30"}, "b"),  # a digit that slipped
        ({"nik": NIK, "name": "Nama Baru", "birth_date": "2023-05-14", "mother_name": "Siti"}, "a"),
        ({"name": "Alya Lestari", "birth_date": "2024-03-03", "mother_name": "Dewi"}, "d"),
        ({"name": "Alya Lestari", "birth_date": "2024-03-03", "area_code": "1"}, "c"),
        ({"nik": OTHER, "name": "Bima Saputra", "birth_date": "2022-01-30"}, "b"),
        ({"name": "Dinda Pratma", "birth_date": "2023-05-14", "mother_name": "Siti"}, "a"),
        ({"name": "Bima Saputro", "birth_date": "2022-01-30", "area_code": "1"}, "b"),
        ({"name": "Rafi", "birth_date": "2024-06-06", "mother_name": "Tuti"}, "e"),
    ],
)
def test_somebody_is_found(said, who):
    assert find(**said) == (who, "")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"person_id": "z"}, "orang_tak_ditemukan"),
        ({"nik": OTHER}, "orang_tak_ditemukan"),
        ({"nik": OTHER, "birth_date": "2022-01-30", "mother_name": "Rina"}, "orang_tak_ditemukan"),
        ({"nik": NIK, "name": "Orang Lain", "birth_date": "2023-05-14"}, "orang_tak_ditemukan"),
        ({"name": "Dinda Pratama", "birth_date": "2023-05-15"}, "orang_tak_ditemukan"),
        ({"nik": OTHER, "name": "Dinda Pratama", "birth_date": "2023-05-14"}, "orang_tak_ditemukan"),
        ({"name": "Bima Saputra", "birth_date": "2022-01-30", "mother_name": "Lain Ibu"}, "orang_tak_ditemukan"),
        ({"name": "Alya Lestari", "birth_date": "2024-03-03"}, "orang_lebih_dari_satu"),
        ({"name": "Orang Lain", "birth_date": "2022-01-30", "mother_name": "Rina"}, "orang_tak_ditemukan"),
        ({"name": "Rafi", "birth_date": "2024-06-06", "area_code": "2"}, "orang_tak_ditemukan"),
        ({"name": "Dinda Pratama"}, "orang_tak_ditemukan"),
    ],
)
def test_nobody_is_guessed(said, reason):
    assert find(**said) == (None, reason)


def test_a_twin_who_is_not_in_the_register_is_not_its_brother():
    town = people(("z", None, "Rafa Akbar", "2024-01-31", "Rina", "1"))
    rows = pd.DataFrame({"name": ["Rafa Akbar", "Rafi Akbar"], "birth_date": pd.to_datetime(["2024-01-31"] * 2),
                         "mother_name": ["Rina"] * 2})  # fmt: skip
    assert town.find(rows).ids.fillna("-").tolist() == ["z", "-"]
    assert town.find(rows.iloc[::-1]).reasons == {1: "orang_tak_ditemukan"}
    again = pd.concat([rows.iloc[1:]] * 2, ignore_index=True)  # one spelling only: a slip of the register
    assert town.find(again).ids.tolist() == ["z", "z"]


def test_no_rows_and_no_people():
    assert len(TOWN.find(pd.DataFrame(columns=["nik"])).ids) == 0
    assert people().find(pd.DataFrame({"nik": [NIK]})).reasons == {0: "orang_tak_ditemukan"}


def test_shared_niks_are_those_of_other_names_and_birth_dates():
    rows = pd.DataFrame(
        {
            "nik": [NIK, NIK, OTHER, OTHER, None],
            "name": ["Siti", "Dewi Lestari", "Rina", "Rina", "Tuti"],
            "birth_date": pd.to_datetime(["1995-08-05", "1990-03-17", "1990-03-17", "1990-03-18", "1990-01-01"]),
        }
    )
    assert shared_niks(rows) == {NIK}
    assert shared_niks(rows.iloc[2:]) == set()


def test_a_household_is_its_family_card():
    assert household_id(b"k", NIK) == keyed_id(b"k", "household", NIK)
    assert household_id(b"k", None) is None
    assert household_id(b"k", pd.NA) is None
