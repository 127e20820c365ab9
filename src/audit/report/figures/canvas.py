"""The canvas every chart is drawn on: style, fonts, colours, and SVG that is the same bytes every time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["BRAND", "CLASSES", "GRID", "INK", "MUTED", "QUIET", "SEVERITY", "SEX", "WIDTH", "canvas", "to_svg"]

WIDTH = 5.6  # inches: 10 pt text is read without a lens when the chart shrinks to a phone
INK, MUTED, GRID, BRAND = "#1F2A33", "#5B6B77", "#DDE3E7", "#0B4F5C"
QUIET = "#8FA6B2"  # bars that are no finding
CLASSES = {"very_low": "#FFF3D6", "low": "#FDD58C", "medium": "#F9A03F", "high": "#D65A0C", "very_high": "#8C2D04"}
SEVERITY = {"severely_stunted": "#8C2D04", "moderately_stunted": "#E2711D"}
SEX = {"m": "#12436D", "f": "#28A197"}
_FACES = ("Regular", "Italic", "Bold")


@cache
def _add_fonts() -> None:
    from matplotlib import font_manager

    for face in _FACES:
        with as_file(files("audit.report") / "fonts" / f"AksSans-{face}.ttf") as path:
            font_manager.fontManager.addfont(str(path))


@contextmanager
def canvas(height: float) -> Iterator[tuple[Figure, Axes]]:
    """Give one figure of ``WIDTH`` x ``height`` inches with one pair of axes, in the style, without pyplot's state."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    _add_fonts()
    with as_file(files("audit.report") / "figures" / "aks.mplstyle") as style, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(matplotlib.rc_params_from_file(style, use_default_template=False))
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        yield figure, figure.subplots()


def to_svg(figure: Figure, id: str, alt: str) -> str:
    """Write the figure as one ``<svg>`` for a page: named for screen readers, its ids prefixed by ``id``."""
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :].strip()
    prefix = re.sub(r"[^a-z0-9]+", "-", id.lower())
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    svg = re.sub(r'xlink:href="#([^"]+)"', rf'href="#{prefix}-\1"', svg)
    svg = re.sub(r"<(metadata|style).*?</\1>\s*", "", svg, flags=re.DOTALL)
    head = re.match(r"<svg[^>]*>", svg)
    box = re.search(r'viewBox="[^"]+"', svg)
    if head is None or box is None:
        raise ValueError("matplotlib wrote an SVG without a view box")
    joins = "stroke-linejoin:round;stroke-linecap:butt"  # matplotlib says so for every element of the page
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box.group()} role="img" aria-label="{escape(alt)}" style="{joins}">'
    )
    return opening + svg[head.end() :]
