"""One self-contained HTML file from the JSON of blocks; nothing in it points outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from audit.disclosure.released import Edition
from audit.language import text
from audit.report.drawing import drawn, drawn_sections
from audit.report.page import CHART_FACES, environment, font_rules, style

__all__ = ["render_fragment", "render_html"]


def render_html(blocks: Sequence[Mapping[str, Any]], meta: Mapping[str, Any]) -> str:
    """Draw the report.

    Parameters
    ----------
    blocks : JSON forms of blocks (schema ``aks.blok/1``) in reading order; sections are put in theirs.
    meta : ``ReportContext.meta()``. Its ``edition`` picks the form: "publik" reads ``public`` alone.

    Raises ``ValueError`` for blocks that cannot stand in this report (``drawn_sections``): a bug of the caller.
    """
    language = meta["language"]
    sections = drawn_sections(blocks, language=language, edition=meta["edition"])
    template = environment(language).get_template("report.html.j2")
    return template.render(
        meta=meta,
        sections=sections,
        names={block["id"]: text(f"report.{block['id']}.name", language) for s in sections for block in s["blocks"]},
        fonts=font_rules(),
        styles=(style("page.css"), style("blocks.css")),
    )


def render_fragment(block: Mapping[str, Any], edition: Edition) -> str:
    """One block with its style, as a notebook cell shows it; a chart brings the letters that its words were set for."""
    template = environment(block["language"]).get_template("fragment.html.j2")
    form = drawn(block, edition)
    fonts = font_rules(CHART_FACES) if form["figure"] else ""
    return template.render(block=form, fonts=fonts, style=style("blocks.css"))
