"""The list of reports in a real browser, from a file: search, sort, a phone, no scripts, and what axe-core says."""

from __future__ import annotations

import pytest
from looking import inaccessible

from audit.report import Entry, render_index
from audit.report.index import Failure
from audit.report.index_figures import Figure, Headline
from audit.report.index_files import IndexFile

FILES = (IndexFile("laporan.html", 1_900_000), IndexFile("hasil.json", 1_000), IndexFile("minilok/1-satu.pdf", 90_000))
NAMES = {"14.03": "Kabupaten Bengkalis", "17.71": "Kota Bengkulu", "64.74": "Kota Bontang"}


def entry(code: str, cycle: str = "2025-2", state: str = "draf") -> Entry:
    measured = Headline(
        (Figure("2025-08", 900, 1000, 0.9, None, None, False),), (Figure("2025-08", 150, 900, 1 / 6, 0.14, 0.2, False),)
    )
    return Entry(
        NAMES[code], code, cycle, state, "Forum diseminasi", "0123456789ab", f"{code}-x/{cycle}", FILES, True, measured
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    entries = [entry("64.74"), entry("64.74", "2025-1", "disahkan"), entry("14.03"), entry("17.71", state="ditelaah")]
    failed = Failure("Kabupaten Bengkulu Selatan dengan nama yang panjang", "17.01", "2025-2", 11, "kata" * 60)
    path = tmp_path_factory.mktemp("daftar") / "index.html"
    path.write_text(render_index(entries, [failed]), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser, address):
    """Return a function that opens the page in a window of that width."""
    contexts = []

    def go(width: int = 1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 844}, **options)
        contexts.append(context)
        opened = context.new_page()
        opened.goto(address)
        return opened

    yield go
    for context in contexts:
        context.close()


def shown(page) -> list[str]:
    return [row.locator(".name").inner_text() for row in page.locator("#daftar > tbody > tr:visible").all()]


def test_it_is_searched_by_name_province_and_code(page):
    opened = page()
    assert shown(opened) == ["Kabupaten Bengkalis", "Kota Bengkulu", "Kota Bontang", "Kota Bontang"]
    searched = {"riau": ["Kabupaten Bengkalis"], "17.71": ["Kota Bengkulu"], "kota timur": ["Kota Bontang"] * 2}
    for words, found in searched.items():
        opened.fill("#cari", words)
        assert shown(opened) == found
        assert opened.inner_text("#jumlah") == f"{len(found)} dari 4 laporan tampil."
    opened.fill("#cari", "tidak ada")
    assert shown(opened) == []
    assert opened.inner_text("#jumlah").startswith("Tidak ada laporan yang cocok.")


def test_it_is_sorted_and_filtered_with_the_keyboard(page):
    opened = page()
    opened.focus("#urut")
    opened.keyboard.press("ArrowDown")  # by name
    assert shown(opened)[0] == "Kabupaten Bengkalis"
    opened.select_option("#urut", "state")
    assert shown(opened)[-1] == "Kota Bontang"
    opened.select_option("#keadaan", "disahkan")
    assert shown(opened) == ["Kota Bontang"]
    opened.select_option("#keadaan", "")
    opened.focus("#baru")
    opened.keyboard.press("Space")
    assert len(shown(opened)) == 3


def test_without_scripts_it_is_a_plain_table_of_all(page):
    opened = page(java_script_enabled=False)
    assert len(shown(opened)) == 4
    assert not opened.locator("#alat").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_runs_over_the_edge(page, width):
    opened = page(width, is_mobile=width < 600)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_without_its_tools(page):
    opened = page()
    opened.emulate_media(media="print")
    assert not opened.locator("#alat").is_visible()
    assert len(shown(opened)) == 4


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(page, width):
    assert inaccessible(page(width)) == []
