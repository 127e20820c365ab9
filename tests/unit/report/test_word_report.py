"""The official report in Word: words and numbers of the blocks and of hasil.json, in real styles, by the rules."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn

from audit.disclosure.extract import extract
from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan
from audit.language import percent
from audit.report import formal_blocks, formal_front, results_rows
from audit.report.sections.decisions import decisions
from audit.report.sections.headline import headline
from audit.report.sections.key_figures import key_figures
from audit.report.sections.severity import severity
from audit.report.sections.stunted_by_group import stunted_by_group
from audit.report.sections.stunting_by_desa import stunting_by_desa
from audit.report.sections.stunting_by_kecamatan import stunting_by_kecamatan
from audit.report.word.report_word import render_word
from audit.report.word.tables import column_widths, data_table
from audit.store import IDENTITIES

SHOWN = (headline, key_figures, decisions, severity, stunting_by_kecamatan, stunted_by_group, stunting_by_desa)
KEY = "0123456789ab"  # of the invented run


def blocks_of(context):
    return [block.to_json() for block in (*(show(context) for show in SHOWN), *formal_blocks(context))]


def written(context, blocks=None) -> bytes:
    blocks = blocks_of(context) if blocks is None else blocks
    return render_word(blocks, context.meta(), as_of=context.as_of, front=formal_front(context))


@pytest.fixture(scope="module")
def report(context) -> bytes:
    return written(context)


@pytest.fixture(scope="module")
def document(report):
    return docx.Document(io.BytesIO(report))


def cells(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def data_tables(document) -> list:
    return [table for table in document.tables if table.style.name == "Aks Table"]


def test_every_table_holds_the_cells_of_its_block_and_nothing_else(context, document):
    asked = [
        [
            [column["label"] for column in table["columns"]],
            *([c["text"] for c in row["cells"]] for row in table["rows"]),
        ]
        for block in blocks_of(context)
        for table in block["public"]["tables"]
    ]
    found = [cells(table) for table in data_tables(document)]
    assert len(found) == len(asked)
    assert sorted(found) == sorted(asked)


def test_numbers_of_kecamatan_are_those_of_the_results_file(context, document):
    caption = stunting_by_kecamatan(context).public.tables[0].caption
    titles = [p.text.strip().partition(". ")[2] for p in document.paragraphs if re.match(r"Tabel \d", p.text)]
    captions = [p for p in titles if p == caption]
    assert captions
    table = next(t for t in data_tables(document) if t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == caption)
    printed = {line[0]: line[1:4] for line in cells(table)[1:]}
    by_id = {row["id"]: row for row in results_rows(context)}
    for area in context.areas.kecamatan:
        row = next(r for r in by_id.values() if r["indikator"] == "stunting" and r["periode"] == context.month
                   and r["wilayah"]["kode"] == area.code and r["id"].endswith("status=stunted"))  # fmt: skip
        assert row["nilai"] is not None
        whole = [f"{row['penyebut']:,}".replace(",", "."), f"{row['pembilang']:,}".replace(",", ".")]
        assert printed[area.name] == [*whole, percent(row["nilai"])]


def test_sentences_of_blocks_stand_in_it_word_for_word(context, document):
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    asked = decisions(context).public.decisions
    assert asked
    assert headline(context).public.title in said
    for decision in asked:
        assert f"{decision.action}. {decision.sentence}" in said


def test_headings_captions_and_lists_are_styles_of_word(document):
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    chapters = by_style["Heading 1"]
    assert chapters[:3] == ["Lembar pengesahan", "Ringkasan", "BAB I\nPendahuluan"]
    assert "A. Latar belakang" in by_style["Heading 2"]
    assert any(name.startswith("1. ") for name in by_style["Heading 3"])
    assert by_style["List Number"]
    numbered = [caption for caption in by_style["Caption"] if caption.startswith("Tabel ")]
    assert len(numbered) == len(data_tables(document))


def test_the_head_of_every_table_stands_on_each_page_and_no_row_is_split(document):
    for table in data_tables(document):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_picture_has_words_and_a_caption(context, report, document):
    alts = [block["public"]["figure"]["alt"] for block in blocks_of(context) if block["public"]["figure"]]
    assert alts
    found = [picture.get("descr") for picture in document.element.body.iter(qn("wp:docPr"))]
    assert sorted(found) == sorted(alts)
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert len(pictures) == len(alts)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def field_codes(document) -> str:
    codes = [code.text or "" for code in document.element.body.iter(qn("w:instrText"))]
    return " ".join([*codes, *(f.get(qn("w:instr")) for f in document.element.body.iter(qn("w:fldSimple")))])


def test_contents_are_a_field_whose_lines_lead_to_headings(document):
    codes = field_codes(document)
    assert 'TOC \\o "1-3"' in codes
    assert 'TOC \\h \\z \\c "Tabel"' in codes
    places = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    aims = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))}
    assert aims
    assert aims <= places
    entries = [p for p in document.paragraphs if p.style.name.startswith(("toc", "table of figures"))]
    assert entries
    for entry in entries:  # each ends in the number of the page that it leads to
        (aim,) = {link.get(qn("w:anchor")) for link in entry._p.iter(qn("w:hyperlink"))}
        (page,) = (f.get(qn("w:instr")).split() for f in entry._p.iter(qn("w:fldSimple")))
        assert page[:2] == ["PAGEREF", aim]
        assert entry.text.endswith("\t")
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    kinds = [mark.get(qn("w:fldCharType")) for mark in document.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") > 0


def footers(document) -> list[str]:
    return [
        "".join(paragraph.text for paragraph in part.paragraphs)
        for section in document.sections
        for part in (section.footer, section.first_page_footer)
        if part.paragraphs and part.paragraphs[0].text
    ]


def test_class_key_and_draft_stand_on_every_page(document):
    for foot in footers(document):
        assert "PUBLIK" in foot
        assert KEY in foot
        assert "DRAF" in foot


def test_an_approved_report_is_no_draft(context):
    formal = replace(context.formal, reviewed_by="Dinas Kesehatan", reviewed_on=date(2025, 10, 1),
                     approved_on=date(2025, 10, 8), place="Bengkulu")  # fmt: skip
    document = docx.Document(io.BytesIO(written(replace(context, state="disahkan", formal=formal))))
    assert "DRAF" not in "\n".join([*footers(document), *(p.text for p in document.paragraphs)])
    sheet = "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    assert sheet.count("NIP") == len(formal_front(context).signatures)


def test_equal_blocks_give_equal_bytes_and_the_order_of_the_run_does_not_matter(context, report):
    assert written(context) == report
    assert written(replace(context, order="resmi")) == report
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_withheld_number_is_shaded(context):
    table = stunting_by_desa(context).to_json()["public"]["tables"][0]
    withheld = sum(cell["hidden"] for row in table["rows"] for cell in row["cells"])
    assert withheld > 0
    assert data_table(table).count('w:fill="E4E9EC"') == withheld


def test_a_report_in_english_holds_no_word_of_ours_in_indonesian(make_context):
    document = docx.Document(io.BytesIO(written(make_context(language="en"))))
    parts = [document.element.body, *(part._element for s in document.sections for part in (s.header, s.footer))]
    said = "\n".join(t.text or "" for part in parts for t in part.iter(qn("w:t")))
    assert "Contents" in said
    assert "Table 1" in "\n".join(p.text for p in document.paragraphs)
    ours = r"\b(Daftar isi|Daftar tabel|Tabel|Gambar|Halaman|hlm|Cara membaca|Laporan|PUBLIK|DRAF|DATA CONTOH)\b"
    assert not re.findall(ours, said)
    assert not re.findall(ours, field_codes(document))


def test_restricted_forms_are_never_read(context):
    blocks = blocks_of(context)
    marked = copy.deepcopy(blocks)
    for block in marked:
        block["restricted"] = {"title": "RAHASIA"}
    assert written(context, marked) == written(context, blocks)


def test_a_report_without_any_block_of_a_notebook_still_has_its_chapters(make_context):
    empty = make_context(released={})
    document = docx.Document(io.BytesIO(written(empty, [b.to_json() for b in formal_blocks(empty)])))
    chapters = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert "BAB I\nPendahuluan" in chapters
    assert "Penutup" in chapters


def test_a_name_that_is_very_long_and_marks_of_xml_are_only_words(context):
    blocks = blocks_of(context)
    table = next(block for block in blocks if block["id"] == "stunting_by_kecamatan")["public"]["tables"][0]
    name = "Kecamatan <b>Ujung & Tanjung</b> " * 6 + "\x0b"
    table["rows"][0]["cells"][0]["text"] = name
    document = docx.Document(io.BytesIO(written(context, blocks)))
    assert any(name.rstrip("\x0b") in cell for table in data_tables(document) for row in cells(table) for cell in row)


def test_widths_of_columns_follow_their_words_and_fill_the_page():
    wide = column_widths([["Sektor", "Keterangan", "Tanda tangan"], ["Pemerintah", "kata " * 40, ""]], 17.0)
    assert sum(wide) == pytest.approx(17.0)
    assert wide[1] == max(wide)
    assert wide[0] > len("Pemerintah") * 0.19


def test_names_of_places_stay_on_one_line_where_heads_are_long():
    heads = ["Wilayah", *["Di antaranya baru pertama kali diukur"] * 8]
    wide = column_widths([heads, ["Kampung Melayu", *["1.234"] * 8]], 16.5, 0.15, 0.08)
    assert sum(wide) == pytest.approx(16.5)
    assert wide[0] - 2 * 0.08 >= len("Kampung Melayu") * 0.15 - 1e-9
    assert min(wide[1:]) - 2 * 0.08 >= len(["Di", "antaranya"][1]) * 0.15


def test_a_wordy_column_gets_most_of_the_room():
    wide = column_widths([["Periksa", "Nilai", "Arti"], ["Isian kosong", "1%", "kata " * 60]], 16.5)
    assert wide[2] > 16.5 / 2


def kept(table: str) -> list[bool]:
    return ["<w:keepNext/>" in line for line in table.split("<w:tr>")[1:]]


def test_short_tables_stay_on_one_page_and_long_ones_keep_their_head_with_two_rows(context):
    block = stunting_by_kecamatan(context).to_json()["public"]["tables"][0]
    short = kept(data_table(block))
    assert all(short[:-1])
    assert not short[-1]
    long = kept(data_table(block | {"rows": block["rows"] * 30}))
    assert long[:3] == [True, True, True]
    assert not any(long[3:-2])
    assert long[-2:] == [True, False]  # no row stands alone on a last page


def test_a_table_of_more_columns_than_the_page_holds_stands_in_parts_with_its_first_column(context):
    block = stunting_by_kecamatan(context).to_json()["public"]["tables"][0]
    first, *others = block["columns"]
    kecamatan = [others[0] | {"label": f"Karangrejo{n:02}"} for n in range(40)]
    rows = [row | {"cells": [row["cells"][0], *[{"text": f"{n},1%", "hidden": False} for n in range(40)]]}
            for row in block["rows"]]  # fmt: skip
    wide = data_table(block | {"columns": [first, *kecamatan], "rows": rows})
    tables = wide.split("<w:tbl>")[1:]
    assert len(tables) > 1
    heads = [re.findall(r"<w:t>([^<]*)</w:t>", table.partition("</w:tr>")[0]) for table in tables]
    assert all(head[0] == first["label"] for head in heads)
    assert [name for head in heads for name in head[1:]] == [column["label"] for column in kecamatan]
    for table in tables:
        grid = [int(cm) for cm in re.findall(r'<w:gridCol w:w="(\d+)"', table)]
        assert sum(grid) <= 16.5 / 2.54 * 1440 + len(grid)
        assert min(grid[1:]) >= (len("Karangrejo12") * 0.15 + 2 * 0.08) / 2.54 * 1440
    assert data_table(block).count("<w:tbl>") == 1


def test_no_empty_line_follows_a_table_where_it_could_make_an_empty_page(document):
    body = list(document.element.body)
    for table, after in pairwise(body):
        if table.tag == qn("w:tbl") and table.tblPr.find(qn("w:tblCaption")) is not None and after.tag == qn("w:p"):
            words = "".join(t.text or "" for t in after.iter(qn("w:t")))
            following = after.getnext()
            assert words or following.tag in (qn("w:tbl"), qn("w:sectPr"))


def test_the_leak_scan_reads_cells_and_words_of_pictures_but_runs_no_cells_together(tmp_path, context):
    row = dict.fromkeys(IDENTITIES.names) | {"child_id": "a", "name": "Alfarizi Yazid Firmansyah"}
    people = Identities.of_vault(IDENTITIES.conform(pd.DataFrame([row])))

    def hits(change) -> list[tuple[str, str]]:
        blocks = blocks_of(context)
        change(next(block for block in blocks if block["id"] == "stunting_by_kecamatan")["public"])
        path = tmp_path / "laporan-resmi.docx"
        path.write_bytes(written(context, blocks))
        found = scan([path], people, declared_dates=[context.as_of, context.forum.date])
        return sorted({(hit.kind, hit.place.rpartition("/")[2]) for hit in found.hits})

    def put(block, *said):
        for cell, words in zip(block["tables"][0]["rows"][0]["cells"], said, strict=False):
            cell["text"] = words

    ours = [hit for hit in hits(lambda block: None) if hit[0] != "date"]
    assert ours == []
    assert ("nik", "document.xml") in hits(lambda block: put(block, "1771994508230001"))
    assert ("name", "document.xml") in hits(lambda block: block["figure"].update(alt="Alfarizi Yazid Firmansyah"))
    # Two numbers beside one another are no NIK although their digits in a row would be.
    assert not any(kind == "nik" for kind, _ in hits(lambda block: put(block, "17719945", "08230001")))


def test_every_part_of_the_file_can_be_read_by_the_scan(report):
    pieces = list(extract(report, "laporan-resmi.docx"))
    assert not [piece.place for piece in pieces if piece.unread]
    assert any(re.search(r"PUBLIK", text) for piece in pieces for text in piece.texts)


def test_no_file_of_this_machine_is_named_in_it(report):
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels")))
    assert str(Path.home()).encode() not in text
    assert b"python-docx" not in text


def test_the_frame_of_an_english_report_is_english(context):
    document = docx.Document(io.BytesIO(written(replace(context, language="en"))))
    parts = [document, *(p for s in document.sections for p in (s.header, s.footer, s.first_page_footer))]
    said = "\n".join(p.text for part in parts for p in part.paragraphs)
    for words in ("Stunting Case Audit Report", "Contents", "PUBLIC", "Table 1", "Figure 1", "Page"):
        assert words in said
    assert not re.search(
        r"\b(Laporan|Daftar|Tabel|Gambar|Berdasarkan|Cara membaca|Halaman|PUBLIK|DRAF|keadaan)\b", said
    )
