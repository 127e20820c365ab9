"""The whole public page keeps the rules of a page that officers pass on by phone."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from audit.report import render_html

CHARTS = 13
PAPERS = {
    "wide": 609,
    "narrow": 358,
}  # px for a chart: on a screen of 641 px, the smallest that has the wide one; of 390
READABLE = 12  # px
LARGEST = 1_000_000  # bytes, so that it travels by chat
NEVER = (
    "kerdil", "gagal", "lalai", "menyumbang stunting", "pelaku", "tersangka", "skor ibu", "zero stunting",
    "peringkat desa", "auditor",
)  # fmt: skip
CAUSAL = ("karena program", "berkat", "akibat", "disebabkan", "menurunkan", "dampak", "efek")
LIBRARY_WORDS = ("count", "date", "value", "percent", "nan", "none", "null", "true", "false", "figure", "axes")
JARGON = (r"\bCI\b", r"p-value", r"\bz\b", r"z-skor", r"\bSK 95")


class Page(HTMLParser):
    """Tags with their attributes, and the words that a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._silent += tag in ("style", "script")

    def handle_endtag(self, tag):
        self._silent -= tag in ("style", "script")

    def handle_data(self, data):
        if not self._silent:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="session")
def html(context, draw) -> str:
    return render_html(draw(context), context.meta())


@pytest.fixture(scope="session")
def page(html) -> Page:
    return Page(html)


def page_one(html: str) -> str:
    return html[
        html.index('<section class="chapter" id="ringkasan"') : html.index('<section class="chapter" id="situasi"')
    ]


def test_it_is_small_enough_to_travel_by_chat(html):
    assert len(html.encode("utf-8")) <= LARGEST


def test_nothing_in_it_points_outside(page, html):
    addresses = [v for _, a in page.tags for k, v in a.items() if k in ("src", "href", "xlink:href", "action") and v]
    assert addresses
    assert [v for v in addresses if not v.startswith("#")] == []
    assert re.findall(r"url\((?!data:|#)[^)]*\)|@import", html) == []
    assert "<script" not in html


def test_every_inner_link_has_its_place_and_every_id_stands_once(page):
    ids = [a["id"] for _, a in page.tags if a.get("id")]
    assert len(ids) == len(set(ids))
    links = {a["href"][1:] for tag, a in page.tags if tag == "a" and a.get("href")}
    assert links <= set(ids)


def test_it_says_its_language_and_has_one_main_heading(page):
    assert dict(page.tags)["html"]["lang"] == "id"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_every_chart_is_named_for_those_who_cannot_see_it(page):
    svgs = [a for tag, a in page.tags if tag == "svg"]
    assert len(svgs) == CHARTS * len(PAPERS)
    assert all(a["role"] == "img" and len(a["aria-label"]) > 40 for a in svgs)


def test_every_chart_has_its_table(html):
    blocks = re.findall(r'<section class="block chart".*?</section>', html, flags=re.DOTALL)
    charts = [block for block in blocks if "<svg" in block]
    assert len(charts) == CHARTS
    assert all("<table" in chart for chart in charts)


def test_the_page_says_that_its_figures_are_invented_and_prints_it_on_every_sheet(page, html):
    assert page.text.count("DATA CONTOH: semua angka dalam dokumen ini rekaan") == 2
    assert '@bottom-left { content: "DATA CONTOH (angka rekaan) · PUBLIK · DRAF" }' in html


@pytest.mark.parametrize(("state", "words"), [("ditelaah", "DITELAAH, BELUM DISAHKAN"), ("disahkan", None)])
def test_the_state_stands_in_head_and_foot_until_the_report_is_approved(make_context, state, words):
    html = render_html([], make_context(state=state).meta())
    assert html.count(words or "DISAHKAN") == (3 if words else 0)  # head, printed foot, foot
    assert "DRAF" not in html


def test_a_true_report_does_not_call_itself_invented(make_context, draw):
    true = make_context(sample=False)
    assert "DATA CONTOH" not in render_html(draw(true), true.meta())


def test_edition_and_report_code_stand_in_head_and_foot(page):
    assert page.text.count("PUBLIK") >= 2
    assert "kode laporan 0123456789ab" in page.text
    assert "0123456789abc" not in page.text


def test_words_that_hurt_or_explain_by_cause_never_stand(page):
    text = page.text.lower()
    assert [w for w in (*NEVER, *CAUSAL) if re.search(rf"\b{w}\b", text)] == []


def test_no_word_of_a_library_or_of_english_shows_in_the_indonesian_page(page):
    assert [w for w in LIBRARY_WORDS if re.search(rf"\b{w}\b", page.text.lower())] == []


def test_page_one_speaks_without_the_signs_of_statisticians(html):
    words = Page(page_one(html)).text
    assert [p for p in JARGON if re.search(p, words)] == []


def test_page_one_asks_for_three_decisions_at_most_and_comes_first(html, page):
    assert 1 <= page_one(html).count("<li><strong>") <= 3
    sections = [a["id"] for tag, a in page.tags if tag == "section" and a.get("class") == "chapter"]
    assert sections == ["ringkasan", "situasi", "kasus", "program", "mutu", "metode"]


def test_page_one_names_no_desa(html, context):
    words = Page(page_one(html)).text
    names = {a.name for a in context.areas.desa} - {a.name for a in (*context.areas.kecamatan, context.areas.district)}
    assert [n for n in names if re.search(rf"\b{re.escape(n)}\b", words)] == []


