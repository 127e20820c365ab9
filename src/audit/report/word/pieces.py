"""How each piece of a block is drawn in Word: headings, sentences, key figures, decisions, charts, tables, terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from audit.report.word.charts import Picture
from audit.report.word.contents import Entry
from audit.report.word.looks import BRAND, LINES, MUTED, WIDE_CM
from audit.report.word.markup import bookmarked, cell, field, grid, link, paragraph, row, run, words
from audit.report.word.tables import data_table

__all__ = ["Pieces", "inline_picture"]

_EMU_PER_CM = 360_000
_TERM_CM, _FEW_TERMS = 4.6, 6


class Pieces:
    """Draws blocks one after the other and keeps what the contents and the lists will name.

    ``say`` gives a word of the catalogue by id; ``place`` puts a picture into the document and returns its
    relationship. ``entries``, ``tables`` and ``figures`` are filled while blocks are drawn.
    """

    def __init__(self, say: Callable[..., str], place: Callable[[bytes], str], charts: Mapping[str, Picture]) -> None:
        self._say, self._place, self._charts = say, place, charts
        self._marks = 0
        self.entries: list[Entry] = []
        self.tables: list[Entry] = []
        self.figures: list[Entry] = []

    def heading(self, said: str, level: int, bookmark: str, *, new_page: bool = False, shown: str = "") -> str:
        """A heading of Word that the contents name; ``shown`` where it is set in another way than it is named."""
        self.entries.append(Entry(said, level, bookmark))
        return paragraph(self._marked(bookmark, run(shown or said)), style=f"Heading{level}", new_page=new_page)

    def block(self, it: Mapping[str, Any], level: int | None) -> str:
        """A block under a heading of ``level``; with none it speaks right under the heading of its part."""
        return "".join((*self._head(it, level), *self._body(it)))

    def _head(self, it: Mapping[str, Any], level: int | None) -> Iterator[str]:
        if it["kind"] == "headline":
            yield words(it["title"], "AksLead")
        elif level is not None:
            head = it["heading"] or it["title"]
            yield self.heading(head, level, f"blok_{it['id']}")
            if it["heading"] and not it["heading"].endswith(it["title"]):
                yield words(it["title"], "AksFinding", keep=True)

    def _body(self, it: Mapping[str, Any]) -> Iterator[str]:
        if it["figure"]:
            yield self._chart(it)
        yield from (words(said) for said in it["paragraphs"])
        if it["cards"]:
            yield _cards(it["cards"])
        yield from self._decisions(it["decisions"])
        if it["reading"]:
            yield paragraph(run(self._say("report.reading"), bold=True) + run(f" {it['reading']}"), style="AksNote")
        yield words(it["source"], "AksNote")
        for table in it["tables"]:
            yield from self._table(table)
        if it["terms"]:
            yield paragraph(style="AksCell") if it["tables"] else ""  # two tables without words between are one
            yield _terms(it["terms"])

    def _chart(self, it: Mapping[str, Any]) -> str:
        figure, picture, said = it["figure"], self._charts[it["id"]], it["subtitle"] or it["title"]
        name, n = self._say("pdf.figure"), figure["number"]
        drawing = inline_picture(self._place(picture.png), picture, figure["alt"], number=n, name=f"{name} {n}")
        bookmark = f"gambar_{n}"
        self.figures.append(Entry(f"{name} {n}. {said}", 1, bookmark))
        label = run(f"{name} ") + field(f"SEQ {name} \\* ARABIC", str(n))
        caption = self._marked(bookmark, label) + run(f". {said}")
        return paragraph(drawing, align="center", keep=True, before=4, after=2) + paragraph(caption, style="Caption")

    def _table(self, it: Mapping[str, Any]) -> Iterator[str]:
        """A table under its caption; its notes below, where no table of many pages parts them from its head."""
        name, n = self._say("pdf.table"), it["number"]
        bookmark = f"tabel_{n}"
        self.tables.append(Entry(f"{name} {n}. {it['caption']}", 1, bookmark))
        label = run(f"{name} ") + field(f"SEQ {name} \\* ARABIC", str(n))
        said = self._marked(bookmark, label) + run(f". {it['caption']}")
        yield paragraph(said, style="Caption", keep=True, before=11)
        if it["long"]:
            yield from (words(note, "AksNote", keep=True) for note in it["notes"])
        yield data_table(it)
        if not it["long"]:
            yield from (words(note, "AksNote") for note in it["notes"])

    def _decisions(self, decisions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        for decision in decisions:
            said = run(f"{decision['action']}. ", bold=True) + run(decision["sentence"])
            numbers = [n for found in decision["found"] for n in found["tables"]]
            if numbers:
                places = run(", ").join(self._pointed(n) for n in numbers)
                said += run(f"\n{self._say('report.rests_on')} ", points=9, colour=MUTED) + places
            yield paragraph(said, style="ListNumber")

    def _pointed(self, n: int) -> str:
        name, page = self._say("pdf.table"), self._say("pdf.page_short")
        return link(f"tabel_{n}", run(f"{name} {n} ({page} ", points=9, colour=MUTED)) + (
            field(f"PAGEREF tabel_{n} \\h") + run(")", points=9, colour=MUTED)
        )

    def _marked(self, name: str, inside: str) -> str:
        self._marks += 1
        return bookmarked(name, self._marks, inside)


def inline_picture(relation: str, picture: Picture, alt: str, *, number: int, name: str) -> str:
    """A run that holds a picture of the document, with the words for those who cannot see it."""
    wide, tall = (round(cm * _EMU_PER_CM) for cm in (picture.wide_cm, picture.tall_cm))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/>'
        f'<wp:docPr id="{number}" name={quoteattr(name)} descr={quoteattr(alt)}/><wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{number}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _cards(cards: Sequence[Mapping[str, Any]]) -> str:
    """Key figures side by side: what, how many, and of how many."""
    wide = WIDE_CM / len(cards)
    cells = [
        cell(
            words(it["label"], "AksCell")
            + paragraph(run(it["value"], bold=True, points=20, colour=BRAND), style="AksCell")
            + words(it["detail"], "AksCell"),
            wide,
            borders=("top", "left", "bottom", "right"),
            colour=LINES,
        )
        for it in cards
    ]
    return grid([row(cells)], [wide] * len(cards)) + paragraph(style="AksCell")


def _terms(terms: Sequence[Mapping[str, Any]]) -> str:
    """Terms and what they mean; a few stay on one page."""
    last = len(terms) - 1
    few = last < _FEW_TERMS
    rows = [
        row(
            [
                cell(paragraph(run(it["term"], bold=True), style="AksCell", keep=few and n < last), _TERM_CM),
                cell(words(it["meaning"], "AksCell", keep=few and n < last), WIDE_CM - _TERM_CM),
            ]
        )
        for n, it in enumerate(terms)
    ]
    return grid(rows, [_TERM_CM, WIDE_CM - _TERM_CM], inset_cm=0.1)
