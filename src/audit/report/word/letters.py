"""Letters around a forum: the invitation with its list, and the covering letter that goes with the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from audit.language import text
from audit.reference.identity import plain
from audit.report.context import ReportContext
from audit.report.formal import Signatory
from audit.report.word.desk import Desk, at_desk
from audit.report.word.looks import WIDE_CM
from audit.report.word.markup import cell, grid, paragraph, row, run, words
from audit.report.word.signing import sign_here

__all__ = ["cover_letter", "invitation", "ruled_table", "usual_chair"]

_LEAST_LINES = 12  # of the list of who is invited
_SENT = ("report", "record", "plan")
_HALF_CM = WIDE_CM / 2
_ALL = ("top", "left", "bottom", "right")


def usual_chair(context: ReportContext) -> str:
    """Who signs letters where the params name nobody: the office that leads the team's body."""
    body, area = context.formal.body, context.district_name
    return context.formal.chair or text("formal.approval.office.approved", context.language, body=body, area=area)


def invitation(context: ReportContext, blocks: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Invite to the forum of the params; a time or a hall that nobody has set is a line to write on."""
    about = {"meeting": "", "area": context.district_name, "period": context.period[:1].lower() + context.period[1:]}
    desk = at_desk(context, "")
    about["meeting"] = desk.meeting
    subject = desk.say("invitation.subject", **about)
    desk.document.core_properties.title = subject
    forum = context.forum
    when = f"{desk.weekday(forum.date)}, {desk.day(forum.date)}" if forum.date else ""
    facts = [
        (desk.say("fact.day"), when),
        (desk.say("fact.time"), forum.time),
        (desk.say("fact.place"), forum.place),
        (desk.say("fact.agenda"), desk.say("invitation.agenda", area=context.district_name)),
    ]
    return desk.done(
        desk.letterhead(),
        desk.place_and_day(),
        _letter_head(desk, "undangan", subject, desk.say("invitation.enclosed")),
        _addressed(desk, desk.say("invitation.listed")),
        words(desk.say("dear")),
        _body(desk.say("invitation.body", **about)),
        desk.facts(facts),
        paragraph(after=0, keep=True),
        _body(desk.say("invitation.bring")),
        _body(desk.say("invitation.thanks")),
        sign_here(desk, "letters", usual=usual_chair(context)),
        _invited(desk, blocks),
    )


def _invited(desk: Desk, blocks: Mapping[str, Mapping[str, Any]]) -> str:
    """Offices that the params and the decisions name, then lines to write on."""
    offices = [member.office for member in desk.context.formal.members]
    offices += [decision["who"] for decision in blocks["decisions"]["decisions"]]
    named = list(dict.fromkeys(offices))
    rows = [[f"{n}.", office] for n, office in enumerate([*named, *[""] * (_LEAST_LINES - len(named))], start=1)]
    heads = [desk.say("column.number"), desk.say("column.office")]
    return "".join(
        (
            desk.annex(
                desk.say("invitation.list_of"),
                (desk.say("head.number"), desk.context.formal.numbers.get("undangan", "")),
                (desk.say("head.date"), ""),
            ),
            desk.title(desk.say("invitation.list_title")),
            paragraph(after=2),
            ruled_table(heads, rows, [1.2, WIDE_CM - 1.2], high_cm=0.9),
        )
    )


def cover_letter(context: ReportContext) -> bytes:
    """The covering letter: what is sent, how many, and a part that comes back with the receiver's signature."""
    desk = at_desk(context, "")
    title = desk.say("cover.title")
    area = context.district_name
    desk.document.core_properties.title = f"{title} {area}"
    key = context.run_key[:12] or "." * 12
    values = {
        "area": area, "period": context.period[:1].lower() + context.period[1:], "key": key, "meeting": desk.meeting,
    }  # fmt: skip
    rows = [
        [f"{n}.", desk.say(f"cover.sent.{name}", **values), desk.say("cover.one"), desk.say(f"cover.note.{name}")]
        for n, name in enumerate(_SENT, start=1)
    ]
    heads = [desk.say(f"column.{name}") for name in ("number", "sent", "how_many", "note")]
    known = context.formal.numbers.get("surat_pengantar", "") or "." * 45
    return desk.done(
        desk.letterhead(),
        desk.place_and_day(),
        _addressed(desk, desk.say("cover.to")),
        desk.title(title),
        paragraph(run(f"{desk.say('number')} {known}"), align="center", after=12),
        ruled_table(heads, rows, [1.2, 7.6, 2.6, WIDE_CM - 11.4]),
        _both_sides(desk, context),
    )


def _both_sides(desk: Desk, context: ReportContext) -> str:
    """The receiver on the left, the sender on the right."""
    signs = next(
        (s for s in context.formal.signatories if s.task == "letters"), Signatory("letters", usual_chair(context))
    )
    dots = "." * 34
    received = [desk.say("cover.received", dots="." * 20), desk.say("cover.receiver"), "\n\n\n", dots,
                f"{desk.say('nip')} {dots}", f"{desk.say('cover.phone')} {'.' * 28}"]  # fmt: skip
    left = "".join(paragraph(run(line), after=2) for line in received)
    sent = sign_here(desk, "letters", usual=signs.office, alone=False)
    return paragraph() + grid([row([cell(left, _HALF_CM), cell(sent, _HALF_CM)])], [_HALF_CM, _HALF_CM])


def _letter_head(desk: Desk, paper: str, subject: str, enclosed: str) -> str:
    """``Nomor``, ``Sifat``, ``Lampiran`` and ``Hal``, one below the other."""
    facts = [
        (desk.say("head.number"), desk.context.formal.numbers.get(paper, "")),
        (desk.say("head.kind"), desk.say("head.important")),
        (desk.say("head.enclosed"), enclosed),
        (desk.say("head.subject"), subject),
    ]
    return desk.facts(facts, label_cm=2.4, dots=True) + paragraph(after=4)


def _addressed(desk: Desk, whom: str) -> str:
    return "".join(
        (
            paragraph(run(f"{desk.say('to')} {whom}"), after=0),
            paragraph(run(desk.say("to_place")), after=12),
        )
    )


def _body(said: str) -> str:
    return paragraph(run(said), align="both", keep=True)


def ruled_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, high_cm: float = 0, said: str = ""
) -> str:
    """A table with lines all round, as forms have it; an empty cell of a row with words is one to write in."""

    def line(said_here: Sequence[str], *, head: bool) -> list[str]:
        fill = plain("soft") if head else ""
        empty = not any(said_here[1:]) or len(widths) == len(("number", "words"))
        return [
            cell(
                paragraph(run(one or " ", bold=head), style="AksCell", keep=head),
                wide,
                borders=_ALL,
                fill=fill,
                middle=empty,
            )
            for one, wide in zip(said_here, widths, strict=True)
        ]

    body = [row(line(one, head=False), high_cm=high_cm) for one in rows]
    return grid([row(line(heads, head=True), head=True), *body], widths, framed=True, said=said or heads[-1])
