"""Amounts of money as offices write them: "Rp 25.000.000", "25.000.000,00", 25000000."""

from __future__ import annotations

import re

from audit.register.text import Cell, clean

__all__ = ["read_rupiah"]

# Dots or commas in groups of three part thousands; a last group of one or two digits is a part of a rupiah.
_AMOUNT = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}|-))?|(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?")
_UNIT = re.compile(r"^(rp|idr)\.?\s*", re.IGNORECASE)


def read_rupiah(cell: Cell) -> float | None:
    """An amount in rupiah from 0 on, ``None`` where the cell is none.

    "25.000" is twenty-five thousand: rupiah have no thousandths. Words such as "25 juta" are not guessed.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell) if cell >= 0 else None
    text = _UNIT.sub("", clean(cell)).removesuffix(",-").strip()
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    whole, part = (found[1], found[2]) if found[1] else (found[3], found[4])
    return float(f"{re.sub('[.,]', '', whole)}.{part if part and part != '-' else 0}")
