"""The pages that people open, in a real browser: nothing sticks out, nothing is out of reach, nothing is asked for."""

from __future__ import annotations

import pytest
from looking import SCREENS, clipped_on_paper, closed_on_paper, dead_links, inaccessible, opened, stops, too_wide

REPORTS = ("laporan-id", "laporan-en", "laporan-resmi")
EVERY = (*REPORTS, "index")
# Each report once, either screen more than once: what axe looks at is the same words in the same markup on both.
WITH_AXE = {("laporan-id", "phone"), ("laporan-en", "desktop"), ("laporan-resmi", "phone"), ("index", "desktop")}
LARGEST = 3_000_000  # bytes, of one file
_FOLLOWS = """() => {
  const [before, now] = [window.before, document.activeElement]
  window.before = now
  return now !== document.body && Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)
}"""


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_sticks_out_no_link_is_dead_axe_finds_nothing_and_nothing_is_asked_for(browser, pages, name, screen):
    with opened(browser, pages[name], screen) as (page, said):
        if name in REPORTS:
            if screen == "phone":
                page.locator(".contents summary").tap()
            assert page.locator(".contents a").count() > 50
            assert dead_links(page) == []
        assert too_wide(page) == []
        assert (name, screen) not in WITH_AXE or inaccessible(page) == []
        assert said == []


@pytest.mark.parametrize("name", REPORTS)
def test_a_table_beside_a_chart_opens_at_a_tap(browser, pages, name):
    with opened(browser, pages[name], "phone") as (page, _):
        first = page.locator("details.numbers").first
        assert not first.locator("table").is_visible()
        first.locator("summary").tap()
        assert first.locator("table").is_visible()


@pytest.mark.parametrize("name", EVERY)
def test_it_prints_whole(browser, pages, name):
    with opened(browser, pages[name]) as (page, _):
        assert closed_on_paper(page) == []
        assert clipped_on_paper(page) == []


def test_it_prints_to_pdf_with_its_tables_and_the_page_numbers(browser, pages):
    pypdf = pytest.importorskip("pypdf")
    from io import BytesIO

    with opened(browser, pages["laporan-id"]) as (page, _):
        tables = page.locator("caption").count()
        paper = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert len(paper.pages) > 10
    assert all(f"Tabel {n}. " in words for n in range(1, tables + 1))
    assert f"Halaman {len(paper.pages)} dari {len(paper.pages)}" in words


@pytest.mark.parametrize("name", EVERY)
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(browser, pages, name):
    with opened(browser, pages[name]) as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.evaluate("before = document.activeElement")
        for _ in range(stops(page) - 1):
            page.keyboard.press("Tab")
            assert page.evaluate(_FOLLOWS)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body")


def test_the_skip_link_leads_past_the_contents(browser, pages):
    with opened(browser, pages["laporan-id"]) as (page, _):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("wishes", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=lambda w: next(iter(w)))
def test_a_dark_screen_or_colours_of_ones_own_hide_no_words(browser, pages, wishes):
    with opened(browser, pages["laporan-id"], "phone", **wishes) as (page, _):
        assert inaccessible(page, "color-contrast") == []
        assert too_wide(page) == []


@pytest.mark.parametrize("name", EVERY)
def test_it_is_small_enough(pages, name):
    assert pages[name].stat().st_size <= LARGEST
