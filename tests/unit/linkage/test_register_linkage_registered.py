from __future__ import annotations

import pandas as pd
import pytest

from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.register.registered import read_registered
from audit.schemas import REGISTERED

AREAS = areas_of("17.71")
DESA = AREAS.desa[0]
KECAMATAN = AREAS.by_code[DESA.parent]


@pytest.fixture
def written(tmp_path):
    def write(text: str):
        path = tmp_path / "sasaran.csv"
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


HEADER = "Kode Desa;Kecamatan;Desa/Kelurahan;Bulan;Balita Terdaftar;Proyeksi\n"


@pytest.mark.parametrize("month", ["2025-02", "2025-2", "02/2025", "Februari 2025", "FEB 2025"])
def test_months_as_people_write_them(written, month):
    found = read_registered(written(f"{HEADER}{DESA.code};;;{month};120;131\n"), AREAS)
    assert found.loc[0].tolist() == [DESA.code, "2025-02", 120, 131]
    assert list(found.columns) == list(REGISTERED.names)


@pytest.mark.parametrize("area", [DESA.code, DESA.code.replace(".", "")])
def test_a_code_with_or_without_points(written, area):
    assert read_registered(written(f"{HEADER}{area};;;2025-02;1;\n"), AREAS)["area_code"].tolist() == [DESA.code]


def test_names_will_do_where_there_is_no_code(written):
    text = f"Kecamatan,Desa/Kelurahan,Bulan,Balita Terdaftar\n{KECAMATAN.name.upper()},{DESA.name},2025-02,120\n"
    assert read_registered(written(text), AREAS)["area_code"].tolist() == [DESA.code]


def test_an_empty_cell_is_missing_and_zero_is_zero(written):
    other = AREAS.desa[1]
    found = read_registered(written(f"{HEADER}{other.code};;;2025-02;0;\n{DESA.code};;;2025-02;;-\n"), AREAS)
    assert found["area_code"].tolist() == [DESA.code, other.code]
    assert found["registered"].isna().tolist() == [True, False]
    assert found["registered"].iloc[1] == 0
    assert found["projected"].isna().all()


def test_titles_totals_and_empty_rows_are_no_data(written):
    text = f"SASARAN BALITA;;;;;\n;;;;;\n{HEADER}{DESA.code};;;2025-02;1.200;\n;;;;;\nJUMLAH;;;;1.200;\n"
    assert read_registered(written(text), AREAS)["registered"].tolist() == [1200]


def test_a_workbook_with_true_dates(tmp_path):
    path = tmp_path / "sasaran.xlsx"
    frame = pd.DataFrame({"Kode Desa": [DESA.code], "Bulan": [pd.Timestamp("2025-02-01")], "Balita Terdaftar": [120]})
    frame.to_excel(path, index=False)
    assert read_registered(path, AREAS).loc[0].tolist()[:3] == [DESA.code, "2025-02", 120]


@pytest.mark.parametrize(
    ("row", "id"),
    [
        ("17.71.01.9999;;;2025-02;1;", "linkage.unknown_area"),
        ("14.03.01.2001;;;2025-02;1;", "linkage.unknown_area"),
        (";;Negeri Antah Berantah;2025-02;1;", "linkage.unknown_area"),
        (f"{DESA.code};;;2025-13;1;", "linkage.month_unread"),
        (f"{DESA.code};;;lusa;1;", "linkage.month_unread"),
        (f"{DESA.code};;;;1;", "linkage.month_unread"),
        (f"{DESA.code};;;2025-02;1,5;", "linkage.not_a_count"),
        (f"{DESA.code};;;2025-02;-3;", "linkage.not_a_count"),
        (f"{DESA.code};;;2025-02;banyak;", "linkage.not_a_count"),
        (f"{DESA.code};;;2025-01;7;", "linkage.registered_twice"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(written, row, id):
    with pytest.raises(InputError) as refused:
        read_registered(written(f"{HEADER}{DESA.code};;;2025-01;1;\n{row}\n"), AREAS)
    assert (refused.value.id, refused.value.exit_code) == (id, 11)
    assert "sasaran.csv" in str(refused.value)
    assert "baris 3" in str(refused.value)


def test_a_file_without_the_columns_is_refused(written):
    with pytest.raises(InputError) as refused:
        read_registered(written("Nama;Umur\nx;3\n"), AREAS)
    assert refused.value.id == "linkage.no_columns"
