"""What may stand in a printed report; a page or two of hand-made blocks."""

from __future__ import annotations

import re
import subprocess
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from shutil import which

import pytest
import typst

from audit.report import typesetting
from audit.report.blocks import Block
from audit.report.content import Column, Content, Decision, Row, Table, TableCell
from audit.report.pdf import render_pdf

AS_OF = date(2025, 9, 5)
META = {
    "language": "id", "edition": "publik", "sample": True, "district_code": "17.71", "district_name": "Kota Contoh",
    "cycle": "2025-2", "period": "Siklus 2 tahun 2025", "as_of": "5 September 2025", "forum": "diseminasi",
    "forum_date": "", "run_key": "", "state": "draf",
}  # fmt: skip
BLOCK = Block("methods", "metode", "note", "id", Content("Judul", paragraphs=("Isi.",)))


def set_blocks(*blocks: Block, **meta):
    return render_pdf([b.to_json() for b in blocks], {**META, **meta}, as_of=AS_OF)


def pages(made: bytes) -> int:
    found = re.search(rb"/Count (\d+)", made)
    assert found
    return int(found[1])


@pytest.mark.parametrize("section", ["ringkasan", "kasus", "metode"])
def test_one_block_in_any_section_is_a_report(section):
    assert set_blocks(replace(BLOCK, section=section)).startswith(b"%PDF-1.7")


def test_no_blocks_make_a_cover_and_contents():
    assert set_blocks().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "blocks",
    [
        [BLOCK, BLOCK],
        [replace(BLOCK, language="en")],
    ],
    ids=["twice", "other language"],
)
def test_a_block_that_cannot_stand_is_refused(blocks):
    with pytest.raises(ValueError, match="methods"):
        set_blocks(*blocks)


def test_a_block_of_another_schema_is_refused():
    with pytest.raises(ValueError, match="methods"):
        render_pdf([BLOCK.to_json() | {"schema": "aks.blok/2"}], META, as_of=AS_OF)


def test_the_restricted_edition_needs_restricted_forms():
    with pytest.raises(ValueError, match="methods"):
        set_blocks(BLOCK, edition="terbatas")


def test_an_unknown_state_is_a_bug():
    with pytest.raises(KeyError, match=r"report\.state\.baru"):
        set_blocks(BLOCK, state="baru")


def test_a_decision_may_rest_on_a_block_that_is_not_in_the_report():
    decision = Decision("coverage", "Ukur", "Ukur semua.", "", "", "", "", "", ("coverage",))
    assert set_blocks(Block("decisions", "ringkasan", "decisions", "id", Content("Putusan", decisions=(decision,))))


def test_a_warning_of_the_typesetter_is_an_error(monkeypatch):
    ours = [f for f in typesetting.font_files() if "DejaVu" not in f.name]
    monkeypatch.setattr(typesetting, "font_files", lambda: ours)
    with pytest.raises(typst.TypstWarning, match="unknown font family"):
        set_blocks(BLOCK)


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("columns", [1, 2, 7])
@pytest.mark.parametrize("rows", [0, 1, 400])
def test_tables_of_any_shape_are_set(long, columns, rows):
    heads = tuple(Column(str(i), f"Kolom {i}", "end" if i else "start") for i in range(columns))
    cells = tuple(TableCell("*" if i else "Desa", hidden=bool(i)) for i in range(columns))
    table = Table("Tabel", heads, tuple(Row(cells, level=min(2, i % 9)) for i in range(rows)), ("Catatan.",), long)
    assert set_blocks(replace(BLOCK, public=Content("Judul", tables=(table,))))


def test_a_long_table_may_stand_on_page_one():
    table = Table("Tabel", (Column("a", "A", "start"),), (Row((TableCell("1"),)),), long=True)
    assert set_blocks(replace(BLOCK, section="ringkasan", public=Content("Judul", tables=(table,))))


@pytest.mark.parametrize("long", [False, True])
def test_a_section_that_begins_with_a_table_has_it_under_its_heading(long):
    heads = (Column("a", "Wilayah", "start"), Column("b", "Balita"))
    rows = tuple(Row((TableCell(f"Desa {i}"), TableCell("7"))) for i in range(30))
    block = replace(BLOCK, section="mutu", public=Content("Judul", tables=(Table("Tabel", heads, rows, long=long),)))
    assert pages(set_blocks(block)) == 3  # cover, contents, and the section on one


def test_sections_share_a_page_of_which_most_is_free():
    notes = [replace(BLOCK, id=id, section=section) for id, section in (("methods", "metode"), ("coverage", "mutu"))]
    assert pages(set_blocks(*notes)) == 3


def test_page_one_stands_alone():
    assert pages(set_blocks(replace(BLOCK, id="headline", section="ringkasan"), BLOCK)) == 4


