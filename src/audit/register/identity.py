"""NIK and names. A NIK is whole only with the status "ok"; none is repaired."""

from __future__ import annotations

import re

from audit.reference import import_rules as rules
from audit.register.dates import looks_like_date
from audit.register.text import Cell, clean, is_missing, lost_to_date, says_nothing

__all__ = ["CERTAIN", "is_unnamed", "looks_like_nik", "read_name", "read_nik"]

CERTAIN = frozenset({"ok", "disensor", "eksponen_excel"})  # what nothing but a NIK looks like

_EXPONENT = re.compile(r"\d(?:[.,]\d+)?e\s*\+?\s*\d{1,2}", re.IGNORECASE)
_FLOAT = re.compile(r"\d+[.,]\d+")
_NOUGHTS = re.compile(r"0+")
_MASK = re.compile(r"[*x•#]{3,}", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"[\s.'`’-]+")
_UNNAMED = re.compile(
    r"(?:by|bby|bayi)\b\.?\s*(?:(?:ny|nyonya|nn|ibu|tn)\b\.?.*)?|(?:by|bby|bayi)\s+\S.*", re.IGNORECASE
)
_DIGITS_ENOUGH = 9  # more than any measure, fewer than any NIK cut short
_LETTER = re.compile(r"[^\W\d_]")


def read_nik(cell: Cell) -> tuple[str | None, str, str]:
    """NIK, its status, and the reason for the list of things set aside.

    Status: ``ok``; ``disensor`` (masked by the source); ``eksponen_excel`` (1,77E+15); ``angka_float`` (a number cell:
    Excel keeps 15 digits); ``panjang_salah`` (its digits are kept as they are); "" for an empty cell and for a
    placeholder: noughts only, or sixteen digits that are nobody's (all equal, or serial 0000).
    """
    if is_missing(cell):
        return None, "", ""
    if not isinstance(cell, bool) and _NOUGHTS.fullmatch(clean(cell)):
        return None, "", "nik_tiruan"
    if isinstance(cell, bool) or lost_to_date(cell):
        return None, "panjang_salah", "nik_panjang_salah"
    if isinstance(cell, int | float):
        return None, "angka_float", "nik_angka"
    text = clean(cell)
    if _MASK.search(text):
        return None, "disensor", ""
    if _EXPONENT.fullmatch(text):
        return None, "eksponen_excel", "nik_eksponen"
    if _FLOAT.fullmatch(text):
        return None, "angka_float", "nik_angka"
    digits = _BETWEEN_DIGITS.sub("", text)
    if not digits.isdecimal() or not digits.isascii():
        return None, "panjang_salah", "nik_panjang_salah"
    if len(digits) != rules.NIK_LENGTH:
        return digits, "panjang_salah", ""
    if digits.endswith(rules.NIK_PLACEHOLDER_END) or len(set(digits)) == 1:
        return None, "", "nik_tiruan"
    return digits, "ok", ""


def looks_like_nik(cell: Cell) -> bool:
    """Whether a cell can only be a NIK, intact or not: masked, an exponent, or digits enough."""
    if read_nik(cell)[1] in CERTAIN:
        return True
    text = clean(cell)
    return sum(c.isdigit() for c in text) >= _DIGITS_ENOUGH and not any(c.isalpha() for c in text)


def read_name(cell: Cell) -> tuple[str | None, bool, str]:
    """A name with folded spaces, whether the child has none yet, and the reason where it can be none.

    No name: not one letter (``nama_tanpa_huruf``), or a date (``nama_berisi_tanggal``).
    """
    text = clean(cell)
    if says_nothing(text):
        return None, False, ""
    if lost_to_date(cell) or (isinstance(cell, str) and _may_be_date(text) and looks_like_date(cell)):
        return None, False, "nama_berisi_tanggal"
    if not _LETTER.search(text):
        return None, False, "nama_tanpa_huruf"
    return text, is_unnamed(text), ""


def _may_be_date(text: str) -> bool:
    return text[0].isdigit() or text[-1].isdigit()


def is_unnamed(name: str) -> bool:
    """Whether a child has no name yet: "BY NY …", "Bayi Ny.", "BAYI"."""
    return _UNNAMED.fullmatch(name) is not None
