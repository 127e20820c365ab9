"""Nothing says that it may be passed on before the report is approved, whatever kind of file it is."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pypdf import PdfReader

from audit.report import headline, render_html
from audit.report.infographic import infographic
from audit.report.packs.pack_pdf import pack_frame
from audit.report.packs.pack_word import render_pack_word
from audit.report.pdf import render_pdf
from audit.report.slides.deck import footer
from audit.report.standing import standing


def test_the_sentence_says_edition_state_and_what_that_allows():
    assert standing("publik", "draf", "id").sentence == "PUBLIK, DRAF: belum untuk disebarluaskan"
    assert standing("publik", "disahkan", "id").sentence == "PUBLIK: boleh disebarluaskan"
    assert standing("publik", "ditelaah", "en").marks == ("PUBLIC", "REVIEWED, NOT YET APPROVED")


@pytest.mark.parametrize("language", ["id", "en"])
def test_only_an_approved_public_report_may_be_passed_on(language):
    allowed = standing("publik", "disahkan", language).meaning
    assert {standing("publik", state, language).meaning for state in ("draf", "ditelaah")}.isdisjoint({allowed})
    restricted = {standing("terbatas", state, language).meaning for state in ("draf", "ditelaah", "disahkan")}
    assert len(restricted) == 1
    assert allowed not in restricted


@pytest.mark.parametrize("state", ["draf", "ditelaah", "disahkan"])
def test_page_print_picture_pack_and_slides_say_the_same(make_context, state):
    context = make_context(state=state)
    said = standing("publik", state, "id")
    blocks, frame = [headline(context).to_json()], pack_frame(context, title="Bahan", place="Kota Bengkulu")
    html = render_html(blocks, context.meta())
    cover = PdfReader(io.BytesIO(render_pdf(blocks, context.meta(), as_of=context.as_of))).pages[0].extract_text()
    pack = Document(io.BytesIO(render_pack_word((), context, title="Bahan", place="Kota Bengkulu")))
    foot = pack.sections[0].footer.paragraphs[0].text
    assert infographic(context, "a4")["class"] == said.sentence
    assert (frame["edition"], frame["state"]) == (said.edition, said.state)
    for words in (html, cover):
        assert said.meaning in words
    for words in (html, cover, foot, footer(context)):
        assert all(mark in words for mark in said.marks)
        assert ("DRAF" in words) == (state == "draf")
