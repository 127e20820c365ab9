"""Charts of blocks as pictures for Word, which draws no SVG with our type: the same drawing, set once by Typst.

What a chart says stands beside it in words that the leak scan reads: its alternative text, and its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.report.typesetting import box_of, font_files

__all__ = ["Picture", "chart_pictures"]

_DOTS_PER_INCH = 170  # sharp on paper at the width of the page; a report of forty charts stays below two megabytes
_WIDE_CM, _TALL_CM = 14.0, 19.0  # a chart of very many rows shrinks to the height


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and how large it stands on the page, in centimetres."""

    png: bytes
    wide_cm: float
    tall_cm: float


def chart_pictures(drawings: Sequence[str]) -> tuple[Picture, ...]:
    """Set every SVG as a PNG, in order; the same drawings give the same bytes.

    Raises ``ValueError`` for a drawing without a ``viewBox``, and a Typst error or warning as it is.
    """
    if not drawings:
        return ()
    import typst

    sizes = [_size(svg) for svg in drawings]
    with TemporaryDirectory() as name:
        folder = Path(name)
        fonts = folder / "fonts"
        fonts.mkdir()
        for file in font_files():
            (fonts / file.name).write_bytes(file.read_bytes())
        for n, svg in enumerate(drawings):
            (folder / f"{n}.svg").write_text(svg, encoding="utf-8")
        pages = [f'#page(image("{n}.svg", width: {wide}cm))' for n, (wide, _) in enumerate(sizes)]
        paper = "#set page(width: auto, height: auto, margin: 0pt, fill: white)"
        (folder / "charts.typ").write_text("\n".join([paper, *pages]), encoding="utf-8")
        made, warnings = typst.compile_with_warnings(
            folder / "charts.typ",
            root=folder,
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
            format="png",
            ppi=_DOTS_PER_INCH,
        )
    for warning in warnings:
        raise warning
    drawn = made if isinstance(made, list) else [made]  # one page comes bare
    return tuple(Picture(bytes(png), *size) for png, size in zip(drawn, sizes, strict=True))


def _size(svg: str) -> tuple[float, float]:
    wide, tall = box_of(svg)
    scale = min(_WIDE_CM / wide, _TALL_CM / tall)
    return round(wide * scale, 2), round(tall * scale, 2)
