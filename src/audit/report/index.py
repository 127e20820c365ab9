"""``reports/index.html``: which reports there are, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.language import text
from audit.language.catalogue import Language
from audit.report.page import environment, font_rules, style

__all__ = ["Entry", "render_index"]

_TO_READ = (".html", ".pdf")


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

    @property
    def to_read(self) -> tuple[str, ...]:
        """Files that people read."""
        return tuple(name for name in self.files if name.endswith(_TO_READ))

    @property
    def data(self) -> tuple[str, ...]:
        """Files that programs read."""
        return tuple(name for name in self.files if not name.endswith(_TO_READ))


def render_index(entries: Sequence[Entry], *, language: Language = "id") -> str:
    """Draw the page: newest cycle of each district first. It points to public files only, by relative addresses."""
    ordered = sorted(entries, key=lambda e: e.cycle, reverse=True)
    ordered = sorted(ordered, key=lambda e: e.code)
    names = {name for entry in entries for name in entry.files}
    labels = {name: text(f"report.index.file.{name.rpartition('.')[2]}", language) for name in names}
    return (
        environment(language)
        .get_template("index.html.j2")
        .render(
            entries=ordered,
            labels=labels,
            language=language,
            fonts=font_rules(),
            styles=(style("page.css"), style("index.css")),
        )
    )
