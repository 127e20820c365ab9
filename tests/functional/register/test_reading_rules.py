"""The import contract (reference/data.md 4.4) on small files made here: each rule where it would hurt if it broke."""

from __future__ import annotations

import random
from datetime import date, datetime

import pandas as pd
import pytest
import xlsxwriter

from audit.register import ImportSummary, read_visits
from audit.register.result import RECORDS

HEADER = ["No", "NIK", "Nama Anak", "JK", "Tgl Lahir", "Nama Ibu", "Desa/Kel", "Tgl Ukur", "BB", "TB", "Cara Ukur"]


def child(n=1, **changes):
    row = {
        "No": str(n), "NIK": f"{1771990000000000 + (n % 28 + 1) * 10**8 + 2 * 10**6 + 23 * 10**4 + n}",
        "Nama Anak": f"Anak {chr(64 + n)}", "JK": "L" if n % 2 else "P", "Tgl Lahir": f"2023-02-{n % 28 + 1:02d}",
        "Nama Ibu": f"Ibu {chr(64 + n)}", "Desa/Kel": "Kandang", "Tgl Ukur": "2025-02-11", "BB": "10,5", "TB": "82,3",
        "Cara Ukur": "B",
    }  # fmt: skip
    return [str(value) for value in (row | changes).values()]


def csv(path, rows, separator=";", encoding="utf-8"):
    path.write_text("\n".join(separator.join(row) for row in rows) + "\n", encoding=encoding)
    return path


