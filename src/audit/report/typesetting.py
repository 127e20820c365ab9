"""Papers set by Typst: a template of the package and what it says make accessible PDFs (PDF/UA-1), or a picture."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Literal

from audit.reference.identity import COLOURS, POINTS

__all__ = ["draw_svg", "font_files", "typeset", "typeset_each", "typeset_picture"]

_DRAWING = """#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: none)
#image("drawing.svg", width: 100%, height: 100%, fit: "contain")
"""
_UA: Literal["ua-1"] = "ua-1"
_ONE_TO_ONE = 72  # pixels an inch: a pixel a point


def typeset(template: str, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Set ``template`` (a file of ``audit.report.typst``), which reads ``data`` from ``data.json``.

    ``pictures`` lie beside it by their names.

    The same data give the same bytes. Raises a Typst error or warning as it is (an image without words for those who
    cannot see it, an unknown font): each is a bug of the caller or of the template.
    """
    return _compiled(template, data, pictures, pdf_standards=_UA)


def typeset_picture(template: str, data: Mapping[str, Any]) -> bytes:
    """The same as a PNG of one page, a pixel a point."""
    return _compiled(template, data, {}, format="png", ppi=_ONE_TO_ONE)


def typeset_each(template: str, data: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A PDF for each of many data, which the template reads from ``sys.inputs.data``; fonts are opened once."""
    import typst

    with _laid_out() as (folder, fonts):
        compiler = typst.Compiler(folder / template, root=folder, font_paths=fonts)
        for one in data:
            said = {"data": json.dumps(one, ensure_ascii=False)}
            pdf, warnings = compiler.compile_with_warnings(sys_inputs=said, pdf_standards=_UA)
            yield _sound(pdf, warnings)


def _compiled(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], **how: Any) -> bytes:
    import typst

    with _laid_out() as (folder, fonts):
        for picture, content in pictures.items():
            (folder / picture).write_bytes(content)
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        made, warnings = typst.compile_with_warnings(folder / template, root=folder, font_paths=fonts, **how)
    return _sound(made, warnings)


def _sound(made: Any, warnings: Iterable[Warning]) -> bytes:
    for warning in warnings:
        raise warning
    if not isinstance(made, bytes):
        raise TypeError("more than one page, or none, where one was to be drawn")
    return made


@contextmanager
def _laid_out() -> Generator[tuple[Path, Any]]:
    """A folder with the templates of the package, and the fonts that they may use: ours alone."""
    import typst

    with TemporaryDirectory() as name:
        folder = Path(name)
        fonts = folder / "fonts"
        fonts.mkdir()
        for file in font_files():
            (fonts / file.name).write_bytes(file.read_bytes())
        for file in (files("audit.report") / "typst").iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        for name, known in (("colours", COLOURS), ("points", POINTS)):
            (folder / f"{name}.json").write_text(json.dumps(dict(known)), encoding="utf-8")
        yield folder, typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])


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


def font_files() -> Iterator[Traversable]:
    """Our faces, and DejaVu Sans for the marks that they lack."""
    yield from (f for f in (files("audit.report") / "fonts").iterdir() if f.name.endswith(".ttf"))
    dejavu = files("matplotlib") / "mpl-data" / "fonts" / "ttf"
    yield from (dejavu / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
