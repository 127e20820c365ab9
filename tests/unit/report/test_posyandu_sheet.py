"""Sheets of cadres: pages of a phone's shape that say whose they are, and keep nobody and nothing out of sight."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from audit.report.posyandu_sheet import (
    PARTS,
    Listed,
    PosyanduSheet,
    SheetPart,
    SheetSettings,
    render_posyandu_sheets,
)

SETTINGS = SheetSettings(date(2025, 9, 15), "2025-10", frozenset(PARTS), sample=True)
SHEET = PosyanduSheet(
    "Melati II",
    "Kelurahan Api-Api",
    "Bontang Utara",
    (
        SheetPart("weigh", (Listed("SITI CONTOH", ("14 bulan", "orang tua: AMINAH")), Listed(""))),
        SheetPart("due", (Listed("BUDI CONTOH", ("5 bulan",)),), "complementary_food"),
        SheetPart("due", (Listed("DEWI CONTOH"),), "post_partum"),
    ),
)


def pages(sheet: PosyanduSheet, settings: SheetSettings = SETTINGS) -> list[str]:
    (pdf,) = render_posyandu_sheets([sheet], settings)
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_page_has_a_phones_shape_and_is_tagged():
    (pdf,) = render_posyandu_sheets([SHEET], SETTINGS)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    width, height = (float(x) for x in reader.pages[0].mediabox[2:])
    assert width / 72 * 25.4 == pytest.approx(90, abs=0.1)
    assert height / width == pytest.approx(16 / 9, abs=0.01)
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_it_says_whose_it_is_on_every_page_and_that_it_is_for_one_phone():
    many = tuple(Listed(f"ANAK CONTOH {i}", ("10 bulan",)) for i in range(40))
    found = pages(replace(SHEET, parts=(SheetPart("weigh", many),)))
    assert len(found) > 2
    for page in found:
        assert "TERBATAS untuk kader Posyandu Melati II" in page
        assert "Jangan dikirim ke grup WhatsApp" in page
    whole = " ".join(found)
    assert all(f"ANAK CONTOH {i}" in whole for i in range(40))


def test_who_is_listed_for_what_stands_under_its_head():
    said = " ".join(pages(SHEET))
    assert "Timbang lebih dahulu · 2 orang" in said
    assert "SITI CONTOH 14 bulan · orang tua: AMINAH" in said
    assert "nama belum tercatat" in said
    assert "Layanan Oktober 2025 · 2 layanan" in said
    assert said.index("Mulai MP-ASI") < said.index("BUDI CONTOH") < said.index("Kunjungan nifas")
    assert said.index("Kunjungan nifas") < said.index("DEWI CONTOH")
    assert "DATA CONTOH" in said


def test_nobody_listed_and_no_list_are_told_apart():
    said = " ".join(pages(SHEET, replace(SETTINGS, lists=frozenset({"weigh", "again", "due"}))))
    assert "Tidak ada nama untuk: ukur ulang." in said
    assert "Belum ada datanya: rujukan." in said


def test_people_without_a_posyandu_go_to_the_midwife():
    said = " ".join(pages(replace(SHEET, posyandu="")))
    assert "TERBATAS untuk bidan Kelurahan Api-Api" in said
    assert "Posyandu orang-orang ini belum tercatat" in said
    assert "kader Posyandu" not in said


def test_a_long_name_of_a_posyandu_and_of_a_child_stays_on_the_page():
    long = replace(
        SHEET,
        posyandu="Kenanga Harapan Bangsa Sejahtera Bersama Rakyat VIII",
        parts=(SheetPart("weigh", (Listed("MUHAMMAD " * 9, ("orang tua: " + "ABDURRAHMAN " * 8,)),)),),
    )
    said = " ".join(pages(long))
    assert said.count("MUHAMMAD") == 9
    assert "Rakyat VIII" in said


def test_the_same_sheet_gives_the_same_bytes_whatever_stands_before_it():
    other = replace(SHEET, posyandu="Anggrek")
    alone = list(render_posyandu_sheets([SHEET], SETTINGS))
    after = list(render_posyandu_sheets([other, SHEET], SETTINGS))
    assert alone[0] == after[1]
    assert after[0] != after[1]


def test_no_sheets_are_no_files():
    assert list(render_posyandu_sheets([], SETTINGS)) == []


def test_english_words():
    said = " ".join(pages(SHEET, replace(SETTINGS, language="en")))
    assert "RESTRICTED to the cadres of Posyandu Melati II" in said
    assert "Weigh first · 2 people" in said
