"""Places to sign: a sheet of approval, and the foot of a letter. NIP is always a line, and there is room for TTE."""

from __future__ import annotations

from audit.report.front import Front, Signature
from audit.report.word.document import BRAND, LINES, WIDE_CM
from audit.report.word.markup import cell, grid, paragraph, row, run, words

__all__ = ["approval_sheet"]

_GAP_CM = 0.6
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
        filled = run(f" {value}", bold=True) if value else run(" \t")
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
