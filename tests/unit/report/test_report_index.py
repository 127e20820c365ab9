"""The list of reports: newest first, public files only, in our letters, nothing from outside, ranked by no figure."""

from __future__ import annotations

import re
import time

import pytest

from audit.language import percent
from audit.reference.areas import district_codes
from audit.report import Entry, render_index
from audit.report.index import Failure
from audit.report.index_figures import Figure, Headline, Promised
from audit.report.index_files import IndexFile

FILES = tuple(IndexFile(name, 1_250_000) for name in ("laporan.html", "laporan.pdf", "hasil.json", "hasil.parquet"))
SECONDS, BYTES = 1.0, 3_000_000  # for every district of the country


def figure(period="2025-08", k=120, n=1000, low=None, high=None, hidden=False) -> Figure:
    if hidden:
        return Figure(period, None, None, None, None, None, hidden=True)
    return Figure(period, k, n, k / n, low, high, hidden=False)


def entry(code="17.71", cycle="2025-2", coverage=(), stunting=(), **changes) -> Entry:
    given = {
        "district": f"Kota {code}", "code": code, "cycle": cycle, "state": "draf", "forum": "Forum diseminasi",
        "key": "0123456789ab", "folder": f"{code}-kota/{cycle}", "files": FILES, "sample": True,
        "headline": Headline(tuple(coverage), tuple(stunting)),
    }  # fmt: skip
    return Entry(**(given | changes))


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)


def body(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def test_districts_go_by_code_and_the_newest_cycle_first():
    html = render_index([entry("64.74"), entry(cycle="2025-1"), entry(cycle="2025-2")])
    opened = [link for link in links(html) if link.endswith("laporan.html")]
    assert opened == [
        f"{f}/publik/laporan.html" for f in ("17.71-kota/2025-2", "17.71-kota/2025-1", "64.74-kota/2025-2")
    ]


def test_it_points_to_every_public_file_and_to_nothing_outside():
    files = (*FILES, IndexFile("minilok/17.71.01-gading-cempaka.pdf", 90_400), IndexFile("diseminasi.pptx", 12))
    html = render_index([entry(files=files)])
    assert set(links(html)) == {"#isi", *(f"17.71-kota/2025-2/publik/{file.path}" for file in files)}
    assert re.findall(r"url\((?!data:)[^)]*\)|@import|<script[^>]|https?:", html) == []


def test_a_file_says_what_it_is_and_how_large():
    files = (*FILES, IndexFile("minilok/17.71.01-gading-cempaka.pdf", 90_400), IndexFile("kabar-baru.docx", 12))
    html = render_index([entry(files=files)])
    assert "Buka laporan</a> <small>1,3 MB</small>" in html
    assert "Gading Cempaka (PDF)</a> <small>90 KB</small>" in html
    assert "Kabar baru (Word)</a> <small>1 KB</small>" in html
    assert "Bahan mini lokakarya per kecamatan: 1 berkas" in html


def test_it_is_set_in_our_letters():
    assert "@font-face{font-family:'Aks Sans'" in render_index([entry()])


def test_a_link_says_whose_report_it_opens():
    html = render_index([entry(district="Kota Contoh")])
    assert 'aria-label="Buka laporan, Kota Contoh, siklus 2025-2"' in html


@pytest.mark.parametrize(
    ("state", "words"), [("draf", "draf"), ("ditelaah", "ditelaah, belum disahkan"), ("disahkan", "disahkan")]
)
def test_the_state_is_said(state, words):
    assert f'<span class="tag">{words}</span>' in render_index([entry(state=state)])


def test_invented_reports_are_marked_and_true_ones_are_not():
    invented = render_index([entry(sample=True)])
    assert "data contoh</span>" in invented
    assert "DATA CONTOH" in invented
    assert "contoh" not in body(render_index([entry(sample=False)])).lower()


def test_no_reports_is_a_sentence():
    assert "Belum ada laporan." in render_index([])
    assert "<table" not in render_index([])


def test_names_are_escaped():
    bad = Failure("<b>", "17.71", "2025-2", 11, "<i>")
    assert "<b>" not in body(render_index([entry(district="<b>")])).replace('<b style="left', "")
    assert "<i>" not in body(render_index([], [bad]))


def test_shares_are_written_as_everywhere_else():
    """Half up on the shortest decimal: 19,45 per cent is 19,5, where a binary product may fall below it."""
    for k, n in ((389, 2000), (1, 8), (1, 3), (0, 7), (7, 7), (57, 800)):
        html = render_index([entry(stunting=[figure(k=k, n=n)])])
        assert f"<td>{percent(k / n)}</td>" in html


def test_weighing_shows_its_interval_and_its_coverage():
    html = render_index([
        entry(coverage=[figure(k=945, n=1000)], stunting=[figure(k=183, n=1000, low=0.175, high=0.1914)])
    ])  # fmt: skip
    assert "18,3% <small>(17,5–19,1)</small>" in html
    assert "Terukur Agustus 2025: 94,5% (945 dari 1.000 anak terdaftar)" in html


def test_what_is_withheld_has_no_number():
    html = render_index([
        entry(coverage=[figure(hidden=True)], stunting=[figure(hidden=True)])
    ])  # fmt: skip
    shown = body(html).partition("<tbody>")[2]
    assert "<td>disamarkan</td>" in shown
    assert "Terukur Agustus 2025: disamarkan" in shown
    assert shown.count("tidak dijumlahkan") == 2


def test_the_scale_is_one_for_all_and_ends_above_everything():
    html = render_index([
        entry(stunting=[figure(k=10, n=100)]), entry("64.74", stunting=[figure(k=44, n=100, low=0.41, high=0.47)])
    ])  # fmt: skip
    assert "skala gambar 0–50%" in html
    assert '<b style="left:20%">' in html
    assert '<b style="left:88%">' in html


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        ((0.10, 0.14), (0.13, 0.19), "bertumpang tindih, jadi belum dapat disebut berubah"),
        ((0.10, 0.12), (0.13, 0.19), "tidak bertumpang tindih"),
        ((0.20, 0.22), (0.13, 0.19), "tidak bertumpang tindih"),
        ((None, None), (0.13, 0.19), "Rentangnya tidak tercatat"),
    ],
)
def test_news_says_what_two_intervals_allow_to_say(now, then, words):
    def one(cycle, bounds):
        return entry(cycle=cycle, stunting=[figure(low=bounds[0], high=bounds[1])], coverage=[figure(k=900)])

    html = body(render_index([one("2025-2", now), one("2025-1", then)]))
    assert words in html
    assert "Balita terukur 90,0%; siklus lalu 90,0%." in html
    assert html.count("Siklus pertama dalam daftar ini") == 1


