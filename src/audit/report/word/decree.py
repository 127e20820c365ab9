"""The decree that forms the audit team (SK tim): considerations, rules, what is decided, and the team as its annex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.identity import plain
from audit.reference.legal_basis import legal_basis
from audit.report.context import ReportContext
from audit.report.formal import Role, Signatory
from audit.report.front import acting
from audit.report.word.desk import Desk, at_desk
from audit.report.word.looks import MUTED, WIDE_CM
from audit.report.word.markup import cell, grid, paragraph, row, run
from audit.report.word.signing import sign_here

__all__ = ["head_of_region", "team_decree"]

_CITY, _REGENCY = "Kota ", "Kabupaten "
_WEIGHED = ("together", "many", "therefore")
_RULED = ("formed", "tasks", "private", "reports", "money", "valid")
_TASKS = ("find", "review", "plan", "follow")
_HEAD_CM, _COLON_CM, _LETTER_CM = 2.8, 0.5, 0.8
_ROLE_CM, _NUMBER_CM = 4.4, 1.2
_EMBLEM_CM = 2.0
# Kinds of national rules in the order of their force, as they begin in Indonesian.
_ORDER = ("Undang-Undang", "Peraturan Pemerintah", "Peraturan Presiden", "Peraturan", "Keputusan")
_ALL = ("top", "left", "bottom", "right")
_BLANK_ROWS = 3  # of each role, where the params name no team


def head_of_region(context: ReportContext, desk: Desk) -> str:
    """``Wali Kota Bontang`` or ``Bupati Bengkalis``: who decrees in this district."""
    name = context.district_name
    if name.startswith(_CITY):
        return desk.say("head.city", area=name.removeprefix(_CITY))
    return desk.say("head.regency", area=name.removeprefix(_REGENCY))


def team_decree(context: ReportContext) -> bytes:
    """Draft the decree; number, day and end of one that stands already are those of the params."""
    desk = at_desk(context, "", kind="decree")
    area, decree = context.district_name, context.formal.decree
    usual = head_of_region(context, desk)
    signs = next((s for s in context.formal.signatories if s.task == "decree"), Signatory("decree", usual))
    head = signs.office if signs.acting == "an" else f"{acting(signs, context.language)}{signs.office}"
    title = desk.say("decree.title", head=signs.office)
    desk.document.core_properties.title = f"{title}: {desk.say('decree.about', area=area)}"
    end = decree.valid_until if decree else None
    until = f" {desk.say('decree.until', day=desk.day(end))}" if end else ""
    rulings = [desk.say(f"decree.rule.{name}", area=area, head=head, until=until) for name in _RULED]
    rulings[1] = "\n".join([rulings[1], *_lettered([desk.say(f"decree.task.{task}", area=area) for task in _TASKS])])
    weighed = [desk.say(f"decree.weigh.{name}", area=area, head=signs.office) for name in _WEIGHED]
    national = sorted((law.title for law in legal_basis()), key=_rank)
    rules = [*national, *context.formal.regulations]
    day = desk.day(decree.signed_on) if decree else "." * 30
    dated = f"{desk.say('decree.set_in')} {context.formal.place or '.' * 24}\n{desk.say('decree.on_day')} {day}"
    return desk.done(
        _state_emblem(desk),
        desk.title(title),
        paragraph(
            run(f"{desk.say('number').upper()} {decree.number if decree else '.' * 40}", bold=True), align="center"
        ),
        paragraph(run(desk.say("decree.on").upper(), bold=True), align="center", before=6),
        paragraph(run(desk.say("decree.about", area=area).upper(), bold=True), align="center", after=12),
        paragraph(run(f"{head.upper()},", bold=True), align="center", after=10),
        _part(desk.say("decree.weighing"), _lettered(weighed)),
        _part(desk.say("decree.minding"), _listed(rules)),
        desk.note("decree.check_rules"),
        paragraph(run(desk.say("decree.decides").upper(), bold=True), align="center", before=10, after=6),
        _part(desk.say("decree.setting"), [desk.say("decree.name", head=signs.office, area=area).upper()]),
        *(
            _part(desk.say(f"decree.nth.{n}"), said.split("\n"), keep=n == len(rulings))
            for n, said in enumerate(rulings, start=1)
        ),
        sign_here(desk, "decree", usual=usual, nip=False, dated=dated, capitals=True),
        _annex(desk, title, area, decree.number if decree else ""),
        sign_here(desk, "decree", usual=usual, nip=False, capitals=True),
    )


def _state_emblem(desk: Desk) -> str:
    """Decrees of a head of region bear the emblem of the state, which no file of the district holds."""
    said = paragraph(run(desk.say("decree.emblem"), points=8, colour=MUTED), align="center", after=0)
    side = (WIDE_CM - _EMBLEM_CM) / 2
    boxes = [cell("", side), cell(said, _EMBLEM_CM, borders=_ALL, colour=plain("shade"), middle=True), cell("", side)]
    return grid([row(boxes, high_cm=_EMBLEM_CM)], [side, _EMBLEM_CM, side])


def _lettered(lines: Sequence[str]) -> list[str]:
    return [f"{letter}.\t{line}" for letter, line in zip("abcdefgh", lines, strict=False)]


def _rank(title: str) -> int:
    """The place of a rule in the order of a decree: laws first, letters of ministries last."""
    return next((n for n, kind in enumerate(_ORDER) if title.startswith(kind)), len(_ORDER))


def _listed(rules: Sequence[str]) -> list[str]:
    """Rules as a decree lists them: numbered, with ``;`` after each and a full stop after the last."""
    return [f"{n}.\t{rule}{'.' if n == len(rules) else ';'}" for n, rule in enumerate(rules, start=1)]


def _part(head: str, lines: Sequence[str], *, keep: bool = False) -> str:
    """``Menimbang : a. …``: a head, a colon, and its lines; lines with a tab hang under their letter.

    ``keep`` holds it on the page of what follows, so that no signature stands alone.
    """
    room = WIDE_CM - _HEAD_CM - _COLON_CM
    said = "".join(
        paragraph(
            run(line),
            align="start" if line[:1].isdigit() else "both",
            keep=keep,
            after=3,
            left_cm=_LETTER_CM if "\t" in line else 0,
            hang_cm=_LETTER_CM if "\t" in line else 0,
        )
        for line in lines
    )
    before = [(head, _HEAD_CM), (":", _COLON_CM)]
    cells = [*(cell(paragraph(run(one), keep=keep), wide) for one, wide in before), cell(said, room)]
    return grid([row(cells)], [_HEAD_CM, _COLON_CM, room], inset_cm=0.05)


def _annex(desk: Desk, title: str, area: str, number: str) -> str:
    """The team by office, on a page of its own; without one in the params each role has lines to write on."""
    members = desk.context.formal.members
    named = [(role, [m.office for m in members if m.role == role]) for role in get_args(Role)]
    lines = [
        (str(role), office)
        for role, offices in named
        for office in (offices or [""] * (_BLANK_ROWS if role in ("technical", "expert") else 1))
    ]
    widths = [_NUMBER_CM, _ROLE_CM, WIDE_CM - _NUMBER_CM - _ROLE_CM]
    heads = [desk.say(f"decree.column.{name}") for name in ("number", "role", "office")]
    rows = [row([_boxed(run(head, bold=True), wide) for head, wide in zip(heads, widths, strict=True)], head=True)]
    for n, (role, office) in enumerate(lines, start=1):
        said = (run(f"{n}."), run(_role_name(role, desk.context.language)), run(office))
        rows.append(row([_boxed(words_of, wide) for words_of, wide in zip(said, widths, strict=True)], high_cm=0.8))
    return "".join(
        (
            desk.annex(
                desk.say("decree.annex", title=title).upper(),
                (desk.say("head.number").upper(), number),
                (desk.say("decree.on").upper(), desk.say("decree.about", area=area).upper()),
            ),
            desk.title(desk.say("decree.annex_title", area=area)),
            grid(rows, widths, framed=True, said=desk.say("decree.annex_title", area=area)),
            desk.note("decree.offices"),
        )
    )


def _role_name(role: str, language: Language) -> str:
    return text(f"formal.role.{role}", language)


def _boxed(inside: str, wide: float) -> str:
    return cell(paragraph(inside, after=0), wide, borders=_ALL)
