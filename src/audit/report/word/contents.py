"""Contents and lists of tables and figures that Word can count anew, filled in so that they read without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.report.word.markup import link, paragraph, run

__all__ = ["Entry", "contents"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what is said, on which level (1-3), and the bookmark that it leads to."""

    said: str
    level: int
    bookmark: str


def contents(entries: Sequence[Entry], instruction: str, style: str, *, hint: str) -> str:
    """The field that ``instruction`` describes, with ``entries`` in it; nothing for none.

    ``style`` names that of an entry, with ``{level}`` for its level. Only a program that sets pages knows their
    numbers: the field is marked as one to fill anew, which Word does when it opens the file; until then its lines lead
    to their places. ``hint`` stands in the field and goes when it is filled.
    """
    if not entries:
        return ""
    begin = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    split, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    lines = [paragraph(f"{begin}{code}{split}{run(hint)}", style="AksNote")]
    for n, entry in enumerate(entries, start=1):
        said = link(entry.bookmark, run(entry.said)) + (end if n == len(entries) else "")
        lines.append(paragraph(said, style=style.format(level=entry.level)))
    return "".join(lines)
