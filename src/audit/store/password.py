"""A password on a file, in the file's own format: Excel, LibreOffice and any PDF reader ask for it when it is opened.

AES-256 in both formats (ECMA-376 agile encryption; PDF 2.0). The password is kept nowhere: without it the file cannot
be read by anybody. Each locking draws new random numbers, so two locked copies of one file differ.
"""

from __future__ import annotations

import io
from pathlib import Path

from audit.store.permissions import owner_only
from audit.store.whole import whole_file

__all__ = ["lock_file"]

_PDF_CIPHER, _PDF_VERSION = "AES-256", "%PDF-2.0"  # the version in which this cipher is defined


def lock_file(path: Path, password: str) -> None:
    """Lock an ``.xlsx`` or a ``.pdf`` in place.

    The open file is replaced whole, never left half locked. Raises ``ValueError`` for another kind of file or an empty
    password, ``OutputError`` (exit 17) where it cannot be written.
    """
    if not password:
        raise ValueError("no password")
    locked = {".xlsx": _workbook, ".pdf": _pdf}.get(path.suffix)
    if locked is None:
        raise ValueError(f"no way to lock a {path.suffix}")
    content = locked(path.read_bytes(), password)
    with whole_file(path) as partial:
        partial.write_bytes(content)
        owner_only(partial)


def _workbook(content: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def _pdf(content: bytes, password: str) -> bytes:
    from pypdf import PdfWriter

    writer, out = PdfWriter(clone_from=io.BytesIO(content)), io.BytesIO()
    writer.pdf_header = _PDF_VERSION
    writer.encrypt(password, algorithm=_PDF_CIPHER)
    writer.write(out)
    return out.getvalue()
