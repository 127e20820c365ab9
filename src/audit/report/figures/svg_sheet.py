"""A sheet on which small charts are drawn straight as SVG: sixty case pages are made in seconds, not minutes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from audit.reference.identity import COLOURS
from audit.report.figures.canvas import INK

__all__ = ["Panel", "SvgSheet"]


class SvgSheet:
    """An SVG of ``width`` x ``height`` points. Text stays text; numbers are rounded, so bytes are equal everywhere."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []

    def line(self, points: Iterable[tuple[float, float]], colour: str, *, wide: float = 0.8, dash: str = "") -> None:
        """A line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{wide}"{dashed}/>')

    def area(self, points: Iterable[tuple[float, float]], colour: str, opacity: float) -> None:
        """A filled shape without an edge."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(f'<polygon points="{path}" fill="{colour}" fill-opacity="{opacity}"/>')

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""
        self._parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>')

    def dot(self, x: float, y: float, colour: str = INK, *, filled: bool = True, radius: float = 2.2) -> None:
        """A mark, hollow where it is not ``filled``."""
        fill = colour if filled else COLOURS["white"]
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{colour}" stroke-width="1"/>'
        )

    def cross(self, x: float, y: float, colour: str = INK) -> None:
        """A mark of two strokes."""
        size = 2.2
        for up in (-1, 1):
            self.line([(x - size, y - up * size), (x + size, y + up * size)], colour, wide=1.1)

    def words(
        self, x: float, y: float, words: str, *, size: float = 7, colour: str = INK, anchor: str = "start",
        bold: bool = False, turned: bool = False,
    ) -> None:  # fmt: skip
        """Text; ``anchor`` as in SVG."""
        weight = ' font-weight="600"' if bold else ""
        turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-family="Aks Sans, DejaVu Sans" font-size="{size}" fill="{colour}"'
            f' text-anchor="{anchor}"{weight}{turn}>{escape(words)}</text>'
        )

    def svg(self) -> str:
        """The whole sheet."""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}"'
        return f'{head} width="{self.width:g}pt" height="{self.height:g}pt">{"".join(self._parts)}</svg>'


class Panel:
    """A rectangle of a sheet with its own scales: ``x`` and ``y`` of data to points of the sheet."""

    def __init__(
        self, left: float, top: float, right: float, bottom: float, *, xs: tuple[float, float], ys: tuple[float, float]
    ) -> None:
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self.xs, self.ys = xs, ys

    def x(self, value: float) -> float:
        """Data to points of the sheet, across."""
        low, high = self.xs
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Data to points of the sheet, upwards; held inside the panel."""
        low, high = self.ys
        held = min(max(value, low), high)
        return self.bottom - (held - low) / (high - low) * (self.bottom - self.top)
