"""What happened, and how far the target is, in the sentences of page one."""

from __future__ import annotations

from audit.disclosure.released import ShownSentence
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.target_words import spoken_target
from audit.report.view import View

__all__ = ["headline", "spoken_headline"]

PREFIX = "headline."


def headline(context: ReportContext) -> Block:
    """The computed sentences of page one; the first leads, those of the target follow."""
    return make_block(context, "headline", "ringkasan", "headline", _build)


def spoken_headline(view: View) -> tuple[str, ...]:
    """The same sentences; none where nothing was measured."""
    sentences = [view.sentence(id) for id in view.context.released if id.startswith(PREFIX)]
    return tuple(view.spoken(s) for s in sentences if isinstance(s, ShownSentence))


def _build(view: View) -> Content | None:
    spoken = spoken_headline(view)
    if not spoken:
        return None
    paragraphs = (*spoken[1:], *spoken_target(view), view.words("report.headline.no_blame"))
    return Content(spoken[0], paragraphs=paragraphs)
