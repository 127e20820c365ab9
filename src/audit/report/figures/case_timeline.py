"""What is recorded of a child's first 1,000 days, lane by lane; and the strip of a woman's measurements."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, isfinite

from audit.language import number, text
from audit.language.catalogue import Language
from audit.reference.identity import COLOURS
from audit.report.figures.canvas import GRID, INK, MUTED
from audit.report.figures.svg_sheet import Panel, SvgSheet

__all__ = ["LANES", "LaneMark", "Strip", "case_timeline", "woman_strip"]

LANES = ("pregnancy", "measured", "feeding", "illness", "service")
LaneMark = tuple[str, float, float | None, str]  # lane, months of age, end of a stretch, name in words

_WIDTH, _LEFT, _LANE, _FOOT = 480.0, 92.0, 19.0, 24.0
_BEFORE, _THOUSAND_DAYS, _STEP = -9.0, 24.0, 3
_TEAL, _ALARM, _SAND = COLOURS["green"], COLOURS["alarm"], COLOURS["sand"]
_ALONE = COLOURS["teal-soft"]  # what begins at birth: breast milk alone
_LETTER = 3.5  # about the width of a letter of 7 points
_STRIP_WIDTH, _STRIP_HEIGHT = 480.0, 92.0


def case_timeline(marks: Sequence[LaneMark], *, language: Language = "id") -> str:
    """Draw recorded contacts by age, from nine months before birth to two years. A lane without marks says so.

    Nothing recorded is not "not received": an empty lane asks for the KIA book, it accuses nobody.
    """

    def say(id: str) -> str:
        return text(f"case_page.{id}", language)

    sheet = SvgSheet(_WIDTH, _LANE * len(LANES) + _FOOT + 10)
    end = _THOUSAND_DAYS
    panel = Panel(_LEFT, 8, _WIDTH - 10, 8 + _LANE * len(LANES), xs=(_BEFORE, end), ys=(0, 1))
    for month in range(int(_BEFORE), int(end) + 1, _STEP):
        x = panel.x(month)
        sheet.line([(x, panel.top), (x, panel.bottom)], INK if month == 0 else GRID, wide=1 if month == 0 else 0.5)
        sheet.words(x, panel.bottom + 9, f"{month}".replace("-", "\N{MINUS SIGN}"), colour=MUTED, anchor="middle")
    sheet.words(panel.x(0), 6, say("timeline.born"), size=6.5, colour=MUTED, anchor="middle")
    sheet.words((panel.left + panel.right) / 2, panel.bottom + 19, say("timeline.axis"), size=6.5, colour=MUTED,
                anchor="middle")  # fmt: skip
    for i, lane in enumerate(LANES):
        y = panel.top + _LANE * (i + 0.5)
        sheet.words(_LEFT - 6, y + 2.5, say(f"lane.{lane}"), size=7.5, anchor="end")
        own = [mark for mark in marks if mark[0] == lane and _BEFORE <= mark[1] <= end]
        if not own:
            sheet.words(panel.x(0.3), y + 2.5, say("timeline.nothing"), size=6.5, colour=MUTED)
        free = panel.left
        for _, month, until, name in sorted(own, key=lambda mark: mark[1]):
            x = panel.x(month)
            if until is None:
                sheet.dot(x, y, _TEAL)
                label_at = x + 4
            else:
                colour = _ALARM if lane == "illness" else _ALONE if month == 0 else _SAND
                sheet.box(x, y - 3.5, max(panel.x(min(until, end)) - x, 2), 7, colour)
                label_at = x + 2 if lane == "feeding" else panel.x(min(until, end)) + 2
            if name and label_at >= free and label_at + _LETTER * len(name) < _WIDTH:
                sheet.words(label_at, y + 2.4, name, size=6.5)
                free = label_at + _LETTER * len(name)
    return sheet.svg()


_CLEAR = 13  # between a point and the bound above it, so that a number over the point stands clear of the line

Strip = tuple[str, str, int, Sequence[float], float | None]  # title, unit, decimals, values by contact, bound


def woman_strip(days: Sequence[str], strips: Sequence[Strip], *, language: Language = "id") -> str:
    """Draw small panels abreast: measurements of a woman at each contact, with the bound of the rules where one is.

    ``days`` name the contacts, oldest first; values are NaN where nothing was measured.
    """
    sheet = SvgSheet(_STRIP_WIDTH, _STRIP_HEIGHT + 26)
    each = _STRIP_WIDTH / len(strips)
    last = max(len(days) - 1, 1)
    for i, (title, unit, decimals, values, bound) in enumerate(strips):
        known = [(n, v) for n, v in enumerate(values) if isfinite(v)]
        left = each * i
        sheet.words(left + 4, 9, f"{title} ({unit})", size=7.5, bold=True)
        if not known:
            sheet.words(left + 4, 30, text("case_page.strip.nothing", language), size=7, colour=MUTED)
            continue
        near = [v for _, v in known] + ([bound] if bound is not None else [])
        pad = max((max(near) - min(near)) * 0.25, 1.0)
        panel = Panel(
            left + 14, 20, left + each - 22, _STRIP_HEIGHT, xs=(0, last), ys=(min(near) - pad, max(near) + pad)
        )
        if bound is not None:
            y = panel.y(bound)
            sheet.area([(panel.left - 8, y), (panel.right + 8, y), (panel.right + 8, panel.bottom + 4),
                        (panel.left - 8, panel.bottom + 4)], COLOURS["attention"], 0.14)  # fmt: skip
            sheet.line([(panel.left - 8, y), (panel.right + 8, y)], COLOURS["attention"], wide=0.9)
            sheet.words(panel.right + 10, y + 2.4, number(bound, decimals, language=language), size=6.5,
                        colour=COLOURS["attention-words"])  # fmt: skip
        points = [(panel.x(n), panel.y(v)) for n, v in known]
        if len(points) > 1:
            sheet.line(points, MUTED, wide=0.7)
        step = ceil(len(known) / 4)
        for j, ((x, y), (n, v)) in enumerate(zip(points, known, strict=True)):
            sheet.dot(x, y)
            if j % step == 0 or j == len(known) - 1:
                struck = bound is not None and 0 < y - panel.y(bound) < _CLEAR
                sheet.words(
                    x,
                    y + 10 if struck else y - 5,
                    number(v, decimals, language=language),
                    size=7,
                    anchor="middle",
                    bold=j == len(known) - 1,
                )
                sheet.words(x, _STRIP_HEIGHT + 14, days[n], size=6.2, colour=MUTED, anchor="middle")
    return sheet.svg()
