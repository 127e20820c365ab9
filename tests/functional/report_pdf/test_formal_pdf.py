"""The formal order on paper: accessible, numbered as an office numbers, and the same words as the short one."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from audit.language import text
from audit.report import Formal, formal_blocks, formal_front
from audit.report.pdf import render_pdf

AS_OF = date(2025, 9, 5)
# Title page, approval sheet, summary, contents on two pages, tables with figures below them.
FRONT = ["", "ii", "iii", "iv", "v", "vi"]


def plain(words):
    return " ".join(words.split())


@pytest.fixture(scope="module")
def lead(public):
    """Return a function: blocks, meta and front of a context in the formal order, with what its notebooks show."""

    def give(context, blocks=public[0]):
        leads = [block.to_json() for block in formal_blocks(context)]
        return [*blocks, *leads], context.meta(), formal_front(context)

    return give


@pytest.fixture(scope="module")
def given(lead, make_context):
    return lead(make_context())


@pytest.fixture(scope="module")
def formal(given, paper):
    blocks, meta, front = given
    return type(paper)(render_pdf(blocks, meta, as_of=AS_OF, front=front))


def test_it_says_that_it_is_accessible(formal):
    root = formal.reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert len(formal.elements("H1")) == 4 + 14  # sheet, contents, two lists; fourteen chapters


def test_pages_before_the_chapters_are_roman_and_the_chapters_begin_at_one(formal):
    printed = [re.search(r"Halaman (\w+)$", plain(page)) for page in formal.pages]
    numbers = [found[1] if found else "" for found in printed]
    assert numbers[: len(FRONT)] == FRONT
    assert numbers[len(FRONT) :] == [str(n) for n in range(1, len(formal.pages) - len(FRONT) + 1)]


def test_every_page_carries_edition_sample_state_and_key(formal, given):
    _, meta, _ = given
    for page in formal.pages:
        assert all(words in page for words in (meta["run_key"], "PUBLIK", "DATA CONTOH", "DRAF"))


def test_chapters_come_in_the_order_of_a_report_that_is_handed_in(formal):
    order = [
        "BAB I. Pendahuluan",
        "BAB II. Pelaksanaan dan hasil audit", "BAB III. Kesimpulan dan rencana tindak lanjut", "Penutup",
        "Lampiran 1. Hasil menurut desa dan kelurahan", "Lampiran 2. Pemeriksaan mutu data",
        "Lampiran 3. Program di sekitar kasus", "Lampiran 4. Perhitungan target",
        "Lampiran 5. Keadaan lain selain pendek", "Lampiran 6. Seberapa kuat temuan faktor risiko",
        "Lampiran 7. Seberapa tepat prakiraan kunjungan", "Lampiran 8. Tabel untuk provinsi",
        "Lampiran 9. Metode dan istilah",
    ]  # fmt: skip
    contents = plain(" ".join(formal.pages[3:5]))
    places = [contents.find(title) for title in order]  # whose pages the next test looks up
    assert -1 not in places
    assert places == sorted(places)


def test_contents_name_parts_and_blocks_with_the_page_on_which_they_stand(formal, given):
    blocks, _, _ = given
    contents = plain(" ".join(formal.pages[3:5]))
    for block in blocks:
        if block["section"] in ("resmi", "ringkasan"):
            continue
        name = text(f"report.{block['id']}.name")
        found = re.search(re.escape(name) + r"[ .]+(\d+)", contents)
        assert found, name
        page = formal.pages[len(FRONT) + int(found[1]) - 1]
        assert plain(block["public"]["title"])[:40] in plain(page), name
    assert re.search(r"B\. Dasar hukum[ .]+1\b", contents)


def test_every_table_and_figure_is_listed_with_its_page(formal, given):
    blocks, _, _ = given
    n_tables = sum(len(block["public"]["tables"]) for block in blocks)
    n_figures = sum(block["public"]["figure"] is not None for block in blocks)
    for word, n in (("Tabel", n_tables), ("Gambar", n_figures)):
        numbers = [int(found) for found in re.findall(rf"{word} (\d+)", formal.pages[len(FRONT) - 1])]
        assert numbers == list(range(1, n + 1))


def test_it_prints_every_word_of_the_short_report(formal, paper, public):
    blocks, _ = public
    for block in blocks:
        c = block["public"]
        parts = [c["title"], c["subtitle"], c["reading"], c["source"], *c["paragraphs"]]
        parts += [p for card in c["cards"] for p in (card["label"], card["value"], card["detail"])]
        parts += [d["sentence"] for d in c["decisions"]] + [p for t in c["terms"] for p in (t["term"], t["meaning"])]
        parts += [p for t in c["tables"] for p in (t["caption"], *t["notes"])]
        assert [p for p in parts if plain(p) not in formal.words] == [], block["id"]


def test_it_prints_every_row_of_the_short_report(formal, public):
    """Rows of hidden cells as well: what is hidden there is hidden here."""
    blocks, _ = public
    rows = [
        " ".join(cell["text"] for cell in row["cells"])
        for block in blocks
        if block["id"] in ("stunting_by_desa", "stunting_by_kecamatan", "stunted_by_group")
        for table in block["public"]["tables"]
        for row in table["rows"]
    ]
    assert len(rows) > 80
    assert any("*" in row for row in rows)
    assert [row for row in rows if plain(row) not in formal.words] == []


def test_the_title_page_and_the_sheet_of_an_approved_report_with_an_emblem(lead, make_context, paper):
    picture = BytesIO()
    Image.new("RGB", (40, 50), "green").save(picture, "PNG")
    said = Formal(
        body="TP3S", place="Kota Contoh", reviewed_by="Dinas Kesehatan", reviewed_on=date(2025, 10, 1),
        approved_on=date(2025, 10, 8), logo=picture.getvalue(),
    )  # fmt: skip
    blocks, meta, front = lead(make_context(formal=said, state="disahkan"))
    signed = type(paper)(render_pdf(blocks, meta, as_of=AS_OF, front=front))
    assert "TP3S Kota Bengkulu" in plain(signed.pages[0])
    assert "Lambang Kota Bengkulu" in [str(figure["/Alt"]) for figure in signed.elements("Figure")]
    sheet = plain(signed.pages[1])
    assert "disahkan pada 8 Oktober 2025" in sheet
    assert sheet.count("Kota Contoh") == 3
    assert sheet.count("NIP") == 3
    assert "DRAF" not in signed.words


def test_the_same_inputs_give_the_same_bytes(formal, given):
    blocks, meta, front = given
    assert render_pdf(blocks, meta, as_of=AS_OF, front=front) == formal.bytes


def test_english_is_english(lead, make_context, draw, paper):
    english = make_context(language="en")
    blocks, meta, front = lead(english, draw(english))
    words = type(paper)(render_pdf(blocks, meta, as_of=AS_OF, front=front)).words
    assert "CHAPTER II" in words
    assert "Approval sheet" in words
    assert [w for w in ("Halaman", "Gambar", "Daftar isi", "BAB ", "Lampiran", "Disahkan") if w in words] == []
