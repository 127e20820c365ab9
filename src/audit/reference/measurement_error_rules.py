"""How far two readings of one child may differ, and how a standardisation session and a verification are laid out.

TEM is the technical error of measurement: Ulijaszek and Kerr, Br J Nutr 1999;82:165-177.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

__all__ = [
    "CHILDREN_A_SESSION",
    "LEVELS",
    "MEASURES",
    "NEAR_CUTOFF",
    "ONE_SIDED_P",
    "ONE_SIDED_RATIO",
    "RANDOM_SHARE",
    "REMEASURE_WITHIN_DAYS",
    "ROUNDS",
    "SMALLEST_DRAW",
    "TEM_WITHIN_DAYS",
    "Level",
    "Measure",
    "MeasureRule",
]

Measure = Literal["weight_kg", "lenhei_cm", "muac_cm"]
Level = Literal["good", "acceptable", "poor", "reject"]
LEVELS: tuple[Level, ...] = ("good", "acceptable", "poor", "reject")


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """``tem_below``: upper bounds of good, acceptable and poor; ``gross``: a reading further from the usual one of the
    same child is to be looked up before anything is said of it. All in ``unit``.
    """

    unit: str
    tem_below: tuple[float, float, float]
    gross: float


# TEM within one measurer: SMART standardisation test (SMART Methodology; ENA for SMART), as in anthropometry notes
# written from memory and not yet checked against the manual. MUAC there is in mm: 2.0, 2.7, 3.3.
# `gross` is ours: in SMART's own training data careful readings of one child stay within 1.0 kg, 2.2 cm and 2.5 cm of
# each other and slips of the pen begin at 6 kg, 10 cm and 3 cm.
MEASURES = MappingProxyType[Measure, MeasureRule](
    {
        "weight_kg": MeasureRule("kg", (0.04, 0.10, 0.21), 2.0),
        "lenhei_cm": MeasureRule("cm", (0.4, 0.6, 1.0), 5.0),
        "muac_cm": MeasureRule("cm", (0.20, 0.27, 0.33), 3.0),
    }
)

# SMART standardisation test: ten children, each measured twice by everybody.
CHILDREN_A_SESSION, ROUNDS = 10, 2

# HAZ around the cut-off of stunting in which a small error changes the class: everybody in it is measured again, and a
# random tenth of the others on either side.
NEAR_CUTOFF = (-2.5, -1.5)
RANDOM_SHARE = 0.10
SMALLEST_DRAW = 2  # children a stratum, where it has as many: a variance needs two

# Ours. A child grows up to 1 cm in ten days in the first months of life (WHO 2009, length velocity): later readings
# say something about classes, but no longer about the error of measuring.
TEM_WITHIN_DAYS = 10
# Ours. A second visit so soon after the first is no posyandu day of the next month but a measurement done again.
REMEASURE_WITHIN_DAYS = 14

# Ours: "only the short ones were measured again" is said where, next to the cut-off, the share of the others is less
# than half of theirs and chance gives such a difference less than once in a hundred (Fisher's exact test, one-sided).
ONE_SIDED_RATIO, ONE_SIDED_P = 0.5, 0.01
