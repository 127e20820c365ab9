from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.errors import InputError
from audit.register.life import apply_life, life_status_at, present_at, read_life
from audit.schemas import CHILDREN


def children(**columns) -> pd.DataFrame:
    return CHILDREN.conform(pd.DataFrame(columns))


@pytest.fixture
def town():
    ids = ["a", "b", "c", "d"]
    who = pd.DataFrame(
        {
            "child_id": ids,
            "name": ["Dinda Pratama", "Bima Saputra", "Alya Lestari", "Alya Lestari"],
            "birth_date": pd.to_datetime(["2023-05-14", "2022-01-30", "2024-03-03", "2024-03-03"]),
            "parent_name": ["Siti / Joko", None, "Rina", "Dewi"],
        }
    )
    return children(child_id=ids, birth_date=who["birth_date"]), who


@pytest.fixture
def listed(tmp_path):
    def write(*lines: str, header: str = "Nama;Tgl Lahir;Nama Ortu;Status;Tanggal"):
        path = tmp_path / "status.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return path

    return write


def test_a_list_is_honoured(town, listed):
    path = listed(
        "DINDA PRATAMA;2023-05-14;Joko;Meninggal;2025-03-01",
        "Bima Saputra;2022-01-30;;pindah;",
        "Alya Lestari;2024-03-03;Dewi;Menolak;2025-04-01",
    )
    found, unmatched = apply_life(*town, read_life(path))
    assert unmatched.empty
    assert found.set_index("child_id")["life_status"].fillna("").to_dict() == {
        "a": "meninggal",
        "b": "pindah",
        "c": "",
        "d": "menolak",
    }


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Meninggal Dunia", "meninggal"), ("MD", "meninggal"), ("M.D.", "meninggal"), ("sudah wafat", "meninggal"),
        ("Alm.", "meninggal"), ("Pindah domisili", "pindah"), ("PINDAH (KELUAR)", "pindah"), ("hidup sehat", "hidup"),
        ("Masih hidup", "hidup"), ("lulus_umur", "lulus_umur"), ("Sudah lulus", "lulus_umur"), ("Menolak", "menolak"),
    ],
)  # fmt: skip
def test_a_status_has_many_words(listed, said, status):
    assert read_life(listed(f"Dinda Pratama;2023-05-14;;{said};"))["status"].tolist() == [status]


def test_a_namesake_is_never_guessed(town, listed):
    path = listed("Alya Lestari;2024-03-03;;meninggal;2025-03-01", "Wira Yoga;2024-03-03;;pindah;")
    found, unmatched = apply_life(*town, read_life(path))
    assert found["life_status"].isna().all()
    assert unmatched["reason"].to_dict() == {2: "lebih_dari_satu", 3: "tidak_ditemukan"}


def test_a_child_may_be_named_by_its_id_and_the_newest_status_counts(town, listed):
    path = listed("a;pindah;2025-01-01", "a;hidup;2025-06-01", header="Child ID;Status;Tanggal")
    found, _ = apply_life(*town, read_life(path))
    assert found["life_status"].tolist()[0] == "hidup"


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("Dinda;2023-05-14;;hilang;", "linkage.life_status"),
        ("Dinda;2023-05-14;;pindah masuk;", "linkage.life_status"),
        ("Dinda;2023-05-14;;tidak meninggal;", "linkage.life_status"),
        ("Dinda;kemarin;;pindah;", "linkage.life_date"),
        ("Dinda;;;pindah;", "linkage.life_nobody"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(listed, line, id):
    with pytest.raises(InputError) as refused:
        read_life(listed("Dinda Pratama;2023-05-14;;pindah;", line))
    assert refused.value.id == id
    assert "status.csv" in str(refused.value)
    assert "3" in str(refused.value)
    assert "Dinda" not in str(refused.value)


def test_a_list_without_a_status_is_refused(listed):
    with pytest.raises(InputError) as refused:
        read_life(listed("Dinda", header="Nama"))
    assert refused.value.id == "linkage.no_columns"


STATUSES = ["hidup", "meninggal", "pindah", "menolak", "lulus_umur", None]


def test_whoever_is_gone_is_not_present():
    n = len(STATUSES)
    frame = children(
        child_id=[str(k) for k in range(n)],
        birth_date=pd.to_datetime(["2023-05-14"] * n),
        life_status=STATUSES,
        life_status_date=pd.to_datetime(["2025-02-01"] * n),
    )
    assert present_at(frame, date(2025, 2, 1)).tolist() == [True, False, False, False, False, True]
    assert present_at(frame, date(2025, 1, 31)).all()
    undated = frame.assign(life_status_date=pd.NaT)
    assert present_at(undated, date(2023, 6, 1)).tolist() == [True, False, False, False, False, True]


def test_from_the_fifth_birthday_on_a_child_has_outgrown_the_register():
    frame = children(child_id=["a", "b", "c"], birth_date=pd.to_datetime(["2020-02-29", "2020-03-01", None]))
    assert present_at(frame, date(2025, 2, 28)).tolist() == [False, True, True]
    assert life_status_at(frame, date(2025, 2, 28)).fillna("").tolist() == ["lulus_umur", "", ""]
    assert present_at(frame, date(2025, 3, 1)).tolist() == [False, False, True]


def test_the_unborn_are_not_present():
    frame = children(child_id=["a"], birth_date=pd.to_datetime(["2025-03-02"]))
    assert present_at(frame, date(2025, 3, 1)).tolist() == [False]


def test_no_children_no_status():
    assert present_at(children(child_id=[]), date(2025, 3, 1)).empty
