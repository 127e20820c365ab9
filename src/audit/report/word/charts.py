"""Charts of blocks as pictures for Word, which draws no SVG with our type: the same drawing, set once by Typst.

What a chart says stands beside it in words that the leak scan reads: its alternative text, and its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.report.typesetting import box_of, draw_charts

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
    sizes = [_size(svg) for svg in drawings]
    wide = [(svg, wide) for svg, (wide, _) in zip(drawings, sizes, strict=True)]
    drawn = draw_charts(wide, dots_per_inch=_DOTS_PER_INCH)
    return tuple(Picture(png, *size) for png, size in zip(drawn, sizes, strict=True))


def _size(svg: str) -> tuple[float, float]:
    wide, tall = box_of(svg)
    scale = min(_WIDE_CM / wide, _TALL_CM / tall)
    return round(wide * scale, 2), round(tall * scale, 2)
