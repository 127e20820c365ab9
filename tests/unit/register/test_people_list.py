"""Lists of people as files: headers in many spellings, every row accounted for, refusals of one sentence."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.reference.people_lists import LISTS
from audit.register.list_fields import layout
from audit.register.people_list import ImportedList, read_people_list

CODE = "17.71"
DESA = areas_of(CODE).desa[0]


@pytest.fixture
def write(tmp_path):
    def write(*lines: str, name: str = "daftar.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def read(path, list_id: str = "women") -> ImportedList:
    return read_people_list(path, layout(list_id), areas_of(CODE))


def reasons(list_: ImportedList, scope: str) -> list[tuple[object, object, str]]:
    rows = list_.set_aside[list_.set_aside["scope"].eq(scope)]
    return [(None if pd.isna(n) else n, None if pd.isna(c) else c, r) for n, c, r in
            zip(rows["source_row"], rows["column"], rows["reason"], strict=True)]  # fmt: skip


def test_headers_in_the_spellings_of_offices(write):
    list_ = read(write(
        "DAFTAR IBU HAMIL KELURAHAN X",
        "No;NIK Ibu;Nama Bumil;Tgl Lahir;Kel/Desa;Tgl Periksa;Kategori Sasaran;LILA (mm);Kadar Hb;TD;UK (minggu);ANC",
        f"1;1771994508950001;Siti;05/08/1995;{DESA.name};28/02/2025;Bumil;235;11,2;120/80;20 minggu;3",
    ))  # fmt: skip
    row = list_.records.iloc[0]
    assert (row["muac_cm"], row["hb_g_dl"], row["gestation_weeks"], row["antenatal_visits"]) == (23.5, 11.2, 20, 3)
    assert row["blood_pressure"] == (120, 80)
    assert (row["nik"], row["group"], row["area_code"]) == ("1771994508950001", "bumil", DESA.code)
    assert (row["source_row"], list_.summary.date_order) == (3, "dmy")
    assert [r for *_, r in reasons(list_, "sheet")] == ["baris_judul"]


def test_every_row_is_kept_or_set_aside_with_its_reason(write):
    list_ = read(write(
        "NIK;Nama;Tanggal Lahir;Tanggal Kontak;Kelompok;Hb (g/dL)",
        "1;2;3;4;5;6",
        "1771994508950001;Siti;05/08/1995;2025-02-28;Bumil;sebelas",
        ";Rina;;2025-02-28;Bumil;11",
        ";Dewi;17/03/1990;;Bumil;11",
        ";Tuti;17/03/1990;30/02/2025;Bumil;11",
        ";;;;;",
        "Jumlah;4;;;;",
        "Mengetahui;;;;;",
    ))  # fmt: skip
    assert (list_.summary.rows_read, list_.summary.rows_kept, list_.summary.rows_set_aside) == (7, 1, 6)
    assert reasons(list_, "row") == [
        (2, None, "bukan_data"), (4, None, "tanpa_identitas_orang"), (5, None, "tanpa_tanggal_kontak"),
        (6, None, "tanpa_tanggal_kontak"), (8, None, "bukan_data"), (9, None, "bukan_data"),
    ]  # fmt: skip
    assert reasons(list_, "cell") == [(3, "Hb (g/dL)", "angka_tak_terbaca")]
    assert list_.records["hb_g_dl"].isna().all()


def test_columns_that_are_not_read_are_named(write):
    list_ = read(write(
        "Nama;Tanggal Lahir;Tanggal Kontak;TFU (cm);DJJ;Hamil Pranikah;Status Hidup;Hobi;Nama",
        "Siti;1995-08-05;2025-02-28;28;140;ya;pindah;menari;Siti",
    ))  # fmt: skip
    assert reasons(list_, "sheet") == [
        (None, "TFU (cm)", "kolom_bidan"), (None, "DJJ", "kolom_bidan"), (None, "Hamil Pranikah", "kolom_pribadi"),
        (None, "Status Hidup", "kolom_status_hidup"),
        (None, "Hobi", "kolom_tidak_dikenal"), (None, "Nama", "kolom_ganda"),
    ]  # fmt: skip
    assert not list_.set_aside["value"].dropna().isin(["ya", "28"]).any()


def test_a_desa_that_is_unknown_leaves_the_row_and_is_listed(write):
    list_ = read(write("Nama;Tanggal Lahir;Tanggal Kontak;Desa", "Siti;1995-08-05;2025-02-28;Entah Berantah"))
    assert list_.records["area_code"].isna().all()
    assert reasons(list_, "cell") == [(2, "Desa", "desa_tak_dikenal")]


@pytest.mark.parametrize("code", [DESA.code, DESA.code.replace(".", "")])
def test_a_desa_may_be_given_by_its_code(write, code):
    list_ = read(write("Nama;Tanggal Lahir;Tanggal Kontak;Kode Desa", f"Siti;1995-08-05;2025-02-28;{code}"))
    assert list_.records["area_code"].tolist() == [DESA.code]


def test_titles_say_where_a_list_without_a_column_comes_from(write):
    list_ = read(write(
        f"KELURAHAN {DESA.name.upper()}", "Nama;Tanggal Lahir;Tanggal Kontak;Desa/Kelurahan".rpartition(";")[0],
        "Siti;1995-08-05;2025-02-28",
    ))  # fmt: skip
    assert list_.records["area_code"].tolist() == [DESA.code]


@pytest.mark.parametrize(
    ("list_id", "missing"),
    [("women", "NIK, Tanggal Kontak"), ("consents", "NIK, Keperluan, Tanggal Persetujuan, Setuju")],
)
def test_a_list_without_its_columns_is_refused_in_one_sentence(write, list_id, missing):
    with pytest.raises(InputError) as told:
        read(write("Nama;Alamat", "Siti;Jalan"), list_id)
    assert missing in str(told.value)
    assert str(told.value).count(".csv") == 1


def test_dates_of_which_nobody_knows_the_order_are_refused(write):
    with pytest.raises(InputError, match="tanggal"):
        read(write("Nama;Tanggal Lahir;Tanggal Kontak", "Siti;05/08/1995;02/03/2025"))


def test_an_empty_list_is_a_list(write):
    list_ = read(write("Nama;Tanggal Lahir;Tanggal Kontak"))
    assert len(list_.records) == list_.summary.rows_read == 0
    assert list(list_.records.columns[:3]) == ["nik", "name", "birth_date"]


def test_rows_can_be_set_aside_later_and_still_add_up(write):
    list_ = read(write("Nama;Tanggal Lahir;Tanggal Kontak", "Siti;1995-08-05;2025-02-28", "Rina;1990-03-17;2025-02-28"))
    less = list_.without({1: "orang_tak_ditemukan"})
    assert less.records["name"].tolist() == ["Siti"]
    assert (less.summary.rows_read, less.summary.rows_kept, less.summary.rows_set_aside) == (2, 1, 1)
    assert reasons(less, "row") == [(3, None, "orang_tak_ditemukan")]
    assert list_.without({}) is list_


def test_cells_can_be_set_aside_later(write):
    list_ = read(write("Nama;Tgl Lahir;Tanggal Kontak", "Siti;1995-08-05;2025-02-28"))
    less = list_.without_cells("birth_date", {0: "umur_tak_mungkin"})
    assert less.records["birth_date"].isna().all()
    assert reasons(less, "cell") == [(2, "Tgl Lahir", "umur_tak_mungkin")]
    assert list_.records["birth_date"].notna().all()


@pytest.mark.parametrize("list_id", LISTS)
def test_every_header_of_a_template_is_read_as_its_field(list_id):
    headers = {name: layout(list_id).fields[name].header for name in layout(list_id).template}
    found = {name: layout(list_id).header(header) for name, header in headers.items()}
    assert {name: match and match[0] for name, match in found.items()} == {name: name for name in headers}


@pytest.mark.parametrize("list_id", LISTS)
def test_no_spelling_belongs_to_two_fields_of_a_list(list_id):
    spelled = [(word, f.name) for f in layout(list_id).fields.values() for word in {*f.spellings, *f.inverse}]
    owners = pd.DataFrame(spelled, columns=["word", "field"]).groupby("word")["field"].nunique()
    assert owners[owners > 1].index.tolist() == []


CELLS = st.one_of(
    st.sampled_from(["", "-", "Siti Aminah", "1771994508950001", "2025-02-28", "17/03/1990", "Bumil", "11,2", "120/80",
                     "Jumlah", "ya", "tidak ada", "#REF!"]),
    st.text(st.characters(blacklist_characters=';"\r\n', blacklist_categories=["Cs", "Cc"]), max_size=12),
)  # fmt: skip


@given(st.lists(st.tuples(*[CELLS] * 7), max_size=15))
def test_whatever_stands_in_the_cells_the_rows_add_up(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("acak") / "daftar.csv"
    head = "NIK;Nama;Tanggal Lahir;Tanggal Kontak;Kelompok;Hb (g/dL);TD"
    path.write_text("\n".join([head, "1771994508950001;A;2000-01-31;2025-01-31;Bumil;11;120/80",
                               *(";".join(row) for row in rows)]), encoding="utf-8")  # fmt: skip
    list_ = read(path)
    aside = list_.set_aside[list_.set_aside["scope"].eq("row")]
    assert list_.summary.rows_read == len(list_.records) + len(aside)
    numbers = [*list_.records["source_row"], *aside["source_row"]]
    assert len(numbers) == len(set(numbers))
    assert list_.records["contact_date"].notna().all()


def test_a_second_row_of_headers_belongs_to_the_first(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["NIK", "Nama", "Tgl Lahir", "Tgl Kontak", "Tekanan Darah", None],
        [None, None, None, None, "Sistolik", "Diastolik"],
        ["1771994508950001", "Siti", "1995-08-05", "2025-02-28", 140, 95],
    ):
        sheet.append(row)
    sheet.merge_cells("E1:F1")
    book.save(tmp_path / "ibu.xlsx")
    list_ = read(tmp_path / "ibu.xlsx")
    assert list_.records[["systolic_mmhg", "diastolic_mmhg"]].to_numpy().tolist() == [[140, 95]]
    assert (list_.summary.rows_read, list_.records["source_row"].tolist()) == (1, [3])


def test_who_is_named_in_a_row_set_aside_is_kept_for_the_vault(write):
    list_ = read(
        write("Nama;Tanggal Lahir;Tanggal Kontak;No HP", "Siti Aminah;;2025-02-28;0812-9999-0000", "Jumlah;1;;")
    )
    assert list_.unrecorded[["name", "phone"]].to_numpy().tolist() == [["Siti Aminah", "0812-9999-0000"]]


def test_a_family_card_that_is_not_whole_is_none_and_listed(write):
    list_ = read(write("Nama;Tanggal Lahir;Tanggal Kontak;No KK", "Siti;1995-08-05;2025-02-28;17719901"))
    assert list_.records["kk"].isna().all()
    assert reasons(list_, "cell") == [(2, "No KK", "kk_tak_utuh")]
