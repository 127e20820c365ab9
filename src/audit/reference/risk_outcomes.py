"""What else than being stunted is compared beside risk factors: each with its table, denominator and source.

An outcome that no canonical table holds (haemoglobin of children and of teenage girls) is in ``NOT_HELD_OUTCOMES``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from audit.reference.groups import STATUS
from audit.reference.growth_groups import DEVELOPMENT_IN_TWO
from audit.reference.risk_columns import FACTOR_COLUMNS, Asked
from audit.reference.risk_framework import FrameworkLevel
from audit.results import Partition

__all__ = [
    "ANAEMIA",
    "CHILDREN_PER_PARAMETER",
    "NOT_HELD_OUTCOMES",
    "OUTCOMES",
    "THINNESS",
    "WOMAN",
    "WOMAN_FACTORS",
    "WOMAN_GROUPS",
    "RiskOutcome",
]

# Thin by weight for height, or swollen with oedema; root: children measured in the period.
THINNESS = Partition("thinness", {"": ("whz_known", "thinness.unknown"), "whz_known": ("wasted", "not_wasted")})
# Women who are asked for their haemoglobin. No root: they are no part of the children of a period.
WOMAN_GROUPS = ("bumil", "catin")
ANAEMIA = Partition(
    "anaemia", {"hb_asked": ("hb_known", "anaemia.unknown"), "hb_known": ("anaemic", "not_anaemic")}
)  # fmt: skip
WOMAN = Partition("woman", {"": WOMAN_GROUPS})

Levels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RiskOutcome:
    """One outcome.

    ``column`` of the rows that are compared: 0/1, or a number in ``unit``; missing where it is not known. ``whole`` are
    the people it is asked of, ``known`` those of whom it is known (the denominator) and ``cases`` those who have it, as
    (attribute, level) of cells; ``partitions`` split them. ``model`` is the attribute of its models.
    """

    id: str
    kind: Literal["binary", "continuous"]
    column: str
    table: str
    source: str
    whole: Levels
    known: Levels = ()
    cases: Levels = ()
    partitions: tuple[Partition, ...] = ()
    model: str = "risk_model"
    unit: str = ""


_CHILDREN: Levels = (("status", "haz_known"),)

OUTCOMES = MappingProxyType(
    {
        outcome.id: outcome
        for outcome in (
            RiskOutcome(
                "height", "continuous", "had_cm", "visits",
                "length or height minus WHO's 2006 median of the age and sex; Leroy et al., J Nutr 2015;145:1675-1678",
                _CHILDREN, partitions=(STATUS,), unit="cm",
            ),
            RiskOutcome(
                "short_and_thin", "binary", "short_and_thin", "visits",
                "HAZ below -2 and WHZ below -2, or oedema; of children with both: Permenkes 2/2020, WHO 2006",
                _CHILDREN, (("thinness", "whz_known"),), (("status", "stunted"), ("thinness", "wasted")),
                (STATUS, THINNESS),
            ),
            RiskOutcome(
                "development", "binary", "not_as_expected", "visits, or child_history where no visit has it",
                "KPSP: meragukan or penyimpangan; of children screened (practice notes, U20)",
                _CHILDREN, (("development", "screened"),), (("development", "not_as_expected"),),
                (STATUS, DEVELOPMENT_IN_TWO),
            ),
            RiskOutcome(
                "anaemia", "binary", "anaemic", "women",
                "haemoglobin below the bound of the rule set of the params: pregnant 11, brides 12 g/dL (practice C10,"
                " C16); not corrected for altitude or smoking, which no table holds and no note states",
                (("anaemia", "hb_asked"),), (("anaemia", "hb_known"),), (("anaemia", "anaemic"),),
                (ANAEMIA, WOMAN), "risk_model.women",
            ),
        )
    }
)  # fmt: skip
NOT_HELD_OUTCOMES = ("anaemia_children", "anaemia_girls")

# Rows for each parameter of a model of a number: Harrell, Regression Modeling Strategies, 2nd ed. 2015, section 4.4.
CHILDREN_PER_PARAMETER = 15


@dataclass(frozen=True, slots=True)
class WomanFactor:
    """A factor of anaemia at its level of the framework, asked of what is known of a woman on the day of the audit."""

    level: FrameworkLevel
    asks: tuple[Asked, ...]
    source: str


def _as_of_children(factor: str, level: FrameworkLevel) -> WomanFactor:
    """A factor of the family, asked as it is asked of children."""
    of = FACTOR_COLUMNS[factor]
    return WomanFactor(level, of.asks, of.source)


WOMAN_FACTORS = MappingProxyType(
    {
        "poorest_40_percent": _as_of_children("poorest_40_percent", "enabling"),
        "woman_below_20": WomanFactor(
            "underlying", (Asked("age_years", "below", 20),), "too young: below 20 (domain notes, section 2)"
        ),
        "no_proper_sanitation": _as_of_children("no_proper_sanitation", "underlying"),
        "unsafe_water": _as_of_children("unsafe_water", "underlying"),
        "household_smoker": _as_of_children("household_smoker", "underlying"),
        "arm_below_23_5_cm": WomanFactor(
            "immediate", (Asked("muac_cm", "below", 23.5),), "LiLA of KEK (domain notes, section 1.6)"
        ),
    }
)
