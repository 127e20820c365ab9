"""Contents and lists of tables and figures that Word can count anew, filled in so that they read without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.report.word.markup import field, link, paragraph, run

__all__ = ["Entry", "contents"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what is said, on which level (1-3), and the bookmark that it leads to."""

    said: str
    level: int
    bookmark: str


def contents(entries: Sequence[Entry], instruction: str, style: str, *, hint: str = "") -> str:
    """The field that ``instruction`` describes, with ``entries`` in it; nothing for none.

    ``style`` names that of an entry, with ``{level}`` for its level. Only a program that sets pages knows their
    numbers: each line ends in a field for its own, which Word fills when it opens the file and asks whether it may;
    LibreOffice fills it unasked. ``hint`` tells of the question; it stands in the field and goes when that is filled.
    """
    if not entries:
        return ""
    begin, split, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    opened = f"{begin}{code}{split}"
    lines = [paragraph(opened + run(hint), style="AksNote")] if hint else []
    for n, entry in enumerate(entries, start=1):
        page = field(f"PAGEREF {entry.bookmark} \\h")
        said = link(entry.bookmark, run(f"{entry.said}\t") + page) + (end if n == len(entries) else "")
        lines.append(paragraph(said if lines else opened + said, style=style.format(level=entry.level)))
    return "".join(lines)
