"""Papers of the meeting itself: who came, what was said, and the two records (berita acara) signed after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from audit.report.context import ReportContext
from audit.report.front import formal_front
from audit.report.word.desk import Desk, at_desk
from audit.report.word.letters import ruled_table
from audit.report.word.looks import A4_CM, WIDE_CM
from audit.report.word.markup import paragraph, run, words
from audit.report.word.signing import sign_together
from audit.report.word.tables import data_table

__all__ = ["attendance", "dissemination_record", "minutes", "plan_record"]

_SEATS, _SEAT_HIGH_CM = 36, 0.95
_BLANK, _BLANK_HIGH_CM = 4, 1.05
_LONG_SIDE_CM = A4_CM[1] - (A4_CM[0] - WIDE_CM)  # as wide as a table of the annex, which lies on its long side
_AGENDA = ("opening", "promises", "results", "decisions", "plan", "closing")
Blocks = Mapping[str, Mapping[str, Any]]


def attendance(context: ReportContext) -> bytes:
    """A list to sign, without a column for telephone numbers: nobody needs them here."""
    desk = _desk(context, "attendance.title")
    heads = [desk.say(f"column.{name}") for name in ("number", "name", "office", "sex", "signature")]
    rows = [[f"{n}.", "", "", "", f"{n}." if n % 2 else f"          {n}."] for n in range(1, _SEATS + 1)]
    return desk.done(
        desk.letterhead(),
        desk.title(desk.say("attendance.title"), desk.say("of_meeting", meeting=desk.meeting, area=_area(context))),
        _meeting_facts(desk),
        paragraph(after=2),
        ruled_table(heads, rows, [1.1, 5.2, 5.2, 1.2, WIDE_CM - 12.7], high_cm=_SEAT_HIGH_CM),
        desk.note("attendance.private"),
    )


def minutes(context: ReportContext, blocks: Blocks) -> bytes:
    """Minutes with what the report brings to the meeting filled in, and room for what the meeting says."""
    desk = _desk(context, "minutes.title")
    agenda = [f"{n}.\t{desk.say(f'minutes.agenda.{name}')}" for n, name in enumerate(_AGENDA, start=1)]
    talk = [desk.say(f"column.{name}") for name in ("number", "question", "from_office", "answer")]
    agreed = [desk.say(f"column.{name}") for name in ("number", "agreement", "who", "due")]
    signers = [(desk.say("minutes.led_by"), "." * 40, ""), (desk.say("minutes.written_by"), "." * 40, "")]
    return desk.done(
        desk.letterhead(),
        desk.title(desk.say("minutes.title"), desk.say("of_meeting", meeting=desk.meeting, area=_area(context))),
        _meeting_facts(desk, ("led_by", "written_by", "present")),
        _head(desk, "A", "minutes.agenda_head"),
        *(paragraph(run(line), left_cm=0.8, hang_cm=0.8, after=1) for line in agenda),
        _head(desk, "B", "minutes.results_head"),
        _results(desk, blocks),
        _head(desk, "C", "minutes.decisions_head"),
        _decisions(desk, blocks),
        _head(desk, "D", "minutes.talk_head"),
        ruled_table(talk, _blank(len(talk)), [1.1, 6.2, 3.8, WIDE_CM - 11.1], high_cm=_BLANK_HIGH_CM),
        _head(desk, "E", "minutes.agreed_head"),
        ruled_table(agreed, _blank(len(agreed)), [1.1, 7.4, 4.6, WIDE_CM - 13.1], high_cm=_BLANK_HIGH_CM),
        sign_together(desk, signers),
    )


def dissemination_record(context: ReportContext, blocks: Blocks) -> bytes:
    """The record that the results were told, with the report's key, its headline, and what was decided."""
    desk = _desk(context, "told.title")
    points = [
        desk.say("told.attended"),
        desk.say("told.report", **_report(desk), headline=blocks["headline"]["title"]),
        desk.say("told.no_blame"),
        desk.say("told.decided"),
    ]
    return desk.done(
        desk.letterhead(),
        desk.title(desk.say("told.title"), desk.say("of_meeting", meeting=desk.meeting, area=_area(context))),
        desk.number("berita_acara_diseminasi"),
        _opening(desk, "told.opening"),
        *_points(points),
        _decisions(desk, blocks),
        paragraph(run(desk.say("record.closing")), align="both", before=8, keep=True),
        _signed(desk),
    )


