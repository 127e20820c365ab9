"""The district's emblem for the title page: read, made small, and written anew without whatever else the file held."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from audit.errors import InputError

__all__ = ["read_logo"]

_SIDE = 480  # pixels: 42 mm in print at 290 dots to the inch; keeps the page small enough to travel by chat
_MOST_PIXELS = 40_000_000  # a photograph of a large camera; more would fill the memory of an office laptop


def read_logo(path: Path, shown: str) -> bytes:
    """Return the picture as PNG of at most 480 pixels a side, without metadata; the same bytes for the same file.

    Raises ``InputError`` (exit 11) where the file is no PNG or JPEG that can be read, or too large.
    """
    from PIL import Image, UnidentifiedImageError
    from PIL.Image import open as open_picture

    try:
        with open_picture(path, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise InputError("params.logo_large", file=shown)
            small = picture.convert("RGBA")
    except Image.DecompressionBombError as error:
        raise InputError("params.logo_large", file=shown) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InputError("params.logo_unreadable", file=shown) from error
    small.thumbnail((_SIDE, _SIDE))
    bare = Image.frombytes("RGBA", small.size, small.tobytes())
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