def test_decisions_promises_and_quality_stand_beside_what_is_new():
    said = Headline(promised=Promised(1, 6), decisions=("coverage", "sponsors"), rating="poor")
    html = body(render_index([entry(headline=said)]))
    assert "<dt>Perlu diputuskan</dt> <dd>Penimbangan susulan; Orang tua asuh.</dd>" in html
    assert "<dt>Janji forum</dt> <dd>1 dari 6 selesai.</dd>" in html
    assert "<dt>Mutu pengukuran</dt> <dd>perlu diperbaiki.</dd>" in html
    assert "<dt>" not in body(render_index([entry()]))


def test_the_page_in_another_language_opens_the_report_in_that_language():
    files = tuple(IndexFile(name, 9_000) for name in ("laporan.html", "laporan-en.html"))
    for language, name in (("id", "laporan.html"), ("en", "laporan-en.html")):
        html = render_index([entry(files=files)], language=language)
        assert re.findall(r'href="[^"]*/([^/"]+)" class="open"', html) == [name]
        assert re.findall(r'href="[^"]*/(laporan[^/"]*)"', html)[0] == name


def test_a_withheld_figure_is_not_compared():
    html = body(render_index([entry(stunting=[figure(hidden=True)]), entry(cycle="2025-1", stunting=[figure()])]))
    assert "Pendek menurut penimbangan: belum dapat dibandingkan." in html


@pytest.mark.parametrize("code", [1, *range(10, 18)])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_failure_says_why_and_what_to_do(code, language):
    failed = Failure("Kota Contoh", "17.71", "2025-2", code, "Lembar Data tidak ada.")
    html = body(render_index([], [failed], language=language))
    assert "Kota Contoh" in html
    assert "<q>Lembar Data tidak ada.</q>" in html
    assert html.count("<p><b>") == 2


def test_nothing_sorts_by_prevalence():
    sorts = re.findall(r'<option value="(\w+)">', render_index([entry()]).partition('id="keadaan"')[0])
    assert sorts == ["code", "name", "cycle", "state"]


def test_english_holds_no_indonesian_labels():
    html = body(render_index([entry(coverage=[figure()], stunting=[figure()])], language="en"))
    assert "Weighing Aug 2025" in html
    assert not any(word in html for word in ("Berkas", "Terukur", "Siklus", "Penimbangan"))


def test_every_district_of_the_country_is_drawn_in_a_second_and_three_megabytes():
    packs = tuple(IndexFile(f"minilok/11.01.{i:02}-nama-kecamatan.pdf", 91_000 + i) for i in range(1, 15))
    more = tuple(IndexFile(f"berkas-{i}.docx", 45_000 * i) for i in range(1, 8))
    entries = [
        entry(code, district=name, files=(*FILES, *more, *packs),
              folder=f"{code}-{name.lower().replace(' ', '-')}/2025-2",
              coverage=[figure("2025-02", i + 10, 9000), figure(k=i + 4000, n=9000 + i)],
              stunting=[figure("2025-02", i + 3, 5000, 0.1, 0.2), figure(k=i + 900, n=8000, low=0.11, high=0.21)])
        for i, (code, name) in enumerate(district_codes().items())
    ]  # fmt: skip
    render_index(entries[:2])
    seconds = min(_seconds(entries) for _ in range(3))
    assert seconds <= SECONDS
    assert len(render_index(entries).encode("utf-8")) <= BYTES


def _seconds(entries) -> float:
    """Time of the processor, since other work may run beside the tests."""
    start = time.process_time()
    render_index(entries)
    return time.process_time() - start
