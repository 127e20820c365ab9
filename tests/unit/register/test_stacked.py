"""Tables below one another on one sheet: none swallows another, and each has its own columns and place."""

from __future__ import annotations

import pytest

from audit.register import read_visits

HEADER = "Nama;JK;Tgl Lahir;Tgl Ukur;BB;TB"
ANI = "Ani;P;13/02/2023;14/02/2025;12,5;88"
BUDI = "Budi;L;13/03/2023;14/02/2025;11,5;86"


@pytest.fixture
def read(tmp_path):
    def read(*lines: str):
        path = tmp_path / "register.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        result = read_visits(path, district="17.71")
        summary = result.summary
        assert summary.rows_read == summary.rows_kept + summary.rows_set_aside
        return result

    return read


def test_other_columns_further_down_are_read_as_they_are(read):
    result = read(HEADER, ANI, "Nama;JK;Tgl Ukur;Tgl Lahir;TB;BB", "Budi;L;14/02/2025;13/03/2023;86;11,5")
    budi = result.records.iloc[1]
    assert (str(budi["birth_date"].date()), str(budi["visit_date"].date())) == ("2023-03-13", "2025-02-14")
    assert (budi["weight_kg"], budi["lenhei_cm"], budi["source_row"]) == (11.5, 86.0, 4)


def test_a_wider_table_below_leaves_the_first_its_rows(read):
    result = read(HEADER, ANI, BUDI, ";JUMLAH;;;24;174", "", f"{HEADER};LiLA", "Caca;P;13/02/2024;14/02/2025;9;75;14,5")
    assert result.records["name"].tolist() == ["Ani", "Budi", "Caca"]
    assert result.records["muac_cm"].isna().tolist() == [True, True, False]
    assert result.summary.rows_set_aside == 1


def test_titles_between_tables_name_the_place_of_the_second(read):
    first, second = ("KELURAHAN PENURUNAN", "POSYANDU MELATI"), ("KELURAHAN PAGAR DEWA", "POSYANDU MAWAR")
    records = read(*first, HEADER, ANI, *second, HEADER, BUDI).records
    assert records["desa"].tolist() == ["PENURUNAN", "PAGAR DEWA"]
    assert records["posyandu"].tolist() == ["MELATI", "MAWAR"]
    assert records["area_code"].nunique() == 2


def test_a_narrower_place_keeps_the_wider_one_and_no_other(read):
    records = read("KELURAHAN PENURUNAN", "POSYANDU A", HEADER, ANI, "", "POSYANDU B", HEADER, BUDI).records
    assert records["desa"].tolist() == ["PENURUNAN", "PENURUNAN"]
    assert records["posyandu"].tolist() == ["A", "B"]
    records = read("KELURAHAN PENURUNAN", "POSYANDU A", HEADER, ANI, "", "KELURAHAN PAGAR DEWA", HEADER, BUDI).records
    assert records["posyandu"].isna().tolist() == [False, True]


def test_a_header_that_is_only_repeated_begins_no_table(read):
    result = read("POSYANDU MELATI", HEADER, ANI, HEADER, BUDI)
    assert result.records["posyandu"].tolist() == ["MELATI", "MELATI"]
    assert result.set_aside["reason"].tolist() == ["baris_judul", "bukan_data"]


@pytest.mark.parametrize("total", ["JUMLAH;L;;;25;176", "Rata-rata perempuan;P;;;12,5;88", "Jumlah balita;P;;;9;1"])
def test_a_total_by_sex_is_no_child(read, total):
    result = read(HEADER, ANI, total)
    assert result.records["name"].tolist() == ["Ani"]
    assert result.set_aside["reason"].tolist() == ["bukan_data"]


def test_a_line_break_of_a_web_page_parts_words(tmp_path):
    cells = ["Siti<br>Aminah", "P", "2023-02-13", "2025-02-14", "12,5", "<p>88</p>"]
    rows = [HEADER.split(";"), cells]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    path = tmp_path / "register.xls"
    path.write_text(f"<html><table>{table}</table></html>", encoding="utf-8")
    record = read_visits(path).records.iloc[0]
    assert (record["name"], record["lenhei_cm"]) == ("Siti Aminah", 88.0)


def test_a_decimal_comma_that_split_a_cell_before_blank_columns_is_a_shifted_row(tmp_path):
    path = tmp_path / "register.csv"
    header = "Nama,JK,Tgl Lahir,Tgl Ukur,Berat,Tinggi,,"
    path.write_text(f"{header}\nAni,P,13/02/2023,14/02/2025,12,88,5,\nBudi,L,13/03/2023,14/02/2025,11,86,,\n")
    result = read_visits(path)
    assert result.records["name"].tolist() == ["Budi"]
    assert result.set_aside["reason"].tolist() == ["kolom_bergeser"]


@pytest.mark.parametrize("column", ["Status", "Status Balita", "Tgl Meninggal", "Pindah"])
def test_a_column_of_life_status_is_named_and_not_passed_over(read, column):
    aside = read(f"{HEADER};{column}", f"{ANI};Meninggal").set_aside
    assert aside[["column", "reason"]].to_numpy().tolist() == [[column, "kolom_status_hidup"]]
