"""How documents look: their faces, colours and margins, and every style that they use, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from audit.reference.identity import plain
from audit.report.word.markup import NAMESPACES, dxa, points_dxa

__all__ = [
    "A4_CM",
    "ALARM",
    "BOTTOM_CM",
    "BRAND",
    "DECREE_FACE",
    "EDGE_CM",
    "FACE",
    "INK",
    "LEFT_CM",
    "LETTER",
    "LETTER_FACE",
    "LINES",
    "MUTED",
    "REPORT",
    "RIGHT_CM",
    "SOFT",
    "TOP_CM",
    "WIDE_CM",
    "Look",
    "styles_part",
]

# What offices have; letters of government offices stand in a plain face, decrees in that of regulations.
FACE, LETTER_FACE, DECREE_FACE = "Calibri", "Arial", "Bookman Old Style"
# As the theme of the PDF.
BRAND, INK, MUTED, LINES, SOFT, ALARM = map(plain, ("brand", "ink", "words", "axis", "soft", "alarm"))
A4_CM = (21.0, 29.7)
LEFT_CM, RIGHT_CM, TOP_CM, BOTTOM_CM, EDGE_CM = 2.5, 2.0, 2.4, 2.0, 1.1  # the last of heads and feet
WIDE_CM = A4_CM[0] - LEFT_CM - RIGHT_CM


class Look(NamedTuple):
    """Points, colour, points before and after, and ``leading`` in lines, 0 for that of normal ones."""

    points: float
    colour: str = INK
    before: float = 0
    after: float = 0
    bold: bool = False
    leading: float = 0


# The looks of a report by the names of styles; a letter has some of its own.
REPORT: Mapping[str, Look] = MappingProxyType(
    {
        "Normal": Look(10.5, after=4, leading=1.05),
        "Title": Look(30, BRAND, after=8, bold=True),
        "Subtitle": Look(20, after=6, bold=True),
        "heading 1": Look(18, BRAND, after=10, bold=True),
        "heading 2": Look(13.5, BRAND, 11, 4, bold=True),
        "heading 3": Look(11.5, INK, 12, 4, bold=True),
        "caption": Look(9.5, MUTED, 6, 3, bold=True),
        "List Number": Look(10.5, after=5),
        "header": Look(8.5, MUTED),
        "footer": Look(8.5, MUTED),
        "toc 1": Look(10.5, BRAND, 6, 2, bold=True),
        "toc 2": Look(10, INK, 2, 1),
        "toc 3": Look(9.5, MUTED, 0, 1),
        "table of figures": Look(9.5, after=2),
        "Aks Lead": Look(12, after=6, bold=True),
        "Aks Finding": Look(10.5, after=4, bold=True),
        "Aks Note": Look(9, MUTED, 2, 4),
        "Aks Cell": Look(9, INK, 1, 1),
        "Aks Small Cell": Look(7.5, INK, 1, 1),
    }
)
_BLACK = plain("black")
_OF_LETTERS = ("footer", "caption", "Aks Note")
# Of letters and records: black, and nothing that only a report has.
LETTER: Mapping[str, Look] = MappingProxyType(
    {
        "Normal": Look(11, _BLACK, after=4, leading=1),
        "heading 1": Look(13, _BLACK, after=10, bold=True),
        "heading 2": Look(11, _BLACK, 11, 4, bold=True),
        "header": Look(11, _BLACK),
        "Aks Cell": Look(9, _BLACK, 1, 1),
        "Aks Title Line": Look(11, _BLACK, after=2, bold=True),
        **{name: REPORT[name] for name in _OF_LETTERS},
    }
)
_PAGE_NUMBER_CM = 1.0  # at the right of a line of contents, which breaks before it
# How paragraphs of a style stand; styles with a name of ours, "Aks …", stand as normal ones.
_STANDS: Mapping[str, str] = {
    "heading 1": '<w:keepNext/><w:keepLines/>{space}<w:outlineLvl w:val="0"/>',
    "heading 2": '<w:keepNext/><w:keepLines/>{space}<w:outlineLvl w:val="1"/>',
    "heading 3": '<w:keepNext/><w:keepLines/>{space}<w:outlineLvl w:val="2"/>',
    "List Number": '<w:numPr><w:numId w:val="1"/></w:numPr>{space}',
    "toc 1": "<w:keepNext/>{tabs}{space}" + f'<w:ind w:right="{dxa(_PAGE_NUMBER_CM)}"/>',
    "toc 2": "{tabs}{space}" + f'<w:ind w:left="{dxa(0.5)}" w:right="{dxa(_PAGE_NUMBER_CM)}"/>',
    "toc 3": "{tabs}{space}" + f'<w:ind w:left="{dxa(1.0)}" w:right="{dxa(_PAGE_NUMBER_CM)}"/>',
    "table of figures": "{tabs}{space}" + f'<w:ind w:right="{dxa(_PAGE_NUMBER_CM)}"/>',
}
_TABS = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{dxa(WIDE_CM)}"/></w:tabs>'
_LINE = 240  # one line in the unit of line spacing


def styles_part(face: str, tag: str, looks: Mapping[str, Look]) -> str:
    """The part of a document with its styles: ``looks`` by name, in ``face``, for words of language ``tag``."""
    fonts = " ".join(f'w:{kind}="{face}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return "".join(
        (
            f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>",
            f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>',
            "</w:docDefaults>",
            *(_style(name, look) for name, look in looks.items()),
            _TABLES,
            "</w:styles>",
        )
    )


def style_id(name: str) -> str:
    """``heading 1`` is pointed at as ``Heading1``, as Word itself would write it."""
    return "".join(word[0].upper() + word[1:] for word in name.split()).replace("Toc", "TOC")


def _style(name: str, look: Look) -> str:
    normal, own = name == "Normal", name.startswith("Aks ")
    kind = (' w:default="1"' if normal else "") + (' w:customStyle="1"' if own else "")
    lines = f' w:line="{round(look.leading * _LINE)}" w:lineRule="auto"' if look.leading else ""
    space = f'<w:spacing w:before="{points_dxa(look.before)}" w:after="{points_dxa(look.after)}"{lines}/>'
    stands = _STANDS.get(name, "{space}").format(space=space, tabs=_TABS)
    size = round(look.points * 2)
    return "".join(
        (
            f'<w:style w:type="paragraph"{kind} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>',
            "" if normal else '<w:basedOn w:val="Normal"/>',
            '<w:next w:val="Normal"/>' if name.startswith("heading") else "",
            f"<w:qFormat/><w:pPr>{stands}</w:pPr><w:rPr>{'<w:b/>' if look.bold else ''}",
            f'<w:color w:val="{look.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>',
        )
    )


def _tables() -> str:
    """Thin lines between rows and a bold head, as on paper: one place to change the look of every table."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINES}"'
    sides = "".join(f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in (("left", 108), ("right", 108)))
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="AksTable"><w:name w:val="Aks Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:bottom {line}/><w:insideH {line}/>'
        '</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders><w:vAlign w:val="bottom"/>'
        "</w:tcPr></w:tblStylePr></w:style>"
    )


_TABLES = _tables()
