"""The printed report: accessible, the same bytes, everything of the blocks on it and nothing more."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from datetime import date

import pytest
import typst

from audit.language import text
from audit.report.blocks import SECTIONS
from audit.report.pdf import render_pdf

AS_OF = date(2025, 9, 5)
SECONDS = 2.0  # of processor time, for the report of a whole district
# A process of its own: the typesetter remembers what it has set before.
MEASURED = """
import json, pathlib, time
from datetime import date
from audit.report.pdf import render_pdf
blocks, meta = json.loads(pathlib.Path("in.json").read_text(encoding="utf-8"))
cpu, wall = time.process_time(), time.perf_counter()
pdf = render_pdf(blocks, meta, as_of=date(2025, 9, 5))
print(time.process_time() - cpu, time.perf_counter() - wall, len(pdf))
"""
BOTTOM = 62  # points: 22 mm, above which all text but the foot stands


def changed(blocks, id, **public):
    """The blocks with parts of one public form replaced."""
    made = copy.deepcopy(blocks)
    next(b for b in made if b["id"] == id)["public"].update(public)
    return made


def page_one(blocks):
    return [b for b in blocks if b["section"] == "ringkasan"]


def form(blocks, id):
    return next(b for b in blocks if b["id"] == id)["public"]


def plain(words):
    return " ".join(words.split())


# accessible ----------------------------------------------------------------------------------------------------------


def test_it_says_that_it_is_accessible_in_the_language_of_the_report(paper):
    root = paper.reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "id"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_section_and_block_is_a_heading_and_every_table_has_heads(paper, public):
    blocks, _ = public
    sections = {b["section"] for b in blocks}
    assert len(paper.elements("H1")) == len(sections) + 1  # and the contents
    assert len(paper.elements("H2")) == len(blocks)
    tables = [t for b in blocks for t in b["public"]["tables"]]
    assert len(paper.elements("Table")) == len(tables)
    assert len(paper.elements("TH")) >= sum(len(t["columns"]) for t in tables)


def test_every_image_has_its_words(paper, public):
    wanted = [
        b["public"]["figure"]["alt"] for s in SECTIONS for b in public[0] if b["section"] == s and b["public"]["figure"]
    ]
    assert wanted
    assert [str(f["/Alt"]) for f in paper.elements("Figure")] == wanted


def test_an_image_without_words_is_refused(public):
    blocks, meta = public
    figure = form(blocks, "coverage")["figure"]
    with pytest.raises(typst.TypstError, match="alt"):
        render_pdf(changed(blocks, "coverage", figure={**figure, "alt": ""}), meta, as_of=AS_OF)


def test_charts_are_set_in_our_font(paper):
    fonts = {
        str(font["/BaseFont"]).partition("+")[2]
        for page in paper.reader.pages
        for font in (f.get_object() for f in page["/Resources"].get("/Font", {}).values())
    }
    assert fonts <= {f"AksSans-{face}" for face in ("Regular", "Semibold", "Bold", "Italic")} | {"DejaVuSans"}


# the same, and fast --------------------------------------------------------------------------------------------------


def test_the_same_inputs_give_the_same_bytes(paper, public):
    assert render_pdf(*public, as_of=AS_OF) == paper.bytes


def test_the_date_of_the_document_is_that_of_the_data(paper):
    assert paper.reader.metadata.creation_date.date() == AS_OF


def test_a_whole_district_takes_at_most_two_seconds(public, tmp_path, capsys):
    (tmp_path / "in.json").write_text(json.dumps(public), encoding="utf-8")
    fresh = subprocess.run(
        [sys.executable, "-c", MEASURED], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    cpu, wall, size = (float(x) for x in fresh.stdout.split())
    with capsys.disabled():
        print(f"\nPDF of a district: {size / 1024:.0f} KiB, {cpu:.2f} s of processor time, {wall:.2f} s by the clock")
    assert cpu <= SECONDS


# every page ----------------------------------------------------------------------------------------------------------


def test_every_page_carries_key_edition_sample_state_and_number(paper, public):
    _, meta = public
    n = len(paper.pages)
    for at, page in enumerate(paper.pages, start=1):
        for words in (meta["run_key"], "PUBLIK", "DATA CONTOH", "DRAF", f"Halaman {at} dari {n}"):
            assert words in page, f"{words} on page {at}"


def test_the_running_head_names_the_section_of_each_page(paper):
    heads = [page.splitlines()[0] for page in (paper.pages[1], *paper.pages[3:])]  # without cover and contents
    sections = [text(f"report.section.{s}", "id") for s in SECTIONS]
    named = [next(s for s in sections if head.endswith(s)) for head in heads]
    assert named == sorted(named, key=sections.index)
    assert named[0] == sections[0]


def test_the_cover_says_whose_report_for_which_forum_and_that_it_is_a_sample(paper, public):
    _, meta = public
    cover = plain(paper.pages[0])
    for words in (
        text("report.title"),
        meta["district_name"],
        meta["period"],
        meta["forum_date"],
        text("report.sample"),
    ):
        assert words in cover


def test_a_report_of_real_data_without_key_says_neither(inputs, set_paper):
    blocks, meta = inputs(sample=False, run_key="")
    words = set_paper(page_one(blocks), meta).words
    assert "DATA CONTOH" not in words
    assert text("report.key_print", key="") not in words


@pytest.mark.parametrize(("state", "printed"), [("ditelaah", True), ("disahkan", False)])
def test_the_state_is_printed_until_the_report_stands(public, set_paper, state, printed):
    blocks, meta = public
    pages = set_paper(page_one(blocks), {**meta, "state": state}).pages
    assert not any(re.search(r"\bDRAF\b", page) for page in pages)
    assert all(("BELUM DISAHKAN" in page) == printed for page in pages)


def test_nothing_runs_into_the_foot(public, set_paper):
    blocks, meta = public
    table = form(blocks, "stunting_by_desa")["tables"][0]
    long = {**table, "rows": [table["rows"][0], *table["rows"][1:] * 5]}
    paper = set_paper(changed(blocks, "stunting_by_desa", tables=[long]), meta)
    low = set()
    for page in paper.reader.pages:
        page.extract_text(
            visitor_text=lambda t, _cm, tm, *_: low.add(round(tm[5])) if t.strip() and tm[5] < BOTTOM else None
        )
    assert len(low) == 1  # the line of the foot
    names = [row["cells"][0]["text"] for row in table["rows"][1:] if row["level"] == 2]
    body = paper.words
    assert all(body.count(name) >= 5 for name in names)


# contents and page one -----------------------------------------------------------------------------------------------


def test_the_contents_name_every_block_with_its_page(paper, public):
    contents = plain(paper.pages[2])
    for block in public[0]:
        name = text(f"report.{block['id']}.name")
        found = re.search(re.escape(name) + r"[ .]+(\d+)", contents)
        assert found, name
        assert plain(block["public"]["title"])[:40] in plain(paper.pages[int(found[1]) - 1])


def summary_pages(paper):
    head = text("report.section.ringkasan")
    return [at for at, page in enumerate(paper.pages) if page.splitlines()[0].endswith(head)]


def test_page_one_fits_one_page(paper, public):
    assert summary_pages(paper) == [1]  # right after the cover: nobody turns two pages to see what is to be decided
    page = plain(paper.pages[1])
    for block in public[0]:
        if block["section"] == "ringkasan":
            assert all(plain(p) in page for p in block["public"]["paragraphs"])


def test_page_one_fits_with_three_long_decisions_and_four_more_sentences(public, set_paper):
    blocks, meta = public
    decision = {**form(blocks, "decisions")["decisions"][0], "rests_on": ("severity", "coverage")}
    decision["sentence"] += " " + decision["sentence"]
    blocks = changed(blocks, "decisions", decisions=[decision] * 3)
    paragraphs = form(blocks, "headline")["paragraphs"]
    blocks = changed(blocks, "headline", paragraphs=[*paragraphs, *paragraphs * 4])
    assert summary_pages(set_paper(blocks, meta)) == [1]


def test_a_decision_names_the_page_of_what_it_rests_on(paper, public):
    decision = form(public[0], "decisions")["decisions"][0]
    found = re.search(r"Berdasarkan: Tabel (\d+) \(hlm\. (\d+)\)", plain(paper.pages[1]))
    assert found
    (table,) = form(public[0], decision["rests_on"][0])["tables"]
    assert f"Tabel {found[1]}. {plain(table['caption'])}" in plain(paper.pages[int(found[2]) - 1])


# everything of the blocks, and nothing more --------------------------------------------------------------------------


def test_every_word_and_number_of_the_blocks_is_printed(paper, public):
    words = paper.words
    for block in public[0]:
        c = block["public"]
        parts = [c["title"], c["subtitle"], c["reading"], c["source"], *c["paragraphs"]]
        parts += [p for card in c["cards"] for p in (card["label"], card["value"], card["detail"])]
        parts += [d["sentence"] for d in c["decisions"]] + [p for t in c["terms"] for p in (t["term"], t["meaning"])]
        parts += [p for t in c["tables"] for p in (t["caption"], *t["notes"])]
        assert [p for p in parts if plain(p) not in words] == [], block["id"]


def test_rows_are_printed_with_decimal_commas(paper, public):
    rows = form(public[0], "stunting_by_kecamatan")["tables"][0]["rows"]
    lines = {plain(line) for page in paper.pages for line in page.splitlines()}
    printed = [" ".join(cell["text"] for cell in row["cells"]) for row in rows]
    assert any(re.search(r"\d,\d%", row) for row in printed)
    assert [row for row in printed if row not in lines] == []


def test_hidden_rows_show_a_star_in_each_cell_and_the_note_says_why(paper, public):
    table = form(public[0], "stunting_by_desa")["tables"][0]
    hidden = [row["cells"] for row in table["rows"] if any(c["hidden"] for c in row["cells"])]
    assert hidden
    for cells in hidden:
        assert " ".join([cells[0]["text"], *["*"] * (len(cells) - 1)]) in paper.words
    assert text("report.mark.hidden") in paper.words


def test_the_public_edition_is_drawn_from_public_forms_alone(paper, inputs, set_paper):
    blocks, meta = inputs(edition="terbatas")
    assert set_paper(blocks, {**meta, "edition": "publik"}).bytes == paper.bytes
    restricted = set_paper(blocks, meta)
    assert all(
        "TERBATAS" in page and "PUBLIK" not in plain(page).rpartition("DRAF")[0][-30:] for page in restricted.pages
    )
    assert restricted.words.count(" * ") < paper.words.count(" * ")


def test_no_link_points_outside_even_where_a_source_has_an_address(paper):
    assert "contoh.example/a" in paper.words
    links = [a.get_object() for page in paper.reader.pages for a in page.get("/Annots", [])]
    assert links
    for link in links:
        assert link["/Subtype"] == "/Link"
        assert "/URI" not in link.get("/A", {})
    assert "/OpenAction" not in paper.reader.root_object
    assert not paper.reader.attachments


def test_text_is_never_markup(public, set_paper):
    blocks, meta = public
    words = '#let x = 1; *tebal* _miring_ $y$ @acuan <label> \\ // = "kutip" ½ ≥ →'
    assert words in set_paper(changed(page_one(blocks), "headline", paragraphs=[words]), meta).words


def test_english_is_english(inputs, set_paper):
    blocks, meta = inputs(language="en")
    paper = set_paper(blocks, meta)
    assert paper.reader.root_object["/Lang"] == "en"
    assert all(f"Page {at} of {len(paper.pages)}" in page for at, page in enumerate(paper.pages, start=1))
    assert "Figure 1." in paper.words
    for indonesian in ("Halaman", "Gambar", "Tabel", "Daftar isi", "hlm.", "DRAF ", "Cara membaca"):
        assert indonesian not in paper.words
    rows = form(blocks, "stunting_by_kecamatan")["tables"][0]["rows"]
    assert any(re.search(r"\d\.\d%", cell["text"]) for row in rows for cell in row["cells"])
