"""An empty A4 document with the styles of the report, what stands at the head and foot of its pages, and its bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from audit.language.catalogue import Language
from audit.reference.identity import plain
from audit.report.word.markup import NAMESPACES

if TYPE_CHECKING:
    from docx.document import Document

__all__ = [
    "ALARM",
    "BRAND",
    "FACE",
    "INK",
    "LETTER_FACE",
    "LINES",
    "MUTED",
    "SOFT",
    "WIDE_CM",
    "finished",
    "new_document",
    "number_pages",
]

FACE, LETTER_FACE = "Calibri", "Arial"  # what offices have; letters of government offices stand in a plain one
# As the theme of the PDF.
BRAND, INK, MUTED, LINES, SOFT, ALARM = map(plain, ("brand", "ink", "words", "axis", "soft", "alarm"))
LEFT_CM, RIGHT_CM, TOP_CM, BOTTOM_CM = 2.5, 2.0, 2.4, 2.0
WIDE_CM = 21.0 - LEFT_CM - RIGHT_CM
_LEADING = 1.05  # lines; tables and lists follow
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of what a zip file can hold: no clock
_TAGS = {"id": "id-ID", "en": "en-GB"}
# A look: points, colour, points before and after, bold.
Look = tuple[float, str, float, float, bool]
_STYLES: tuple[tuple[str, Look], ...] = (
    ("Normal", (10.5, INK, 0, 4, False)),
    ("Title", (30, BRAND, 0, 8, True)),
    ("Subtitle", (20, INK, 0, 6, True)),
    ("Heading 1", (18, BRAND, 0, 10, True)),
    ("Heading 2", (13.5, BRAND, 11, 4, True)),
    ("Heading 3", (11.5, INK, 12, 4, True)),
    ("Caption", (9.5, MUTED, 6, 3, True)),
    ("List Bullet", (10.5, INK, 0, 3, False)),
    ("List Number", (10.5, INK, 0, 5, False)),
    ("Header", (8.5, MUTED, 0, 0, False)),
    ("Footer", (8.5, MUTED, 0, 0, False)),
)
# Our own, each based on a style of Word.
_OWN: tuple[tuple[str, str, Look], ...] = (
    ("Aks Lead", "Normal", (12, INK, 0, 6, True)),
    ("Aks Finding", "Normal", (10.5, INK, 0, 4, True)),
    ("Aks Note", "Normal", (9, MUTED, 2, 4, False)),
    ("Aks Cell", "Normal", (9, INK, 1, 1, False)),
    ("Aks Small Cell", "Normal", (7.5, INK, 1, 1, False)),
    ("toc 1", "Normal", (10.5, BRAND, 6, 2, True)),
    ("toc 2", "Normal", (10, INK, 2, 1, False)),
    ("toc 3", "Normal", (9.5, MUTED, 0, 1, False)),
    ("table of figures", "Normal", (9.5, INK, 0, 2, False)),
)
_TOC_INDENT_CM = {"toc 2": 0.5, "toc 3": 1.0}


def new_document(title: str, author: str, *, day: date, language: Language, face: str = FACE) -> Document:
    """An empty document: its language, its styles, and the day of its data for every date that a file keeps."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin = Cm(LEFT_CM), Cm(RIGHT_CM)
    section.top_margin, section.bottom_margin = Cm(TOP_CM), Cm(BOTTOM_CM)
    section.header_distance = section.footer_distance = Cm(1.1)
    for name, look in _STYLES:
        _set(document.styles[name], face, look)
    for name, base, look in _OWN:
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        _set(style, face, look)
        if wide := _TOC_INDENT_CM.get(name):
            style.paragraph_format.left_indent = Cm(wide)
    document.styles["Normal"].paragraph_format.line_spacing = _LEADING  # pyright: ignore[reportAttributeAccessIssue]
    for name in ("Title", "Heading 1"):
        _no_rule(document.styles[name])
    _add_table_style(document)
    _speak(document, _TAGS[language])
    kept = document.core_properties
    kept.title, kept.author, kept.language = title, author, _TAGS[language]
    kept.comments = ""
    kept.created = kept.modified = datetime.combine(day, datetime.min.time())
    return document


def _set(style: Any, face: str, look: Look) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    points, colour, before, after, bold = look
    style.font.name, style.font.size, style.font.bold = face, Pt(points), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    fonts = style.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)  # a theme's face goes before the one that is named
        fonts.set(qn(f"w:{kind}"), face)


def _no_rule(style: Any) -> None:
    """Without the line that the built-in title has under it."""
    from docx.oxml.ns import qn

    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _add_table_style(document: Document) -> None:
    """Thin lines between rows and a bold head, as on paper: one place to change the look of every table."""
    from docx.oxml import parse_xml

    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINES}"'
    document.styles.element.append(
        parse_xml(
            f'<w:style {NAMESPACES} w:type="table" w:customStyle="1" w:styleId="AksTable"><w:name w:val="Aks Table"/>'
            f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:bottom {line}/><w:insideH {line}/>'
            '</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders><w:vAlign w:val="bottom"/>'
            "</w:tcPr></w:tblStylePr></w:style>"
        )
    )


def _speak(document: Document, tag: str) -> None:
    """Say in which language the words are, for spelling and for those who listen."""
    from docx.oxml.ns import qn

    for said in document.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), tag)


def number_pages(section: Any, kind: str, *, start: int | None = None) -> None:
    """How the pages of a section are numbered: "decimal" or "lowerRoman", from ``start``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:fmt"), kind)
    if start is not None:
        numbering.set(qn("w:start"), str(start))
    margins = section._sectPr.find(qn("w:pgMar"))  # pyright: ignore[reportPrivateUsage] - python-docx has no name for it
    margins.addnext(numbering)


def finished(document: Document) -> bytes:
    """The document's bytes: one day on every part of its archive, each paragraph on a line of its own.

    Between the lines nothing is drawn; they keep a reader of the bare text, such as the leak scan, from running the
    numbers of two cells together.
    """
    out, done = io.BytesIO(), io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as read, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = read.read(name)
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                content = content.replace(b"</w:p>", b"</w:p>\n")
            write.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return done.getvalue()
