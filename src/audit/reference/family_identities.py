"""What must hold among the counts of families at risk, and what need not.

Source: domain notes, section 2: identities of a published verification (Kabupaten Subang 2025, 30 kecamatan). There
wives who are "too old" exceed families at risk in 28 of 30 kecamatan, since they are counted among all couples: so no
identity holds any of the four "too" (4T) against families at risk, and as they overlap they are never added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

__all__ = ["FAMILY_IDENTITIES", "FOUR_TOO", "OFFICIAL_COLUMNS", "RANKS", "FamilyIdentity"]

RANKS = ("rank_1", "rank_2", "rank_3", "rank_4", "rank_above")
FOUR_TOO = ("mother_too_young", "mother_too_old", "births_too_close", "children_too_many")


@dataclass(frozen=True, slots=True)
class FamilyIdentity:
    """The sum of ``parts`` is ``whole`` ("equal"), or no more than it ("at_most"): ``krs.identity.<id>``."""

    id: str
    parts: tuple[str, ...]
    test: Literal["equal", "at_most"]
    whole: str


FAMILY_IDENTITIES = (
    FamilyIdentity("at_risk_and_not", ("at_risk", "not_at_risk"), "equal", "target_families"),
    FamilyIdentity("ranks", RANKS, "equal", "at_risk"),
    FamilyIdentity("water", ("unsafe_water",), "at_most", "at_risk"),
    FamilyIdentity("latrine", ("unhealthy_latrine",), "at_most", "at_risk"),
    FamilyIdentity("target", ("target_families",), "at_most", "families"),
)

# Columns of the table as a district office publishes it, and ours. Source: the same, "real aggregate table layout".
OFFICIAL_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "jumlah_keluarga": "families",
        "jumlah_keluarga_sasaran": "target_families",
        "kesejahteraan_1": "rank_1",
        "kesejahteraan_2": "rank_2",
        "kesejahteraan_3": "rank_3",
        "kesejahteraan_4": "rank_4",
        "kesejahteraan_lebih_4": "rank_above",
        "total_krs": "at_risk",
        "tidak_berisiko": "not_at_risk",
        "baduta": "with_baduta",
        "balita": "with_balita",
        "pus": "couples",
        "pus_hamil": "couples_pregnant",
        "air_minum_tidak_layak": "unsafe_water",
        "jamban_tidak_layak": "unhealthy_latrine",
        "terlalu_muda": "mother_too_young",
        "terlalu_tua": "mother_too_old",
        "terlalu_dekat": "births_too_close",
        "terlalu_banyak": "children_too_many",
    }
)
