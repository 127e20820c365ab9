"""Cells of the lists as an office writes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from audit.reference.people_lists import LISTS, WORDS
from audit.synth.layouts.lists import write_book, write_text
from audit.synth.layouts.values import decimals

ROWS = pd.DataFrame(
    {
        "nik": ["6474992305940001", "6474992305940002"],
        "recorded_on": pd.to_datetime(["2025-08-03", None]),
        "early_breastfeeding": pd.array([True, pd.NA], dtype="boolean"),
        "complementary_from_months": [6.0, np.nan],
        "recent_illness": ["diare;ispa", ""],
        "development": ["penyimpangan", None],
        "birth_gestation_weeks": [36, 39],
        "not_a_field": ["x", "y"],
    }
)


def test_text_has_words_decimal_commas_and_days_as_people_write_them(tmp_path: Path) -> None:
    path = tmp_path / "riwayat.csv"
    write_text(path, "child_history", ROWS)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, first, second, end = raw.decode("utf-8-sig").split("\r\n")
    assert head == (
        "NIK;Tanggal Pencatatan;IMD;Mulai MP-ASI (bulan);Penyakit 3 Bulan Terakhir;KPSP;"
        "Usia Kehamilan Saat Lahir (minggu)"
    )
    assert first == '6474992305940001;03/08/2025;Ya;6;"Diare; ISPA";Penyimpangan;36'
    assert second == "6474992305940002;;;;Tidak ada;;39"
    assert end == ""


def test_a_workbook_has_numbers_dates_and_empty_cells(tmp_path: Path) -> None:
    rows = pd.DataFrame(
        {
            "name": ["SITI", "DEWI"],
            "contact_date": pd.to_datetime(["2025-08-03", "2025-08-04"]),
            "delivery_date": pd.to_datetime([None, "2025-07-01"]),
            "hb_g_dl": [10.9, np.nan],
            "proteinuria": pd.array([True, False], dtype="boolean"),
            "blood_pressure": ["140/90", None],
        }
    )
    path = tmp_path / "ibu.xlsx"
    write_book(path, "women", "Ibu", rows)
    header, first, second = CalamineWorkbook.from_path(path).get_sheet_by_name("Ibu").to_python()
    at = {name: i for i, name in enumerate(header)}
    said = [first[at[name]] for name in ("Nama", "Hb (g/dL)", "Protein Urin", "Tekanan Darah", "Tanggal Persalinan")]
    assert said == ["SITI", 10.9, "Positif", "140/90", ""]
    assert f"{first[at['Tanggal Kontak']]}" == "2025-08-03"
    said = [second[at[name]] for name in ("Hb (g/dL)", "Protein Urin", "Tekanan Darah")]
    assert said == ["", "Negatif", ""]
    assert f"{second[at['Tanggal Persalinan']]}" == "2025-07-01"


def test_a_list_of_nobody_has_its_header_alone(tmp_path: Path) -> None:
    path = tmp_path / "kosong.csv"
    write_text(path, "child_history", ROWS.iloc[:0])
    assert path.read_text(encoding="utf-8-sig").count("\n") == 1


@pytest.mark.parametrize(("value", "word"), [(6.0, "6"), (10.9, "10,9"), (0.0, "0"), (np.nan, "")])
def test_decimals_have_a_comma(value: float, word: str) -> None:
    assert decimals(pd.Series([value])) == [word]


def test_headers_and_words_say_one_thing_each() -> None:
    for kind, headers in LISTS.items():
        assert len(set(headers.values())) == len(headers), kind
    for field, words in WORDS.items():
        assert len(set(words.values())) == len(words), field
