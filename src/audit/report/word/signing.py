"""Places to sign: a sheet of approval, and the foot of a letter. NIP is always a line, and there is room for TTE."""

from __future__ import annotations

from collections.abc import Sequence

from audit.report.formal import Duty, Signatory
from audit.report.front import Front, Signature, acting
from audit.report.word.desk import Desk
from audit.report.word.document import BRAND, LINES, WIDE_CM
from audit.report.word.markup import cell, fill_in, grid, paragraph, row, run, words

__all__ = ["approval_sheet", "sign_here", "sign_together"]

_GAP_CM, _SIGN_CM, _ROOM_CM = 0.6, 8.2, 6.5
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
    def line(name: str, value: str = "", *, before: float = 6) -> str:
        filled = run(f" {value}", bold=True) if value else fill_in()
        return paragraph(run(f"{said[name]}:") + filled, style="AksCell", tabs=(("dots", 7.2),), before=before)

    return "".join(
        (
            paragraph(run(it.task, bold=True, colour=BRAND), before=4),
            paragraph(run(it.office), after=4),
            line("place", it.place),
            line("date", it.day),
            line("signature", before=44),
            line("name", it.name),
            line("nip"),
            paragraph(style="AksCell"),
        )
    )


def sign_here(
    desk: Desk, duty: Duty, *, usual: str, nip: bool = True, dated: str = "", alone: bool = True
) -> str:
    """The foot of a letter: who signs, room for ink or a certificate (TTE), a name, and a line for the NIP.

    ``usual`` is the office that signs where the params name none; ``dated`` stands above it. ``alone`` puts it on the
    right half of the page; else it is for a cell.
    """
    signs = next((s for s in desk.context.formal.signatories if s.task == duty), Signatory(duty, usual))
    dots = "." * 40
    lines = [paragraph(run(said), after=2) for said in dated.split("\n") if said]
    if signs.acting == "an":
        lines.append(paragraph(run(f"{acting(signs, desk.context.language)}{signs.office}"), after=0))
        lines.append(paragraph(run(f"{signs.position or dots},"), after=2))
    else:
        lines.append(paragraph(run(f"{acting(signs, desk.context.language)}{signs.office},"), after=2))
    lines.append(_room(desk))
    lines.append(paragraph(run(signs.name or dots, bold=bool(signs.name)), before=4, after=0))
    if nip:
        lines.append(paragraph(run(f"{desk.say('nip')} {'.' * 34}"), after=0))
    if not alone:
        return "".join(lines)
    left = WIDE_CM - _SIGN_CM
    return paragraph() + grid([row([cell("", left), cell("".join(lines), _SIGN_CM)])], [left, _SIGN_CM])


def sign_together(desk: Desk, signatures: Sequence[tuple[str, str, str]]) -> str:
    """Several who sign a record, two a row: (what for, office, name); an empty name is a line."""
    half = (WIDE_CM - _GAP_CM) / 2
    frames = [_signer(desk, *one) for one in signatures]
    rows = []
    for n in range(0, len(frames), 2):
        first, second = [*frames[n : n + 2], ""][:2]
        rows.append(row([cell(first, half), cell("", _GAP_CM), cell(second, half)]))
    return paragraph() + grid(rows, [half, _GAP_CM, half])


def _signer(desk: Desk, task: str, office: str, name: str) -> str:
    return "".join(
        (
            paragraph(run(task), after=0, before=8),
            paragraph(run(f"{office},"), after=2),
            _room(desk),
            paragraph(run(name or "." * 40, bold=bool(name)), before=4, after=0),
            paragraph(run(f"{desk.say('nip')} {'.' * 34}"), after=4),
        )
    )


def _room(desk: Desk) -> str:
    """An empty place as high as a stamp, with small words in it that say what it is for."""
    said = paragraph(run(desk.say("sign_room"), points=7.5, colour="8A949B"), align="center")
    inside = cell(said, _ROOM_CM, borders=_ALL, colour="D5DADD", middle=True)
    return grid([row([inside], high_cm=2.0)], [_ROOM_CM]) + paragraph(after=0)
