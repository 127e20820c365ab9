"""Forums: meetings, what was agreed, couples of the KUA."""

from __future__ import annotations

from audit.reference.programme_sheet import ProgrammeSheet

__all__ = ["SHEETS"]

SHEETS: tuple[ProgrammeSheet, ...] = ()
