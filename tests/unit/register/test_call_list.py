"""Whom a family calls: desa before kecamatan, numbers as people dial them, and what is refused with its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.register.call_list import read_call_list

AREAS = areas_of("64.74")
KECAMATAN = AREAS.kecamatan[0]
DESA = AREAS.within(KECAMATAN.code)


def listed(tmp_path: Path, *rows: str, header: str = "Kode Desa;Kecamatan;Desa;Hubungi;Telepon"):
    path = tmp_path / "kontak.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    found = read_call_list(path, AREAS)
    return found.set_index("area_code")


def test_a_desa_goes_before_its_kecamatan(tmp_path):
    rows = (f";{KECAMATAN.name};;Puskesmas;0548 22222", f"{DESA[0].code};;;Bidan desa;0812-3456-7890")
    found = listed(tmp_path, *rows)
    assert set(found.index) == {desa.code for desa in DESA}, "nobody is named for the other kecamatan"
    assert found.loc[DESA[0].code].tolist() == ["Bidan desa", "0812-3456-7890"]
    assert {tuple(row) for row in found.drop(DESA[0].code).to_numpy()} == {("Puskesmas", "0548 22222")}


@pytest.mark.parametrize(
    ("written", "read"),
    [("0812 3456 7890", "0812 3456 7890"), ("81234567890", "081234567890"), ("+62 812 3456 7890", "+62 812 3456 7890"),
     ("(0548) 21-000", "(0548) 21-000"), ("", None)],
)  # fmt: skip
def test_a_number_is_as_people_dial_it(tmp_path, written, read):
    (phone,) = listed(tmp_path, f"{DESA[0].code};;;Puskesmas;{written}")["phone"].astype(object)
    assert (phone if isinstance(phone, str) else None) == read


@pytest.mark.parametrize(
    ("row", "id"),
    [
        ("99.99.99.9999;;;Puskesmas;0548 22222", "linkage.unknown_area"),
        (";Entah;;Puskesmas;0548 22222", "linkage.unknown_area"),
        (f"{DESA[0].code};;;Puskesmas;tanya kader", "linkage.call_phone"),
        (f"{DESA[0].code};;;Puskesmas;12", "linkage.call_phone"),
        (f"{DESA[1].code};;;Puskesmas;0548 22222", "linkage.call_twice"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_row(tmp_path, row, id):
    with pytest.raises(InputError) as refused:
        listed(tmp_path, f"{DESA[1].code};;;Puskesmas;0548 22222", row)
    assert refused.value.id == id
    assert {"kontak.csv", "3"} <= {str(value) for value in refused.value.values.values()}


def test_an_empty_list_names_nobody(tmp_path):
    assert listed(tmp_path).empty
