"""The formal order on a page: the same figures as the short one, a sheet to sign, every link with its place."""

from __future__ import annotations

import base64
import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from audit.report import Formal, Signatory, formal_blocks, formal_front, render_html

CHAPTERS = [
    "pengesahan", "daftar", "chapter-summary", "chapter-introduction", "chapter-findings", "chapter-conclusion",
    "chapter-closing", "chapter-desa", "chapter-quality", "chapter-programme", "chapter-target", "chapter-outcomes",
    "chapter-strength", "chapter-visits", "chapter-province", "chapter-methods",
]  # fmt: skip
LARGEST = 1_000_000  # bytes, so that it travels by chat
SIGNED = Formal(
    body="TPPS",
    signatories=(Signatory("approved", "Ketua pelaksana TPPS", "Pejabat <b>Contoh</b>"),),
    place="Kota Contoh",
    reviewed_by="Dinas Kesehatan",
    reviewed_on=date(2025, 10, 1),
    approved_on=date(2025, 10, 8),
)


class Page(HTMLParser):
    """Tags with attributes, the cells of tables, and headings with their levels."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def formal(context, blocks):
    """The page of a context, with what its notebooks show."""
    leads = [block.to_json() for block in formal_blocks(context)]
    return render_html([*blocks, *leads], context.meta(), front=formal_front(context))


def cells_by_block(html: str) -> dict[str, list[str]]:
    """Every printed cell, card and decision of each block."""
    found = {}
    for id, rest in re.findall(r'<section class="block \w+" id="(\w+)"(.*?)</section>', html, flags=re.DOTALL):
        found[id] = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>|<span class=\"value\">(.*?)</span>", rest, flags=re.DOTALL)
    return found


@pytest.fixture(scope="module")
def blocks(context, draw):
    return draw(context)


@pytest.fixture(scope="module")
def html(context, blocks) -> str:
    return formal(context, blocks)


@pytest.fixture(scope="module")
def short(context, blocks) -> str:
    return render_html(blocks, context.meta())


def test_chapters_stand_in_the_order_of_a_report_that_is_handed_in(html):
    sections = re.findall(r'<section class="chapter[^"]*" id="([\w-]+)"', html)
    assert sections == CHAPTERS
    heads = re.findall(r'<h2 id="[\w-]+-title">(?:<span class="label">(.*?)</span> )?', html)
    annexes = [f"Lampiran {n}" for n in range(1, 10)]
    assert [head for head in heads if head] == ["BAB I", "BAB II", "BAB III", *annexes]


def test_both_orders_print_the_same_cells_in_the_same_blocks(html, short):
    full, brief = cells_by_block(html), cells_by_block(short)
    assert len(brief) > 40
    assert sum(len(cells) for cells in brief.values()) > 500
    assert full == brief


def test_both_orders_draw_the_same_charts(html, short):
    def charts(page):
        return sorted(re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL))

    assert charts(short)
    assert charts(html) == charts(short)


def test_every_inner_link_has_its_place_every_id_stands_once_and_nothing_points_outside(html):
    page = Page(html)
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    addresses = [v for _, a in page.tags for k, v in a.items() if k in ("src", "href") and v]
    assert {a[1:] for a in addresses if a.startswith("#")} <= set(ids)
    assert [a for a in addresses if not a.startswith("#")] == []


def test_headings_never_skip_a_level(html):
    levels = [int(tag[1]) for tag, _ in Page(html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert max(levels) == 4
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_tables_and_figures_are_listed_as_they_are_called(html):
    listed = re.search(r'<section class="chapter lists".*?</section>', html, flags=re.DOTALL)[0]
    tables = re.findall(r">(Tabel \d+\. [^<]+)</a>", listed)
    assert tables == re.findall(r"<caption>(Tabel \d+\. [^<]+)</caption>", html)
    figures = re.findall(r">(Gambar \d+)\. ", listed)
    assert figures == re.findall(r'<p class="subtitle"><b>(Gambar \d+)\.</b>', html)
    assert figures
    assert figures[0] == "Gambar 1"


def test_a_decision_names_the_table_as_it_is_numbered_here(html):
    rests = re.findall(r'<a href="#(\w+)">Tabel (\d+)</a>', html)
    assert rests
    for block, number in rests:
        section = re.search(rf'<section class="block \w+" id="{block}".*?</section>', html, flags=re.DOTALL)
        assert f"<caption>Tabel {number}. " in section[0]


def test_without_names_the_sheet_has_empty_lines_and_says_that_it_is_a_draft(html):
    sheet = re.search(r'<section class="chapter approval".*?</section>', html, flags=re.DOTALL)[0]
    assert sheet.count("<dd></dd>") == 15  # three places to sign, five lines each
    assert "Laporan ini masih draf" in sheet
    assert "DRAF" in html


def test_an_approved_report_names_who_approved_it_and_is_no_draft(make_context, blocks):
    html = formal(make_context(formal=SIGNED, state="disahkan"), blocks)
    sheet = re.search(r'<section class="chapter approval".*?</section>', html, flags=re.DOTALL)[0]
    assert "Pejabat &lt;b&gt;Contoh&lt;/b&gt;" in sheet
    assert "disahkan pada 8 Oktober 2025" in sheet
    assert sheet.count("<dd>Kota Contoh</dd>") == 3
    assert "DRAF" not in html


def test_an_emblem_stands_in_the_file_itself_and_none_is_nothing(html, make_context, blocks):
    picture = BytesIO()
    Image.new("RGB", (4, 4), "green").save(picture, "PNG")
    with_logo = formal(make_context(formal=Formal(logo=picture.getvalue())), blocks)
    assert base64.b64encode(picture.getvalue()).decode() in with_logo
    assert 'alt="Lambang Kota Bengkulu"' in with_logo
    assert "<img" not in html


def test_the_public_page_from_restricted_blocks_is_the_public_page(make_context, draw, html):
    restricted = make_context(edition="terbatas")
    blocks = [*draw(restricted), *(block.to_json() for block in formal_blocks(restricted))]
    public = make_context()
    assert render_html(blocks, public.meta(), front=formal_front(public)) == html


def test_same_inputs_same_bytes_and_small_enough_to_travel(context, blocks, html):
    assert formal(context, blocks) == html
    assert len(html.encode("utf-8")) <= LARGEST


def test_in_english_nothing_indonesian_is_left_but_titles_of_rules(make_context, draw):
    english = make_context(language="en")
    html = formal(english, draw(english))
    for words in ("CHAPTER I", "Approval sheet", "Annex 1", "Legal basis"):
        assert words in html
    assert [w for w in ("BAB ", "Lampiran", "Disahkan", "Latar belakang", "Gambar ") if w in html] == []
