"""Who must have reviewed a case before it counts, and how many cases a second expert reads blind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "AGREEMENT_CLASSES",
    "DISCIPLINES",
    "GONE_OUTCOMES",
    "NOT_TRACED",
    "PREVENTABLE_BY",
    "REQUIRED",
    "SECOND_READER_SHARE",
    "Required",
]

DISCIPLINES = ("sp_a", "sp_og", "gizi", "psikolog")  # reference/domain.md 1.3
PREVENTABLE_BY = ("keluarga", "layanan", "lintas_sektor", "tidak")

# For each group the demands that must all be met, each by any one of its disciplines.
Required = Mapping[str, tuple[tuple[str, ...], ...]]
_CHILD = (
    ("sp_a", "gizi"),
)  # Sp.A signs cases of children (Lingga 2022, confidence M); a nutritionist where there is none
_MOTHER = (("sp_og",),)  # Sp.OG presents pregnant and post-partum women (Bangli, M)
REQUIRED: Required = MappingProxyType(
    {
        "catin": (("sp_og", "gizi", "psikolog"),),  # no source names one (L): any expert of women will do
        "bumil": _MOTHER,
        "nifas": _MOTHER,
        "busui": (("sp_og", "sp_a", "gizi"),),  # not among the official groups (L)
        "baduta": _CHILD,
        "balita_24_59": _CHILD,
    }
)

# Share of cases that a second expert reads without seeing the first: reference/practice.md 4, point 6.
SECOND_READER_SHARE = 0.20

# Agreement beyond chance from which it is called fair (moderate) and good: Altman, Practical Statistics for Medical
# Research, 1991, p. 404; used for AC1 as Wongpakaran et al. 2013 do.
AGREEMENT_CLASSES = (0.41, 0.61)

# Outcomes of a visit after which the person is on no list any more, as by a list of life status (practice.md R10, R11).
GONE_OUTCOMES = ("meninggal", "pindah", "menolak")

# Outcomes of looking for a person after which there is nothing to review (reference/practice.md R10). Whoever was not
# found stays on the lists: somebody may find her.
NOT_TRACED = ("tidak_ditemukan", *GONE_OUTCOMES)
