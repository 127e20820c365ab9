"""Words of slides fit their places, and no part lies on another, with the longest names of the country."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pptx
import pytest
from pptx.util import Inches

from audit import report
from audit.reference.areas import Areas
from audit.report.packs.mini_workshop import mini_workshop_pages
from audit.report.slides.forum_deck import render_forum_deck
from audit.report.slides.mini_deck import render_mini_deck

BLOCKS = (
    "key_figures", "decisions", "confidence", "why_figures_differ", "stunting_by_kecamatan", "stunted_by_group",
    "target_outlook", "indicator_gaps", "case_patterns", "case_funnel", "case_selection", "case_vignettes",
    "follow_up_tracker",
)  # fmt: skip


@pytest.fixture(scope="module")
def long_names(make_context):
    """The longest names of the country: a district of 41 letters, kecamatan of 24, offices that are long too."""
    context = make_context()
    longest = "Siau Barat Selatan Tengah"
    renamed = {
        code: replace(area, name=longest if area.level == "kecamatan" else area.name)
        for code, area in context.areas.by_code.items()
    }
    return replace(
        context,
        district_name="Kabupaten Kepulauan Siau Tagulandang Biaro",
        areas=Areas(context.areas.district, renamed),
        kecamatan="",
    )


def inches(shape) -> tuple[float, float, float, float]:
    left, top, width, height = (v / Inches(1) for v in (shape.left, shape.top, shape.width, shape.height))
    if shape.has_table:
        height = sum(row.height for row in shape.table.rows) / Inches(1)
    return left, top, left + width, top + height


def texts(shape) -> Iterator[tuple[Any, float, float]]:
    """Text frames with the room that they have, in points."""
    if shape.has_table:
        for row in shape.table.rows:
            for cell, column in zip(row.cells, shape.table.columns, strict=True):
                sides = (cell.margin_left + cell.margin_right, cell.margin_top + cell.margin_bottom)
                yield cell.text_frame, (column.width - sides[0]) / 12700, (row.height - sides[1]) / 12700
    elif shape.has_text_frame:
        yield shape.text_frame, shape.width / 12700, shape.height / 12700


def points_high(frame, width: float) -> float:
    """Height of the words as a face of the usual width sets them: half its size a letter, a tenth more for safety."""
    high = 0.0
    for paragraph in frame.paragraphs:
        size = max([run.font.size.pt for run in paragraph.runs if run.font.size], default=0.0)
        lines, at = 1, 0.0
        for word in "".join(run.text for run in paragraph.runs).split():
            wide = len(word) * size * 0.5 * 1.1
            if at and at + wide + size * 0.25 > width:
                lines, at = lines + 1, 0.0
            at += wide + (size * 0.25 if at else 0.0)
        high += lines * size * 1.2
    return high


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("short", [False, True])
def test_words_fit_their_place_and_parts_do_not_lie_on_each_other(long_names, language, short):
    context = replace(long_names, language=language)
    if short:
        context = replace(context, kecamatan=context.areas.kecamatan[0].code)
        content = render_mini_deck(context, mini_workshop_pages(context))
    else:
        content = render_forum_deck(context, [getattr(report, id)(context).to_json() for id in BLOCKS])
    for n, slide in enumerate(pptx.Presentation(io.BytesIO(content)).slides, start=1):
        placed = []
        for shape in slide.shapes:
            if shape.is_placeholder and not shape.text_frame.text:
                continue
            left, top, right, bottom = inches(shape)
            assert left >= 0, (n, shape.name)
            assert right <= 13.34, (n, shape.name)
            assert bottom <= 7.5, (n, shape.name)
            for frame, width, height in texts(shape):
                assert points_high(frame, width) <= height + 1, (n, frame.text)
            if shape.has_chart or shape.has_table or (shape.has_text_frame and shape.text_frame.text.strip()):
                placed.append((shape.name, left, top, right, bottom))
        for a, b in combinations(placed, 2):
            apart = a[3] <= b[1] + 0.01 or b[3] <= a[1] + 0.01 or a[4] <= b[2] + 0.01 or b[4] <= a[2] + 0.01
            assert apart or "Title" in a[0], (n, a, b)
