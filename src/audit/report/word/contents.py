"""Contents and lists of tables and figures that Word can count anew, filled in so that they read without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.report.word.document import WIDE_CM
from audit.report.word.markup import field, link, paragraph, run

__all__ = ["Entry", "contents"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what is said, on which level (1-3), and the bookmark that it leads to."""

    said: str
    level: int
    bookmark: str


def contents(entries: Sequence[Entry], instruction: str, style: str, *, hint: str) -> str:
    """The field that ``instruction`` describes, with ``entries`` in it; nothing for none.

    ``style`` names that of an entry, with ``{level}`` for its level. Page numbers are fields of their own, which
    programs other than Word count when they open a file. ``hint`` stands in the field and goes when Word fills it anew.
    """
    if not entries:
        return ""
    begin = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    split, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    lines = [paragraph(f"{begin}{code}{split}{run(hint)}", style="AksNote")]
    for n, entry in enumerate(entries, start=1):
        page = run("\t") + field(f"PAGEREF {entry.bookmark} \\h")
        lines.append(
            paragraph(
                link(entry.bookmark, run(entry.said) + page) + (end if n == len(entries) else ""),
                style=style.format(level=entry.level),
                tabs=(("dots", WIDE_CM),),
            )
        )
    return "".join(lines)
