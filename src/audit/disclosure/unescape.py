"""What characters written as codes say: ``Siti\\u0020Rahma`` in a script, ``&#x53;iti`` in a page, ``Siti%20Rahma``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import unquote

__all__ = ["unescaped", "unescaped_lines"]

_DEPTH = 3  # a link in a page in a string of a script
_CODED = re.compile(r"\\[ux]|%[0-9A-Fa-f]{2}|&#?\w")
_SCRIPT = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_LINK = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LAST = 0x10FFFF  # of all characters


def unescaped(text: str) -> str:
    """The text with every such code replaced by its character, also where codes stand in codes."""
    for _ in range(_DEPTH):
        before = text
        text = _LINK.sub(lambda m: unquote(m[0]), html.unescape(_SCRIPT.sub(_character, before)))
        if text == before:
            break
    return text


def unescaped_lines(text: str) -> Iterator[str]:
    """Parts of a text that say something else without codes: whole lines, with the one before and the one after."""
    if not _CODED.search(text):
        return
    lines = text.split("\n")
    plain = [unescaped(line) if _CODED.search(line) else line for line in lines]
    changed = [i for i, line in enumerate(lines) if plain[i] != line]
    told = sorted({j for i in changed for j in (i - 1, i, i + 1) if 0 <= j < len(lines)})
    for _, part in groupby(enumerate(told), key=lambda at: at[1] - at[0]):
        yield "\n".join(plain[j] for _, j in part)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2] or match[3], 16)
    return chr(code) if code <= _LAST else match[0]
