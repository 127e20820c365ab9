"""Seven synthetic files in real formats against the tidy result expected of each, cell by cell.

Made by ``../shared/data/formats/generate_formats.py``; the rules of comparison are those of ``compare.py`` beside it:
text without case and with spaces folded, numbers to six digits, dates on their first ten characters.
"""

from __future__ import annotations

import csv
import re
from collections import Counter

import pandas as pd
import pytest

from audit.register import read_visits

FILES = {
    "sintetis_1_eppgbm_2022_html.xls": "17.71",
    "sintetis_2_eppgbm_2025_nik_disensor.xlsx": "64.74",
    "sintetis_3_puskesmas_cp1252.csv": "19.71",
    "sintetis_4_multilembar_kelurahan.xlsx": "35.71",
    "sintetis_5_lebar_bulanan.xlsx": "14.03",
    "sintetis_6_excel_id_koma.csv": "17.71",
    "sintetis_7_excel2003_biff.xls": "35.71",
}
NAMES = {
    "baris_sumber": "source_row", "lembar": "source_sheet", "nama": "name", "jk": "sex", "tgl_lahir": "birth_date",
    "bb_lahir_kg": "birth_weight_kg", "tb_lahir_cm": "birth_length_cm", "nama_ortu": "parent_name",
    "kabkota": "district", "desa_kel": "desa", "kode_desa": "area_code", "tgl_ukur": "visit_date",
    "berat_kg": "weight_kg", "tinggi_cm": "lenhei_cm", "cara_ukur": "measure", "lila_cm": "muac_cm",
    "zs_bbu": "exported_waz", "zs_tbu": "exported_haz", "zs_bbtb": "exported_whz", "naik_bb": "weight_gain_status",
    "vit_a": "vitamin_a", "tanda": "marks",
}  # fmt: skip
CODES = {"jk": {"m": "L", "f": "P"}, "cara_ukur": {"l": "terlentang", "h": "berdiri"}}


def norm(column: str, value: object) -> str:
    text = "" if pd.isna(value) else str(value)
    text = re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip().casefold()
    if text in ("nan", "none", "-", "<na>", "nat"):
        return ""
    if column.startswith("tgl"):
        return text[:10]
    if column in ("nik", "kode_desa"):
        return text
    try:
        return f"{float(text):.6g}"
    except ValueError:
        return text


def expected_rows(file, columns):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return Counter(tuple(norm(c, row[c]) for c in columns) for row in csv.DictReader(stream))


def got_rows(records, columns):
    frame = pd.DataFrame({c: records[NAMES.get(c, c)].astype(object) for c in columns})
    for column, codes in CODES.items():
        frame[column] = frame[column].map(codes)
    return Counter(
        tuple(norm(c, v) for c, v in zip(columns, row, strict=True)) for row in frame.itertuples(index=False)
    )


def columns_of(file):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream))


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_every_cell_of_every_column_is_as_expected(shared, name, capsys):
    file = shared(f"data/formats/{name}")
    expected = shared(f"data/formats/{name.rpartition('.')[0]}.expected.csv")
    columns = columns_of(expected)
    assert len(columns) == 29
    result = read_visits(file, district=FILES[name])
    wanted, got = expected_rows(expected, columns), got_rows(result.records, columns)
    assert sum(wanted.values()) == len(result.records)
    assert not wanted - got
    assert not got - wanted
    summary = result.summary
    with capsys.disabled():
        print(f"\n{summary}", end="")
    assert summary.rows_read == summary.rows_kept + summary.rows_set_aside
    assert summary.rows_kept == len(result.records[["source_sheet", "source_row"]].drop_duplicates())
    assert summary.rows_set_aside == result.set_aside["scope"].eq("row").sum()


@pytest.mark.shared
def test_what_is_no_data_is_set_aside_with_its_reason(shared):
    aside = read_visits(shared("data/formats/sintetis_4_multilembar_kelurahan.xlsx"), district="35.71").set_aside
    rows = aside[aside["scope"].eq("row")]
    assert rows["reason"].tolist() == ["bukan_data"] * 9
    assert rows["value"].tolist() == ["JUMLAH", "Mengetahui,", "Kepala Puskesmas (sintetis)"] * 3
    sheets = aside[aside["scope"].eq("sheet") & aside["source_row"].isna()]
    assert dict(zip(sheets["source_sheet"], sheets["reason"], strict=True)) == {
        "REKAP": "lembar_tanpa_judul_kolom",
        "Sheet5": "lembar_kosong",
    }


@pytest.mark.shared
def test_the_name_of_the_file_does_not_matter(shared, tmp_path):
    for name, district in FILES.items():
        copy = tmp_path / f"{name.partition('_e')[0]}.dat"
        copy.write_bytes(shared(f"data/formats/{name}").read_bytes())
        pd.testing.assert_frame_equal(
            read_visits(copy, district=district).records,
            read_visits(shared(f"data/formats/{name}"), district=district).records,
        )
