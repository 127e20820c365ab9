"""Slides as a PowerPoint file: titles, parts, notes and alternative texts, equal bytes for equal slides."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from audit.language import text
from audit.report.context import ReportContext
from audit.report.slides.fitting import fitting_size, title_size
from audit.report.slides.look import (
    FACE,
    FOOT,
    FOOT_SIZES,
    INK,
    LOGO,
    MUTED,
    SUBTITLE,
    SUBTITLE_SIZES,
    TITLE,
    TITLE_SIZES,
)
from audit.report.slides.pptx_base import empty_presentation, placed, rgb
from audit.report.slides.pptx_charts import add_chart
from audit.report.slides.pptx_file import without_clock
from audit.report.slides.pptx_parts import add_cards, add_grid, add_text, add_words
from audit.report.slides.slide import Box, Chart, Grid, Picture, Slide, Words
from audit.report.standing import standing

__all__ = ["footer", "render_deck"]

_FRAME_WORDS = ("title", "logo", "layout", "note")


def render_deck(slides: Sequence[Slide], context: ReportContext, *, title: str) -> bytes:
    """Write slides; ``title`` is what the file calls itself. The district's emblem stands on the first slide."""
    language = context.language
    deck = empty_presentation(
        title=title,
        author=context.district_name,
        day=context.as_of,
        words={name: text(f"slides.frame.{name}", language) for name in _FRAME_WORDS},
    )
    foot = footer(context)
    for at, slide in enumerate(slides):
        _draw(deck, slide, foot, context, logo=b"" if at else context.formal.logo)
    out = io.BytesIO()
    deck.save(out)
    return without_clock(out.getvalue(), context.as_of, language)


def footer(context: ReportContext) -> str:
    """Class, state, place, period and key of the run, on every slide."""
    language = context.language
    said = [
        text("report.sample_short", language) if context.sample else "",
        *standing("publik", context.state, language).marks,
        _place(context),
        text("slides.cycle", language, cycle=context.cycle),
        text("report.key_print", language, key=context.run_key[:12]) if context.run_key else "",
    ]
    return " · ".join(words for words in said if words)


def _place(context: ReportContext) -> str:
    """``Kecamatan Selebar, Kota Bengkulu``, or the district alone."""
    if not context.kecamatan:
        return context.district_name
    name = text("forum_pack.kecamatan", context.language, name=context.areas.by_code[context.kecamatan].name)
    return f"{name}, {context.district_name}"


def _draw(deck: Any, slide: Slide, foot: str, context: ReportContext, *, logo: bytes) -> None:
    from pptx.util import Pt

    drawn = deck.slides.add_slide(deck.slide_layouts[0])
    _slot(drawn, logo, context)
    heading = drawn.shapes.title
    box = TITLE if not logo else Box(TITLE.left, TITLE.top, TITLE.width - LOGO.width - 0.2, TITLE.height)
    placed(heading, box)
    heading.text_frame.text = slide.title
    run = heading.text_frame.paragraphs[0].runs[0]
    run.font.size = Pt(title_size(slide.title, box.width, box.height, TITLE_SIZES))
    run.font.bold, run.font.name, run.font.color.rgb = True, FACE, rgb(INK)
    if slide.subtitle:
        size = fitting_size([slide.subtitle], SUBTITLE.width, SUBTITLE.height, SUBTITLE_SIZES)
        add_text(drawn, SUBTITLE, slide.subtitle, size, colour=MUTED)
    for place, part in slide.parts:
        _part(drawn, place, part)
    add_text(drawn, FOOT, foot, fitting_size([foot], FOOT.width, FOOT.height, FOOT_SIZES), colour=MUTED)
    notes = slide.notes
    said = [" ".join(notes.say)]
    said += [text("slides.notes.meaning", context.language, words=notes.meaning)] if notes.meaning else []
    label = text("slides.notes.source", context.language, words="")  # which a source line of a block has already
    said += [f"{label}{notes.source.removeprefix(label)}"] if notes.source else []
    drawn.notes_slide.notes_text_frame.text = "\n".join(said)


def _slot(drawn: Any, logo: bytes, context: ReportContext) -> None:
    """The emblem in its slot; an empty one goes, since some programs show and print it. The layout keeps it."""
    for shape in list(drawn.placeholders):
        if shape.placeholder_format.idx:
            shape.element.getparent().remove(shape.element)
    if logo:
        from pptx.util import Inches

        picture = drawn.shapes.add_picture(io.BytesIO(logo), 0, 0, height=Inches(LOGO.height))
        picture.left, picture.top = Inches(LOGO.left + LOGO.width) - picture.width, Inches(LOGO.top)
        _describe(picture, text("slides.frame.logo_alt", context.language, name=context.district_name))


def _part(drawn: Any, place: Box, part: Any) -> None:
    match part:
        case Words():
            add_words(drawn, place, part)
        case Grid():
            _describe(add_grid(drawn, place, part), part.alt)
        case Chart():
            _describe(placed(add_chart(drawn, part), place), part.alt)
        case Picture():
            _describe(placed(drawn.shapes.add_picture(io.BytesIO(part.png), 0, 0), place), part.alt)
        case _:
            add_cards(drawn, place, part)


def _describe(shape: Any, alt: str) -> None:
    """Give a chart, table or picture its words for those who cannot see it."""
    shape._element.xpath("./*/p:cNvPr")[0].set("descr", alt)
