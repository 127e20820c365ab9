"""Rules of growth monitoring: least monthly gains of the KMS, faltering, catch-up, implausible change, end of a case.

Sources: Buku KIA 2023 and the KMS it prints; practice of the audit (practice notes, R2, C17, C30); growthcleanr 2.2.2
(Daymont et al., JAMIA 2017;24:1080). "Ours" marks a limit that no guideline gives.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from audit.errors import ReferenceDataError

__all__ = [
    "ABOVE_ORANGE_WAZ",
    "BAND_Z",
    "BGM_WAZ",
    "CHILD_YEARS",
    "FALTERING_Z",
    "JUMP_DAYS",
    "JUMP_HAZ",
    "JUMP_WAZ",
    "KBM_VERSION",
    "KBM_VERSIONS",
    "RECOVERY_APART_MONTHS",
    "SERIES_T",
    "KbmRow",
    "kbm_g",
    "kbm_rows",
]

KBM_VERSION = "kms2010"  # the table in force; sources differ on months 3 and 7-12, see the confidence of each row
KBM_VERSIONS = (KBM_VERSION,)
SERIES_T = 2  # T in successive months that are a series (2T); the first T already refers: Buku KIA 2023, practice C17
BGM_WAZ = -3.0  # below the red line of the KMS: weight for age under -3 SD
# Above the orange line of the KMS: weight for age over +1 SD, where Permenkes 2/2020 begins "risiko berat badan lebih".
# That the line stands there is taken from the class, not read off a printed chart.
ABOVE_ORANGE_WAZ = 1.0

BAND_Z = 0.67  # one band between centile lines (25th to 50th); a fall through it is faltering, notes on growth, 8
FALTERING_Z = -2.0  # velocity or conditional gain under this z is faltering; the usual cut-off of the standards

# Change that hardly happens; ours, after growthcleanr.
JUMP_HAZ = 1.0  # z, between visits less than JUMP_DAYS apart
JUMP_DAYS = 91  # three months
JUMP_WAZ = 2.0  # z, between successive visits

RECOVERY_APART_MONTHS = 1  # calendar months that must lie between the first and the last of them: practice R2
CHILD_YEARS = 100  # incidence, recovery and relapse are given per so many child-years


@dataclass(frozen=True, slots=True)
class KbmRow:
    """Least monthly gain (kenaikan berat badan minimal) of one sex for some completed months of age."""

    version: str
    sex: str
    from_month: int
    to_month: int
    gain_g: int
    confidence: str
    source: str


@cache
def kbm_rows(version: str = KBM_VERSION) -> tuple[KbmRow, ...]:
    """Rows of one version of the KMS table; ``ReferenceDataError`` (exit 12) for a version that is not there."""
    text = (files("audit.reference") / "tables" / "kbm_kms.csv").read_text(encoding="utf-8")
    rows = tuple(
        KbmRow(
            row["version"], row["sex"], int(row["from_month"]), int(row["to_month"]), int(row["gain_g"]),
            row["confidence"], row["source"],
        )
        for row in csv.DictReader(text.splitlines())
        if row["version"] == version
    )  # fmt: skip
    if not rows:
        raise ReferenceDataError("growth.unknown_kbm", version=version, versions=", ".join(KBM_VERSIONS))
    return rows


@cache
def kbm_g(sex: str, version: str = KBM_VERSION) -> NDArray[np.float64]:
    """Least gain in grams over the month that ends at each completed month of age, 0 to 60.

    A second weighing in the month of birth is held against the first month.
    """
    rows = [row for row in kbm_rows(version) if row.sex == sex]
    gains = np.full(max(row.to_month for row in rows) + 1, np.nan)
    for row in rows:
        gains[row.from_month : row.to_month + 1] = row.gain_g
    gains[0] = gains[1]
    gains.setflags(write=False)
    return gains
