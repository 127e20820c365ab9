"""Under each figure stands one line on how to read it, above it a title that was computed; in both editions."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from audit.language import text

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "src" / "audit" / "language" / "id"
REPORT = ROOT / "src" / "audit" / "report"
# Titles of figures that name their subject and assert nothing, so that they are the same for every result.
SUBJECTS = {"report.published_figures.title"}


@pytest.fixture(scope="module", params=["publik", "terbatas"])
def figures(request, make_context, draw):
    """Give every block with a figure: what the edition shows, by id."""
    form = "public" if request.param == "publik" else "restricted"
    blocks = draw(make_context(edition=request.param))
    found = {block["id"]: block[form] for block in blocks if block[form]["figure"]}
    assert len(found) >= 7
    return found


def test_one_line_says_how_each_is_read(figures):
    assert [id for id, form in figures.items() if not form["reading"].strip()] == []


def test_each_has_a_subtitle_with_what_is_shown_and_words_for_those_who_cannot_see_it(figures):
    assert [id for id, form in figures.items() if not form["subtitle"].strip()] == []
    assert [id for id, form in figures.items() if len(form["figure"]["alt"]) < 20] == []


@cache
def titles() -> dict[str, str]:
    """Every message that may stand over a figure."""
    found = {}
    for path in CATALOGUE.glob("*.yaml"):
        for key, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if "title" in key and isinstance(entry, str):
                found[f"{path.stem}.{key}"] = entry
    return found


def pattern(message: str) -> str:
    return "".join(".+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", message))


def chosen(id: str) -> bool:
    """Whether a message is one of several that the results choose among."""
    stem = re.match(r"(.*title)", id)
    assert stem
    return sum(other.startswith(stem[1]) for other in titles()) > 1


def test_the_title_of_each_is_computed(figures):
    literal = []
    for id, form in figures.items():
        if form["title"] == text(f"report.{id}.name", "id"):
            continue  # nothing could be found: the subject alone
        matching = [key for key, words in titles().items() if re.fullmatch(pattern(words), form["title"])]
        assert matching, f"{id}: {form['title']}"
        if not any("{" in titles()[key] or chosen(key) or key in SUBJECTS for key in matching):
            literal.append((id, form["title"]))
    assert literal == []


def test_no_block_is_given_a_title_in_the_code():
    given = []
    for path in REPORT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Content":
                first = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "title"), None)
                if isinstance(first, ast.Constant | ast.JoinedStr):
                    given.append(f"{path.name}:{node.lineno}")
    assert given == []
