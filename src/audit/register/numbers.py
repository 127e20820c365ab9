"""Measurements as registers hold them: comma or point, units in the cell, grams for kilograms, 0 for "not measured"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.reference import import_rules as rules
from audit.register.text import Cell, clean, is_missing, lost_to_date

__all__ = [
    "Quantity",
    "read_birth_length",
    "read_birth_weight",
    "read_lenhei",
    "read_muac",
    "read_number",
    "read_weight",
    "read_z",
]

_NUMBER = re.compile(r"([+-]?)\s*((?:\d[\d.,]*)|(?:[.,]\d+))\s*([a-z]*)\.?")
_UNITS = {
    "kg": "kg", "kilo": "kg", "kilogram": "kg", "kgs": "kg", "g": "gram", "gr": "gram", "grm": "gram", "gram": "gram",
    "cm": "cm", "senti": "cm", "mm": "mm", "": "",
}  # fmt: skip
_LENGTHS, _WEIGHTS = ("cm", "mm"), ("kg", "gram")
_NOT_COMPUTED = ("outlier", "error", "invalid")
Read = tuple[float | None, str]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit that the cell itself names ("" where it names none), or the reason why there is none."""

    value: float | None
    unit: str = ""
    reason: str = ""


def read_number(cell: Cell) -> Quantity:
    """Read a number. A single comma or point is decimal; where both stand, the last one is, the other groups digits."""
    if is_missing(cell):
        return Quantity(None)
    if lost_to_date(cell):
        return Quantity(None, reason="angka_jadi_tanggal")
    if isinstance(cell, bool):
        return Quantity(None, reason="angka_tak_terbaca")
    if isinstance(cell, int | float):
        return Quantity(float(cell))
    text = clean(cell).casefold().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    match = _NUMBER.fullmatch(re.sub(r"\s*([.,])\s*", r"\1", text))
    if match is None or match[3] not in _UNITS:
        return Quantity(None, reason="angka_tak_terbaca")
    value = _decimal(match[2])
    if value is None:
        return Quantity(None, reason="angka_tak_terbaca")
    return Quantity(-value if match[1] == "-" else value, _UNITS[match[3]])


def _decimal(digits: str) -> float | None:
    comma, point = digits.rfind(","), digits.rfind(".")
    mark = "," if comma > point else "."
    group = "." if mark == "," else ","
    whole, _, part = digits.rpartition(mark) if mark in digits else (digits, "", "")
    if mark in whole or group in part:
        return None
    if group in whole and not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+", whole):
        return None
    return float(f"{whole.replace(group, '') or '0'}.{part or '0'}")


def _within(value: float, limits: tuple[float, float]) -> Read:
    low, high = limits
    return (value, "") if low <= value <= high else (None, "di_luar_batas")


def _amount(cell: Cell, *, not_in: tuple[str, ...]) -> Quantity:
    """A number other than 0 ("not measured", without a reason) that is not in units of another quantity."""
    q = read_number(cell)
    if q.value is None or q.value == 0:
        return Quantity(None, reason=q.reason)
    return Quantity(None, reason="satuan_lain") if q.unit in not_in else q


def read_weight(cell: Cell, unit: str = "") -> Read:
    """Weight in kg. 0 is "not weighed"; from 500 on it is grams, as it is where cell or header says so."""
    q = _amount(cell, not_in=_LENGTHS)
    if q.value is None:
        return None, q.reason
    grams = q.value >= rules.WEIGHT_GRAMS_FROM or ("gram" in (q.unit, unit) and q.value >= rules.WEIGHT_KG[1])
    return _within(_kg(q.value) if grams else q.value, rules.WEIGHT_KG)


def read_birth_weight(cell: Cell, unit: str = "") -> tuple[float | None, str, bool]:
    """Birth weight in kg, the reason where it is missing, and whether grams were found where kilograms were said.

    0 is "not known". Under 20 it is kilograms, from 500 on grams; between them neither can be ruled out. A weight that
    no newborn has is missing.
    """
    q = _amount(cell, not_in=_LENGTHS)
    if q.value is None:
        return None, q.reason, False
    if q.value < 0:
        return None, "di_luar_batas", False
    said = "gram" in (q.unit, unit)
    if q.value < rules.BIRTH_WEIGHT_KG_BELOW:
        return *_within(q.value, rules.BIRTH_WEIGHT_KG), False
    if q.value < (rules.BIRTH_WEIGHT_GRAMS_FROM_WHERE_SAID if said else rules.BIRTH_WEIGHT_GRAMS_FROM):
        return None, "satuan_tak_pasti", False
    kg, reason = _within(_kg(q.value), rules.BIRTH_WEIGHT_KG)
    return kg, reason, kg is not None and not said


def read_birth_length(cell: Cell) -> tuple[float | None, str, bool]:
    """Birth length in cm, the reason where it is missing, and whether a 0 stood there."""
    q = read_number(cell)
    if q.value is None or q.value == 0:
        return None, q.reason, q.value == 0
    if q.unit in _WEIGHTS:
        return None, "satuan_lain", False
    return *_within(q.value, rules.BIRTH_LENGTH_CM), False


def read_lenhei(cell: Cell) -> Read:
    """Length or height in cm; 0 is "not measured"."""
    q = _amount(cell, not_in=_WEIGHTS)
    return (None, q.reason) if q.value is None else _within(q.value, rules.LENHEI_CM)


def read_muac(cell: Cell, unit: str = "") -> Read:
    """Mid-upper arm circumference in cm; 0 is "not measured"."""
    q = _amount(cell, not_in=_WEIGHTS)
    if q.value is None:
        return None, q.reason
    value = q.value / rules.MM_PER_CM if "mm" in (q.unit, unit) and q.unit != "cm" else q.value
    return _within(value, rules.MUAC_CM)


def read_z(cell: Cell) -> Read:
    """An exported z-score; e-PPGBM's 999.99 and "Outlier" are "not computed"."""
    if isinstance(cell, str) and clean(cell).casefold() in _NOT_COMPUTED:
        return None, ""
    q = read_number(cell)
    if q.value is None:
        return None, q.reason
    if q.unit:
        return None, "satuan_lain"
    return (None, "") if abs(q.value) >= rules.Z_SENTINEL else (q.value, "")


def _kg(grams: float) -> float:
    return round(grams / rules.GRAMS_PER_KG, 6)
