"""Coded cells: sex, posture, weight gain, vitamin A, RT and RW."""

from __future__ import annotations

import re

from audit.register.text import Cell, clean, fold, is_missing, lost_to_date

__all__ = ["read_gain", "read_label", "read_measure", "read_rt_rw", "read_sex", "read_unit_number", "read_vitamin_a"]


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {word.replace("_", " "): code for code, text in words.items() for word in text.split()}


_SEX = _by_word(
    {
        "m": "l lk laki lakilaki laki2 lakii lelaki pria cowok cowo putra m male boy 1",
        "f": "p pr prp perempuan wanita cewek cewe putri w f female girl 2",
    }
)
_MEASURE = _by_word(
    {
        "l": "t l terlentang telentang berbaring baring tidur rebahan lying supine recumbent pb",
        "h": "b h berdiri diri tegak standing tb",
    }
)
_GAIN = _by_word({"N": "n naik", "T": "t tidak tidak_naik tdk_naik tetap turun", "O": "o", "B": "b baru"})
_PREFIXES = {"m": ("laki", "lelak"), "f": ("perem", "prmp", "wanit")}
_RT_RW = re.compile(r"(?:rt)?\s*0*(\d+)\s*(?:[/\\-]|rw|\s|,|;)+\s*0*(\d+)", re.IGNORECASE)
_ONE_OF = re.compile(r"(?:rt|rw)?[\s.:]*0*(\d+)(?:\.0)?", re.IGNORECASE)
Read = tuple[str | None, str]


def read_sex(cell: Cell, *, numbers: bool = True) -> Read:
    """``m`` or ``f``. With ``numbers`` 1 and 2 are boys and girls, which only the whole file can tell."""
    if is_missing(cell):
        return None, ""
    text = fold(cell).replace(" ", "")
    sex = _SEX.get(text) if numbers or not text.isdigit() else None
    if sex is None:
        sex = next((s for s, starts in _PREFIXES.items() if text.startswith(starts)), None)
    return (sex, "") if sex else (None, "jk_tak_dikenal")


def read_measure(cell: Cell) -> Read:
    """``l`` (lying, T or L in registers) or ``h`` (standing, B or H)."""
    if is_missing(cell):
        return None, ""
    measure = _MEASURE.get(fold(cell))
    return (measure, "") if measure else (None, "cara_ukur_tak_dikenal")


def read_gain(cell: Cell) -> Read:
    """N, T, O or B of the growth card."""
    if is_missing(cell):
        return None, ""
    gain = _GAIN.get(fold(cell))
    return (gain, "") if gain else (None, "naik_tak_dikenal")


def read_vitamin_a(cell: Cell) -> Read:
    """What the file says of vitamin A; usually the number of capsules."""
    if is_missing(cell):
        return None, ""
    return (None, "angka_jadi_tanggal") if lost_to_date(cell) else (clean(cell), "")


def read_label(cell: Cell) -> Read:
    """The class that a file prints beside a z-score, in its own words."""
    return (None if is_missing(cell) else clean(cell)), ""


def read_unit_number(cell: Cell) -> Read:
    """RT or RW without leading zeros; 0 is missing, a name stays as it is."""
    if is_missing(cell):
        return None, ""
    if lost_to_date(cell):
        return None, "angka_jadi_tanggal"
    text = clean(cell)
    match = _ONE_OF.fullmatch(text)
    number = match[1] if match else text
    return (None if number == "0" else number), ""


def read_rt_rw(cell: Cell) -> tuple[str | None, str | None, str]:
    """RT and RW out of one cell: ``011/04``, ``RT 3 RW 1``. A cell that holds something else is not taken apart."""
    if is_missing(cell):
        return None, None, ""
    if lost_to_date(cell):
        return None, None, "angka_jadi_tanggal"
    text = clean(cell).casefold().replace(".", " ").replace(":", " ")
    match = _RT_RW.fullmatch(" ".join(text.split()))
    if match is None:
        return None, None, "rt_rw_tak_terbaca"
    rt, rw = match[1], match[2]
    return (None if rt == "0" else rt), (None if rw == "0" else rw), ""