def book(path, sheets, merges=()):
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if cell != "":
                        sheet.write(i, j, cell)
            for area in merges:
                sheet.merge_range(area, rows[int(area.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1][0])
    return path


def reasons(result, scope):
    part = result.set_aside[result.set_aside["scope"].eq(scope)]
    return dict(zip(part["source_row"], part["reason"], strict=True))


def test_columns_and_dtypes_are_the_contract(tmp_path):
    records = read_visits(csv(tmp_path / "a.csv", [HEADER, child()])).records
    assert list(records.columns) == list(RECORDS)
    kinds = {c: str(records[c].dtype) for c in records}
    assert {c for c, kind in kinds.items() if kind == "string"} == {
        c for c, kind in RECORDS.items() if kind == "string"
    }
    assert str(records["birth_date"].dtype) == str(records["visit_date"].dtype) == "datetime64[s]"
    assert records["weight_kg"].dtype == records["exported_waz"].dtype == "float64"
    row = records.iloc[0]
    assert row[["name", "sex", "weight_kg", "lenhei_cm", "measure"]].tolist() == ["Anak A", "m", 10.5, 82.3, "h"]
    assert row["marks"] == ""
    assert pd.isna(row["source_sheet"])
    assert pd.isna(row["posyandu"])


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_separator_and_encoding_are_found(tmp_path, separator, encoding):
    row = [cell.replace(",", ".") for cell in child(**{"Nama Anak": "Zoë\u00a0"})]
    records = read_visits(csv(tmp_path / "a.txt", [HEADER, row], separator, encoding)).records
    assert records["name"].tolist() == ["Zoë"]
    assert records["weight_kg"].tolist() == [10.5]


def test_source_rows_are_lines_also_around_blank_lines_and_breaks_in_cells(tmp_path):
    path = tmp_path / "a.csv"
    broken = child(2, **{"Nama Anak": '"Anak\nB"'})
    lines = ["DAFTAR BALITA", "", ";".join(HEADER), "", ";".join(child(1)), ";".join(broken)]
    path.write_text("\n".join([*lines, ";".join(child(3))]), encoding="utf-8")
    result = read_visits(path)
    assert result.records["source_row"].tolist() == [5, 6, 8]
    assert result.records["name"].tolist() == ["Anak A", "Anak B", "Anak C"]
    assert result.summary.rows_read == 3


def test_totals_notes_signatures_and_repeated_headers_are_no_data(tmp_path):
    numbers = [str(j + 1) for j in range(len(HEADER))]
    rows = [
        HEADER, numbers, child(1), HEADER, child(2), ["", "", "Jumlah", "", "", "", "", "", "21", "164,6", ""],
        ["TOTAL"] + [""] * 7 + ["21", "", ""], ["", "", "", "", "Ket: B = berdiri"], [*[""] * 7, "Mengetahui,"],
        ["", "", "Siti, A.Md.Gz"], ["Rata-rata", "", "", "", "", "", "", "", "10,5", "82,3"], ["", "-", "-"], child(3),
    ]  # fmt: skip
    result = read_visits(csv(tmp_path / "a.csv", rows))
    assert result.records["source_row"].tolist() == [3, 5, 13]
    assert set(reasons(result, "row").values()) == {"bukan_data"}
    assert [result.summary[name] for name in ("rows_read", "rows_kept", "rows_set_aside")] == [12, 3, 9]


def test_a_child_without_a_measurement_or_a_measurement_without_a_child(tmp_path):
    rows = [
        HEADER, child(1),
        child(2, **{"Tgl Ukur": "-", "BB": "", "TB": ""}),
        child(3, **{"NIK": "", "Nama Anak": "", "JK": "", "Nama Ibu": ""}),
        child(4, **{"NIK": "", "JK": "", "Tgl Lahir": ""}),
        child(5, NIK=""),
    ]  # fmt: skip
    result = read_visits(csv(tmp_path / "a.csv", rows))
    assert result.records["source_row"].tolist() == [2, 6]
    assert reasons(result, "row") == {3: "tanpa_pengukuran", 4: "tanpa_identitas", 5: "tanpa_identitas"}


def test_a_row_longer_than_its_header_is_not_read(tmp_path):
    shifted = [*child(2)[:5], "Jl. Mawar", *child(2)[5:]]
    result = read_visits(csv(tmp_path / "a.csv", [HEADER, child(1), shifted, [*child(3), "", ""]]))
    assert result.records["source_row"].tolist() == [2, 4]
    assert reasons(result, "row") == {3: "kolom_bergeser"}


def test_a_cell_that_cannot_be_read_is_listed_and_its_row_kept(tmp_path):
    wrong = {"Tgl Lahir": "31/02/2023", "BB": "sepuluh", "TB": "45000", "JK": "?!", "Cara Ukur": "duduk"}
    rows = [HEADER, child(1, **wrong), child(2, **{"Tgl Ukur": "25/02/2025", "Desa/Kel": "Antah"})]
    result = read_visits(csv(tmp_path / "a.csv", rows), district="17.71")
    assert result.summary.rows_kept == 2
    cells = result.set_aside[result.set_aside["scope"].eq("cell")]
    assert set(zip(cells["source_row"], cells["column"], cells["value"], cells["reason"], strict=True)) == {
        (2, "Tgl Lahir", "31/02/2023", "tanggal_bertentangan"),
        (2, "BB", "sepuluh", "angka_tak_terbaca"),
        (2, "TB", "45000", "di_luar_batas"),
        (2, "JK", "?!", "jk_tak_dikenal"),
        (2, "Cara Ukur", "duduk", "cara_ukur_tak_dikenal"),
        (3, "Desa/Kel", "Antah", "desa_tak_dikenal"),
    }
    assert result.summary.cells_set_aside == 6


def test_duplicates_stay_and_are_marked(tmp_path):
    baby = {"Nama Anak": "BY NY ANI", "NIK": ""}
    rows = [
        HEADER, child(1), child(1), child(1, No="9"), child(2), child(2, BB="10,7"),
        child(3, **baby), child(3, **baby, BB="3,1"), child(4, NIK="17719**********"), child(4, NIK="17719*********8"),
    ]  # fmt: skip
    marks = read_visits(csv(tmp_path / "a.csv", rows)).records["marks"].tolist()
    assert marks == [
        "", "duplikat_persis", "duplikat_persis", "ukur_ganda_hari_sama", "ukur_ganda_hari_sama",
        "bayi_belum_bernama", "bayi_belum_bernama", "", "",
    ]  # fmt: skip


def test_marks_are_joined(tmp_path):
    header = [*HEADER, "BB Lahir", "TB Lahir"]
    baby = child(1, **{"Nama Anak": "Bayi Ny. Ani"})
    rows = [header, [*baby, "2900", "0"], [*child(2), "2,9", "49"], [*child(3), "300", "3"]]
    result = read_visits(csv(tmp_path / "a.csv", rows))
    assert result.records["marks"].tolist() == ["bb_lahir_gram;tb_lahir_nol;bayi_belum_bernama", "", ""]
    assert result.records["birth_weight_kg"].fillna(-1).tolist() == [2.9, 2.9, -1]
    assert result.records["birth_length_cm"].fillna(-1).tolist() == [-1, 49, -1]
    assert sorted(result.set_aside["reason"]) == ["di_luar_batas", "satuan_tak_pasti"]


def test_nik_status_is_empty_only_where_there_is_no_nik(tmp_path):
    rows = [HEADER, child(1), child(2, NIK="1,77199E+15"), child(3, NIK="-")]
    with_nik = read_visits(csv(tmp_path / "a.csv", rows)).records
    assert with_nik["nik_status"].fillna("").tolist() == ["ok", "eksponen_excel", ""]
    assert with_nik["nik"].notna().tolist() == [True, False, False]
    without = [[c for j, c in enumerate(row) if j != 1] for row in (HEADER, child(1))]
    assert read_visits(csv(tmp_path / "b.csv", without)).records["nik_status"].isna().all()


def test_every_sheet_is_read_with_its_own_header(tmp_path):
    first = [["POSYANDU MELATI"], HEADER, child(1), child(2)]
    second = [["", "nama balita", "l/p", "tanggal lahir", "berat (kg)", "tinggi (cm)", "tgl timbang"],
              ["", "Anak Z", "P", date(2023, 2, 1), 11.2, 84, datetime(2025, 2, 11)]]  # fmt: skip
    path = book(tmp_path / "a.xlsx", {
        "Petunjuk": [["Isi dengan huruf kapital"]], "Satu": first, "KANDANG": second, "Kosong": [],
        "Baru": [HEADER],
    })  # fmt: skip
    result = read_visits(path, district="17.71")
    assert result.records["source_sheet"].tolist() == ["Satu", "Satu", "KANDANG"]
    assert result.records["source_row"].tolist() == [3, 4, 2]
    assert result.records["posyandu"].fillna("").tolist() == ["MELATI", "MELATI", ""]
    assert result.records["desa"].tolist() == ["Kandang", "Kandang", "KANDANG"]
    assert result.records["area_code"].tolist() == ["17.71.05.1001"] * 3
    sheets = result.set_aside[result.set_aside["scope"].eq("sheet")]
    assert dict(zip(sheets["source_sheet"], sheets["reason"], strict=True)) == {
        "Petunjuk": "lembar_tanpa_judul_kolom", "Satu": "baris_judul", "Kosong": "lembar_kosong",
        "Baru": "lembar_tanpa_baris",
    }  # fmt: skip
    assert (result.summary.sheets_read, result.summary.sheets_set_aside) == (3, 2)


def test_district_only_narrows_the_matching_of_areas(tmp_path):
    header, row = [*HEADER, "Kab/Kota"], [*child(1), "KOTA BENGKULU"]
    path = csv(tmp_path / "a.csv", [header, row])
    assert read_visits(path).records["area_code"].tolist() == ["17.71.05.1001"]
    assert read_visits(path, district="17.71").records["area_code"].tolist() == ["17.71.05.1001"]
    other = read_visits(path, district="35.71")
    assert other.records["area_code"].isna().all()
    assert other.records["district"].tolist() == ["KOTA BENGKULU"]
    no_district = csv(tmp_path / "b.csv", [HEADER, child(1)])
    assert read_visits(no_district).records["area_code"].isna().all()


def test_wide_register_with_a_two_row_header_and_day_numbers(tmp_path):
    rows = [
        ["REGISTER BALITA TAHUN 2025"],
        ["NO", "NAMA ANAK", "L/P", "TGL LAHIR", "JANUARI", "", "", "FEBRUARI", "", ""],
        ["", "", "", "", "TGL", "BB", "TB", "TGL", "BB", "TB"],
        [1, "Anak A", "L", "2023-08-25", 11, 9.5, 78, 12, 9.7, 79],
        [2, "Anak B", "P", "2023-08-26", "", "", "", 12, 10.1, 80],
        [3, "Anak C", "P", "2023-08-27", "", "", "", "", "", ""],
        [4, "Anak D", "L", "2023-08-28", 31, "", "", 31, 9.9, ""],
    ]
    result = read_visits(book(tmp_path / "a.xlsx", {"Reg": rows}))
    found = result.records[["source_row", "visit_date", "weight_kg", "lenhei_cm"]]
    assert [tuple(str(v) for v in row) for row in found.itertuples(index=False)] == [
        ("4", "2025-01-11 00:00:00", "9.5", "78.0"),
        ("4", "2025-02-12 00:00:00", "9.7", "79.0"),
        ("5", "2025-02-12 00:00:00", "10.1", "80.0"),
        ("7", "2025-01-31 00:00:00", "nan", "nan"),
        ("7", "NaT", "9.9", "nan"),
    ]
    assert reasons(result, "row") == {6: "tanpa_pengukuran"}
    assert result.summary.measurements == 5
    assert result.summary.rows_kept == 3


def test_a_bare_day_needs_a_year(tmp_path):
    header = ["Nama", "JK", "JANUARI_TANGGALUKUR", "JANUARI_BERAT", "FEBRUARI_TANGGALUKUR", "FEBRUARI_BERAT"]
    result = read_visits(csv(tmp_path / "a.csv", [header, ["Anak A", "L", "11", "9,5", "2025-02-30", "9,7"]]))
    assert result.records["weight_kg"].tolist() == [9.5, 9.7]
    assert result.records["visit_date"].isna().all()
    cells = result.set_aside[["column", "value", "reason"]].to_numpy().tolist()
    assert cells == [
        ["JANUARI_TANGGALUKUR", "11", "tanggal_hanya_hari"],
        ["FEBRUARI_TANGGALUKUR", "2025-02-30", "tanggal_tak_terbaca"],
    ]


def test_a_date_in_the_column_of_the_parent_is_no_name(tmp_path):
    rows = [HEADER, child(1), child(2, **{"Nama Ibu": "14/02/2025"}), child(3, **{"Nama Ibu": "0"})]
    result = read_visits(csv(tmp_path / "a.csv", rows), district="17.71")
    assert result.records["parent_name"].fillna("").tolist() == ["Ibu A", "", ""]
    cells = result.set_aside[["source_row", "column", "reason"]].to_numpy().tolist()
    assert cells == [[3, "Nama Ibu", "nama_berisi_tanggal"]]


def test_length_and_height_in_two_columns_filled_by_turns_are_one(tmp_path):
    header = ["Nama", "JK", "Tgl Lahir", "Tgl Ukur", "BB", "PB", "TB"]
    rows = [
        ["Anak A", "L", "2024-08-25", "2025-02-11", "7", "65", ""],
        ["Anak B", "P", "2021-08-25", "2025-02-11", "14", "", "99"],
    ]
    result = read_visits(csv(tmp_path / "a.csv", [header, *rows]))
    assert result.records["lenhei_cm"].tolist() == [65, 99]
    assert result.records["measure"].isna().all()
    assert result.set_aside["reason"].tolist() == ["kolom_digabung"]


def test_a_second_column_of_a_field_is_said(tmp_path):
    header = ["Nama Anak", "Nama Ayah", "Nama Ortu", "Tgl Ukur", "BB"]
    result = read_visits(csv(tmp_path / "a.csv", [header, ["Anak A", "Ayah", "Ayah", "2025-02-11", "7"]]))
    assert result.set_aside[["column", "reason"]].to_numpy().tolist() == [["Nama Ayah", "kolom_ganda"]]
    both = csv(tmp_path / "b.csv", [["Nama Anak", "Nama Ayah", "Nama Ibu", "BB"], ["Anak A", "Ayah", "Ibu", "7"]])
    assert read_visits(both).records["parent_name"].tolist() == ["Ibu"]


def test_columns_that_a_user_put_in_are_left_alone(tmp_path):
    header = [*HEADER[:8], "-1", "BB ideal", "", *HEADER[8:], "umur bulan", "BB bulan lalu", ""]
    row = child(1)
    path = csv(tmp_path / "a.csv", [header, [*row[:8], "9,1", "11", "", *row[8:], "24", "10,1", ""]])
    result = read_visits(path)
    assert result.records[["weight_kg", "lenhei_cm"]].to_numpy().tolist() == [[10.5, 82.3]]
    assert not {"BB ideal", "-1"} & set(result.columns["column"])
    assert result.set_aside[["column", "reason"]].to_numpy().tolist() == [["-1", "kolom_tidak_dikenal"]]


def test_a_heading_whose_words_and_cells_disagree_is_not_believed(tmp_path):
    header = ["Nama Anak", "Tgl Ukur", "BB", "Berat Qwerty"]
    rows = [[f"Anak {n}", "2025-02-11", "9,5", "baik"] for n in range(5)]
    result = read_visits(csv(tmp_path / "a.csv", [header, *rows]))
    assert result.records["weight_kg"].tolist() == [9.5] * 5
    assert result.set_aside[["column", "reason"]].to_numpy().tolist() == [["Berat Qwerty", "kolom_tidak_dikenal"]]


def test_months_of_one_register_stay_in_order_where_one_header_names_the_year(tmp_path):
    header = ["Nama", "JK", "MARET_TANGGALUKUR", "MARET_BERAT", "JANUARI_TANGGALUKUR 2025", "JANUARI_BERAT"]
    path = csv(tmp_path / "a.csv", [header, ["Anak A", "L", "2025-03-11", "9,9", "2025-01-11", "9,5"]])
    assert read_visits(path).records["weight_kg"].tolist() == [9.5, 9.9]


def test_html_with_entities_spans_and_open_cells(tmp_path):
    path = tmp_path / "ekspor.xls"
    path.write_text(
        "<HTML><body><table border=1><tr><td colspan=4>DAFTAR &amp; LAPORAN"
        "<tr><th rowspan=2>Nama<th rowspan=2>Tgl&nbsp;Lahir<th colspan=2>PENGUKURAN<tr><th>Tgl Ukur<th>BB"
        "<tr><td>Nur&#39;aini &lt;A&gt;&nbsp;</td><td><b>2023-08-05</b>&nbsp;<td>2025-02-11<td>9.5</tr></table>",
        encoding="utf-8",
    )
    result = read_visits(path)
    assert result.summary.form == "html"
    row = result.records.iloc[0]
    assert (row["source_row"], row["name"], row["weight_kg"]) == (4, "Nur'aini <A>", 9.5)
    assert str(row["birth_date"].date()) == "2023-08-05"


def test_a_note_far_below_does_not_hide_in_the_equation(tmp_path):
    rows = [HEADER, *(child(n) for n in range(1, 27))]
    random.Random(1).shuffle(rows[1:])
    result = read_visits(csv(tmp_path / "a.csv", [*rows, [""], ["", "catatan akhir"]]))
    assert (result.summary.rows_read, result.summary.rows_kept, result.summary.rows_set_aside) == (27, 26, 1)
    assert result.summary["rows_read"] == 27
    assert str(result.summary).startswith("a.csv: rows_read 27 = rows_kept 26 + rows_set_aside 1")


def test_a_summary_that_loses_a_row_cannot_be_made():
    with pytest.raises(RuntimeError, match="rows lost"):
        ImportSummary("a.csv", "csv", 3, 1, 1, 1, 0, 1, 0, "")


def test_labels_and_the_day_of_entry_are_kept_as_the_file_says_them(tmp_path):
    header = [*HEADER, "BB/U", "TB/U", "ZS TB/U", "BB/TB", "Tanggal Input"]
    rows = [
        [*child(1), "Normal", "Sangat Pendek", "-3,2", "Gizi Baik", "2025-02-13 09:14"],
        [*child(2), "-", "Pendek", "-2,2", "", "2025-03-30"],
    ]
    records = read_visits(csv(tmp_path / "a.csv", [header, *rows])).records
    assert records["exported_haz_label"].tolist() == ["Sangat Pendek", "Pendek"]
    assert records["exported_waz_label"].tolist() == ["Normal", pd.NA]
    assert records["exported_whz_label"].isna().tolist() == [False, True]
    assert records["entry_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-02-13", "2025-03-30"]
    assert records["visit_date"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2025-02-11"]


def test_numbers_under_the_name_of_a_label_are_no_label(tmp_path):
    rows = [[*child(n), "-2,13", "-1,90"] for n in (1, 2, 3)]
    result = read_visits(csv(tmp_path / "a.csv", [[*HEADER, "TB/U", "BB/U"], *rows]))
    assert result.records[["exported_haz_label", "exported_waz_label"]].isna().all(axis=None)
    assert result.set_aside.empty


def test_rows_that_differ_in_label_and_entry_alone_are_one_measurement_twice(tmp_path):
    rows = [[*child(1), label, entered] for label, entered in (("Pendek", "2025-02-12"), ("Normal", "2025-02-20"))]
    records = read_visits(csv(tmp_path / "a.csv", [[*HEADER, "TB/U", "Tgl Entri"], *rows])).records
    assert records["marks"].tolist() == ["", "duplikat_persis"]
