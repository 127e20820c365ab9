"""The flow of rows and people, step by step with what was left out beside it: the figure that RECORD asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from audit.reference.identity import COLOURS, POINTS
from audit.report.figures.canvas import INK, MUTED
from audit.report.figures.svg_sheet import SvgSheet

__all__ = ["FlowStep", "flow_figure"]

_WIDTH, _MARGIN, _GAP, _HEAD, _PAD = 480.0, 12.0, 36.0, 24.0, 6.0
_ON, _OUT = 170.0, 250.0  # width of a box on the way, and of one beside it
_FOR_NUMBER = 48.0  # of a box
_LETTER = 0.52  # mean width of a letter, in its size
_LINE = 11.0


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One box: its words and how many; ``left_out`` stands to the right of the way and ends there."""

    words: str
    number: str
    left_out: bool = False


def flow_figure(parts: Sequence[tuple[str, Sequence[FlowStep]]]) -> str:
    """Draw parts from the top down, each with its name and its boxes, as SVG; the same for the same words."""
    heights = [sum(_height(step) + _PAD for step in steps) for _, steps in parts]
    sheet = SvgSheet(_WIDTH, _MARGIN + sum(heights) + len(parts) * (_HEAD + _MARGIN))
    y = _MARGIN
    for name, steps in parts:
        sheet.words(_MARGIN, y + POINTS["body"], name, size=POINTS["body"], bold=True)
        y += _HEAD - _PAD
        before: float | None = None
        for step in steps:
            _box(sheet, step, y, before)
            if before is None or not step.left_out:
                before = y + _height(step)
            y += _height(step) + _PAD
        y += _MARGIN + _PAD
    return sheet.svg()


def _box(sheet: SvgSheet, step: FlowStep, y: float, before: float | None) -> None:
    """A box, and its way from the box on the left above it."""
    left, middle, height = (_MARGIN + _ON + _GAP if step.left_out else _MARGIN), _MARGIN + _ON / 2, _height(step)
    if before is not None:
        level = y + height / 2
        ends = [(middle, before), (middle, level), (left, level)] if step.left_out else [(middle, before), (middle, y)]
        sheet.line(ends, MUTED)
    width = _OUT if step.left_out else _ON
    sheet.box(left, y, width, height, COLOURS["soft"] if step.left_out else COLOURS["shade"])
    first = y + _PAD + POINTS["foot"]
    for i, words in enumerate(_lines(step)):
        sheet.words(left + _PAD, first + i * _LINE, words, size=POINTS["foot"], colour=INK)
    sheet.words(left + width - _PAD, first, step.number, size=POINTS["foot"], anchor="end", bold=True)


def _lines(step: FlowStep) -> list[str]:
    room = (_OUT if step.left_out else _ON) - 2 * _PAD - _FOR_NUMBER
    return wrap(step.words, int(room / (_LETTER * POINTS["foot"]))) or [""]


def _height(step: FlowStep) -> float:
    return 2 * _PAD + _LINE * len(_lines(step))
