"""The invented audit of the other report tests, on paper."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from audit.report.pdf import render_pdf

_FILE = Path(__file__).parents[1] / "report" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("invented_report", _FILE)
assert _SPEC
assert _SPEC.loader
_INVENTED = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_INVENTED)

make_context = _INVENTED.make_context
draw = _INVENTED.draw


class Paper:
    """A PDF read back: its bytes, its text by page, its structure elements.

    ``words`` run on from page to page without what stands at the head and foot of each.
    """

    def __init__(self, pdf: bytes) -> None:
        pypdf = pytest.importorskip("pypdf", reason="needs pypdf to read a PDF back")
        self.bytes = pdf
        self.reader = pypdf.PdfReader(BytesIO(pdf))
        self.pages = [page.extract_text() for page in self.reader.pages]
        inner = [line for page in self.pages[1:] for line in page.splitlines()[1:-1]]
        self.words = " ".join(" ".join([self.pages[0], *inner]).split())

    def elements(self, kind: str) -> list[Any]:
        """Structure elements of one kind ("H1", "Figure"), in reading order."""
        found = []

        def walk(node: Any) -> None:
            node = node.get_object() if hasattr(node, "get_object") else node
            for below in node if isinstance(node, list) else [node.get("/K")] if isinstance(node, dict) else []:
                walk(below)
            if isinstance(node, dict) and node.get("/S") == f"/{kind}":
                found.append(node)

        walk(self.reader.root_object["/StructTreeRoot"])
        return found


@pytest.fixture(scope="session")
def inputs(make_context, draw) -> Callable[..., tuple[list[dict[str, Any]], dict[str, Any]]]:
    """Return a function: blocks and meta of the invented audit with some fields changed."""

    def give(**changes: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        context = make_context(**changes)
        return draw(context), context.meta()

    return give


@pytest.fixture(scope="session")
def set_paper(make_context) -> Callable[..., Paper]:
    """Return a function: blocks and meta set, dated as the invented audit is, and read back."""
    as_of = make_context().as_of
    return lambda blocks, meta: Paper(render_pdf(blocks, meta, as_of=as_of))


@pytest.fixture(scope="session")
def public(inputs) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Give the inputs of the public edition."""
    return inputs()


@pytest.fixture(scope="session")
def paper(public, set_paper) -> Paper:
    """Give the public edition."""
    return set_paper(*public)
