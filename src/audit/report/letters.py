"""How wide words are in a face of our own, as a share of the size of its letters."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["Face", "width_of"]

Face = Literal["Regular", "Semibold", "Bold"]

_EM = 1000  # the units of the faces themselves: nothing is rounded


@lru_cache(maxsize=50_000)
def width_of(words: str, face: Face = "Regular") -> float:
    """Width of ``words`` on one line, without kerning, in the size of the letters."""
    return sum(_letter(letter, face) for letter in words)


@lru_cache(maxsize=5_000)
def _letter(letter: str, face: Face) -> float:
    return _face(face).getlength(letter) / _EM


@lru_cache(maxsize=3)
def _face(face: Face) -> FreeTypeFont:
    from PIL.ImageFont import Layout, truetype

    with as_file(files("audit.report") / "fonts" / f"AksSans-{face}.ttf") as path:
        return truetype(str(path), _EM, layout_engine=Layout.BASIC)
