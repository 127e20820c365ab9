"""What the papers name is there: files and folders of the project, spelt as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = (
    "docs/where-new-code-goes.md",
    *(f"docs/aqa/{name}.md" for name in ("README", "plan", "assumptions", "data-log", "rap")),
)
NAMED = re.compile(r"`((?:src/audit|docs|tests|tools|notebooks|params|report|reference|survey)/[\w./*-]+)`")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_path_that_a_paper_names_is_there(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    named = set(NAMED.findall(text))
    roots = (ROOT, ROOT / "src" / "audit")
    missing = [name for name in sorted(named) if not any(any(root.glob(name.rstrip("/"))) for root in roots)]
    assert missing == []


def test_a_path_that_is_not_there_would_be_found() -> None:
    assert NAMED.findall("see `src/audit/no_such.py` and `word`") == ["src/audit/no_such.py"]
    assert not any(ROOT.glob("src/audit/no_such.py"))
