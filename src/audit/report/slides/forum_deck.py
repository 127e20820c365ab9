"""The ten slides of the dissemination forum, one message each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from audit.report.context import ReportContext
from audit.report.slides.deck import render_deck
from audit.report.slides.forum_cases import causes, story
from audit.report.slides.forum_gaps import gaps
from audit.report.slides.forum_plans import agreement, plans
from audit.report.slides.forum_situation import figures, opening, where, who
from audit.report.slides.forum_target import target
from audit.report.slides.slide import Slide
from audit.report.slides.told import told_of

__all__ = ["FORUM", "forum_slides", "render_forum_deck"]

FORUM = (opening, figures, where, who, target, gaps, causes, story, plans, agreement)


def forum_slides(context: ReportContext, blocks: Iterable[Mapping[str, Any]]) -> tuple[Slide, ...]:
    """Slides from released values and the public forms of the report's blocks; every one stands, data or not."""
    told = told_of(context, blocks)
    return tuple(slide(told) for slide in FORUM)


def render_forum_deck(context: ReportContext, blocks: Iterable[Mapping[str, Any]]) -> bytes:
    """Write them as PowerPoint; equal results give equal bytes."""
    from audit.language import text

    title = text("slides.forum.file", context.language, place=context.district_name)
    return render_deck(forum_slides(context, blocks), context, title=title)
