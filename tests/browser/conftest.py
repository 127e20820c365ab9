"""Pages of the invented audit, in both languages and both orders, and a browser to look at them.

Everything here is skipped where Debian's chromium is not installed; nothing is downloaded.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from audit.report import Entry, formal_blocks, formal_front, render_html, render_index
from audit.report.index_figures import Headline
from audit.report.index_files import IndexFile

REPORTS = Path(__file__).parents[1] / "functional" / "report" / "conftest.py"

_SPEC = importlib.util.spec_from_file_location("shown_by_notebooks", REPORTS)
assert _SPEC
assert _SPEC.loader
_SHOWN = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_SHOWN)

make_context = _SHOWN.make_context
draw = _SHOWN.draw


@pytest.fixture(scope="module")
def pages(browser, tmp_path_factory, make_context, draw) -> dict[str, Path]:
    """A file for each page that people open: the report in either language, the formal one, the index."""
    folder = tmp_path_factory.mktemp("halaman")
    contexts = {language: make_context(language=language) for language in ("id", "en")}
    blocks = {language: draw(context) for language, context in contexts.items()}
    drawn = {f"laporan-{language}": render_html(blocks[language], contexts[language].meta()) for language in contexts}
    formal = make_context(order="resmi")
    chapters = [*blocks["id"], *(block.to_json() for block in formal_blocks(formal))]
    drawn["laporan-resmi"] = render_html(chapters, formal.meta(), front=formal_front(formal))
    files = tuple(IndexFile(name, 1_000) for name in ("laporan.html", "laporan.pdf", "hasil.json"))
    drawn["index"] = render_index(
        [
            Entry(
                "Kota Bengkulu",
                "17.71",
                cycle,
                "draf",
                "Rembuk stunting",
                "0123",
                f"x/{cycle}",
                files,
                sample,
                Headline(),
            )
            for cycle, sample in (("2025-1", False), ("2025-2", True))
        ]
    )
    for name, html in drawn.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in drawn}
