"""Was a PDF signed after it was made? A state certificate appends to a file; it does not change what was there."""

from __future__ import annotations

import hashlib
import re

__all__ = ["signed_later"]

# Which bytes a signature covers: from, length, from, length; the gap holds the signature itself.
_COVERED = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_END = b"%%EOF"


def signed_later(content: bytes, *, size: int, sha256: str) -> bool:
    """Whether ``content`` is the original of ``size`` bytes and ``sha256`` with a signed update appended.

    The update must hold a signature over the whole original, and every page must look as before: a PDF can be given
    other pages by appending as well. Marks that a signature puts on top of a page are left out of the comparison.
    Whether the certificate is valid is not asked: that is for the office that issues it.
    """
    original, update = content[:size], content[size:]
    if not update or hashlib.sha256(original).hexdigest() != sha256:
        return False
    if not update.rstrip().endswith(_END) or not any(_covers(m, size, len(content)) for m in _COVERED.finditer(update)):
        return False
    before = _pages(original)
    return before is not None and before == _pages(content)


def _covers(match: re.Match[bytes], size: int, end: int) -> bool:
    first, start, length = (int(number) for number in match.groups())
    return size <= first <= start <= start + length <= end


def _pages(content: bytes) -> list[str] | None:
    """Hash of each page as it is drawn without annotations; ``None`` for what is no PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
    with document:
        return [_drawn(page) for page in document]


def _drawn(page) -> str:
    bitmap = page.render(may_draw_forms=False, draw_annots=False)
    return hashlib.sha256(f"{bitmap.width} {bitmap.height} ".encode() + bytes(bitmap.buffer)).hexdigest()