def test_numbers_have_a_decimal_comma(page):
    assert not re.search(r"\d\.\d+%", page.text)
    assert re.search(r"\d,\d%", page.text)


def test_hidden_rows_are_marked_and_the_mark_is_explained(html):
    assert 'class="end hidden"' in html
    assert "* disamarkan: angka tidak ditampilkan" in html


def test_survey_and_routine_stand_in_tables_of_their_own_and_conflicting_values_both(page):
    assert "Survei rumah tangga" in page.text
    assert "Pengukuran rutin" in page.text
    assert {"13,8%", "16,1%"} <= set(re.findall(r"[\d,]+%", page.text))


def test_addresses_of_published_figures_are_words_not_links(html, page):
    assert "contoh.example/a" in page.text
    assert 'href="https' not in html


def test_the_public_page_from_restricted_blocks_is_the_public_page(context, draw, html):
    restricted = draw(replace(context, edition="terbatas"))
    assert render_html(restricted, context.meta()) == html


def test_the_restricted_page_says_so_and_hides_nothing(make_context, draw):
    context = make_context(edition="terbatas")
    html = render_html(draw(context), context.meta())
    assert "TERBATAS" in Page(html).text
    assert 'class="end hidden"' not in html


def test_public_blocks_cannot_make_a_restricted_page(context, draw):
    with pytest.raises(ValueError, match="restricted"):
        render_html(draw(context), context.meta() | {"edition": "terbatas"})


def test_a_block_twice_or_of_another_language_is_refused(context, draw):
    blocks = draw(context)
    with pytest.raises(ValueError, match="cannot stand"):
        render_html([*blocks, blocks[0]], context.meta())
    with pytest.raises(ValueError, match="cannot stand"):
        render_html(blocks, context.meta() | {"language": "en"})


def test_the_english_page_has_no_indonesian_left(make_context, draw):
    context = make_context(language="en")
    html = render_html(draw(context), context.meta())
    text = Page(html).text
    assert 'lang="en"' in html
    assert [w for w in ("anak", "pendek", "tidak", "dari", "menurut", "bulan") if re.search(rf"\b{w}\b", text)] == []


def test_same_blocks_same_bytes(context, draw, html):
    assert render_html(draw(context), context.meta()) == html


def test_charts_are_well_formed(html):
    svgs = re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL)
    assert [ET.fromstring(svg).tag for svg in svgs] == ["{http://www.w3.org/2000/svg}svg"] * CHARTS * len(PAPERS)


@pytest.mark.parametrize(("paper", "shown"), PAPERS.items())
def test_the_words_of_a_chart_are_large_enough_where_it_is_shown(html, paper, shown):
    found = re.findall(rf'<div class="{paper}">(<svg.*?</svg>)</div>', html, flags=re.DOTALL)
    assert len(found) == CHARTS
    for svg in found:
        width = float(re.search(r'viewBox="0 0 ([\d.]+) ', svg)[1])
        sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)]
        assert sizes
        assert min(sizes) * shown / width >= READABLE


def test_one_paper_is_shown_at_a_time(html):
    style = re.search(r"<style>(.*?)</style>", html, flags=re.DOTALL)[1]
    before, narrow = style.split("@media screen and (max-width: 640px) {", 1)
    assert ".aks figure .narrow { display: none }" in before
    assert ".wide { display: none }" in narrow[: narrow.index("\n}")]
    assert ".narrow { display: block }" in narrow[: narrow.index("\n}")]


def test_cells_of_tables_of_words_carry_the_head_of_their_column_for_a_phone(html):
    """There the rows stand one under another, without the heads."""
    tables = re.findall(r'<table class="data words">.*?</table>', html, flags=re.DOTALL)
    assert tables
    for table in tables:
        heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', table)[1:]
        for row in re.findall(r"<tr class=.*?</tr>", table, flags=re.DOTALL):
            assert re.findall(r'<td [^>]*data-label="([^"]*)"', row) == heads
    assert "data-label" not in re.sub(
        r'<table class="data words">.*?</table>|<style>.*?</style>', "", html, flags=re.DOTALL
    )


def test_tables_are_numbered_through_and_a_decision_names_those_it_rests_on(html, page):
    captions = re.findall(r"<caption>Tabel (\d+)\. ", html)
    assert captions == [str(n) for n in range(1, html.count("<caption>") + 1)]
    rests = re.findall(r'class="rests">Berdasarkan: (.*?)</span>', html)
    assert len(rests) == page_one(html).count("<li><strong>")
    for block, number in re.findall(r'<a href="#(\w+)">Tabel (\d+)</a>', " ".join(rests)):
        section = re.search(rf'<section class="block \w+" id="{block}".*?</section>', html, flags=re.DOTALL)
        assert f"<caption>Tabel {number}. " in section[0]


def test_a_decision_names_no_table_that_the_edition_does_not_hold(context, draw):
    blocks = [block for block in draw(context) if block["section"] == "ringkasan"]
    assert "Berdasarkan" not in render_html(blocks, context.meta())


def test_a_hostile_name_stays_text(make_context, draw):
    context = make_context(district_name="<script>alert(1)</script>")
    assert "<script" not in render_html(draw(context), context.meta())


def test_the_emblem_stands_at_the_head_of_the_short_order_too(html, context, draw):
    page = render_html(draw(context), context.meta(), logo=b"gambar")
    assert page.count('<img class="logo" src="data:image/png;base64,Z2FtYmFy" alt="Lambang Kota Bengkulu">') == 1
    assert '<img class="logo"' not in html
