"""A pack of a forum as a Word document that an office goes on writing in: the same blocks as on paper.

Charts stand as their table and their words: an office edits text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit.disclosure.released import Edition
from audit.language import date_text, text
from audit.report.context import ReportContext
from audit.report.drawing import drawn
from audit.report.packs.pack_pdf import Page
from audit.report.standing import standing
from audit.report.word.document import finished, new_document
from audit.report.word.markup import append, paragraph, run, words
from audit.report.word.tables import data_table

__all__ = ["render_pack_word"]

_EMBLEM_CM = 2.0


def render_pack_word(
    pages: Sequence[Page], context: ReportContext, *, title: str, place: str, edition: Edition = "publik"
) -> bytes:
    """Write the pages, one heading each; equal blocks give equal bytes. Arguments as of ``render_pack``."""
    language = context.language
    document = new_document(f"{title} {place}", context.district_name, day=context.as_of, language=language)
    marks = standing(edition, context.state, language).marks
    as_of = text("report.as_of", language, date=date_text(context.as_of, language=language))
    sample = [text("report.sample_short", language)] if context.sample else []
    key = [text("report.key_print", language, key=context.run_key[:12])] if context.run_key else []
    document.sections[0].footer.paragraphs[0].text = " · ".join([*sample, *marks, *key])
    if context.formal.logo:
        from docx.shared import Cm

        emblem = document.add_picture(io.BytesIO(context.formal.logo), height=Cm(_EMBLEM_CM))
        alt = text("formal.logo_alt", language, area=context.district_name)
        emblem._inline.docPr.set("descr", alt)  # pyright: ignore[reportPrivateUsage] - python-docx has no door for it
    head = paragraph(run(f"{title} {place}"), style="Title")
    body = [head, words(" · ".join([context.period, as_of, *marks, *sample]))]
    for n, (name, blocks) in enumerate(pages):
        body.append(paragraph(run(text(f"forum_pack.page.{name}", language)), style="Heading1", new_page=n > 0))
        for block in blocks:
            body += _block(drawn(block.to_json(), edition))
    append(document, "".join(body))
    return finished(document)


def _block(it: Mapping[str, Any]) -> Iterator[str]:
    yield words(it["title"], "Heading2")
    yield from (words(said) for said in (*it["paragraphs"], it["reading"]))
    if it["figure"] and it["figure"]["alt"] != it["title"]:
        yield words(it["figure"]["alt"])
    for decision in it["decisions"]:
        said = run(f"{decision['action']}. ", bold=True) + run(decision["sentence"])
        yield paragraph(said, style="ListNumber")
    for table in it["tables"]:
        yield words(table["caption"], "Caption", keep=True)
        yield data_table(table)
        yield from (words(note, "AksNote") for note in table["notes"])
        yield paragraph(style="AksCell")
    for term in it["terms"]:
        yield paragraph(run(f"{term['term']}  ", bold=True) + run(term["meaning"]))
    yield words(it["source"], "AksNote")
