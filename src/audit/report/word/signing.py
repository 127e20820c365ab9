"""Places to sign: a sheet of approval, and the foot of a letter. NIP is always a line, and there is room for TTE."""

from __future__ import annotations

from collections.abc import Sequence

from audit.reference.identity import plain
from audit.report.formal import Duty, Signatory
from audit.report.front import Front, Signature, acting
from audit.report.word.desk import Desk
from audit.report.word.looks import BRAND, LINES, MUTED, WIDE_CM
from audit.report.word.markup import cell, grid, paragraph, row, run, words

__all__ = ["approval_sheet", "sign_here", "sign_together"]

_GAP_CM, _SIGN_CM, _ROOM_CM, _LABEL_CM, _STAMP_CM = 0.6, 8.2, 7.2, 2.4, 6.5
_ALL = ("top", "left", "bottom", "right")


def approval_sheet(front: Front) -> str:
    """What is approved, how far it has come, and a frame for each who signs: two a row, the last one alone."""
    half = (WIDE_CM - _GAP_CM) / 2
    frames = [_frame(signature, front.words) for signature in front.signatures]
    *pairs, last = frames
    rows = []
    for n in range(0, len(pairs), 2):
        pair = [*pairs[n : n + 2], ""][:2]
        rows.append(row([_framed(pair[0], half), cell("", _GAP_CM), _framed(pair[1], half)]))
    side = (WIDE_CM - half) / 2
    return "".join(
        (
            words(front.statement),
            paragraph(run(front.state, bold=True), after=12),
            grid(rows, [half, _GAP_CM, half]) if rows else "",
            paragraph(),
            grid([row([cell("", side), _framed(last, half), cell("", side)])], [side, half, side]),
        )
    )


def _framed(inside: str, wide: float) -> str:
    return cell(inside, wide, borders=_ALL if inside else (), colour=LINES)


def _frame(it: Signature, said: dict[str, str]) -> str:
    def line(name: str, value: str = "", high_cm: float = 0.75) -> str:
        label = cell(paragraph(run(said[name]), style="AksCell"), _LABEL_CM, low=True)
        filled = paragraph(run(value, bold=True), style="AksCell")
        room = cell(filled, _ROOM_CM - _LABEL_CM, borders=("bottom",), colour=MUTED, low=True)
        return row([label, room], high_cm=high_cm)

    lines = [line("place", it.place), line("date", it.day), line("signature", high_cm=2.4), line("name", it.name)]
    return "".join(
        (
            paragraph(run(it.task, bold=True, colour=BRAND), before=4),
            paragraph(run(it.office), after=4),
            grid([*lines, line("nip")], [_LABEL_CM, _ROOM_CM - _LABEL_CM], inset_cm=0.05),
            paragraph(style="AksCell"),
        )
    )


def sign_here(
    desk: Desk, duty: Duty, *, usual: str, nip: bool = True, dated: str = "", alone: bool = True, capitals: bool = False
) -> str:
    """The foot of a letter: who signs, room for ink or a certificate (TTE), a name, and a line for the NIP.

    ``usual`` is the office that signs where the params name none; ``dated`` stands above it. ``alone`` puts it on the
    right half of the page; else it is for a cell. Decrees have the office in ``capitals``.
    """
    signs = next((s for s in desk.context.formal.signatories if s.task == duty), Signatory(duty, usual))
    dots, office = "." * 40, signs.office.upper() if capitals else signs.office
    lines = [paragraph(run(said), after=2) for said in dated.split("\n") if said]
    if signs.acting == "an":
        lines.append(paragraph(run(f"{acting(signs, desk.context.language)}{office}"), after=0))
        lines.append(paragraph(run(f"{signs.position or dots},"), after=2))
    else:
        lines.append(paragraph(run(f"{acting(signs, desk.context.language)}{office},"), after=2))
    lines.append(_room(desk))
    lines.append(paragraph(run(signs.name or dots, bold=bool(signs.name)), before=4, after=0))
    if nip:
        lines.append(paragraph(run(f"{desk.say('nip')} {'.' * 34}"), after=0))
    if not alone:
        return "".join(lines)
    left = WIDE_CM - _SIGN_CM
    return paragraph(keep=True) + grid([row([cell("", left), cell("".join(lines), _SIGN_CM)])], [left, _SIGN_CM])


def sign_together(desk: Desk, signatures: Sequence[tuple[str, str, str]]) -> str:
    """Those who sign a record, side by side: (what for, office, name); an empty name is a line."""
    wide = WIDE_CM / len(signatures)
    dots = "." * round(wide * 5)

    def line(said: Sequence[str], *, bold: bool = False) -> str:
        return row([cell(paragraph(run(one, bold=bold), after=1, keep=True), wide) for one in said])

    stamp = min(_STAMP_CM, wide - _GAP_CM)
    inside = grid(
        [
            line([task for task, _, _ in signatures]),
            line([f"{office}," for _, office, _ in signatures]),
            row([cell(_room(desk, stamp), wide) for _ in signatures]),
            line([name or dots for _, _, name in signatures], bold=True),
            line([f"{desk.say('nip')} {dots[:-5]}" for _ in signatures]),
        ],
        [wide] * len(signatures),
        inset_cm=0.05,
    )
    whole = cell(inside + paragraph(after=0), WIDE_CM)  # one row: a page never parts a name from its signature
    return paragraph(keep=True, after=0) + grid([row([whole])], [WIDE_CM], inset_cm=0)


def _room(desk: Desk, wide: float = _STAMP_CM) -> str:
    """An empty place as high as a stamp, with small words in it that say what it is for."""
    said = paragraph(run(desk.say("sign_room"), points=7, colour=plain("muted")), align="center", keep=True)
    inside = cell(said, wide, borders=_ALL, colour=plain("hairline"), middle=True)
    return grid([row([inside], high_cm=1.8)], [wide], framed=True) + paragraph(after=4, keep=True)
