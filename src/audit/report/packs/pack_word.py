"""A pack of a forum as a Word document that an office goes on writing in: the same blocks as on paper.

Charts stand as their table and their words: an office edits text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import sqrt
from typing import TYPE_CHECKING, Any

from audit.disclosure.released import Edition
from audit.language import date_text, text
from audit.reference.identity import OFFICE_FACE, plain
from audit.report.context import ReportContext
from audit.report.drawing import drawn
from audit.report.packs.pack_pdf import Page

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as DocxTable

__all__ = ["render_pack_word"]

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of what a zip file can hold: no clock
_LINE_HIGH_CM, _MARGIN_CM, _SMALL_PT, _BODY_PT, _AFTER_PT = 0.9, 2.0, 9, 10, 4
_WIDE_CM, _LEAST, _MOST = 17.0, 3.0, 9.0  # of the page within its margins; a column's share: the root of its letters
_EMBLEM_CM = 2.0
_LETTER_CM, _LONG_WORD, _INSET_CM = 0.19, 14, 0.4  # of small type; longer words, such as addresses, may break
_BRAND, _LINES = plain("brand"), plain("axis")


def render_pack_word(
    pages: Sequence[Page], context: ReportContext, *, title: str, place: str, edition: Edition = "publik"
) -> bytes:
    """Write the pages, one heading each; equal blocks give equal bytes. Arguments as of ``render_pack``."""
    import docx
    from docx.shared import Cm, Pt

    language = context.language
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    document.styles["Normal"].font.name = OFFICE_FACE  # pyright: ignore[reportAttributeAccessIssue]
    document.styles["Normal"].font.size = Pt(_BODY_PT)  # pyright: ignore[reportAttributeAccessIssue]
    _plain(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = f"{title} {place}", context.district_name, language
    properties.created = properties.modified = datetime.combine(context.as_of, datetime.min.time())
    if context.formal.logo:
        emblem = document.add_picture(io.BytesIO(context.formal.logo), height=Cm(_EMBLEM_CM))
        alt = text("formal.logo_alt", language, area=context.district_name)
        emblem._inline.docPr.set("descr", alt)  # pyright: ignore[reportPrivateUsage] - python-docx has no door for it
    document.add_heading(f"{title} {place}", 0)
    edition_name = text(f"report.edition_name.{edition}", language)
    as_of = text("report.as_of", language, date=date_text(context.as_of, language=language))
    sample = [text("report.sample_short", language)] if context.sample else []
    document.add_paragraph(" · ".join([context.period, as_of, edition_name, *sample]))
    key = [text("report.key_print", language, key=context.run_key[:12])] if context.run_key else []
    section.footer.paragraphs[0].text = " · ".join([*sample, edition_name, *key])
    for n, (name, blocks) in enumerate(pages):
        head = document.add_heading(text(f"forum_pack.page.{name}", language), 1)
        head.paragraph_format.page_break_before = n > 0
        for block in blocks:
            _block(document, drawn(block.to_json(), edition))
    out = io.BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _plain(document: Document) -> None:
    """Close paragraphs, and headings in the colour of the report."""
    from docx.shared import Pt, RGBColor

    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style: Any = document.styles[name]
        style.paragraph_format.space_after = Pt(_AFTER_PT)
        if name != "Normal":
            style.font.name, style.font.color.rgb = OFFICE_FACE, RGBColor.from_string(_BRAND)


def _block(document: Document, it: Mapping[str, Any]) -> None:
    document.add_heading(it["title"], 2)
    for words in (*it["paragraphs"], it["reading"]):
        if words:
            document.add_paragraph(words)
    if it["figure"] and it["figure"]["alt"] != it["title"]:
        document.add_paragraph(it["figure"]["alt"])
    for decision in it["decisions"]:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(f"{decision['action']}. ").bold = True
        paragraph.add_run(decision["sentence"])
    for table in it["tables"]:
        _table(document, table)
    for term in it["terms"]:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{term['term']}  ").bold = True
        paragraph.add_run(term["meaning"])
    if it["source"]:
        document.add_paragraph(it["source"])


def _table(document: Document, it: Mapping[str, Any]) -> None:
    """A real table with a repeated head; a row of empty cells is a line to write on."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    document.add_paragraph().add_run(it["caption"]).italic = True
    columns = it["columns"]
    table = document.add_table(rows=1 + len(it["rows"]), cols=len(columns), style="Normal Table")
    table.autofit = False
    _hairlines(table)
    lines = [[column["label"] for column in columns], *([cell["text"] for cell in row["cells"]] for row in it["rows"])]
    grouped = any(row["level"] for row in it["rows"])  # there a row without numbers is the head of a group
    for column, wide in zip(table.columns, _widths(lines), strict=True):
        column.width = Cm(wide)
    for row, words in zip(table.rows, lines, strict=True):
        if not grouped and not any(words[1:]):
            row.height = Cm(_LINE_HIGH_CM)
        for cell, word, column, wide in zip(row.cells, words, columns, _widths(lines), strict=True):
            cell.width, paragraph = Cm(wide), cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(word)
            run.font.size, run.bold = Pt(_SMALL_PT), words is lines[0]
            if column["align"] == "end":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # pyright: ignore[reportPrivateUsage] - python-docx has no name for it
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    for note in it["notes"]:
        document.add_paragraph().add_run(note).font.size = Pt(_SMALL_PT)


def _widths(lines: Sequence[Sequence[str]]) -> list[float]:
    """Centimetres of each column: wordy ones get more, and no word of a usual length is broken."""
    columns = list(zip(*lines, strict=True))
    shares = [min(max(sqrt(max(map(len, column))), _LEAST), _MOST) for column in columns]
    words = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    whole = [min(n, _LONG_WORD) * _LETTER_CM + _INSET_CM for n in words]
    wide = [max(_WIDE_CM * share / sum(shares), least) for share, least in zip(shares, whole, strict=True)]
    spare, over = [a - b for a, b in zip(wide, whole, strict=True)], sum(wide) - _WIDE_CM
    return [w - over * s / sum(spare) if sum(spare) > over else w * _WIDE_CM / sum(wide)
            for w, s in zip(wide, spare, strict=True)]  # fmt: skip


def _hairlines(table: DocxTable) -> None:
    """Thin grey lines between the rows and none between columns, as on paper."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", _LINES)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tblPr.append(borders)  # pyright: ignore[reportPrivateUsage] - python-docx has no name for it


def _without_clock(content: bytes) -> bytes:
    """The same document with one day on every part of its archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            write.writestr(zipfile.ZipInfo(name, _FIRST_DAY), read.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
