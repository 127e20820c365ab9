"""What happened, and how far the target is, in the sentences of page one."""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.page_one_words import spoken_urgent
from audit.report.target_words import spoken_target
from audit.report.view import View

__all__ = ["headline", "spoken_headline"]

PREFIX = "headline."


def headline(context: ReportContext) -> Block:
    """The computed sentences of page one; the first leads, the required and the actual pace to the target follow.

    What may come of the target stands with its chart: a guess at the future is none of what page one says.
    """
    return make_block(context, "headline", "ringkasan", "headline", _build)


def spoken_headline(view: View) -> tuple[str, ...]:
    """The same sentences; none where nothing was measured."""
    ids = [id for id in view.context.released if id.startswith(PREFIX) and not id.startswith(f"{PREFIX}urgent")]
    sentences = [said for id in ids if (said := view.sentence(id))]
    return tuple(words for words in (*(view.spoken(said) for said in sentences), spoken_urgent(view)) if words)


def _build(view: View) -> Content | None:
    spoken = spoken_headline(view)
    if not spoken:
        return None
    paragraphs = (*spoken[1:], *spoken_target(view, ("front",)), view.words("report.headline.no_blame"))
    return Content(spoken[0], paragraphs=paragraphs)
