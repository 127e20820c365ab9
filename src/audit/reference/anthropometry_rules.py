"""Rules of child anthropometry: ages, posture, ranges, flags and classes, each figure with unit and source.

Sources: WHO R package anthro 1.1.0 (2026), which reproduces WHO's igrowup macro; Peraturan Menteri Kesehatan 2/2020,
Standar Antropometri Anak; WHO, Training Course on Child Growth Assessment (2008), module C. All cut-offs are strict: a
z-score of exactly -2.00 is not below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

__all__ = [
    "AGE_LIMIT_MONTHS",
    "CLASSES",
    "DAYS_PER_MONTH",
    "DAYS_PER_YEAR",
    "FLAG_LIMITS",
    "HEIGHT_FROM_DAYS",
    "HEIGHT_TABLE_FROM_CM",
    "INDICES",
    "LENGTH_MINUS_HEIGHT_CM",
    "LINEAR_INDICES",
    "OEDEMA_INDICES",
    "PUBLISHED_DIGITS",
    "RESTRICTED_BEYOND",
    "STANDING_PLAUSIBLE_FROM_MONTHS",
    "STUNTED_BELOW",
    "UNDERWEIGHT_BELOW",
    "WASTED_BELOW",
    "ClassedIndex",
    "Classes",
    "Index",
    "Scheme",
]

# Height, weight, weight for height, BMI, head and arm circumference, triceps and subscapular skinfold.
Index = Literal["haz", "waz", "whz", "baz", "hcz", "acz", "tsz", "ssz"]
INDICES: tuple[Index, ...] = get_args(Index)

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12  # 30.4375; WHO anthro
AGE_LIMIT_MONTHS = 60.0  # a z-score only below this unrounded age; WHO anthro since 0.9.3
HEIGHT_FROM_DAYS = 731  # lying before, standing from this day on; WHO 2006
LENGTH_MINUS_HEIGHT_CM = 0.7  # the same child is this much longer lying; WHO 2006
STANDING_PLAUSIBLE_FROM_MONTHS = 9.0  # below this age nobody is measured standing; WHO anthro
HEIGHT_TABLE_FROM_CM = 87.0  # age and posture unknown: weight for height from this length on; WHO anthro
RESTRICTED_BEYOND = 3  # SD beyond which weights, circumferences and skinfolds go on in steps of SD3 - SD2; WHO 2006
LINEAR_INDICES: frozenset[Index] = frozenset({"haz", "hcz"})  # L is 1: plain at any distance; WHO 2006, 2007
PUBLISHED_DIGITS = 2  # WHO rounds a z-score before it is flagged or classed
OEDEMA_INDICES: frozenset[Index] = frozenset({"waz", "whz", "baz"})  # not given where there is oedema; WHO anthro

# Lowest and highest plausible z (themselves plausible); WHO anthro, "WHO flags".
FLAG_LIMITS: Mapping[Index, tuple[float, float]] = MappingProxyType(
    {
        "haz": (-6.0, 6.0),
        "waz": (-6.0, 5.0),
        "whz": (-5.0, 5.0),
        "baz": (-5.0, 5.0),
        "hcz": (-5.0, 5.0),
        "acz": (-5.0, 5.0),
        "tsz": (-5.0, 5.0),
        "ssz": (-5.0, 5.0),
    }
)

ClassedIndex = Literal["haz", "waz", "whz", "baz"]
Scheme = Literal["permenkes2020", "who"]


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of one index from lowest to highest z.

    ``below``: a z under it is in a lower class (z < cut). ``above``: a z over it is in a higher class (z > cut). There
    is one id more than there are cut-offs.
    """

    ids: tuple[str, ...]
    below: tuple[float, ...]
    above: tuple[float, ...]


_HEIGHT = Classes(("severely_stunted", "stunted", "normal", "tall"), (-3.0, -2.0), (3.0,))
STUNTED_BELOW = _HEIGHT.below[-1]  # z of height for age under which a child is stunted
_BODY = Classes(
    ("severely_wasted", "wasted", "normal", "possible_risk_of_overweight", "overweight", "obese"),
    (-3.0, -2.0),
    (1.0, 2.0, 3.0),
)
WASTED_BELOW = _BODY.below[-1]  # z of weight for height
_WEIGHT_PERMENKES = Classes(
    ("severely_underweight", "underweight", "normal", "risk_of_overweight"), (-3.0, -2.0), (1.0,)
)
UNDERWEIGHT_BELOW = _WEIGHT_PERMENKES.below[-1]  # z of weight for age
# WHO names no class of high weight for age: it is to be judged by weight for height.
_WEIGHT_WHO = Classes(("severely_underweight", "underweight", "not_underweight"), (-3.0, -2.0), ())

CLASSES: Mapping[Scheme, Mapping[ClassedIndex, Classes]] = MappingProxyType(
    {
        "permenkes2020": MappingProxyType({"haz": _HEIGHT, "waz": _WEIGHT_PERMENKES, "whz": _BODY, "baz": _BODY}),
        "who": MappingProxyType({"haz": _HEIGHT, "waz": _WEIGHT_WHO, "whz": _BODY, "baz": _BODY}),
    }
)
