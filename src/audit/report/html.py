"""One self-contained HTML file from the JSON of blocks; nothing in it points outside."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from audit.disclosure.released import Edition
from audit.language import text
from audit.language.catalogue import Language
from audit.report.drawing import drawn, drawn_sections
from audit.report.front import Front
from audit.report.page import CHART_FACES, environment, font_rules, style
from audit.report.standing import standing

__all__ = ["render_fragment", "render_html"]


def render_html(
    blocks: Sequence[Mapping[str, Any]], meta: Mapping[str, Any], *, front: Front | None = None, logo: bytes = b""
) -> str:
    """Draw the report.

    Parameters
    ----------
    blocks : JSON forms of blocks (schema ``aks.blok/1``) in reading order; sections are put in theirs.
    meta : ``ReportContext.meta()``. Its ``edition`` picks the form: "publik" reads ``public`` alone.
    front : title page and approval sheet; with them the report stands in the formal order.
    logo : the district's emblem as PNG; the front has its own.

    Raises ``ValueError`` for blocks that cannot stand in this report (``drawn_sections``): a bug of the caller.
    """
    language = meta["language"]
    order = "resmi" if front else "ringkas"
    sections = drawn_sections(blocks, language=language, edition=meta["edition"], order=order)
    template = environment(language).get_template("report.html.j2")
    return template.render(
        meta=meta,
        standing=standing(meta["edition"], meta["state"], language),
        sections=sections,
        front=front and front.to_json(),
        logo=base64.b64encode(front.logo if front else logo).decode(),
        logo_alt=text("formal.logo_alt", language, area=meta["district_name"]),
        lists=text("formal.lists", language),
        listed=_lists(sections, language),
        names={
            block["id"]: text(f"report.{block['id']}.name", language)
            for section in sections
            for part in section["parts"]
            for block in part["blocks"]
        },
        fonts=font_rules(),
        styles=(style("page.css"), style("blocks.css")),
    )


def _lists(sections: Sequence[Mapping[str, Any]], language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every table and every figure: the block in which it stands, and how it is called."""
    blocks = [block for section in sections for block in section["blocks"]]
    found = {
        "tables": [(b["id"], "table", t["number"], t["caption"]) for b in blocks for t in b["tables"]],
        "figures": [(b["id"], "figure", b["figure"]["number"], b["subtitle"]) for b in blocks if b["figure"]],
    }
    return [
        (
            text(f"formal.{name}", language),
            [(id, f"{text(f'report.{kind}', language, n=n)}. {words}") for id, kind, n, words in entries],
        )
        for name, entries in found.items()
    ]


def render_fragment(block: Mapping[str, Any], edition: Edition) -> str:
    """One block with its style, as a notebook cell shows it; a chart brings the letters that its words were set for."""
    template = environment(block["language"]).get_template("fragment.html.j2")
    form = drawn(block, edition)
    fonts = font_rules(CHART_FACES) if form["figure"] else ""
    return template.render(block=form, fonts=fonts, style=style("blocks.css"))
