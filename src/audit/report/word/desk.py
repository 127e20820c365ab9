"""What every paper of an office is written with: its words, its letterhead, the lines that nobody has filled yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from audit.language import date_text, text
from audit.language.spelled import spelled
from audit.reference.identity import plain
from audit.report.context import ReportContext
from audit.report.word.charts import Picture
from audit.report.word.document import finished, new_document
from audit.report.word.looks import LETTER, LETTER_FACE, MUTED, WIDE_CM
from audit.report.word.markup import append, cell, grid, paragraph, row, run
from audit.report.word.pieces import inline_picture

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["Desk", "at_desk"]

_LOGO_CM = 2.2
_LABEL_CM, _COLON_CM = 3.6, 0.5
_SMALL_POINTS = 10  # of letters of a sheet that must stand on one page
_TOP_CM, _BOTTOM_CM = 1.8, 1.8
_LONG_NAME = 45  # letters of an office that takes smaller type


@dataclass(frozen=True, slots=True)
class Desk:
    """One paper being written: ``say`` gives its words, ``done`` its bytes; ``inside`` are paragraphs and tables."""

    context: ReportContext
    document: Document

    def say(self, id: str, **values: object) -> str:
        """Words of the papers' own catalogue, in the language of the report."""
        return text(f"paper.{id}", self.context.language, **values)

    def day(self, day: date) -> str:
        """``14 Oktober 2025``."""
        return date_text(day, language=self.context.language)

    def weekday(self, day: date) -> str:
        """``Selasa``."""
        from babel.dates import format_date

        return format_date(day, "EEEE", locale=self.context.language)

    @property
    def meeting(self) -> str:
        """What the forum is called within a sentence."""
        return self.say(f"meeting.{self.context.forum.kind}")

    def opening(self, day: date) -> dict[str, str]:
        """A day as official records write it, word by word."""
        from babel.dates import format_date

        language = self.context.language
        return {
            "weekday": self.weekday(day),
            "day": spelled(day.day, language=language),
            "month": format_date(day, "MMMM", locale=language),
            "year": spelled(day.year, language=language),
            "date": self.day(day),
        }

    def letterhead(self) -> str:
        """Emblem, government, office, and how it is reached, over a double line; what is not given is left to write."""
        head = self.context.formal.letterhead
        names = [paragraph(run(self.say("government", area=self.context.district_name).upper(), bold=True, points=13),
                           align="center", after=1)]  # fmt: skip
        if head is None:
            names += [_line(self.say("letterhead.office")), _line(self.say("letterhead.address"))]
        else:
            large = 12 if len(head.office) > _LONG_NAME else 15
            names.append(paragraph(run(head.office.upper(), bold=True, points=large), align="center", after=2))
            reached = [
                head.address,
                self.say("letterhead.phone", phone=head.phone) if head.phone else "",
                self.say("letterhead.email", email=head.email) if head.email else "",
            ]
            said = ", ".join(part for part in reached if part)
            names.append(paragraph(run(said, points=9), align="center", after=2))
        side = _LOGO_CM + 0.5
        table = grid(
            [row([self._emblem(side), cell("".join(names), WIDE_CM - side, middle=True)])], [side, WIDE_CM - side]
        )
        rule = '<w:pBdr><w:top w:val="thickThinSmallGap" w:sz="18" w:space="1" w:color="auto"/></w:pBdr>'
        return f'{table}<w:p><w:pPr>{rule}<w:spacing w:before="40" w:after="120"/></w:pPr></w:p>'

    def _emblem(self, wide: float) -> str:
        formal = self.context.formal
        if not formal.logo:
            said = paragraph(run(self.say("letterhead.emblem"), points=8, colour=MUTED), align="center")
            return cell(said, wide, borders=("top", "left", "bottom", "right"), colour=plain("shade"), middle=True)
        relation, image = self.document.part.get_or_add_image(BytesIO(formal.logo))
        alt = text("formal.logo_alt", self.context.language, area=self.context.district_name)
        picture = Picture(b"", _LOGO_CM * min(1, image.px_width / image.px_height), _LOGO_CM)
        if image.px_width > image.px_height:
            picture = Picture(b"", _LOGO_CM, _LOGO_CM * image.px_height / image.px_width)
        return cell(paragraph(inline_picture(relation, picture, alt, number=1, name="logo"), align="center"), wide)

    def facts(self, facts: Sequence[tuple[str, str]], *, label_cm: float = _LABEL_CM) -> str:
        """``Label : value`` one below the other; an empty value is a line to write on."""
        room = WIDE_CM - label_cm - _COLON_CM
        rows = [
            row(
                [
                    cell(paragraph(run(label), after=2), label_cm),
                    cell(paragraph(run(":"), after=2), _COLON_CM),
                    cell(paragraph(run(value), after=2), room, borders=() if value else ("bottom",), colour=MUTED),
                ]
            )
            for label, value in facts
        ]
        return grid(rows, [label_cm, _COLON_CM, room], inset_cm=0.1)

    def number(self, paper: str) -> str:
        """``Nomor: …`` in the middle, under the title of a record."""
        known = self.context.formal.numbers.get(paper, "")
        return paragraph(run(f"{self.say('number')} {known or '.' * 45}"), align="center", after=12)

    def place_and_day(self) -> str:
        """``Bontang, ……`` on the right: the day is written when it is signed."""
        place = self.context.formal.place or "." * 20
        return paragraph(run(f"{place}, {'.' * 34}"), align="end", after=8)

    def title(self, *lines: str) -> str:
        """The title of a record in capitals, in the middle; Word's navigation finds it."""
        return paragraph(after=0) + "".join(
            paragraph(run(line.upper()), style="Heading1" if n == 0 else "AksTitleLine", align="center", after=2)
            for n, line in enumerate(lines)
        )

    def note(self, id: str, **values: object) -> str:
        """A remark for whoever finishes the paper, to be deleted before it is signed."""
        return paragraph(run(self.say(id, **values), italic=True), style="AksNote", before=6)

    def done(self, *inside: str) -> bytes:
        """The paper's bytes."""
        append(self.document, "".join(inside))
        return finished(self.document)


def at_desk(context: ReportContext, title: str, *, one_page: bool = False) -> Desk:
    """Begin a paper: A4, type of a letter (smaller for ``one_page``), the report's key at its foot."""
    from docx.shared import Cm

    language = context.language
    looks = LETTER if not one_page else {**LETTER, "Normal": LETTER["Normal"]._replace(points=_SMALL_POINTS)}
    document = new_document(
        title, context.district_name, day=context.as_of, language=language, face=LETTER_FACE, looks=looks
    )
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Cm(_TOP_CM), Cm(_BOTTOM_CM)
    marks = [
        text("report.sample_short", language) if context.sample else "",
        text("report.key_print", language, key=context.run_key[:12]) if context.run_key else "",
    ]
    section.footer.paragraphs[0].text = " · ".join(mark for mark in marks if mark)
    return Desk(context, document)


def _line(label: str) -> str:
    said = run(f"{'.' * 30} ({label}) {'.' * 30}", points=9, colour=MUTED)
    return paragraph(said, align="center", before=3, after=1)
