"""Which columns of the canonical tables say that a child has a risk factor, and how factors split children in tables.

The factors themselves, with their levels, are in ``risk_framework``; what is not here (the mother's schooling) stands
in no list of a register yet: ``NOT_HELD``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from audit.reference.risk_framework import RISK_FACTORS
from audit.results import Partition

__all__ = [
    "ABSENT",
    "COMPLETE_FROM_WEEK",
    "FACTOR_COLUMNS",
    "FIFTHS",
    "LEAST_KNOWN",
    "LEAST_RESIDUAL_DF",
    "NOT_HELD",
    "POOREST",
    "PRESENT",
    "RANKS_IN_TENTHS",
    "UNKNOWN",
    "Asked",
    "FactorColumns",
    "factor_split",
    "model_split",
]

Test = Literal["below", "at_most", "is", "has"]
PRESENT, ABSENT = "present", "not_present"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one column: ``birth_weight_kg below 2.5``; "has": the code is among codes joined by ";"."""

    column: str
    test: Test
    bound: float | bool | str


@dataclass(frozen=True, slots=True)
class FactorColumns:
    """A factor is present where one of ``asks`` holds, absent where all are known and none does, else unknown.

    ``table``: canonical table; ``mother`` is ``women`` found by the child's ``mother_id``, with her age at its birth;
    ``pregnancy`` the same, but only what was noted of the pregnancy of this very child (``risk.pregnancy_facts``).
    """

    table: Literal["children", "child_history", "households", "mother", "pregnancy"]
    asks: tuple[Asked, ...]
    source: str


FACTOR_COLUMNS = MappingProxyType(
    {
        "poorest_40_percent": FactorColumns(
            "households", (Asked("welfare_rank", "at_most", 4),), "DTSEN: deciles 1-4 (domain notes, section 2)"
        ),
        "mother_short": FactorColumns(
            "mother", (Asked("height_cm", "below", 150.0),), "the stricter cut-off of domain notes, section 1.6"
        ),
        "teen_mother": FactorColumns(
            "mother", (Asked("age_at_birth_years", "below", 20),), "too young: below 20 (domain notes, section 2)"
        ),
        "birth_interval_below_24_months": FactorColumns(
            "pregnancy",
            (Asked("birth_interval_at_birth_months", "below", 24),),
            "Pendataan Keluarga: spacing below 2 years (domain notes, section 2); of children with an older sibling",
        ),
        "anc_below_6": FactorColumns(
            "pregnancy", (Asked("antenatal_visits", "below", 6),), "K6 (domain notes, section 1.6)"
        ),
        "ttd_below_90": FactorColumns(
            "pregnancy", (Asked("supplement_tablets", "below", 90),), "TTD 90 (domain notes, section 1.6)"
        ),
        "no_proper_sanitation": FactorColumns(
            "households", (Asked("healthy_latrine", "is", False),), "Pendataan Keluarga (domain notes, section 2)"
        ),
        "unsafe_water": FactorColumns(
            "households", (Asked("safe_water", "is", False),), "Pendataan Keluarga (domain notes, section 2)"
        ),
        "household_smoker": FactorColumns(
            "households", (Asked("smoke_at_home", "is", True),), "risk notes, section 7"
        ),
        "incomplete_immunisation": FactorColumns(
            "child_history", (Asked("immunised_for_age", "is", False),), "risk notes, section 7"
        ),
        "low_birth_weight": FactorColumns("children", (Asked("birth_weight_kg", "below", 2.5),), "WHO: below 2500 g"),
        "preterm": FactorColumns(
            "children", (Asked("gestation_weeks", "below", 37),), "WHO: before 37 completed weeks"
        ),
        "not_exclusively_breastfed": FactorColumns(
            "child_history", (Asked("exclusive_breastfeeding", "is", False),), "asked from six months on"
        ),
        "poor_complementary_feeding": FactorColumns(
            "child_history",
            (Asked("animal_protein", "is", False), Asked("meals_enough", "is", False)),
            "no animal food the day before, or meals too few for the age; asked from six months on",
        ),
        "frequent_diarrhoea": FactorColumns(
            "child_history", (Asked("recent_illness", "has", "diare"),), "diarrhoea in the last three months"
        ),
    }
)  # fmt: skip

# Factors of the framework that no canonical table holds: their readers are told so.
NOT_HELD = tuple(factor for factor in RISK_FACTORS if factor not in FACTOR_COLUMNS)

# Visits and tablets are complete in the last weeks: the last contact of the schedule is that of the 36th week (domain
# notes, section 1.6). A count noted earlier in a pregnancy is not yet a small one.
COMPLETE_FROM_WEEK = 36

# Share of measured children of whom a factor must be known; below it those who were asked may be quite other children.
# Ours: half of a list is the usual reach of lists beside the register, and a few answers within them are missing.
LEAST_KNOWN = 0.4

# Degrees of freedom that a model must have left for its figures to be public (practice of the project): with
# fewer, a table of the coefficients gives single children away.
LEAST_RESIDUAL_DF = 10

# Ranks of welfare that are tenths of all families, and how they make fifths. Source: DTSEN (domain notes, section 2).
RANKS_IN_TENTHS = 10
# Fifths are parts of "poorest 40 %" and of the rest, so both are one attribute: hidden and shown together.
FIFTHS = ("q1", "q2", "q3", "q4", "q5")
UNKNOWN = "factor.unknown"
POOREST = "poorest_40_percent"
_POOREST_FIFTHS = 2


def factor_split(factor: str) -> Partition:
    """Children with and without a factor, and those of whom nobody knows; factors overlap and are never added."""
    split = {"": ("known", UNKNOWN), "known": (PRESENT, ABSENT)}
    if factor == POOREST:
        split |= {PRESENT: FIFTHS[:_POOREST_FIFTHS], ABSENT: FIFTHS[_POOREST_FIFTHS:]}
    return Partition(f"risk.{factor}", split)


def model_split(levels: tuple[str, ...]) -> Partition:
    """Children whose rows a level's model uses: each model has the rows of the one before that are complete for it."""
    below, inside = {}, ""
    for level in levels:
        below[inside] = (level, f"{level}.unknown")
        inside = level
    return Partition("risk_model", below)
