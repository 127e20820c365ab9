"""Words, cards, tables and pictures on a slide, each in its place and in a size that fits."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from audit.report.slides.fitting import LINE, fitting_size, height_of, lines_of, unbroken
from audit.report.slides.look import (
    BODY_SIZES,
    BRAND,
    CARD_SIZES,
    CARD_VALUE,
    FACE,
    HEADING_SIZES,
    INK,
    MUTED,
    SMALL,
    SOFT,
    TABLE_SIZES,
    WHITE,
)
from audit.report.slides.pptx_base import placed, rgb
from audit.report.slides.slide import Box, Card, Grid, Line, Words

__all__ = ["add_cards", "add_grid", "add_text", "add_words", "fewer_rows", "grid_size", "words_size"]

_AFTER, _POINTS = 0.45, 72  # of a line, below each of several; points of an inch
_GAP, _CARD, _CARD_EDGE, _CARD_INSET = 0.25, 1.75, 0.08, 0.15  # inches
_MANY, _MANY_ROWS = 6, 9  # columns, and rows, from which on cells have less room around their words
_CELL, _CELL_HIGH = 0.1, 0.05  # inches left and right of words in a cell, above and below


def add_text(slide: Any, box: Box, words: str, size: int, *, colour: str = INK, bold: bool = False) -> Any:
    """Add one paragraph of words; returns its shape."""
    return add_lines(slide, box, (Line(words, strong=bold),), size, colour=colour, after=0.0)


def add_words(slide: Any, box: Box, words: Words) -> Any:
    """Add lines in the largest size that fits; returns their shape."""
    return add_lines(slide, box, words.lines, words_size(words, box), colour=MUTED if words.quiet else INK)


def words_size(words: Words, box: Box) -> int:
    """Points in which lines fit with room between them."""
    texts = [f"{line.lead} {line.words}".strip() for line in words.lines]
    between = _AFTER * (len(texts) - 1)
    headings = all(line.strong for line in words.lines)
    sizes = HEADING_SIZES if headings else [s for s in BODY_SIZES if not words.quiet or s <= SMALL]
    for size in sizes:
        high = height_of(texts, box.width, size, bold=any(line.strong for line in words.lines))
        if high + between * size * LINE / _POINTS <= box.height:
            return size
    return sizes[-1]


def add_lines(slide: Any, box: Box, lines: tuple[Line, ...], size: int, *, colour: str, after: float = _AFTER) -> Any:
    """Add lines as paragraphs of one text box without inner margins."""
    from pptx.util import Pt

    shape = placed(slide.shapes.add_textbox(0, 0, 0, 0), box)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(round(after * size))
        for words, bold in ((line.lead and f"{line.lead} ", True), (line.words, line.strong)):
            if words:
                run = paragraph.add_run()
                run.text = words
                run.font.size, run.font.bold, run.font.name = Pt(size), bold, FACE
                run.font.color.rgb = rgb(BRAND if line.strong else colour)
    return shape


def add_cards(slide: Any, box: Box, cards: tuple[Card, ...]) -> None:
    """Add cards side by side: label, number, denominator; the edge in the colour of the house on every one."""
    from pptx.enum.shapes import MSO_SHAPE

    wide = (box.width - _GAP * (len(cards) - 1)) / len(cards)
    inner = wide - 2 * _CARD_INSET
    labels = [c.label for c in cards]
    label = fitting_size([max(labels, key=len)], inner, 2 * SMALL * LINE / _POINTS, CARD_SIZES)
    high = max(lines_of(words, inner, label) for words in labels) * label * LINE / _POINTS
    for at, card in enumerate(cards):
        left = box.left + at * (wide + _GAP)
        for part, colour in ((box.height, SOFT), (_CARD_EDGE, BRAND)):
            shape = placed(slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, 0, 0), Box(left, box.top, wide, part))
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(colour)
            shape.line.fill.background()
            shape.shadow.inherit = False
        at_left, top = left + _CARD_INSET, box.top + 2 * _CARD_EDGE
        add_text(slide, Box(at_left, top, inner, high), card.label, label, colour=MUTED)
        value = CARD_VALUE * LINE / _POINTS
        add_text(slide, Box(at_left, top + high, inner, value), card.value, CARD_VALUE, bold=True)
        rest = box.height - 3 * _CARD_EDGE - high - value
        size = fitting_size([max((c.detail for c in cards), key=len)], inner, rest, CARD_SIZES)
        add_text(slide, Box(at_left, top + high + value, inner, rest), card.detail, size, colour=MUTED)


def grid_size(grid: Grid, box: Box) -> tuple[int, tuple[float, ...]]:
    """Points in which a table fits into a place, and the height of each of its rows, its head first."""
    lines = [[(head, True) for head in grid.heads], *([(c.words, c.strong) for c in row] for row in grid.rows)]
    inset, high = cell_inset(grid)
    widths = [box.width * share / sum(grid.shares) - 2 * inset for share in grid.shares]

    def heights(size: int) -> tuple[float, ...]:
        rows = []
        for at, line in enumerate(lines):
            most = max(lines_of(w, wide, size, bold=bold) for (w, bold), wide in zip(line, widths, strict=True))
            rows.append(max(most * size * LINE / _POINTS + 2 * high, grid.least if at else 0.0))
        return tuple(rows)

    for size in TABLE_SIZES:
        whole = all(
            unbroken(w, wide, size, bold=b) for line in lines for (w, b), wide in zip(line, widths, strict=True)
        )
        if whole and sum(found := heights(size)) <= box.height:
            return size, found
    return TABLE_SIZES[-1], heights(TABLE_SIZES[-1])


def fewer_rows(grid: Grid, box: Box) -> Grid:
    """The table with as many of its first rows as fit into a place."""
    while len(grid.rows) > 1 and sum(grid_size(grid, box)[1]) > box.height:
        grid = replace(grid, rows=grid.rows[:-1])
    return grid


def cell_inset(grid: Grid) -> tuple[float, float]:
    """Inches left and right of words, and above and below: less where many columns or rows share a place."""
    return (
        _CELL if len(grid.shares) < _MANY else _CELL / 2,
        _CELL_HIGH if len(grid.rows) < _MANY_ROWS else _CELL_HIGH / 4,
    )


def add_grid(slide: Any, box: Box, grid: Grid) -> Any:
    """Add a real table with a head; returns its frame."""
    from pptx.util import Emu, Inches

    (size, heights), inset = grid_size(grid, box), cell_inset(grid)
    frame = placed(slide.shapes.add_table(len(heights), len(grid.heads), 0, 0, 0, 0), box)
    table = frame.table
    edges = [
        0,
        *(round(Inches(box.width) * sum(grid.shares[: n + 1]) / sum(grid.shares)) for n in range(len(grid.shares))),
    ]
    for column, (start, end) in zip(table.columns, pairwise(edges), strict=True):
        column.width = Emu(end - start)
    frame.height = Inches(sum(heights))
    for at, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
        row.height = Inches(height)
        for column, cell in enumerate(row.cells):
            if at == 0:
                ends = bool(grid.rows) and grid.rows[0][column].end
                _cell(cell, grid.heads[column], size, fill=BRAND, colour=WHITE, bold=True, end=ends, inset=inset)
            else:
                it = grid.rows[at - 1][column]
                plain = WHITE if at % 2 else SOFT
                _cell(cell, it.words, size, fill=it.fill or plain, colour=INK, bold=it.strong, end=it.end, inset=inset)
    return frame


def _cell(cell: Any, words: str, size: int, *, fill: str, colour: str, bold: bool, end: bool,
          inset: tuple[float, float]) -> None:  # fmt: skip
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(fill)
    cell.margin_left = cell.margin_right = Inches(inset[0])
    cell.margin_top = cell.margin_bottom = Inches(inset[1])
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    if end:
        paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FACE
    run.font.color.rgb = rgb(colour)
