"""Figures of research extracts: how alike people must be, into what steps a value is coarsened, what a twin holds.

Sources: k and l from the disclosure notes (counts of 1-4 are withheld everywhere, so a class holds 5 or more; Sweeney,
Int J Uncertain Fuzz 2002;10:557; Machanavajjhala et al., ACM TKDD 2007;1:3, l of 2 or more); the district's 30 days and
the three documents from the practice notes, section 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.disclosure_rules import SMALL_COUNT

__all__ = [
    "DAYS_OF",
    "DIVERSITY",
    "LADDERS",
    "LEAST_ALIKE",
    "MOST_SUPPRESSED_PERCENT",
    "READ_DAYS",
    "SCORE_DIGITS",
    "TWIN_PEOPLE",
    "TWIN_ROUNDED_TO",
    "Z_STEPS",
]

# Persons who must be alike in all that somebody may know of them, and different values of what nobody may learn.
LEAST_ALIKE = SMALL_COUNT
DIVERSITY = 2
# Percent of people who may at most be left out for want of others like them: the rest would be a selection.
MOST_SUPPRESSED_PERCENT = 20

# How finely each column may be told, the finest first.
LADDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sex": ("exact", "none"),
        "age": ("weeks", "months", "half_years", "years", "none"),
        "area": ("desa", "kecamatan", "district"),
        "welfare": ("fifths", "none"),
        "time": ("weeks", "months", "quarters", "half_years", "years"),
        "exit": ("reasons", "left", "none"),
        "group": ("each", "kind", "none"),
        "selection": ("how", "chosen"),
        "exposures": ("each", "packages", "ever"),
    }
)
DAYS_OF: Mapping[str, float] = MappingProxyType(
    {
        "weeks": 7.0,
        "months": DAYS_PER_MONTH,
        "quarters": 3 * DAYS_PER_MONTH,
        "half_years": 6 * DAYS_PER_MONTH,
        "years": 12 * DAYS_PER_MONTH,
    }
)
# z-scores are given in no finer steps: 0.1 z is about 4 mm of height at two years, near the error of one measurement.
Z_STEPS = (0.5, 0.1)
SCORE_DIGITS = 3  # of means of scores

READ_DAYS = 30  # before a text is submitted the district may read it
TWIN_PEOPLE = 200
TWIN_ROUNDED_TO = 5  # counts behind a twin are rounded to this, smaller ones left out
