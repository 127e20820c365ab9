"""What a follow-up plan (RTL) may say, how strong an activity is, and until when money of a year can be used.

Strength: action hierarchy of RCA2 (National Patient Safety Foundation, RCA2: Improving Root Cause Analyses and Actions
to Prevent Harm, 2015, figure 3; after the US Department of Veterans Affairs): stronger, intermediate, weaker. Education
alone is weaker. Kinds that RCA2 does not name carry our own judgement (confidence L); what a panel writes wins.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import cast

__all__ = [
    "BUDGETED",
    "CODED",
    "MECHANISMS",
    "NO_MONEY",
    "REMEASURE_MONTHS",
    "SECTORS",
    "STATUSES",
    "STRENGTHS",
    "ActivityKind",
    "BudgetCalendar",
    "activity_kinds",
]

STRENGTHS = ("kuat", "sedang", "lemah")
STATUSES = ("belum", "proses", "selesai", "batal")  # reference/domain.md 1.8
SECTORS = ("pemerintah", "akademisi", "usaha", "media", "masyarakat")  # pentahelix, domain.md 1.8

# Money routes: reference/practice.md R9. "Not yet funded" is a status of its own.
NO_MONEY = "belum_berdana"
MECHANISMS = (
    "tanpa_biaya", "dpa_berjalan", "pergeseran", "apbd_p", "rkpd_n1", "apbdes", "bok_bokb", "baznas_csr", "genting",
    NO_MONEY,
)  # fmt: skip
CODED = ("dpa_berjalan", "pergeseran", "apbd_p", "rkpd_n1", "bok_bokb")  # need a sub-kegiatan code and its nomenclature
BUDGETED = ("dpa_berjalan", "pergeseran", "apbd_p", "apbdes", "bok_bokb")  # money that ends with its year

# Monthly re-measurement after the first dissemination: SOP of Hulu Sungai Selatan 2023 (reference/domain.md 1.2).
REMEASURE_MONTHS = 3


@dataclass(frozen=True, slots=True)
class BudgetCalendar:
    """Days (month, day) of every year after which money of that year can no longer be had; params may set them.

    ``apbd_p``: the amended budget must be agreed three months before the year ends (UU 23/2014 art. 317; UU 25/1999
    art. 20 said the same; confidence H, though a district that is earlier sets its own day). ``december``: last day for
    work to be paid in the year; the law says 31 December (UU 17/2003 art. 4, H), circulars of heads of regions stop
    payment orders about two weeks before (L: set the district's own).
    """

    apbd_p: tuple[int, int] = (9, 30)
    december: tuple[int, int] = (12, 15)

    def amended(self, year: int) -> date:
        """Last day for a plan to enter the amended budget of a year."""
        return date(year, *self.apbd_p)

    def closing(self, year: int) -> date:
        """Last day for work that money of a year is to pay."""
        return date(year, *self.december)


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """One kind of activity; what it is called stands in the catalogue (``rtl.kind.<kind>``)."""

    kind: str
    strength: str
    rca2: str
    confidence: str


@cache
def activity_kinds() -> Mapping[str, ActivityKind]:
    """Every kind of activity by its id, the strongest first."""
    text = (files("audit.reference") / "tables" / "activity_kinds.csv").read_text(encoding="utf-8")
    rows = [ActivityKind(**cast("dict[str, str]", row)) for row in csv.DictReader(io.StringIO(text))]
    return MappingProxyType({row.kind: row for row in rows})
