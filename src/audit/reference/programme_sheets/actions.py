"""Convergence actions, their evidence and grades, registers of the programme, and cadres."""

from __future__ import annotations

from audit.reference.programme_sheet import ProgrammeSheet

__all__ = ["SHEETS"]

SHEETS: tuple[ProgrammeSheet, ...] = ()
