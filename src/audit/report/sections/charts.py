"""A chart on both papers, or the sentence that stands where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from audit.report.content import Content, Figure
from audit.report.figures import PHONE, WIDE, Paper
from audit.report.view import View

__all__ = ["with_chart"]


def with_chart(view: View, content: Content, draw: Callable[[Paper], str], *, alt: str, drawable: bool) -> Content:
    """Put the chart into a block; where nothing can be seen in it, say so and leave out how it would be read.

    Not drawn where the context asks for words alone: a drawing costs more than all else of a block.
    """
    if not drawable:
        return replace(content, reading="", paragraphs=(*content.paragraphs, view.words("report.no_chart")))
    if not view.context.charts:
        return content
    return replace(content, figure=Figure(draw(WIDE), alt, draw(PHONE)))
