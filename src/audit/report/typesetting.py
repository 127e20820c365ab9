"""Papers set by Typst: a template of the package and what it says make accessible PDFs (PDF/UA-1), or a picture."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from audit.reference.identity import COLOURS, POINTS
from audit.report.typeset_apart import PDF_STANDARD, set_apart, sound

__all__ = ["box_of", "draw_charts", "draw_svg", "font_files", "typeset", "typeset_each", "typeset_picture"]

_DRAWING = """#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: none)
#image("drawing.svg", width: 100%, height: 100%, fit: "contain")
"""
_TRIMMED = "#set page(width: auto, height: auto, margin: 0pt, fill: white)"
_BOX = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')
_FONTS = "fonts"  # the folder of our faces beside the templates
_ONE_TO_ONE = 72  # pixels an inch: a pixel a point


def typeset(template: str, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Set ``template`` (a file of ``audit.report.typst``), which reads ``data`` from ``data.json``.

    ``pictures`` lie beside it by their names.

    The same data give the same bytes. Raises a Typst error or warning as it is (an image without words for those who
    cannot see it, an unknown font): each is a bug of the caller or of the template.
    """
    return _compiled(template, data, pictures, pdf_standards=PDF_STANDARD)


def typeset_picture(
    template: str, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] = MappingProxyType({})
) -> bytes:
    """The same as a PNG of one page, a pixel a point."""
    return _compiled(template, data, pictures, format="png", ppi=_ONE_TO_ONE)


def typeset_each(template: str, data: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A PDF for each of many data, which the template reads from ``sys.inputs.data``.

    They are set in a process of their own. Raises ``RuntimeError`` where one cannot be: a bug of the template.
    """
    with _templates() as folder:
        said = (json.dumps(one, ensure_ascii=False) for one in data)
        yield from set_apart(folder / template, folder / _FONTS, said)


def _compiled(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], **how: Any) -> bytes:
    import typst

    with _laid_out() as (folder, fonts):
        for picture, content in pictures.items():
            (folder / picture).write_bytes(content)
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        made, warnings = typst.compile_with_warnings(folder / template, root=folder, font_paths=fonts, **how)
    return sound(made, warnings)


@contextmanager
def _laid_out() -> Generator[tuple[Path, Any]]:
    """The folder of the templates, and the fonts that they may use: ours alone."""
    import typst

    with _templates() as folder:
        own = [folder / _FONTS]
        yield folder, typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=own)


@contextmanager
def _templates() -> Generator[Path]:
    """A folder with the templates of the package, their colours and their fonts."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / _FONTS).mkdir()
        for file in font_files():
            (folder / _FONTS / file.name).write_bytes(file.read_bytes())
        for file in (files("audit.report") / "typst").iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        for name, known in (("colours", COLOURS), ("points", POINTS)):
            (folder / f"{name}.json").write_text(json.dumps(dict(known)), encoding="utf-8")
        yield folder


def draw_charts(charts: Sequence[tuple[str, float]], *, dots_per_inch: int) -> list[bytes]:
    """Draw SVGs in our type as PNGs, in order; each comes with its width in centimetres.

    Equal charts give equal bytes. Raises a Typst error or warning as it is: a bug of the caller.
    """
    import typst

    if not charts:
        return []
    pages = [f'#page(image("chart-{n}.svg", width: {wide}cm))' for n, (_, wide) in enumerate(charts)]
    with _laid_out() as (folder, fonts):
        for n, (svg, _) in enumerate(charts):
            (folder / f"chart-{n}.svg").write_text(svg, encoding="utf-8")
        (folder / "charts.typ").write_text("\n".join([_TRIMMED, *pages]), encoding="utf-8")
        made, warnings = typst.compile_with_warnings(
            folder / "charts.typ", root=folder, font_paths=fonts, format="png", ppi=dots_per_inch
        )
    return [sound(bytes(png), warnings) for png in (made if isinstance(made, list) else [made])]  # one comes bare


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


def box_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing, in units of its own. Raises ``ValueError`` where it has no ``viewBox``."""
    box = _BOX.search(svg)
    if box is None:
        raise ValueError("a drawing without a viewBox")
    return float(box[1]), float(box[2])


def font_files() -> Iterator[Traversable]:
    """Our faces, and DejaVu Sans for the marks that they lack."""
    yield from (f for f in (files("audit.report") / "fonts").iterdir() if f.name.endswith(".ttf"))
    dejavu = files("matplotlib") / "mpl-data" / "fonts" / "ttf"
    yield from (dejavu / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
