"""What a file is by its first bytes, never by its name; and its text, whatever its encoding."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from audit.errors import InputError
from audit.reference import import_rules as rules

__all__ = ["Form", "decode", "sniff"]

Form = Literal["xlsx", "xls", "html", "csv"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF8, _UTF16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_OTHER_FORMS = (b"%PDF", b"{\\rtf", b"Rar!", b"\xff\xd8\xff")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+"
    r"<(?:!doctype\s+html|html|head|body|table|meta|div|center|style|b|p|h\d)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPREADSHEET_ML = re.compile(
    r"\s*(?=<).*<(?:\w+:)?Workbook\b[^<>]*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL
)
_HEAD_BYTES = 4096
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))
_NUL_SHARE = 0.9  # of every second byte: texts in UTF-16 are nearly all ASCII
_CONTROL_SHARE = 0.02  # of the first bytes; a text may hold a stray one, a picture holds many


def sniff(path: Path) -> Form:
    """Form of a file by content.

    Raises ``InputError``: missing, a folder, empty, locked by another program, password-protected, not a table at all.
    """
    file = path.name or path.resolve().name
    if not path.exists():
        raise InputError("register.file_missing", file=file)
    if path.is_dir():
        raise InputError("register.a_folder", file=file)
    if not path.is_file():
        raise InputError("register.not_a_table", file=file)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except PermissionError as error:
        raise InputError("register.file_locked", file=file) from error
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise InputError("register.file_empty", file=file)
    if head.startswith(_ZIP):
        return "xlsx"
    if head.startswith(_OLE):
        return "xls"
    utf16 = _utf16(head)
    strange = 0 if utf16 else sum(head.count(byte) for byte in _CONTROL)
    if head.startswith(_OTHER_FORMS) or strange > _CONTROL_SHARE * len(head):
        raise InputError("register.not_a_table", file=file)
    text = head.decode(utf16 or "latin-1", errors="ignore")
    text = text.removeprefix("ï»¿").removeprefix("\ufeff")
    if _SPREADSHEET_ML.match(text):
        raise InputError("register.xml_spreadsheet", file=file)
    return "html" if _HTML.match(text) else "csv"


def _utf16(head: bytes) -> str:
    """The UTF-16 in which a text begins: by its mark, or by the NUL of every second byte; "" where it is none."""
    if head.startswith(_UTF16):
        return "utf-16"
    for high, low, encoding in ((head[1::2], head[::2], "utf-16-le"), (head[::2], head[1::2], "utf-16-be")):
        if high.count(0) > _NUL_SHARE * len(high) and not any(low.count(byte) for byte in _CONTROL):
            return encoding
    return ""


def decode(path: Path) -> str:
    """Text of a file: UTF-16 (also without its mark), else UTF-8, else cp1252.

    Raises ``InputError`` for NUL bytes, of which a text file has none, and for more text than a register holds.
    """
    if path.stat().st_size > rules.MAX_TEXT_BYTES:
        raise InputError("register.too_large", file=path.name)
    data = path.read_bytes()
    utf16 = _utf16(data[:_HEAD_BYTES])
    try:
        text = data.decode(utf16) if utf16 else data.removeprefix(_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        if utf16 or data.startswith(_UTF8):
            raise InputError("register.damaged", file=path.name) from error
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise InputError("register.nul_bytes", file=path.name)
    return text
