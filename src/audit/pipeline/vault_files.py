"""Names of the lists that a run writes into the vault of a district: said here once."""

from __future__ import annotations

__all__ = ["CORRECTIONS", "LISTS", "SELECTION_WORKBOOK", "SET_ASIDE", "TRACE", "URGENT_WORKBOOK"]

SET_ASIDE, CORRECTIONS, TRACE = "disisihkan.xlsx", "perbaikan.xlsx", "perbaikan-jejak.csv"
URGENT_WORKBOOK, SELECTION_WORKBOOK = "rujuk-segera.xlsx", "pemilihan.xlsx"
LISTS = (SET_ASIDE, CORRECTIONS, URGENT_WORKBOOK, SELECTION_WORKBOOK)  # what the restricted edition takes along
