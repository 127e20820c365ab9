"""Sponsors: donors, what they promised, and what arrived."""

from __future__ import annotations

from audit.reference.programme_sheet import ProgrammeSheet

__all__ = ["SHEETS"]

SHEETS: tuple[ProgrammeSheet, ...] = ()