def plan_record(context: ReportContext, blocks: Blocks) -> bytes:
    """The record that approves the follow-up plan; its annex holds the rows that the public report shows."""
    desk = _desk(context, "plan.title")
    points = [desk.say(f"plan.point.{name}", **_report(desk)) for name in ("annex", "money", "owner", "follow")]
    heads = [desk.say(f"column.{name}") for name in ("number", "what", "whom", "who", "due", "money", "approved")]
    asked = [
        [f"{n}.", one["action"], _reach(desk, one), one["who"],
         one["by_when"], one["money"], ""]
        for n, one in enumerate(blocks["decisions"]["decisions"], start=1)
    ]  # fmt: skip
    known = context.formal.numbers.get("berita_acara_rtl", "")
    desk.turn(
        desk.letterhead(),
        desk.title(desk.say("plan.title"), desk.say("of_area", area=_area(context))),
        desk.number("berita_acara_rtl"),
        _opening(desk, "plan.opening"),
        *_points(points),
        paragraph(run(desk.say("record.closing")), align="both", before=8, keep=True),
        _signed(desk),
    )
    return desk.done(
        paragraph(run(desk.say("plan.annex")), after=0),
        paragraph(run(f"{desk.say('number')} {known or '.' * 40}"), after=2),
        desk.title(desk.say("plan.annex_title"), desk.say("of_area", area=_area(context))),
        paragraph(after=2),
        ruled_table(
            heads, [*asked, *_blank(len(heads), len(asked))], [1.1, 5.2, 4.2, 5.0, 3.0, 4.4, _LONG_SIDE_CM - 22.9],
            high_cm=_BLANK_HIGH_CM, said=desk.say("plan.annex_title"),
        ),
        desk.note("plan.rows"),
        _tracked(desk, blocks["follow_up_tracker"]),
    )  # fmt: skip


def _reach(desk: Desk, asked: Mapping[str, Any]) -> str:
    """How many children, and where; the place alone where no number is told."""
    n, place = asked["children"], asked["place"]
    return desk.say("plan.whom", n=n, place=place) if n else place


def _desk(context: ReportContext, title: str) -> Desk:
    desk = at_desk(context, "")
    desk.document.core_properties.title = f"{desk.say(title)}, {context.district_name}"
    return desk


def _area(context: ReportContext) -> str:
    return context.district_name


def _meeting_facts(desk: Desk, more: Sequence[str] = ()) -> str:
    forum = desk.context.forum
    when = f"{desk.weekday(forum.date)}, {desk.day(forum.date)}" if forum.date else ""
    facts = [(desk.say("fact.day"), when), (desk.say("fact.time"), forum.time), (desk.say("fact.place"), forum.place)]
    return paragraph(after=2) + desk.facts([*facts, *((desk.say(f"fact.{name}"), "") for name in more)])


def _head(desk: Desk, letter: str, id: str) -> str:
    return paragraph(run(f"{letter}. {desk.say(id)}"), style="Heading2", keep=True)


def _results(desk: Desk, blocks: Blocks) -> str:
    """What the report says first, word for word."""
    headline = blocks["headline"]
    said = [headline["title"], *headline["paragraphs"]]
    return "".join(paragraph(run(line), align="both") for line in said) + desk.note("minutes.key", **_report(desk))


def _report(desk: Desk) -> dict[str, str]:
    context = desk.context
    return {"area": context.district_name, "key": context.run_key[:12] or "." * 12, "as_of": desk.day(context.as_of),
            "period": context.period[:1].lower() + context.period[1:]}  # fmt: skip


def _decisions(desk: Desk, blocks: Blocks) -> str:
    """What the report asks to be decided, beside an empty column for what the forum says to it."""
    heads = [desk.say(f"column.{name}") for name in ("number", "asked", "outcome")]
    asked = blocks["decisions"]["decisions"]
    rows = [[f"{n}.", f"{one['action']}. {one['sentence']}", ""] for n, one in enumerate(asked, start=1)]
    wide = [1.1, 10.2, WIDE_CM - 11.3]
    return ruled_table(heads, [*rows, *_blank(len(heads), len(rows), 2)], wide, high_cm=_BLANK_HIGH_CM)


def _blank(columns: int, after: int = 0, many: int = _BLANK) -> list[list[str]]:
    """Rows to write in, numbered on."""
    return [[f"{after + n}.", *[""] * (columns - 1)] for n in range(1, many + 1)]


def _opening(desk: Desk, id: str) -> str:
    """``Pada hari ini, Selasa, tanggal empat belas …``; without a day of the forum, lines."""
    forum = desk.context.forum
    names = ("weekday", "day", "month", "year", "date")
    said = desk.opening(forum.date) if forum.date else dict.fromkeys(names, "." * 14)
    place = forum.place or "." * 46
    return paragraph(
        run(desk.say(id, **said, place=place, meeting=desk.meeting, area=desk.context.district_name)),
        align="both",
        after=6,
    )


def _points(points: Sequence[str]) -> list[str]:
    return [
        paragraph(run(f"{n}.\t{said}"), align="both", left_cm=0.8, hang_cm=0.8, after=4)
        for n, said in enumerate(points, start=1)
    ]


def _signed(desk: Desk) -> str:
    """The three who sign the report sign the record too."""
    front = formal_front(desk.context)
    return sign_together(
        desk, [(desk.say(f"record.signs.{n}"), it.office, it.name) for n, it in enumerate(front.signatures, start=1)]
    )


def _tracked(desk: Desk, block: Mapping[str, Any]) -> str:
    """How far the plans of earlier meetings are, in numbers: the rows of cases stay with the team."""
    return "".join(
        (
            paragraph(run(desk.say("plan.tracked")), style="Heading2", keep=True),
            *(words(said) for said in block["paragraphs"]),
            *(
                words(table["caption"], "Caption", keep=True) + data_table(table, wide_cm=_LONG_SIDE_CM)
                for table in block["tables"]
            ),
        )
    )
