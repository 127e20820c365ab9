"""``reports/index.html``: which reports there are, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.language import text
from audit.language.catalogue import Language
from audit.report.page import environment, style

__all__ = ["Entry", "render_index"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One report: whose, of which cycle, in what state; ``folder`` and ``files`` are relative to the index."""

    district: str
    code: str
    cycle: str
    state: str
    forum: str
    key: str
    folder: str
    files: tuple[str, ...]
    sample: bool


def render_index(entries: Sequence[Entry], *, language: Language = "id") -> str:
    """Draw the page: newest cycle of each district first. It points to public files only, by relative addresses."""
    ordered = sorted(entries, key=lambda e: e.cycle, reverse=True)
    ordered = sorted(ordered, key=lambda e: e.code)
    files = {name: text(f"report.index.file.{name.rpartition('.')[2]}", language) for e in entries for name in e.files}
    template = environment(language).get_template("index.html.j2")
    return template.render(entries=ordered, files=files, language=language, style=style("page.css"))