def test_long_texts_beside_short_ones_have_most_of_the_width():
    """At a third of the width of the page they would take one more."""
    name = "Pemeriksaan panjang tentang umur anak di desa atau kelurahan: tinggi badan"
    words = (name, "bermasalah", "0,0004", "7.046", "Hasil ukur dibulatkan. " * 13)
    heads = tuple(Column(str(i), f"Kolom {i}", "end" if i in (2, 3) else "start") for i in range(5))
    table = Table("Tabel", heads, (Row(tuple(map(TableCell, words))),) * 16)
    assert pages(set_blocks(replace(BLOCK, public=Content("Judul", tables=(table,))))) == 4


def test_a_short_table_of_long_texts_runs_over_pages():
    row = Row((TableCell("1"), TableCell("Keterangan panjang sekali. " * 60)))
    table = Table("Tabel", (Column("a", "A", "start"), Column("b", "B", "start")), (row,) * 15)
    assert pages(set_blocks(replace(BLOCK, public=Content("Judul", tables=(table,))))) > 3


def test_a_chart_higher_than_a_page_is_set_on_one():
    figure = asdict(Content("Judul", subtitle="Bagian")) | {
        "figure": {
            "svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 40"><rect width="4" height="40"/></svg>',
            "alt": "Kotak.",
        }
    }
    block = BLOCK.to_json() | {"kind": "chart", "public": figure}
    made = render_pdf([block], META, as_of=AS_OF)
    assert pages(made) == 3


@pytest.mark.skipif(which("pdftotext") is None, reason="needs pdftotext of poppler-utils to see where words stand")
@pytest.mark.parametrize("before", range(4, 40, 4))
def test_what_follows_a_table_in_two_columns_stands_below_it(tmp_path, before):
    heads = (Column("a", "Indikator", "start"), *(Column(str(i), "Bontang Utara") for i in range(4)))
    name = "Baris dengan nama yang panjang sekali sehingga terbagi atas tiga atau empat baris"
    rows = tuple(Row((TableCell(name), *(TableCell("90,0%"),) * 4)) for _ in range(23))
    told = tuple(f"Alinea {i}." for i in range(before))
    text = Content("Judul", paragraphs=told, tables=(Table("T", heads, rows, long=True),))
    after = Content("SESUDAH", paragraphs=("Selesai.",))
    made = set_blocks(replace(BLOCK, public=text), replace(BLOCK, id="glossary", public=after))
    (tmp_path / "a.pdf").write_bytes(made)
    words = _words(tmp_path / "a.pdf")
    page, top = next((page, top) for page, top, _, word in words if word == "SESUDAH")
    ends = [bottom for where, _, bottom, word in words if where == page and word in ("Baris", "90,0%")]
    assert any(word == "90,0%" for *_, word in words)
    assert not ends or max(ends) <= top


@pytest.mark.skipif(which("pdftotext") is None, reason="needs pdftotext of poppler-utils to see where words stand")
@pytest.mark.parametrize("columns", [8, 13, 43])
def test_no_word_of_a_table_lies_on_another(tmp_path, columns):
    address = "kaltim.akurasi.id/humaniora/pemkot-bontang-sebut-stunting-turun-jadi-12-persen"
    heads = (Column("a", "Indikator", "start"), *(Column(str(i), "Laksamana") for i in range(columns - 1)))
    rows = tuple(Row((TableCell(address), *(TableCell("98,1%"),) * (columns - 1))) for _ in range(9))
    made = set_blocks(replace(BLOCK, public=Content("Judul", tables=(Table("T", heads, rows, long=True),))))
    (tmp_path / "a.pdf").write_bytes(made)
    said = subprocess.run(["pdftotext", "-bbox", tmp_path / "a.pdf", "-"], capture_output=True, check=True, text=True)
    boxes = [
        (page, *map(float, box))
        for page, body in enumerate(said.stdout.split("<page "))
        for *box, word in re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<', body)
        if word in ("Laksamana", "98,1%") or word in address
    ]
    assert len(boxes) > 9 * columns
    for page, left, top, right, bottom in boxes:
        middle = (top + bottom) / 2
        assert [b for b in boxes if b[0] == page and b[1] < right and b[3] > left and b[2] < middle < b[4]] == [
            (page, left, top, right, bottom)
        ]


def _words(path: Path) -> list[tuple[int, float, float, str]]:
    """Page, upper and lower edge (pt) and text of each word of a PDF, contents left out."""
    said = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout
    found: list[tuple[int, float, float, str]] = []
    for page, body in enumerate(said.split("<page ")[1:], start=1):
        for top, bottom, word in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', body):
            if page > 2:
                found.append((page, float(top), float(bottom), word))
    return found
