"""Whether the cells of a column can be what its header seems to say. Settles doubtful headers; never names a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.register.codes import read_gain, read_measure, read_sex
from audit.register.dates import looks_like_date
from audit.register.identity import looks_like_nik, read_name
from audit.register.numbers import read_number
from audit.register.text import Cell, Unread, is_missing

__all__ = ["LABELS", "fits"]

LABELS = ("exported_waz_label", "exported_haz_label", "exported_whz_label")

_SHARE = 0.6  # of the filled cells sampled
_SAMPLE = 200


def _is_number(cell: Cell) -> bool:
    return read_number(cell).value is not None


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and any(c.isalpha() for c in cell)


_TESTS: dict[str, Callable[[Cell], bool]] = {
    "nik": looks_like_nik,
    "sex": lambda c: read_sex(c)[0] is not None,
    "birth_date": looks_like_date,
    "visit_date": lambda c: looks_like_date(c) or _is_number(c),
    "measure": lambda c: read_measure(c)[0] is not None,
    "weight_gain_status": lambda c: read_gain(c)[0] is not None,
    **dict.fromkeys(
        ("birth_weight_kg", "birth_length_cm", "weight_kg", "lenhei_cm", "muac_cm", "exported_waz", "exported_haz",
         "exported_whz"), _is_number),
    **dict.fromkeys(LABELS, _is_words),
    "entry_date": looks_like_date,
    **dict.fromkeys(
        ("name", "parent_name", "district", "province", "kecamatan", "puskesmas", "desa", "posyandu"),
        lambda c: read_name(c)[0] is not None),
}  # fmt: skip


def fits(field: str, cells: Sequence[Cell]) -> bool:
    """Whether most cells that can be read can be of a field; an empty column and a field of free form fit."""
    test = _TESTS.get(field)
    filled = [cell for cell in cells if not (is_missing(cell) or isinstance(cell, Unread))][:_SAMPLE]
    if test is None or not filled:
        return True
    return sum(test(cell) for cell in filled) >= _SHARE * len(filled)
