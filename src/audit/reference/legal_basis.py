"""The national rules that a case audit rests on, with the place where each was read.

Source: reference/domain.md 1.1, 3.4, 7.1 and 8.1, reference/practice.md C6 and C22. What each says for the audit and
whether its time has run out is in the catalogue (``formal.law.<id>.about`` and ``.standing``); nothing here is newer
than August 2025, when a changed Perpres 72/2021 was still a draft. Rules of a district are in its params.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Law", "legal_basis"]


@dataclass(frozen=True, slots=True)
class Law:
    """One rule: how it is called for short, its official title (Indonesian), and where it was read; empty: not kept."""

    id: str
    short: str
    title: str
    read_at: str


@cache
def legal_basis() -> tuple[Law, ...]:
    """Return the rules in the order in which a report names them."""
    text = (files("audit.reference") / "tables" / "legal_basis.csv").read_text(encoding="utf-8")
    return tuple(Law(**row) for row in csv.DictReader(io.StringIO(text)))
