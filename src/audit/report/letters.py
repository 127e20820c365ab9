"""How wide words are in a face of our own, as a share of the size of its letters."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

__all__ = ["Face", "width_of"]

Face = Literal["Regular", "Semibold", "Bold"]

_EM = 1000  # the units of the faces themselves
_FIXED = 2**16  # FreeType's parts of a unit
_STANDS_IN = {"Regular": "DejaVuSans.ttf", "Semibold": "DejaVuSans-Bold.ttf", "Bold": "DejaVuSans-Bold.ttf"}


@lru_cache(maxsize=50_000)
def width_of(words: str, face: Face = "Regular") -> float:
    """Width of ``words`` on one line, without kerning, in the size of the letters; DejaVu has those that ours lack."""
    return sum(_letter(letter, face) for letter in words)


@lru_cache(maxsize=5_000)
def _letter(letter: str, face: Face) -> float:
    from matplotlib.ft2font import LoadFlags

    ours, other = _faces(face)
    has = ours if ours.get_char_index(ord(letter)) else other
    return has.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance / _FIXED / _EM


@lru_cache(maxsize=3)
def _faces(face: Face) -> tuple[FT2Font, FT2Font]:
    from matplotlib.ft2font import FT2Font

    ours = files("audit.report") / "fonts" / f"AksSans-{face}.ttf"
    other = files("matplotlib") / "mpl-data" / "fonts" / "ttf" / _STANDS_IN[face]
    with as_file(ours) as first, as_file(other) as second:
        faces = FT2Font(str(first)), FT2Font(str(second))
    for each in faces:
        each.set_size(_EM, 72)
    return faces
