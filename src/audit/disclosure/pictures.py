"""What a picture says of itself: texts, comments, camera and editor notes. What it shows is not read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

__all__ = ["bytes_as_text", "gif_texts", "jpeg_texts", "png_texts", "webp_texts"]

_PNG_PIXELS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"fdAT"})
_WEBP_PIXELS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})


def bytes_as_text(data: bytes) -> str:
    """What can be read in some bytes, as one byte a letter and as two."""
    return data.decode("latin-1").replace("\0", "") + "\n" + data.decode("utf-16-le", "ignore")


def png_texts(content: bytes) -> Iterator[str]:
    """Every chunk but the picture itself, and what stands after the end."""
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    at, kind = 8, b""
    while kind != b"IEND":
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        data = content[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"tEXt":
            yield data.replace(b"\0", b"\n").decode("latin-1")
        elif kind == b"zTXt":
            key, _, rest = data.partition(b"\0")
            yield f"{key.decode('latin-1')}\n{zlib.decompress(rest[1:]).decode('latin-1')}"
        elif kind == b"iTXt":
            key, _, rest = data.partition(b"\0")
            _, _, words = rest[2:].partition(b"\0")
            translated, _, words = words.partition(b"\0")
            words = zlib.decompress(words) if rest[:1] == b"\1" else words
            yield "\n".join(part.decode("utf-8") for part in (key, translated, words))
        elif kind not in _PNG_PIXELS:
            yield bytes_as_text(data)
    yield bytes_as_text(content[at:])


def jpeg_texts(content: bytes) -> Iterator[str]:
    """Comments and application segments (Exif, XMP, IPTC), and what stands after the end."""
    if content[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    at = 2
    while content[at : at + 1] == b"\xff" and content[at + 1] not in (0xDA, 0xD9):
        (size,) = struct.unpack(">H", content[at + 2 : at + 4])
        if content[at + 1] == 0xFE or 0xE0 <= content[at + 1] <= 0xEF:
            yield bytes_as_text(content[at + 4 : at + 2 + size])
        at += 2 + size
    yield bytes_as_text(content[content.rfind(b"\xff\xd9") + 2 :])


def gif_texts(content: bytes) -> Iterator[str]:
    """Comments, plain texts and application blocks (XMP), and what stands after the end."""
    if content[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError("not a GIF")
    at = 13 + _colours(content[10])
    while content[at] != 0x3B:
        extension, image = content[at] == 0x21, content[at] == 0x2C
        if not extension and not image:
            raise ValueError("not a block of a GIF")
        start = at + 2 if extension else at + 11 + _colours(content[at + 9])
        data, end = _blocks(content, start)
        if extension:
            yield bytes_as_text(data)
            yield bytes_as_text(content[start:end])  # XMP stands there without regard to blocks
        at = end
    yield bytes_as_text(content[at + 1 :])


def _colours(flags: int) -> int:
    """Bytes of the colour table that some flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(content: bytes, at: int) -> tuple[bytes, int]:
    """Blocks joined, each after its length, and where they end."""
    parts = []
    while size := content[at]:
        parts.append(content[at + 1 : at + 1 + size])
        at += 1 + size
    return b"".join(parts), at + 1


def webp_texts(content: bytes) -> Iterator[str]:
    """Every chunk but the picture itself (EXIF, XMP, unknown ones), and what stands after the end."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise ValueError("not a WebP")
    at, end = 12, 8 + struct.unpack("<I", content[4:8])[0]
    while at < end:
        kind, size = struct.unpack("<4sI", content[at : at + 8])
        if kind not in _WEBP_PIXELS:
            yield bytes_as_text(content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    yield bytes_as_text(content[end:])
