"""The report as a Word document in the formal order, whatever order the run prints: what an office hands in.

Drawn from the same blocks as the PDF, with the same numbers of tables and figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from audit.language import text
from audit.reference.identity import plain
from audit.report.drawing import drawn_sections
from audit.report.front import Front
from audit.report.standing import standing
from audit.report.word.charts import Picture, chart_pictures
from audit.report.word.contents import contents
from audit.report.word.document import fill, finished, new_document, number_pages
from audit.report.word.looks import ALARM, BRAND, WIDE_CM
from audit.report.word.markup import append, field, paragraph, run
from audit.report.word.pieces import Pieces, inline_picture
from audit.report.word.signing import approval_sheet

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["render_word"]

_LOGO_CM, _LOGO_ID = 4.2, 9000  # high; a number that no chart has


def render_word(blocks: Sequence[Mapping[str, Any]], meta: Mapping[str, Any], *, as_of: date, front: Front) -> bytes:
    """Write the report; equal blocks give equal bytes.

    ``blocks``, ``meta`` and ``front`` are those of ``render_pdf`` in the formal order, the blocks of ``formal_blocks``
    among them. Raises ``ValueError`` for a block that cannot stand in this report: a bug of the caller.
    """
    language, edition, district = meta["language"], meta["edition"], meta["district_name"]

    def say(id: str, /, **values: object) -> str:
        return text(id, language, **values)

    sections = drawn_sections(blocks, language=language, edition=edition, order="resmi")
    title = f"{say('report.title')} {district}"
    document = new_document(f"{title}, {meta['period']}", district, day=as_of, language=language, counted=True)
    charts = _charts(sections)
    pieces = Pieces(say, lambda png: document.part.get_or_add_image(BytesIO(png))[0], charts)
    approval = pieces.heading(front.words["title"], 1, "pengesahan", new_page=True) + approval_sheet(front)
    chapters = [(chapter["summary"], "".join(_chapter(pieces, chapter))) for chapter in sections]
    append(document, "".join(_title_page(document, meta, front, say)) + approval)
    append(document, "".join(body for summary, body in chapters if summary) + "".join(_lists(pieces, say)))
    section = document.sections[0]
    number_pages(section, "lowerRoman", start=0)  # the title page has none, and the next one is i
    _frame(section, title, meta, say)
    main = document.add_section()
    main.different_first_page_header_footer = False
    for numbering in main._sectPr.findall("{*}pgNumType"):  # pyright: ignore[reportPrivateUsage] - copied from the first
        main._sectPr.remove(numbering)  # pyright: ignore[reportPrivateUsage]
    number_pages(main, "decimal", start=1)
    last = paragraph(style="AksCell")  # Word ends no document with a table
    append(document, "".join(body for summary, body in chapters if not summary) + last)
    return finished(document)


def _charts(sections: Sequence[Mapping[str, Any]]) -> dict[str, Picture]:
    drawn = [block for section in sections for block in section["blocks"] if block["figure"]]
    pictures = chart_pictures([block["figure"]["svg"] for block in drawn])
    return {block["id"]: picture for block, picture in zip(drawn, pictures, strict=True)}


def _title_page(document: Document, meta: Mapping[str, Any], front: Front, say: Any) -> Iterator[str]:
    stands = standing(meta["edition"], meta["state"], meta["language"])
    left = run(stands.edition, bold=True, points=11) + run(f"  {stands.meaning}", points=11)
    state = run(f"\t{stands.state}", bold=True, points=11, colour=ALARM)
    yield paragraph(left + state, tabs=(("right", WIDE_CM),), after=60)
    if front.logo:
        relation, image = document.part.get_or_add_image(BytesIO(front.logo))
        picture = Picture(b"", _LOGO_CM * image.px_width / image.px_height, _LOGO_CM)
        logo = inline_picture(relation, picture, front.logo_alt, number=_LOGO_ID, name="logo")
        yield paragraph(logo, align="center", after=30)
    else:
        yield paragraph(after=_LOGO_CM * 28.35)
    yield paragraph(run(say("report.title")), style="Title", align="center")
    yield paragraph(run(meta["district_name"]), style="Subtitle", align="center")
    yield paragraph(run(meta["period"], points=12.5), align="center")
    forum = ", ".join(part for part in (say(f"report.forum.{meta['forum']}"), meta["forum_date"]) if part)
    as_of = say("report.as_of", date=meta["as_of"])
    yield paragraph(run(f"{forum} · {as_of}", points=11.5), align="center", after=130)
    yield paragraph(run(f"{front.body} {meta['district_name']}", bold=True, points=14), align="center")
    if meta["sample"]:
        yield paragraph(run(say("report.sample"), bold=True, colour=ALARM), align="center", before=20)


def _frame(section: Any, title: str, meta: Mapping[str, Any], say: Any) -> None:
    """The report and the chapter at the head of each page; class, state, key and page at its foot."""
    marks = [
        say("report.sample_short") if meta["sample"] else "",
        *standing(meta["edition"], meta["state"], meta["language"]).marks,
        say("report.key_print", key=meta["run_key"]) if meta["run_key"] else "",
    ]
    foot = " · ".join(mark for mark in marks if mark)
    page = run(f"\t{say('report.page')} ") + field("PAGE")
    tab = (("right", WIDE_CM),)
    section.different_first_page_header_footer = True
    fill(
        section.header,
        paragraph(run(f"{title}\t") + field("STYLEREF 1"), style="Header", tabs=tab, ruled=plain("hairline")),
    )
    fill(section.footer, paragraph(run(foot) + page, style="Footer", tabs=tab))
    fill(section.first_page_footer, paragraph(run(foot), style="Footer", tabs=tab))


def _lists(pieces: Pieces, say: Any) -> Iterator[str]:
    """Contents, tables and figures, each on a page of its own; the chapters are drawn by now and have named them."""
    figure, table = say("pdf.figure"), say("pdf.table")
    lists = (
        (say("report.contents"), pieces.entries, 'TOC \\o "1-3" \\h \\z \\u', "TOC{level}"),
        (say("formal.tables"), pieces.tables, f'TOC \\h \\z \\c "{table}"', "TableOfFigures"),
        (say("formal.figures"), pieces.figures, f'TOC \\h \\z \\c "{figure}"', "TableOfFigures"),
    )
    for n, (title, entries, instruction, style) in enumerate(lists):
        filled = contents(entries, instruction, style, hint="" if n else say("word.contents_hint"))
        if filled:
            yield paragraph(run(title, bold=True, points=18, colour=BRAND), new_page=True, after=10) + filled


def _chapter(pieces: Pieces, chapter: Mapping[str, Any]) -> Iterator[str]:
    label, title = chapter["label"], chapter["title"]
    said, shown = (f"{label} {title}", f"{label}\n{title}") if label else (title, title)
    yield pieces.heading(said, 1, chapter["id"].replace("-", "_"), new_page=True, shown=shown)
    for part in chapter["parts"]:
        if part["id"]:
            yield pieces.heading(f"{part['label']} {part['title']}", 2, part["id"].replace("-", "_"))
        if part["lead"]:
            yield pieces.block(part["lead"], None)
        for block in part["blocks"]:
            yield pieces.block(block, 3 if part["id"] else 2)
