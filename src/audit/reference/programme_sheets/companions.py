"""Family assistance teams (TPK) and acceleration teams (TPPS)."""

from __future__ import annotations

from audit.reference.programme_sheet import ProgrammeSheet

__all__ = ["SHEETS"]

SHEETS: tuple[ProgrammeSheet, ...] = ()
