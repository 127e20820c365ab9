"""A pack of a forum on paper: A4, one page a part, set by Typst from the public forms of its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audit.disclosure.released import Edition
from audit.language import date_text, text
from audit.report.blocks import Block
from audit.report.context import ReportContext
from audit.report.drawing import drawn
from audit.report.emblem import emblem
from audit.report.standing import standing
from audit.report.typesetting import typeset

__all__ = ["Page", "pack_frame", "render_pack"]

Page = tuple[str, tuple[Block, ...]]  # the title's name (``forum_pack.page.<name>``) and the blocks
_WORDS = ("report.page", "report.page_of", "report.reading", "forum_pack.own_notes")


def render_pack(
    pages: Sequence[Page], context: ReportContext, *, title: str, place: str, edition: Edition = "publik"
) -> bytes:
    """Set the pages, each of which fits on one where a legible size allows it.

    ``title`` is what the pack is, ``place`` whom it is for. Raises ``ValueError`` without a page or for a block without
    the form of the edition, and a Typst error as it is: each is a bug of the caller.
    """
    if not pages:
        raise ValueError("no pages to print")
    printed = [
        {
            "title": text(f"forum_pack.page.{name}", context.language),
            "blocks": [drawn(block.to_json(), edition) for block in blocks],
        }
        for name, blocks in pages
    ]
    frame = pack_frame(context, title=title, place=place, edition=edition)
    return typeset("forum_pack.typ", frame | {"pages": printed}, pictures=emblem(context)[1])


def pack_frame(context: ReportContext, *, title: str, place: str, edition: Edition = "publik") -> dict[str, Any]:
    """What the frame of every page prints: what it is, for whom, about what, of which day and edition."""
    language, day = context.language, context.as_of
    stands = standing(edition, context.state, language)
    return {
        "language": language,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "document_title": f"{title} {place}",
        "logo_alt": emblem(context)[0],
        "title": title,
        "place": place,
        "district": context.district_name,
        "period": context.period,
        "as_of": text("report.as_of", language, date=date_text(day, language=language)),
        "edition": stands.edition,
        "sample_short": text("report.sample_short", language) if context.sample else "",
        "state": stands.state,
        "key": text("report.key_print", language, key=context.run_key[:12]) if context.run_key else "",
        "words": {id.partition(".")[2]: text(id, language) for id in _WORDS},
    }
