"""The visual identity: every colour and letter that charts, pages, printed papers, workbooks and documents are set in.

One name a meaning; who draws asks for a name, so that a colour is changed here and nowhere else. Style sheets write
``var(--name)``, Typst reads ``colours.name``. Sets that stand side by side are told apart by the colour blind and on a
black-and-white print with their words (checked in tests by Machado et al. 2009, IEEE TVCG 15(6):1291-1298). Source: the
reporting rules of the suite, section on style; categories: gov.uk Analysis Function.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "CATEGORIES",
    "CLASSES",
    "COLOURS",
    "FACE",
    "OFFICE_FACE",
    "POINTS",
    "SEVERITY",
    "SEX",
    "css",
    "plain",
]

FACE = "Aks Sans"  # Source Sans 3 under the name that its licence asks of a changed font; ours, in the package
OFFICE_FACE = "Calibri"  # in files that officers edit: it is on their computers

# Sizes of FACE that printed papers, the printed page and charts share, in points (reporting rules, section on style).
# What one kind of file alone is set in stands with its writer; files of offices have another face, and so other sizes.
POINTS: Mapping[str, float] = MappingProxyType({"body": 10, "foot": 8})

COLOURS: Mapping[str, str] = MappingProxyType({
    # words and lines
    "brand": "#0B4F5C",
    "ink": "#1F2A33",
    "words": "#46545F",  # of less weight: sources, details
    "muted": "#5B6B77",  # labels and marks in charts
    "axis": "#B8C2C9",
    "hairline": "#DDE3E7",
    "shade": "#CBD4D9",
    "soft": "#F4F7F8",
    "white": "#FFFFFF",
    "black": "#000000",  # of letters of an office
    "focus": "#F9A03F",
    # attention, by words and edges: never a person in red
    "alarm": "#8C2D04",
    "attention": "#E2711D",
    "attention-words": "#A8500F",
    "attention-soft": "#FBE3D2",
    "sample": "#7A2603",
    "sample-edge": "#D65A0C",
    "sample-fill": "#FFF3D6",
    # what is withheld: the ground under white lines
    "withheld": "#EEF1F3",
    "withheld-print": "#E4E9EC",
    # states
    "done": "#1F7A74",
    "running": "#9A5B00",
    "reached": "#BFE0DC",
    # charts
    "second": "#B34700",  # beside the brand; told apart by the colour blind
    "quiet": "#8FA6B2",  # bars that are no finding
    "faint": "#B4C0C8",
    "doubted": "#8A97A0",
    "event": "#9FADB6",
    "join": "#7D8C97",
    "child": "#6FAEB4",  # of the infographic's figures: a person is never in red
    "teal": "#2E8F8A",
    "teal-soft": "#9CCFCB",
    "sand": "#F0B27A",
    "blue": "#12436D",
    "green": "#28A197",
    "plum": "#801650",
    "orange": "#F46A25",
    "estimate": "#0072B2",  # three sets of estimates (Okabe and Ito 2008, darkened for lines on white)
    "estimate-third": "#00734D",
    "fifth-1": "#08306B",  # fifths of wealth or of need, dark to light
    "fifth-2": "#2166AC",
    "fifth-3": "#4393C3",
    "fifth-4": "#92C5DE",
    "fifth-5": "#D1E5F0",
    # classes of prevalence
    "very-low": "#FFF3D6",
    "low": "#FDD58C",
    "medium": "#F9A03F",
    "high": "#D65A0C",
    "very-high": "#8C2D04",
    # workbooks
    "fill-in": "#FFF7CC",
    "head": "#E3EDEF",
    "fixed": "#F2F2F2",
    "counted": "#E8E8E8",
    "cell-edge": "#BFBFBF",
    "machine": "#808080",
    "band": "#DCEBEE",
    "band-second": "#EDEFF1",
    "overdue": "#F8D9C4",
})  # fmt: skip

CLASSES = {id: COLOURS[id.replace("_", "-")] for id in ("very_low", "low", "medium", "high", "very_high")}
SEVERITY = {"severely_stunted": COLOURS["alarm"], "moderately_stunted": COLOURS["attention"]}
SEX = {"m": COLOURS["blue"], "f": COLOURS["green"]}
CATEGORIES = tuple(COLOURS[name] for name in ("blue", "green", "plum", "orange"))  # at most four, each with its word


def plain(name: str) -> str:
    """A colour as Word and PowerPoint take it: six hex digits without the sign."""
    return COLOURS[name].removeprefix("#")


def css(sheet: str) -> str:
    """A style sheet with ``var(--name)`` put into colours: they hold in page margins and in every reader of mail too.

    ``var(--body-size)`` and the like are sizes of ``POINTS``. Raises ``KeyError`` for a name that is neither: a bug of
    the sheet.
    """
    known = {**COLOURS, **{f"{name}-size": f"{points:g}pt" for name, points in POINTS.items()}}
    head, *rest = sheet.split("var(--")
    return head + "".join(known[name] + after for name, _, after in (part.partition(")") for part in rest))
