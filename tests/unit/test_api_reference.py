"""The reference of the library: made from docstrings, read without a network."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from audit import survey

REPOSITORY = Path(__file__).parents[2]
FETCHED = re.compile(r"""\bsrc=["'](?!data:)|<link[^>]+rel=["']stylesheet|@import|url\(["']?https?:""")


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("make_api", REPOSITORY / "tools" / "make_api_reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pages_say_what_docstrings_say_and_fetch_nothing(tool, tmp_path):
    assert tool.main(tmp_path, ("audit.survey", "audit.anthropometry")) > 5
    page = (tmp_path / "audit" / "survey" / "prevalence.html").read_text(encoding="utf-8")
    assert (survey.prevalence.__doc__ or "").splitlines()[0] in page
    for path in tmp_path.rglob("*.html"):
        assert FETCHED.findall(path.read_text(encoding="utf-8")) == [], path.name


def test_what_would_be_fetched_is_seen():
    for tag in ('<script src="https://x/y.js">', '<link rel="stylesheet" href="a.css">', "url('https://x/f.woff')"):
        assert FETCHED.search(tag)
    assert not FETCHED.search('<img src="data:image/svg+xml,x">')


def test_every_public_package_is_there(tool):
    packages = {path.parent.name for path in (REPOSITORY / "src" / "audit").glob("*/__init__.py")}
    assert {name.removeprefix("audit.") for name in tool.PUBLIC} - packages == {"results", "errors"}
