"""How large may words be so that they fit: an estimate from a face of our own, with room for other faces.

An office has Calibri; other programs put a wider face in its place. Source Sans, which comes with the package, is as
wide as Calibri within a few hundredths.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from audit.report.letters import width_of

__all__ = ["LINE", "fitting_size", "height_of", "lines_of", "title_size", "unbroken"]

LINE = 1.22  # height of a line, in its size: Calibri's own
# What stands in for Calibri may be wider: DejaVu, the widest that is common, by a fifth, and more where it is bold.
_ROOM = {False: 1.21, True: 1.31}
_LESS = 6  # points that a title gives up to save a line
_POINTS = 72  # of an inch


def fitting_size(texts: Sequence[str], width: float, height: float, sizes: Sequence[int], *, bold: bool = False) -> int:
    """Return the largest of ``sizes`` (points, falling) in which the texts, one below the other, fit into inches.

    The smallest where none does: the caller keeps its words short, and a test measures.
    """
    for size in sizes:
        if height_of(texts, width, size, bold=bold) <= height:
            return size
    return sizes[-1]


def title_size(title: str, width: float, height: float, sizes: Sequence[int]) -> int:
    """The largest size that fits, or a somewhat smaller one that saves a line: a word alone on a line looks lost."""
    large = fitting_size([title], width, height, sizes, bold=True)
    lines = lines_of(title, width, large, bold=True)
    smaller = (s for s in sizes if large > s >= large - _LESS and lines_of(title, width, s, bold=True) < lines)
    return next(smaller, large)


def height_of(texts: Sequence[str], width: float, size: float, *, bold: bool = False) -> float:
    """Inches that texts take, one below the other."""
    return sum(lines_of(text, width, size, bold=bold) for text in texts) * size * LINE / _POINTS


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Lines that a text takes in ``width`` inches; a word that is wider is broken."""
    space, room = _wide(" ", bold), width * _POINTS / size / _ROOM[bold]
    lines, at = 1, 0.0
    for word in text.split():
        wide = _wide(word, bold)
        if at and at + space + wide > room:
            lines, at = lines + 1, 0.0
        at += wide + (space if at else 0.0)
        if at > room:
            more = ceil(at / room) - 1
            lines, at = lines + more, at - more * room
    return lines


def unbroken(text: str, width: float, size: float, *, bold: bool = True) -> bool:
    """Whether every word of a text stands on one line."""
    room = width * _POINTS / size / _ROOM[bold]
    return all(_wide(word, bold) <= room for word in text.split())


def _wide(word: str, bold: bool) -> float:
    """Width of a word, in its size."""
    return width_of(word, "Bold" if bold else "Regular")
