"""The look of slides: places in inches, sizes in points, colours of the identity."""

from __future__ import annotations

from audit.reference.identity import COLOURS, OFFICE_FACE
from audit.report.figures.canvas import BRAND, GRID, INK, MUTED, QUIET
from audit.report.slides.slide import Box

__all__ = [
    "BODY", "BODY_SIZES", "BRAND", "CARD_SIZES", "CARD_VALUE", "EDGE", "FACE", "FOOT", "FOOT_SIZES", "GRID",
    "HEADING_SIZES", "INK", "LEFT", "LOGO", "MUTED", "NUMBER", "QUIET", "SLIDE", "SMALL", "SOFT", "SUBTITLE",
    "SUBTITLE_SIZES", "TABLE_SIZES", "TITLE", "TITLE_SIZES", "WHITE", "beside",
]  # fmt: skip

FACE = OFFICE_FACE
SOFT, WHITE = COLOURS["soft"], COLOURS["white"]
SLIDE = Box(0, 0, 13.333, 7.5)  # 16:9
EDGE = Box(0, 0, 0.18, 7.5)  # the band in the colour of the house
LEFT, _WIDE = 0.6, 12.13
TITLE = Box(LEFT, 0.3, _WIDE, 1.1)
SUBTITLE = Box(LEFT, 1.45, _WIDE, 0.4)
BODY = Box(LEFT, 2.05, _WIDE, 4.7)
FOOT = Box(LEFT, 6.98, 11.3, 0.3)
NUMBER = Box(12.1, 6.98, 0.63, 0.3)
LOGO = Box(11.63, 0.3, 1.1, 1.1)
TITLE_SIZES = (30, 28, 26, 24, 22, 20)
# Nothing that is to be read from the last row is smaller than 14 points; the imprint at the foot is not.
SMALL = 14
SUBTITLE_SIZES = (16, SMALL)
BODY_SIZES = (22, 20, 18, 16, SMALL)
TABLE_SIZES = (18, 16, 15, SMALL)
HEADING_SIZES = CARD_SIZES = (16, SMALL)
CARD_VALUE, FOOT_SIZES = 40, (12, 11, 10, 9, 8)


def beside(share: float, *, gap: float = 0.3, place: Box = BODY) -> tuple[Box, Box]:
    """A place split in two columns; ``share`` (0-1) is what the left one takes."""
    left = (place.width - gap) * share
    right = place.left + left + gap
    return (
        Box(place.left, place.top, left, place.height),
        Box(right, place.top, place.left + place.width - right, place.height),
    )
