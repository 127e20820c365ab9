"""One cell of a list of people, read by the kind of its field: a value, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from audit.reference import import_rules as rules
from audit.register.dates import DateOrder, after_place, read_date
from audit.register.identity import read_name, read_nik
from audit.register.list_fields import Kind, ListField, vocabulary
from audit.register.numbers import read_birth_length, read_birth_weight, read_number
from audit.register.text import Cell, Unread, clean, fold, is_missing, lost_to_date

__all__ = ["Read", "born_date", "read_cell"]

Read = tuple[Any, str]

_TWO_DIGIT_YEAR = re.compile(r"(.*\D)(\d{2})")
_FOUR_DIGITS = re.compile(r"\d{4}")
_NUMBER_AND_UNIT = re.compile(r"([^\d]*\d[\d.,]*)\s*(.*)", re.DOTALL)
_DAYS_OF_WEEK = re.compile(r"\s*(?:\+|minggu|mgg|mg)\s*[0-6]\s*(?:hari|hr|h)?\.?$", re.IGNORECASE)  # 32 minggu 3 hari
_PRESSURE = re.compile(r"(\d{2,3})\s*[/\\-]\s*(\d{2,3})(?:\s*mm\s*hg\.?)?", re.IGNORECASE)
_RANK = re.compile(r"(?:desil|peringkat|rank)\s*(?:ke)?\s*", re.IGNORECASE)
_MORE_THAN = re.compile(r"(?:>|lebih(?: dari)?|di ?atas)\s*(\d+)", re.IGNORECASE)
_SEVERAL = re.compile(r"[;,/&+]|\bdan\b")
_PLUS = re.compile(r"[1-4]?\s*\++\s*[1-4]?")  # proteinuria: +, ++, +1
_TICKS = frozenset("\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{SQUARE ROOT}\N{BALLOT BOX WITH CHECK}")
_NOT = re.compile(r"(?:tidak|tdk|tak|belum|bukan|tanpa)\b")
_PERSON = re.compile(r"(?:drg?|bdn|bd|ny|tn|ibu|bapak|bpk|hj|h|bidan(?! (?:desa|praktik|praktek|koordinator)))\s+\S")


def read_cell(cell: Cell, field: ListField, *, unit: str = "", inverse: bool = False, order: DateOrder = "") -> Read:
    """Read one cell. ``unit`` is what the header says in brackets (folded), "" for the unit of the field.

    The value is text, a number, a date, a boolean, or two numbers for blood pressure; ``None`` where there is none. The
    reason is "" where nothing is to be mended.
    """
    if isinstance(cell, Unread):
        return None, cell.reason
    if field.kind in ("date", "birth_date"):
        return born_date(cell, order) if field.kind == "birth_date" else read_date(cell, order)
    if field.kind == "yes":
        value, reason = _answer(cell)
        return (not value if inverse and value is not None else value), reason
    return _READERS[field.kind](cell, field, unit)


def born_date(cell: Cell, order: DateOrder) -> Read:
    """A date of birth of a woman, a groom or a child; what stands before a comma is a place."""
    cell = after_place(cell)
    if isinstance(cell, str) and not _FOUR_DIGITS.search(cell) and (found := _TWO_DIGIT_YEAR.fullmatch(clean(cell))):
        cell = f"{found[1]}{19 if int(found[2]) >= rules.CENTURY_TURNS_AT else 20}{found[2]}"
    return read_date(cell, order, since=rules.BORN_FROM)


def _text(cell: Cell, _: ListField, __: str) -> Read:
    return (None if is_missing(cell) else clean(cell)), ""


def _name(cell: Cell, _: ListField, __: str) -> Read:
    name, _unnamed, reason = read_name(cell)
    return name, reason


def _nik(cell: Cell, _: ListField, __: str) -> Read:
    number, status, reason = read_nik(cell)
    if status == "ok":
        return number, ""
    return None, reason or ("nik_panjang_salah" if status == "panjang_salah" else "")


def _kk(cell: Cell, field: ListField, unit: str) -> Read:
    """The number of a family card: sixteen digits, made as a NIK is."""
    number, reason = _nik(cell, field, unit)
    return number, "kk_tak_utuh" if reason else ""


def _number(cell: Cell, field: ListField, unit: str) -> Read:
    if is_missing(cell):
        return None, ""
    if lost_to_date(cell):
        return None, "angka_jadi_tanggal"
    factors = vocabulary().units[field.unit] if field.unit else {}
    said = cell
    if isinstance(cell, str):
        text = _DAYS_OF_WEEK.sub("", clean(cell)) if field.unit == "weeks" else clean(cell)
        found = _NUMBER_AND_UNIT.fullmatch(text)
        if found is None:
            return None, "angka_tak_terbaca"
        said, own = found[1], fold(found[2])
        if own and own not in factors:
            return None, "satuan_lain"
        unit = own or unit
    value = read_number(said).value
    if value is None:
        return None, "angka_tak_terbaca"
    if unit not in factors and vocabulary().is_unit(unit):  # "Usia Kehamilan (bulan)" is not in weeks
        return None, "satuan_lain"
    if value == 0 and field.zero_is_missing:
        return None, ""
    return _within(round(value * factors.get(unit, 1.0), 6), field)


def _within(value: float, field: ListField) -> Read:
    low, high = field.limits or (float("-inf"), float("inf"))
    return (value, "") if low <= value <= high else (None, "di_luar_batas")


def _whole(cell: Cell, field: ListField, unit: str) -> Read:
    value, reason = _number(cell, field, unit)
    return (value, reason) if value is None or float(value).is_integer() else (None, "angka_tak_bulat")


def _rank(cell: Cell, field: ListField, unit: str) -> Read:
    """A rank of welfare; "more than 4", as Pendataan Keluarga writes it, is 5."""
    text = _RANK.sub("", clean(cell)) if isinstance(cell, str) else cell
    more = _MORE_THAN.fullmatch(text) if isinstance(text, str) else None
    return _within(float(more[1]) + 1, field) if more else _whole(text, field, unit)


def _pressure(cell: Cell, _: ListField, __: str) -> Read:
    """Systolic and diastolic blood pressure in mmHg: "120/80"."""
    if is_missing(cell):
        return None, ""
    if lost_to_date(cell):
        return None, "angka_jadi_tanggal"
    found = _PRESSURE.fullmatch(clean(cell))
    return ((float(found[1]), float(found[2])), "") if found else (None, "tekanan_tak_terbaca")


def _answer(cell: Cell) -> Read:
    """Yes or no. "Tidak ada" is no; an empty cell, a dash and "tidak tahu" are no answer."""
    words, text = vocabulary(), clean(cell)
    if isinstance(cell, bool):
        return cell, ""
    said = fold(cell)
    if said in words.unknown:
        return None, ""
    if said in words.yes or text in _TICKS or (text and _PLUS.fullmatch(text)):
        return True, ""
    if said in words.no:
        return False, ""
    return (None, "") if is_missing(cell) else (None, "jawaban_tak_dikenal")


def _named(cell: Cell, _: ListField, __: str) -> Read:
    """Whether something is there, answered with yes, no or its name ("hipertensi")."""
    said = fold(cell)
    if said in vocabulary().none or said.startswith("tidak ada "):  # "sehat" is yes of a latrine, not of a disease
        return False, ""
    value, reason = _answer(cell)
    if not reason:
        return value, ""
    return (True, "") if re.search("[a-z]", said) and not _NOT.match(said) else (None, reason)


def _code(cell: Cell, field: ListField, _: str) -> Read:
    said = fold(cell)
    if said in (field.words or {}):
        return (field.words or {})[said], ""
    return (None, "") if is_missing(cell) or said in vocabulary().unknown else (None, "kode_tak_dikenal")


def _codes(cell: Cell, field: ListField, _: str) -> Read:
    """Codes joined by ";", "" for "none". What has a name but no code here is "lain"."""
    known, words = field.words or {}, vocabulary()
    said = fold(cell)
    if said in known:
        return known[said], ""
    if said in words.unknown:
        return None, ""
    if said in words.none or said.startswith("tidak ada "):
        return "", ""
    if is_missing(cell):
        return None, ""
    parts = [fold(part) for part in _SEVERAL.split(clean(cell).casefold()) if fold(part)]
    if not parts or any(_NOT.match(part) or not re.search("[a-z]", part) for part in parts):
        return None, "kode_tak_dikenal"
    return ";".join(sorted({known.get(part, "lain") for part in parts})), ""


def _slug(cell: Cell, _: ListField, __: str) -> Read:
    if is_missing(cell):
        return None, ""
    said = fold(cell)
    return ("_".join(said.split()), "") if re.search("[a-z]", said) else (None, "kode_tak_dikenal")


def _office(cell: Cell, _: ListField, __: str) -> Read:
    """An office or a facility; a person's name is nobody's business here."""
    if is_missing(cell):
        return None, ""
    return (None, "pelaksana_orang") if _PERSON.match(fold(cell)) else (clean(cell), "")


def _birth_weight(cell: Cell, _: ListField, unit: str) -> Read:
    value, reason, _grams = read_birth_weight(cell, "gram" if unit in ("gram", "gr", "g") else unit)
    return value, reason


def _birth_length(cell: Cell, _: ListField, __: str) -> Read:
    value, reason, _zero = read_birth_length(cell)
    return value, reason


_READERS: Mapping[Kind, Callable[[Cell, ListField, str], Read]] = {
    "text": _text, "name": _name, "nik": _nik, "kk": _kk, "number": _number, "whole": _whole, "rank": _rank,
    "pressure": _pressure, "named": _named, "code": _code, "codes": _codes, "slug": _slug, "office": _office,
    "birth_weight": _birth_weight, "birth_length": _birth_length,
}  # fmt: skip
