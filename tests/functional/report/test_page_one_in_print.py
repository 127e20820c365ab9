"""Whoever prints the HTML gets page one on one sheet, whatever the district wrote."""

from __future__ import annotations

from io import BytesIO

import pytest
from looking import opened

from audit import report
from audit.report import Forum, Question

PAGE_ONE = (
    "headline", "key_figures", "last_promises", "decisions", "forum_questions", "why_figures_differ", "confidence",
    "severity",
)  # fmt: skip
QUESTIONS = (
    Question("Berapa balita yang belum diukur?", "not_measured"),
    Question("Pada umur berapa anak paling sering terukur pendek?", "age"),
    Question("Apakah anak yang tidak datang lebih banyak yang pendek?", because="anak yang tidak datang tidak diukur"),
)


def test_page_one_is_one_sheet_of_a4(browser, make_context, tmp_path):
    pypdf = pytest.importorskip("pypdf", reason="needs pypdf to read a PDF back")
    context = make_context(forum=Forum("diseminasi", questions=QUESTIONS))
    blocks = [getattr(report, name)(context).to_json() for name in PAGE_ONE]
    file = tmp_path / "laporan.html"
    file.write_text(report.render_html(blocks, context.meta()), encoding="utf-8")
    with opened(browser, file) as (page, _):
        printed = page.pdf(prefer_css_page_size=True)
    first, second, *_ = (" ".join(p.extract_text().split()) for p in pypdf.PdfReader(BytesIO(printed)).pages)
    for name in PAGE_ONE[:-1]:
        assert next(b for b in blocks if b["id"] == name)["public"]["title"] in first
    for question in QUESTIONS:
        assert question.ask in first
    assert blocks[-2]["public"]["paragraphs"][-1][-30:] in first
    assert blocks[-1]["public"]["title"] in second
