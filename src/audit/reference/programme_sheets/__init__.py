"""The workbooks of the programme around the cases, and the sheets of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audit.reference.programme_sheet import ProgrammeSheet
from audit.reference.programme_sheets import actions, companions, forums, indicators, money, packages, sponsors

__all__ = ["BOOKS", "SHEETS", "book_file"]

# Name of the workbook (program-aksi.xlsx) to its sheets.
BOOKS: Mapping[str, tuple[ProgrammeSheet, ...]] = MappingProxyType(
    {
        "aksi": actions.SHEETS,
        "paket-layanan": packages.SHEETS,
        "indikator": indicators.SHEETS,
        "tpk": companions.SHEETS,
        "orang-tua-asuh": sponsors.SHEETS,
        "anggaran": money.SHEETS,
        "forum": forums.SHEETS,
    }
)
SHEETS: Mapping[str, ProgrammeSheet] = MappingProxyType(
    {sheet.table: sheet for sheets in BOOKS.values() for sheet in sheets}
)


def book_file(book: str) -> str:
    """The file name of a workbook of ``BOOKS``."""
    return f"program-{book}.xlsx"
