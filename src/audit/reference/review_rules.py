"""Who must have reviewed a case before it counts, what a review says, how many cases a second expert reads blind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "ADDRESSEES",
    "AGREEMENT_CLASSES",
    "CONFIRMING",
    "DISCIPLINES",
    "EVIDENCE",
    "FIRST_READER",
    "GONE_OUTCOMES",
    "MODES",
    "NOT_TRACED",
    "PREVENTABLE_BY",
    "READERS",
    "REQUIRED",
    "SECOND_READER",
    "SECOND_READER_SHARE",
    "Required",
    "asked_of",
]

DISCIPLINES = ("sp_a", "sp_og", "gizi", "psikolog")  # reference/domain.md 1.3
READERS = FIRST_READER, SECOND_READER = ("pertama", "kedua")  # the second reads blind
MODES = ("luring", "daring", "telekonsultasi")  # reference/practice.md R14
ADDRESSEES = ("keluarga", "faskes", "opd", "rujukan")  # of recommendations, reference/domain.md 1.7
EVIDENCE = ("D", "K", "O", "W")  # document, visit (kunjungan), observation, interview (wawancara)
CONFIRMING = ("sp_a",)  # who may confirm stunting clinically: PNPK, Kepmenkes HK.01.07/MENKES/1928/2022
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


def asked_of(group: str, required: Required = REQUIRED) -> tuple[str, ...]:
    """The disciplines that may meet a demand of a group, in the order of ``DISCIPLINES``; all where none is named."""
    named = {discipline for demand in required.get(group, ()) for discipline in demand}
    return tuple(discipline for discipline in DISCIPLINES if discipline in named or not named)


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
