from __future__ import annotations

import pytest

from audit.register.place import Place, place_in_titles


@pytest.mark.parametrize(
    ("titles", "place"),
    [
        (
            [["LAPORAN"], ["KELURAHAN BANDAR LOR KECAMATAN MOJOROTO KOTA KEDIRI"], ["BULAN TIMBANG : FEBRUARI 2025"]],
            Place(desa="BANDAR LOR", kecamatan="MOJOROTO", district="KOTA KEDIRI"),
        ),
        ([["Desa", ": Teluk Pambang"], ["Kec.", ": Bantan"]], Place(desa="Teluk Pambang", kecamatan="Bantan")),
        ([["POSYANDU MELATI", "", "PUSKESMAS: Kandang"]], Place(posyandu="MELATI", puskesmas="Kandang")),
        ([["KELURAHAN KOTA BARU"]], Place(desa="KOTA BARU")),
        ([["KECAMATAN KOTA KOTA KEDIRI"]], Place(kecamatan="KOTA", district="KOTA KEDIRI")),
        ([["Kabupaten/Kota : Bengkalis"]], Place(district="Bengkalis")),
        ([["PEMERINTAH KABUPATEN BENGKALIS TAHUN 2025"]], Place(district="KABUPATEN BENGKALIS")),
        ([["DAFTAR BALITA PUSKESMAS (SINTETIS)"]], Place()),
        ([["KELURAHAN SE-KECAMATAN"]], Place()),
        ([["DESA A1"], ["DESA B2"]], Place()),  # two names are none
        ([["DESA A1"], ["Desa a1"]], Place(desa="A1")),
        ([], Place()),
        ([["DAFTAR HADIR", 2025.0]], Place()),
    ],
)
def test_areas_in_title_rows(titles, place):
    found = place_in_titles(titles)
    assert {k: (getattr(found, k) or "").upper() for k in Place.__slots__} == {
        k: (getattr(place, k) or "").upper() for k in Place.__slots__
    }


def test_the_name_of_the_sheet_speaks_where_the_titles_are_silent():
    assert place_in_titles([], "Posyandu Mawar") == Place(posyandu="Mawar")
    assert place_in_titles([["POSYANDU MELATI"]], "Posyandu Mawar") == Place(posyandu="MELATI")
    assert place_in_titles([], "Sheet1") == Place()
