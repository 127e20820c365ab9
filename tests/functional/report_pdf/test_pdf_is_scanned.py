"""The report's own PDF: whatever another reader finds beside its pages, the leak scan reads too."""

from __future__ import annotations

from typing import Any

import pytest

from audit.disclosure.extract import extract
from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan


@pytest.fixture(scope="module")
def beside(paper) -> str:
    pieces = extract(paper.bytes, "laporan.pdf")
    return "\n".join(text for p in pieces if p.place.endswith("#metadata") for text in p.texts)


def outline(items: list[Any]) -> list[str]:
    return [title for item in items for title in (outline(item) if isinstance(item, list) else [str(item.title)])]


def structure(node: Any, key: str) -> list[str]:
    """Values of a key in the whole structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [value for below in node for value in structure(below, key)]
    if not isinstance(node, dict):
        return []
    own = [str(node[key])] if key in node else []
    return own + (structure(node["/K"], key) if "/K" in node else [])


def test_alternative_texts_outline_and_metadata_are_read(paper, beside):
    reader = paper.reader
    alternatives = structure(reader.root_object["/StructTreeRoot"], "/Alt")
    titles = outline(reader.outline)
    metadata = [str(value) for value in (reader.metadata or {}).values()]
    assert len(alternatives) >= 3
    assert len(titles) >= 5
    assert metadata
    for said in (*alternatives, *titles, *metadata):
        assert said in beside


def test_notes_and_links_of_the_pages_are_read(paper, beside):
    reader = paper.reader
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    said = [str(note[key]) for note in notes for key in ("/Contents", "/T") if key in note]
    targets = [str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})]
    assert said or targets
    for text in (*said, *targets):
        assert text in beside


def test_a_name_in_an_alternative_text_or_a_heading_alone_is_a_hit(tmp_path, make_context, paper):
    """A word that the report prints stands for a name: in the alternative text of a figure, then in the outline."""
    reader = paper.reader
    file = tmp_path / "laporan.pdf"
    file.write_bytes(paper.bytes)
    for text in (structure(reader.root_object["/StructTreeRoot"], "/Alt")[0], outline(reader.outline)[0]):
        report = scan([file], Identities.of([text]), declared_dates=[make_context().as_of])
        assert "#metadata" in {hit.place for hit in report.hits if hit.kind == "name"}
