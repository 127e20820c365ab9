"""The list of reports: newest first, public files only, in our letters, nothing from outside."""

from __future__ import annotations

import re

import pytest

from audit.report import Entry, render_index

FILES = ("laporan.html", "laporan.pdf", "hasil.json", "hasil.parquet")


def entry(code="17.71", cycle="2025-2", **changes) -> Entry:
    given = {
        "district": f"Kota {code}", "code": code, "cycle": cycle, "state": "draf", "forum": "Forum diseminasi",
        "key": "0123456789ab", "folder": f"{code}-kota/{cycle}", "files": FILES, "sample": True,
    }  # fmt: skip
    return Entry(**(given | changes))


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)


def test_districts_go_by_code_and_the_newest_cycle_first():
    html = render_index([entry("64.74"), entry(cycle="2025-1"), entry(cycle="2025-2")])
    opened = [link for link in links(html) if link.endswith("laporan.html")]
    assert opened == [
        f"{f}/publik/laporan.html" for f in ("17.71-kota/2025-2", "17.71-kota/2025-1", "64.74-kota/2025-2")
    ]


def test_it_points_to_public_files_alone_and_to_nothing_outside():
    html = render_index([entry()])
    assert links(html) == ["#isi", *(f"17.71-kota/2025-2/publik/{name}" for name in FILES)]
    assert re.findall(r"url\((?!data:)[^)]*\)|@import|<script", html) == []


def test_it_is_set_in_our_letters():
    assert render_index([entry()]).count("@font-face{font-family:'Aks Sans'") == 4


def test_a_link_says_whose_report_it_opens_and_a_heading_is_no_link():
    html = render_index([entry(district="Kota Contoh")])
    assert 'aria-label="Buka laporan, Kota Contoh, siklus 2025-2"' in html
    assert "<h2>Kota Contoh</h2>" in html


@pytest.mark.parametrize(
    ("state", "words"), [("draf", "draf"), ("ditelaah", "ditelaah, belum disahkan"), ("disahkan", "disahkan")]
)
def test_the_state_is_said(state, words):
    assert f'<span class="tag">{words}</span>' in render_index([entry(state=state)])


def test_invented_reports_are_marked_and_true_ones_are_not():
    invented = render_index([entry(sample=True)])
    assert "data contoh</span>" in invented
    assert "DATA CONTOH" in invented
    true = render_index([entry(sample=False)])
    assert "contoh" not in true.lower()


def test_a_report_without_a_file_has_no_link_to_it():
    assert not any("pdf" in link for link in links(render_index([entry(files=("laporan.html",))])))


def test_no_reports_is_a_sentence():
    assert "Belum ada laporan." in render_index([])
    assert "<ul" not in render_index([])


def test_names_are_escaped():
    assert "<b>" not in render_index([entry(district="<b>")])
