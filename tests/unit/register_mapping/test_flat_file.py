from __future__ import annotations

import pandas as pd
import pytest

from audit.errors import InputError
from audit.register.flat_file import read_flat

COLUMNS = ("kode", "cm")


def refusal(path, columns=COLUMNS) -> InputError:
    with pytest.raises(InputError) as caught:
        read_flat(path, columns)
    return caught.value


def test_a_csv_gives_the_named_columns_and_where_each_row_stands(write):
    rows = read_flat(write("Studi contoh", "", "kode,berat,cm", "a,9,70.5", "", "b,8,"), COLUMNS)
    assert rows.cells == {"kode": ["a", "b"], "cm": ["70.5", ""]}
    assert rows.numbers == [4, 6]
    assert rows.letters == [(None, "kode", "A"), (None, "cm", "C")]
    assert rows.left == [(None, 1, "Studi contoh", "baris_judul")]


def test_every_sheet_with_the_columns_is_read_and_others_are_named(tmp_path):
    path = tmp_path / "studi.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"kode": ["a"], "cm": [70.5]}).to_excel(book, sheet_name="satu", index=False)
        pd.DataFrame({"cm": [71.5], "kode": ["b"]}).to_excel(book, sheet_name="dua", index=False)
        pd.DataFrame({"keterangan": ["cm: panjang"]}).to_excel(book, sheet_name="kamus", index=False)
        pd.DataFrame({"kode": [], "cm": []}).to_excel(book, sheet_name="nanti", index=False)
    rows = read_flat(path, COLUMNS)
    assert (rows.sheets, rows.cells["kode"], rows.cells["cm"]) == (["satu", "dua"], ["a", "b"], [70.5, 71.5])
    assert rows.left == [
        ("kamus", None, None, "lembar_tanpa_judul_kolom"),
        ("nanti", None, None, "lembar_tanpa_baris"),
    ]


def test_parquet_is_read_with_its_types_and_gaps(tmp_path):
    path = tmp_path / "studi.parquet"
    pd.DataFrame({"kode": [1, 2], "cm": [70.5, None], "lain": ["x", "y"]}).to_parquet(path)
    rows = read_flat(path, COLUMNS)
    assert (rows.form, rows.cells, rows.numbers) == ("parquet", {"kode": [1, 2], "cm": [70.5, ""]}, [2, 3])


def test_a_row_with_cells_beyond_the_header_is_told(write):
    rows = read_flat(write("kode,cm", "a,70.5", "b,70,5", "c,70.5,"), COLUMNS)
    assert rows.shifted == [False, True, False]


def test_a_column_that_is_not_there_is_named_with_its_file(write):
    error = refusal(write("kode,CM", "a,70.5"))
    assert (error.id, error.values) == ("mapping.no_column", {"file": "studi.csv", "column": "cm"})
    assert "studi.csv" in str(error)
    assert '"cm"' in str(error)


def test_a_column_that_stands_twice_is_named(write):
    error = refusal(write("kode,cm,cm", "a,70.5,70.6"))
    assert (error.id, error.values["column"]) == ("mapping.column_twice", "cm")


@pytest.mark.parametrize(
    ("content", "id"),
    [(b"", "register.file_empty"), (b"kode,cm\n", "register.no_rows"), (b"PAR1 cut off", "register.damaged")],
)
def test_a_file_without_rows_is_refused(tmp_path, content, id):
    path = tmp_path / "studi.csv"
    path.write_bytes(content)
    assert refusal(path).id == id


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "tidak-ada.csv").id == "register.file_missing"
