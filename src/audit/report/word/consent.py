"""A family's consent: one answer for each purpose, none filled in; without an answer nobody has agreed.

Purposes are those that the register of consents reads (``register.consents.PURPOSES``).
"""

from __future__ import annotations

from audit.register.consents import PURPOSES
from audit.report.context import ReportContext
from audit.report.word.desk import at_desk
from audit.report.word.letters import ruled_table
from audit.report.word.looks import WIDE_CM
from audit.report.word.markup import cell, grid, paragraph, row, run

__all__ = ["family_consent"]

_WHO = ("person", "born", "place", "guardian", "relation", "phone")
_LABEL_CM, _LINE_CM, _SIGN_CM = 6.0, 0.72, 2.0  # of lines to write on by hand; room for a signature or a thumbprint
_SIGNS = ("guardian", "officer", "witness")


def family_consent(context: ReportContext) -> bytes:
    """The sheet: plain words, five purposes apart, how it was explained, how it is taken back."""
    desk = at_desk(context, "", kind="form")
    area = context.district_name
    desk.document.core_properties.title = f"{desk.say('consent.title')}, {area}"
    heads = [desk.say(f"column.{name}") for name in ("number", "purpose", "yes", "no")]
    rows = [[f"{n}.", f"{desk.say(f'consent.{p}.name')}: {desk.say(f'consent.{p}.meaning')}", "☐", "☐"]
            for n, p in enumerate(PURPOSES, start=1)]  # fmt: skip
    third = WIDE_CM / len(_SIGNS)
    lines = [[desk.say(f"consent.sign.{name}") for name in _SIGNS], ["." * 30] * len(_SIGNS)]
    heads_of, names = (
        [cell(paragraph(run(said), style="AksCell", align="center"), third) for said in line] for line in lines
    )
    signs = [row(heads_of, high_cm=_SIGN_CM), row(names)]
    return desk.done(
        desk.letterhead(),
        desk.title(desk.say("consent.title"), desk.say("consent.about", area=area)),
        paragraph(run(desk.say("consent.opening")), align="both", before=4),
        desk.facts([(desk.say(f"consent.who.{name}"), "") for name in _WHO], label_cm=_LABEL_CM, high_cm=_LINE_CM),
        paragraph(run(desk.say("consent.ask")), before=6, after=3),
        ruled_table(heads, rows, [1.0, WIDE_CM - 3.6, 1.3, 1.3], said=desk.say("consent.title")),
        *(
            paragraph(run(f"•\t{desk.say(f'consent.rule.{name}')}"), left_cm=0.5, hang_cm=0.5, after=1,
                      before=4 if name == "silence" else 0)
            for name in ("silence", "same", "back", "basis")
        ),
        desk.facts(
            [(desk.say("consent.explained"), ""), (desk.say("consent.day"), "")], label_cm=_LABEL_CM, high_cm=_LINE_CM
        ),
        paragraph(after=0),
        grid(signs, [third] * len(_SIGNS)),
        desk.note("consent.keep"),
    )  # fmt: skip
