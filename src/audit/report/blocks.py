"""Blocks: what a notebook cell shows, and what every file of a report is drawn from.

A block is built from a ``View``, which hands out released forms only, once for the public and once more for the
restricted edition; the two never share a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from audit.disclosure.released import Edition
from audit.report.content import MIME, SCHEMA, SECTIONS, Content, Kind, Section
from audit.report.context import ReportContext
from audit.report.view import View

__all__ = ["MIME", "SCHEMA", "SECTIONS", "Block", "Kind", "Section", "blocks_in", "make_block"]


@dataclass(frozen=True, slots=True)
class Block:
    """One thing shown: the public form always, the restricted form only where the context's edition is "terbatas"."""

    id: str
    section: Section
    kind: Kind
    language: str
    public: Content
    restricted: Content | None = None

    @property
    def edition(self) -> Edition:
        """The edition that is displayed."""
        return "publik" if self.restricted is None else "terbatas"

    @property
    def content(self) -> Content:
        """What the displayed edition shows."""
        return self.restricted or self.public

    def to_json(self) -> dict[str, Any]:
        """Schema ``aks.blok/1``: plain values, the same bytes for the same results."""
        forms = {"public": asdict(self.public)} | ({"restricted": asdict(self.restricted)} if self.restricted else {})
        head = {"schema": SCHEMA, "id": self.id, "section": self.section, "kind": self.kind, "language": self.language}
        return head | forms

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from audit.report.html import render_fragment

        block = self.to_json()
        return {"text/html": render_fragment(block, self.edition), "text/plain": self.content.title, MIME: block}


def make_block(
    context: ReportContext, id: str, section: Section, kind: Kind, build: Callable[[View], Content | None]
) -> Block:
    """Build a block from each edition's view; where the results are not there, the block says so in one sentence."""

    def form(edition: Edition) -> Content:
        view = View(context, edition)
        built = build(view)
        if built is not None:
            return built
        return Content(view.words(f"report.{id}.name"), paragraphs=(view.words("report.not_available"),))

    restricted = form("terbatas") if context.edition == "terbatas" else None
    return Block(id, section, kind, context.language, form("publik"), restricted)


def blocks_in(notebook: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every block that an executed notebook (nbformat 4, as a mapping) displays, in order."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if block := output.get("data", {}).get(MIME):
                yield block
