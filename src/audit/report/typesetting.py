"""Papers set by Typst: a template of the package and what it says make one accessible PDF (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from audit.reference.identity import COLOURS

__all__ = ["draw_svg", "typeset"]

_DRAWING = """#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: none)
#image("drawing.svg", width: 100%, height: 100%, fit: "contain")
"""


def typeset(template: str, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Set ``template`` (a file of ``audit.report.typst``), which reads ``data`` from ``data.json``.

    ``pictures`` lie beside it by their names.

    The same data give the same bytes. Raises a Typst error or warning as it is (an image without words for those who
    cannot see it, an unknown font): each is a bug of the caller or of the template.
    """
    import typst

    with TemporaryDirectory() as name:
        folder = Path(name)
        fonts = folder / "fonts"
        fonts.mkdir()
        for file in _fonts():
            (fonts / file.name).write_bytes(file.read_bytes())
        for file in (files("audit.report") / "typst").iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        for picture, content in pictures.items():
            (folder / picture).write_bytes(content)
        (folder / "colours.json").write_text(json.dumps(dict(COLOURS)), encoding="utf-8")
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        pdf, warnings = typst.compile_with_warnings(
            folder / template,
            root=folder,
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
            pdf_standards=["ua-1"],
        )
    for warning in warnings:
        raise warning
    return pdf


def draw_svg(svg: bytes, side: int) -> bytes:
    """Draw an SVG as PNG in the middle of a square of ``side`` pixels, in a folder that holds nothing else.

    Raises ``ValueError`` for what is no SVG, or points outside itself.
    """
    import typst

    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "drawing.svg").write_bytes(svg)
        (folder / "page.typ").write_text(_DRAWING.format(side=side), encoding="utf-8")
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
        try:
            return typst.compile(folder / "page.typ", root=folder, format="png", ppi=72.0, font_paths=fonts)
        except typst.TypstError as error:
            raise ValueError("no SVG that can be drawn") from error


def _fonts() -> Iterator[Traversable]:
    """Our faces, and DejaVu Sans for the marks that they lack."""
    yield from (f for f in (files("audit.report") / "fonts").iterdir() if f.name.endswith(".ttf"))
    dejavu = files("matplotlib") / "mpl-data" / "fonts" / "ttf"
    yield from (dejavu / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
