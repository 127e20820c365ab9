"""What every paper of an office is written with: its words, its letterhead, the lines that nobody has filled yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from audit.language import date_text, text
from audit.language.spelled import spelled
from audit.reference.identity import plain
from audit.report.context import ReportContext
from audit.report.word.charts import Picture
from audit.report.word.document import fill, finished, new_document, turn
from audit.report.word.looks import A4_CM, DECREE_FACE, LEFT_CM, LETTER, LETTER_FACE, MUTED, WIDE_CM
from audit.report.word.markup import append, cell, field, grid, paragraph, row, run
from audit.report.word.pieces import inline_picture

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["Desk", "at_desk"]

_LOGO_CM = 2.2
_LABEL_CM, _COLON_CM = 3.6, 0.5
Kind = Literal["letter", "form", "decree"]
# Of each kind of paper: its face, points, and the sheet in centimetres. A form stands on one page. Decrees are typed as
# regulations are: Bookman Old Style of 12 points on F4 (annex II of Law 12/2011).
_KINDS: Mapping[Kind, tuple[str, float, tuple[float, float]]] = {
    "letter": (LETTER_FACE, 11, A4_CM),
    "form": (LETTER_FACE, 10, A4_CM),
    "decree": (DECREE_FACE, 12, (21.5, 33.0)),
}
_TOP_CM, _BOTTOM_CM = 1.8, 1.8
_ANNEX_CM, _FACT_CM = 8.5, 2.4  # where the head of an annex begins, and within it what it says
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
                self.say("letterhead.email", email=head.email).replace(" ", "\u00a0") if head.email else "",
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

    def facts(
        self, facts: Sequence[tuple[str, str]], *, label_cm: float = _LABEL_CM, high_cm: float = 0, dots: bool = False
    ) -> str:
        """``Label : value`` one below the other; an empty value is a line to write on, as ``dots`` a short one."""
        room = WIDE_CM - label_cm - _COLON_CM
        blank = "." * 40 if dots else ""
        rows = [
            row(
                [
                    cell(paragraph(run(label), after=2), label_cm, low=not value),
                    cell(paragraph(run(":"), after=2), _COLON_CM, low=not value),
                    cell(
                        paragraph(run(value or blank), after=2),
                        room,
                        borders=() if value or blank else ("bottom",),
                        colour=MUTED,
                        low=not value,
                    ),
                ],
                high_cm=0 if value else high_cm,
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

    def annex(self, of: str, *facts: tuple[str, str]) -> str:
        """The head of an annex on a page of its own: what it belongs to, with number and day, at the right."""
        lines = [paragraph(run(of), new_page=True, after=0, left_cm=_ANNEX_CM)]
        for name, value in facts:
            said = run(f"{name}\t: {value or '.' * 28}")
            lines.append(paragraph(said, after=0, left_cm=_ANNEX_CM + _FACT_CM, hang_cm=_FACT_CM))
        return "".join(lines)

    def note(self, id: str, **values: object) -> str:
        """A remark for whoever finishes the paper, to be deleted before it is signed."""
        return paragraph(run(self.say(id, **values), italic=True), style="AksNote", before=6)

    def turn(self, *inside: str) -> None:
        """Write ``inside`` and go on, on a page that lies on its long side."""
        append(self.document, "".join(inside))
        turn(self.document)

    def done(self, *inside: str) -> bytes:
        """The paper's bytes."""
        append(self.document, "".join(inside))
        return finished(self.document)


def at_desk(context: ReportContext, title: str, *, kind: Kind = "letter") -> Desk:
    """Begin a paper: its sheet and type, the report's key at its foot, and from its second page on a number."""
    from docx.shared import Cm

    language = context.language
    face, points, (wide_cm, high_cm) = _KINDS[kind]
    looks = {**LETTER, "Normal": LETTER["Normal"]._replace(points=points)}
    document = new_document(title, context.district_name, day=context.as_of, language=language, face=face, looks=looks)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(wide_cm), Cm(high_cm)
    section.right_margin = Cm(wide_cm - LEFT_CM - WIDE_CM)
    section.top_margin, section.bottom_margin = Cm(_TOP_CM), Cm(_BOTTOM_CM)
    section.different_first_page_header_footer = True
    marks = [
        text("report.sample_short", language) if context.sample else "",
        text("report.key_print", language, key=context.run_key[:12]) if context.run_key else "",
    ]
    for foot in (section.footer, section.first_page_footer):
        foot.paragraphs[0].text = " · ".join(mark for mark in marks if mark)
    number = run("– ") + field("PAGE") + run(" –")
    fill(section.header, paragraph(number, style="Header", align="center"))
    return Desk(context, document)


def _line(label: str) -> str:
    said = run(f"{'.' * 30} ({label}) {'.' * 30}", points=9, colour=MUTED)
    return paragraph(said, align="center", before=3, after=1)
