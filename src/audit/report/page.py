"""What every page shares: templates with words, styles, and the letters they are set in."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from audit.language import text
from audit.reference.identity import FACE, css

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["ALL_FACES", "CHART_FACES", "environment", "font_rules", "style"]

ALL_FACES = (
    ("Regular", 400, "normal"),
    ("Italic", 400, "italic"),
    ("Semibold", 600, "normal"),
    ("Bold", 700, "normal"),
)
CHART_FACES = (ALL_FACES[0], ALL_FACES[3])


@cache
def environment(language: str) -> Environment:
    """Templates that speak a language: ``t("x")`` is the message ``report.x``."""
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


def style(name: str) -> str:
    """One style sheet, in the colours of the identity."""
    return css((files("audit.report") / "templates" / name).read_text(encoding="utf-8"))


@cache
def font_rules(faces: tuple[tuple[str, int, str], ...] = ALL_FACES) -> str:
    """``@font-face`` rules with the faces inside."""
    rules = []
    for face, weight, slant in faces:
        data = base64.b64encode((files("audit.report") / "fonts" / f"AksSans-{face}.woff2").read_bytes()).decode()
        rules.append(
            f"@font-face{{font-family:'{FACE}';font-weight:{weight};font-style:{slant};font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "\n".join(rules)
