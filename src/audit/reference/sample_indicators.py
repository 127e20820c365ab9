"""What the invented reports of the essential indicators and of families at risk are made to resemble.

Sizes of groups and levels of coverage are assumed: no district's own table of them was found. The parts of families at
risk are those of a published table (Kabupaten Subang 2025, 30 kecamatan; domain notes, section 2).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

__all__ = [
    "FAMILY_SHARES",
    "INDICATOR_SHARES",
    "REPORTS",
    "IndicatorShares",
    "SampleIndicator",
    "SampleReport",
    "sample_indicators",
]


@dataclass(frozen=True, slots=True)
class SampleIndicator:
    """People of an indicator among 1,000 inhabitants, and the share of them (0-1) that is reached."""

    id: str
    per_thousand: float
    level: float


@dataclass(frozen=True, slots=True)
class SampleReport:
    """How a district reports: desa by desa or by kecamatan, of how many indicators nothing comes, since when."""

    level: Literal["desa", "kecamatan"]
    unreported: int
    periods: tuple[str, ...]


# Kediri reports most: its lokus rest on these figures (practice notes, section 1).
REPORTS: Mapping[str, SampleReport] = MappingProxyType(
    {
        "35.71": SampleReport("desa", 2, ("2024-S1", "2025-S1")),
        "17.71": SampleReport("desa", 8, ("2025-S1",)),
        "64.74": SampleReport("desa", 6, ("2024-S1", "2025-S1")),
        "19.71": SampleReport("desa", 7, ("2025-S1",)),
        "14.03": SampleReport("kecamatan", 11, ("2024", "2025")),
    }
)


@dataclass(frozen=True, slots=True)
class IndicatorShares:
    """Logits by which coverage differs: between desa (sd), with the growth of their children, from a year to
    the next (mean and sd over indicators).

    ``gaps``: share of figures that an area leaves empty.
    """

    desa_sd: float = 0.35
    with_growth: float = 1.6
    a_year: float = 0.12
    a_year_sd: float = 0.15
    gaps: float = 0.005


INDICATOR_SHARES = IndicatorShares()

# Of inhabitants, families; of families, target families; of these, families at risk; and so on, part by part.
FAMILY_SHARES: Mapping[str, float] = MappingProxyType(
    {
        "families": 0.29,  # of inhabitants: assumed, 3.4 to a family
        "target_families": 291_611 / 484_838,
        "at_risk": 24_344 / 291_611,
        "rank_1": 4_268 / 24_344,
        "rank_2": 2_382 / 24_344,
        "rank_3": 2_082 / 24_344,
        "rank_4": 1_694 / 24_344,
        "unsafe_water": 1_713 / 24_344,
        "unhealthy_latrine": 11_291 / 24_344,
        "couples": 0.86,  # of target families: assumed; the shares below are of target families too
        "couples_pregnant": 0.04,
        "with_baduta": 0.20,
        "with_balita": 0.33,
        "mother_too_young": 982 / 291_611,
        "mother_too_old": 52_200 / 291_611,
        "births_too_close": 915 / 291_611,
        "children_too_many": 34_922 / 291_611,
    }
)


@cache
def sample_indicators() -> tuple[SampleIndicator, ...]:
    """Size and level of each indicator, in the order of the list."""
    text = (files("audit.reference") / "tables" / "sample_indicators.csv").read_text(encoding="utf-8")
    return tuple(
        SampleIndicator(row["indicator"], float(row["per_thousand"]), float(row["level"]))
        for row in csv.DictReader(io.StringIO(text))
    )
