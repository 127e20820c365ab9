"""A report in two languages: one run, results computed once, and no sentence of the one left in the other."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from io import BytesIO
from string import Formatter

import pypdf
import pytest

from audit.errors import NotebookError
from audit.language.catalogue import ids
from audit.pipeline import load_params
from audit.pipeline.notebook import NOTEBOOKS
from audit.pipeline.open import context_of
from audit.pipeline.other_language import drawn_again, in_language
from audit.report import blocks_in, render_html, render_pdf

PARAMS = "params/64.74-kota-bontang.yaml"
OTHER = {"id": "en", "en": "id"}
LEAST = 4  # words of a piece of a sentence: what officers wrote, and names of offices and laws, stay as they are
LIBRARY_WORDS = {"en": ("nan", "NaN", "dtype", "NaT", "dataframe")}
LIBRARY_WORDS["id"] = (
    *LIBRARY_WORDS["en"], "None", "none", "null", "True", "False", "count", "Date", "value", "unnamed", "axes",
)  # fmt: skip


def pieces(language: str) -> set[str]:
    """What a language's sentences say between their values, where the other language never says the same."""

    def said(of: str) -> Iterator[str]:
        for entry in ids(of).values():
            for form in [entry] if isinstance(entry, str) else entry.values():
                yield from (" ".join(part.split()) for part, *_ in Formatter().parse(form))

    shared = " ".join(said(OTHER[language]))
    return {part for part in said(language) if len(part.split()) >= LEAST and part not in shared}


def words(page: str) -> str:
    body = re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL)
    named = " ".join(re.findall(r'(?:aria-label|alt|title|data-label)="([^"]*)"', body))
    return " ".join(html.unescape(f"{re.sub('<[^>]*>', ' ', body)} {named}").split())


def left_of(language: str, page: str) -> list[str]:
    return sorted(part for part in pieces(language) if part in page)


@pytest.fixture(scope="module")
def drawn(rendered_once):
    """The pages of a small report by language, from one set of executed notebooks."""
    from audit.pipeline.project import Project

    project = Project(rendered_once)
    params = load_params(rendered_once / PARAMS)
    context = context_of(params, project, edition="publik")
    executed = {
        name: json.loads((project.report(params) / "terbatas" / "kerja" / f"{name}.ipynb").read_text("utf-8"))
        for name in NOTEBOOKS
    }
    blocks = {"id": [block for notebook in executed.values() for block in blocks_in(notebook)]}
    said = {"id": context, "en": in_language(context, "en")}
    blocks["en"] = [b for name, notebook in executed.items() for b in drawn_again(notebook, name, said["en"])]
    return {language: (said[language], blocks[language]) for language in OTHER}


@pytest.fixture(scope="module")
def pages(drawn) -> dict[str, str]:
    return {language: words(render_html(blocks, context.meta())) for language, (context, blocks) in drawn.items()}


def test_the_same_blocks_stand_in_both(drawn):
    shown = {language: [block["id"] for block in blocks] for language, (_, blocks) in drawn.items()}
    assert shown["id"] == shown["en"]
    assert len(shown["id"]) > 50
    assert {block["language"] for block in drawn["en"][1]} == {"en"}


def test_the_same_numbers_stand_in_both(drawn):
    def values(block: dict) -> list:
        tables = block["public"]["tables"]
        return [[(cell["value"], cell["hidden"]) for cell in row["cells"]] for t in tables for row in t["rows"]]

    for one, other in zip(drawn["id"][1], drawn["en"][1], strict=True):
        assert values(one) == values(other), one["id"]


@pytest.mark.parametrize("language", OTHER)
def test_each_page_speaks_its_own_language(pages, language):
    assert len(left_of(language, pages[language])) > 200


@pytest.mark.parametrize("language", OTHER)
def test_no_sentence_of_the_other_language_is_left(pages, language):
    assert left_of(OTHER[language], pages[language]) == []


@pytest.mark.parametrize("language", OTHER)
def test_no_sentence_of_the_other_language_is_left_on_paper(drawn, language):
    context, blocks = drawn[language]
    paper = pypdf.PdfReader(BytesIO(render_pdf(blocks, context.meta(), as_of=context.as_of)))
    printed = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert len(left_of(language, printed)) > 150
    assert left_of(OTHER[language], printed) == []


@pytest.mark.parametrize("language", OTHER)
def test_no_word_of_a_library_shows(pages, language):
    assert [word for word in LIBRARY_WORDS[language] if re.search(rf"\b{word}\b", pages[language])] == []


@pytest.mark.parametrize(
    ("language", "day", "other"),
    [("id", "15 September 2025", "15 Sep "), ("id", "14 Oktober 2025", "October"), ("en", "14 October 2025", "14 Okt")],
)
def test_days_are_written_in_the_language_of_the_page(pages, language, day, other):
    assert day in pages[language]
    assert other not in pages[language]


def test_a_planted_sentence_is_found(pages):
    planted = sorted(pieces("en"), key=len)[-1]
    assert planted in left_of("en", f"{pages['id']} {planted}")


@pytest.mark.parametrize(
    "source", ["report.headline(context, 1)", "x = report.headline(context)\nx", "%time report.headline(context)"]
)
def test_what_was_shown_by_anything_else_is_refused(drawn, source):
    context, blocks = drawn["id"]
    block = next(block for block in blocks if block["id"] == "headline")
    cell = {"source": source, "outputs": [{"data": {"application/vnd.aks.blok+json": block}}]}
    with pytest.raises(NotebookError) as caught:
        list(drawn_again({"cells": [{"source": "# words"}, cell]}, "60_dissemination", context))
    assert (caught.value.values["cell"], caught.value.exit_code) == ("2", 15)


def test_a_run_writes_both_and_prepares_once(finished, monkeypatch):
    """With empty notebooks; nothing but the pages differs by language, and all of it is scanned and hashed."""
    from audit.pipeline import publish as publishing
    from audit.pipeline.notebook import executed_folder
    from audit.pipeline.prepare import prepare

    path = finished.root / PARAMS
    path.write_text(f"{path.read_text('utf-8')}other_language: en\n", encoding="utf-8")
    params = load_params(path)
    prepare(params, finished, to_publish=True)
    executed = executed_folder(params, finished)
    executed.mkdir(parents=True)
    for name in NOTEBOOKS:
        (executed / f"{name}.ipynb").write_bytes((finished.notebooks / f"{name}.ipynb").read_bytes())
    solved = []
    monkeypatch.setattr("audit.pipeline.prepare.compute", lambda *_: solved.append(1))
    report = publishing.publish(params, finished)
    assert solved == []
    public = {path.name for path in (report / "publik").iterdir()}
    assert {"laporan.html", "laporan.pdf", "laporan-en.html", "laporan-en.pdf", "hasil.json"} <= public
    assert 'lang="id"' in (report / "publik" / "laporan.html").read_text("utf-8")
    assert 'lang="en"' in (report / "publik" / "laporan-en.html").read_text("utf-8")
    hashed = {out["path"] for out in json.loads((report / "manifest.json").read_text("utf-8"))["outputs"]}
    assert {"publik/laporan-en.html", "publik/laporan-en.pdf"} <= hashed
