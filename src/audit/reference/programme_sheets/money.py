"""Budget lines, realisation, what a service costs, and the district's own programmes."""

from __future__ import annotations

from audit.reference.programme_sheet import ProgrammeSheet

__all__ = ["SHEETS"]

SHEETS: tuple[ProgrammeSheet, ...] = ()
