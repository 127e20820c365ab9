"""One self-contained HTML file from the JSON of blocks; nothing in it points outside."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from audit.disclosure.released import Edition
from audit.language import text
from audit.report.content import SCHEMA, SECTIONS

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render_fragment", "render_html"]

_FACES = (("Regular", 400, "normal"), ("Italic", 400, "italic"), ("Semibold", 600, "normal"), ("Bold", 700, "normal"))
_CHART_FACES = (_FACES[0], _FACES[3])


def render_html(blocks: Sequence[Mapping[str, Any]], meta: Mapping[str, Any]) -> str:
    """Draw the report.

    Parameters
    ----------
    blocks : JSON forms of blocks (schema ``aks.blok/1``) in reading order; sections are put in theirs.
    meta : ``ReportContext.meta()``. Its ``edition`` picks the form: "publik" reads ``public`` alone.

    Raises ``ValueError`` for a block of another schema or language, an id that stands twice, and a "terbatas" page from
    blocks without a restricted form: each is a bug of the caller.
    """
    language, edition = meta["language"], meta["edition"]
    seen: set[str] = set()
    for block in blocks:
        if block["schema"] != SCHEMA or block["language"] != language or block["id"] in seen:
            raise ValueError(f"block {block['id']} cannot stand in this report")
        seen.add(block["id"])
    sections = [
        {"id": section, "blocks": [_drawn(b, edition) for b in blocks if b["section"] == section]}
        for section in SECTIONS
    ]
    return (
        _environment(language)
        .get_template("report.html.j2")
        .render(
            meta=meta,
            sections=[s for s in sections if s["blocks"]],
            ids=frozenset(seen),
            names={id: text(f"report.{id}.name", language) for id in seen},
            fonts=_fonts(),
            styles=(_style("page.css"), _style("blocks.css")),
        )
    )


def render_fragment(block: Mapping[str, Any], edition: Edition) -> str:
    """One block with its style, as a notebook cell shows it; a chart brings the letters that its words were set for."""
    template = _environment(block["language"]).get_template("fragment.html.j2")
    drawn = _drawn(block, edition)
    fonts = _fonts(_CHART_FACES) if drawn["figure"] else ""
    return template.render(block=drawn, fonts=fonts, style=_style("blocks.css"), ids=frozenset(), names={})


def _drawn(block: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    form = "restricted" if edition == "terbatas" else "public"
    if form not in block:
        raise ValueError(f"block {block['id']} has no {form} form")
    return {"id": block["id"], "kind": block["kind"], **block[form]}


@cache
def _environment(language: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("audit.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = lambda id, **values: text(f"report.{id}", language, **values)  # pyright: ignore
    return environment


def _style(name: str) -> str:
    return (files("audit.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def _fonts(faces: tuple[tuple[str, int, str], ...] = _FACES) -> str:
    """``@font-face`` rules with the faces inside."""
    rules = []
    for face, weight, style in faces:
        data = base64.b64encode((files("audit.report") / "fonts" / f"SourceSans3-{face}.woff2").read_bytes()).decode()
        rules.append(
            f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};font-style:{style};font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "\n".join(rules)
