"""The few pieces of WordprocessingML that our documents are written in, as text: a whole report is parsed once.

python-docx adds a cell at a time, which takes seconds for a report of a hundred tables; these take hundredths. Lengths
are in points or centimetres as their names say. Source: ECMA-376 part 1, chapter 17; elements stand in the order that
its schema asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from docx.document import Document
from audit.reference.identity import plain

__all__ = [
    "NAMESPACES",
    "Align",
    "append",
    "bookmarked",
    "cell",
    "dxa",
    "field",
    "grid",
    "link",
    "paragraph",
    "points_dxa",
    "row",
    "run",
    "words",
]

Align = Literal["start", "end", "center", "both"]
_OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    f'xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_OFFICE}/drawingml/2006/main" '
    f'xmlns:pic="{_OFFICE}/drawingml/2006/picture"'
)
_DXA_PER_CM, _DXA_PER_POINT = 1440 / 2.54, 20
_ALIGN = {"start": "left", "end": "right", "center": "center", "both": "both"}
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dxa(cm: float) -> int:
    """Centimetres in twentieths of a point."""
    return round(cm * _DXA_PER_CM)


def points_dxa(points: float) -> int:
    """Points in twentieths of a point."""
    return round(points * _DXA_PER_POINT)


def run(
    said: str, *, bold: bool = False, italic: bool = False, colour: str = "", points: float = 0, style: str = ""
) -> str:
    """Words of one look; a line break in them is one on paper, a tab a tab."""
    look = "".join(
        (
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/>" if bold else "",
            "<w:i/>" if italic else "",
            f'<w:color w:val="{colour}"/>' if colour else "",
            f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>' if points else "",
        )
    )
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    parts = [_said(part) for part in re.split(r"([\n\t])", _UNPRINTABLE.sub("", said)) if part]
    return f"<w:r>{look}{''.join(parts)}</w:r>" if parts else ""


def _said(part: str) -> str:
    if part in "\n\t":
        return "<w:br/>" if part == "\n" else "<w:tab/>"
    kept = ' xml:space="preserve"' if part != part.strip() else ""
    return f"<w:t{kept}>{escape(part)}</w:t>"


def paragraph(
    inside: str = "",
    *,
    style: str = "",
    align: Align | None = None,
    keep: bool = False,
    new_page: bool = False,
    before: float | None = None,
    after: float | None = None,
    left_cm: float = 0,
    hang_cm: float = 0,
    tabs: Sequence[tuple[str, float]] = (),
    ruled: str = "",
) -> str:
    """A paragraph of runs. ``before`` and ``after`` in points; ``tabs`` are ("left" | "right", cm).

    ``keep`` holds it on the page of the next one; ``ruled`` draws a line under it in that colour.
    """
    spacing = "".join(
        f' w:{side}="{points_dxa(points)}"'
        for side, points in (("before", before), ("after", after))
        if points is not None
    )
    stops = "".join(f'<w:tab w:val="{side}" w:pos="{dxa(at)}"/>' for side, at in tabs)
    look = "".join(
        (
            f'<w:pStyle w:val="{style}"/>' if style else "",
            "<w:keepNext/>" if keep else "",
            "<w:pageBreakBefore/>" if new_page else "",
            f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="3" w:color="{ruled}"/></w:pBdr>' if ruled else "",
            f"<w:tabs>{stops}</w:tabs>" if stops else "",
            f"<w:spacing{spacing}/>" if spacing else "",
            f'<w:ind w:left="{dxa(left_cm)}" w:hanging="{dxa(hang_cm)}"/>' if left_cm or hang_cm else "",
            f'<w:jc w:val="{_ALIGN[align]}"/>' if align else "",
        )
    )
    return f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p>" if look else f"<w:p>{inside}</w:p>"


def words(said: str, style: str = "", *, keep: bool = False, align: Align | None = None) -> str:
    """One paragraph of plain words; nothing for none."""
    return paragraph(run(said), style=style, keep=keep, align=align) if said else ""


def field(instruction: str, shown: str = "") -> str:
    """A field, such as a page number, with what stands there until Word counts again."""
    return f"<w:fldSimple w:instr={quoteattr(f' {instruction} ')}>{run(shown) or '<w:r/>'}</w:fldSimple>"


def bookmarked(name: str, number: int, inside: str) -> str:
    """Runs that can be pointed at by ``name``; ``number`` is no other bookmark's of the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def link(name: str, inside: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inside}</w:hyperlink>'


def cell(
    inside: str,
    cm: float,
    *,
    fill: str = "",
    span: int = 1,
    borders: Sequence[str] = (),
    colour: str = plain("machine"),
    middle: bool = False,
    low: bool = False,
) -> str:
    """A cell of paragraphs; ``borders`` are the sides that are drawn although the table draws none."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'
        for side in ("top", "left", "bottom", "right")
        if side in borders
    )
    look = "".join(
        (
            f'<w:tcW w:w="{dxa(cm)}" w:type="dxa"/>',
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
            f"<w:tcBorders>{sides}</w:tcBorders>" if sides else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
            f'<w:vAlign w:val="{"bottom" if low else "center"}"/>' if middle or low else "",
        )
    )
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside or paragraph()}</w:tc>"


def row(cells: Iterable[str], *, head: bool = False, high_cm: float = 0) -> str:
    """A row that no page splits; a ``head`` stands again on every page. ``high_cm`` is the least height."""
    look = "".join(
        (
            "<w:cantSplit/>",
            f'<w:trHeight w:val="{dxa(high_cm)}" w:hRule="atLeast"/>' if high_cm else "",
            "<w:tblHeader/>" if head else "",
        )
    )
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def grid(
    rows: Iterable[str],
    widths: Sequence[float],
    *,
    style: str = "TableNormal",
    inset_cm: float = 0.15,
    framed: bool = False,
    said: str = "",
) -> str:
    """A table with columns of ``widths`` centimetres; ``said`` tells who cannot see it what it holds.

    Its words begin at the margin of the page, unless it is ``framed``: then its frame does.
    """
    columns = "".join(f'<w:gridCol w:w="{dxa(cm)}"/>' for cm in widths)
    inset = "".join(f'<w:{side} w:w="{dxa(inset_cm)}" w:type="dxa"/>' for side in ("left", "right"))
    caption = f"<w:tblCaption w:val={quoteattr(_UNPRINTABLE.sub('', said))}/>" if said else ""
    indent = 0 if framed else -dxa(inset_cm)
    look = "".join(
        (
            f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{dxa(sum(widths))}" w:type="dxa"/>',
            f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
            f'<w:tblCellMar>{inset}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" ',
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
            caption,
        )
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def append(document: Document, inside: str) -> None:
    """Put paragraphs and tables at the end of a document, before the look of its last section."""
    from docx.oxml import parse_xml

    end = document.element.body.sectPr
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{inside}</w:body>")):
        end.addprevious(element)
