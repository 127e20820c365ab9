"""A list of life status names children and women; whoever it names is on no list any more."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.errors import InputError
from audit.register.life import ALIVE, life_of, read_life, status_on, with_life
from audit.schemas import WOMEN
from audit.store import IDENTITIES

NIK, OTHER = "1771994508950001", "1771995703900002"
DAY = date(2025, 8, 31)


@pytest.fixture
def people():
    return IDENTITIES.conform(
        pd.DataFrame(
            {
                "child_id": ["anak", "siti", "rina"],
                "nik": [None, NIK, None],
                "name": ["Dinda Pratama", "Siti Aminah", "Rina Wati"],
                "birth_date": pd.to_datetime(["2023-05-14", "1995-08-05", "1978-03-17"]),
            }
        )
    )


@pytest.fixture
def women():
    days = pd.to_datetime(["2025-02-28", "2025-05-28", "2025-05-28"])
    return WOMEN.conform(pd.DataFrame({"woman_id": ["siti", "siti", "rina"], "contact_date": days}))


@pytest.fixture
def listed(tmp_path):
    def write(*lines: str) -> pd.DataFrame:
        path = tmp_path / "status.csv"
        path.write_text("\n".join(["NIK;Nama;Tanggal Lahir;Status;Tanggal", *lines]), encoding="utf-8")
        return read_life(path)

    return write


def test_every_contact_of_a_woman_has_her_status(people, women, listed):
    found, nobody = life_of(people, listed(f"{NIK};;;Meninggal;2025-07-01", ";RINA WATI;17/03/78;Menolak;"))
    assert nobody.empty
    after = WOMEN.conform(with_life(women, found, "woman_id"))
    assert after["life_status"].tolist() == ["meninggal", "meninggal", "menolak"]
    assert after["life_status_date"].isna().tolist() == [False, False, True]
    assert women["life_status"].isna().all()


def test_a_status_of_tomorrow_is_not_yet_true(people, women, listed):
    found, _ = life_of(people, listed(f"{NIK};;;Pindah;2025-09-30"))
    after = with_life(women, found, "woman_id")
    assert status_on(after, DAY).fillna("").tolist() == [ALIVE, ALIVE, ""]


def test_a_list_about_children_alone_leaves_women_as_they_are(people, women, listed):
    found, nobody = life_of(people, listed(";Dinda Pratama;14/05/2023;Pindah;2025-06-13", f"{OTHER};;;Pindah;"))
    assert found.index.tolist() == ["anak"]
    assert nobody["reason"].tolist() == ["tidak_ditemukan"]
    pd.testing.assert_frame_equal(WOMEN.conform(with_life(women, found, "woman_id")), women)


def test_a_nik_of_somebody_else_removes_nobody(people, listed):
    found, nobody = life_of(people, listed(f"{NIK};Dewi Lestari;1990-03-17;Meninggal;", f"{NIK};SITI A;;Pindah;"))
    assert found["status"].to_dict() == {"siti": "pindah"}
    assert nobody["reason"].tolist() == ["tidak_ditemukan"]


def test_a_nik_that_is_not_whole_names_nobody(listed):
    with pytest.raises(InputError, match="baris 2"):
        listed("17719945;;;Pindah;")
