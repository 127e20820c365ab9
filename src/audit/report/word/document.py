"""An empty A4 document with the styles of the report, how its pages are numbered and turned, and its bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from audit.language.catalogue import Language
from audit.report.word.looks import FACE, REPORT, Look
from audit.report.word.markup import NAMESPACES
from audit.report.word.template import template

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["fill", "finished", "new_document", "number_pages", "turn"]

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of what a zip file can hold: no clock
_TAGS = {"id": "id-ID", "en": "en-GB"}


def new_document(
    title: str,
    author: str,
    *,
    day: date,
    language: Language,
    face: str = FACE,
    looks: Mapping[str, Look] = REPORT,
    counted: bool = False,
) -> Document:
    """An empty document: its language, its styles, and the day of its data for every date that a file keeps.

    ``counted`` is one with fields that Word fills when it opens the file.
    """
    import docx

    tag = _TAGS[language]
    document = docx.Document(io.BytesIO(template(face, tag, tuple(looks.items()), counted=counted)))
    kept = document.core_properties
    kept.title, kept.author, kept.language = title, author, tag
    kept.created = kept.modified = datetime.combine(day, datetime.min.time())
    return document


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


def fill(part: Any, inside: str) -> None:
    """Write the one paragraph of a head or a foot."""
    from docx.oxml import parse_xml

    part.is_linked_to_previous = False
    old = part.paragraphs[0]._p
    old.addprevious(parse_xml(inside.replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))
    old.getparent().remove(old)


def turn(document: Document) -> None:
    """What follows stands on pages that lie on their long side, with the same heads and feet."""
    from docx.enum.section import WD_ORIENT

    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.different_first_page_header_footer = False


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
