"""The table of WHO's Anthro Survey Analyser: its codes, cut-offs, age limit and words for groups.

Source: WHO R package anthro 1.1.0 (2026), ``anthro_prevalence``, which the Anthro Survey Analyser runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audit.reference.anthropometry_rules import Index

__all__ = [
    "AGE_GROUP_LABEL",
    "AGE_SEX_LABEL",
    "ALL",
    "COMBINED",
    "CUTOFFS",
    "GROUP_LABELS",
    "INDEX_CODES",
    "MISSING_LEVEL",
    "OEDEMA_Z",
    "OLDEST_DAYS",
    "SEX_LABEL",
    "SEX_LEVELS",
    "WEALTH_LEVELS",
]

# Index and the code of its indicators, in WHO's order.
INDEX_CODES: Mapping[Index, str] = MappingProxyType({"haz": "HA", "waz": "WA", "baz": "BMI", "whz": "WH"})
# Suffix of the code and the z-score that a case lies beyond: strictly below a negative one, strictly above a positive.
CUTOFFS: Mapping[str, float] = MappingProxyType(
    {"_3": -3.0, "_2": -2.0, "_1": -1.0, "1": 1.0, "2": 2.0, "3": 3.0},
)
# Two conditions in one child, over children with both z-scores: the code and the suffixes of HA and WH.
COMBINED: Mapping[str, tuple[str, str]] = MappingProxyType({"HA_2_WH_2": ("_2", "_2"), "HA_2_WH2": ("_2", "2")})

OLDEST_DAYS = 1826  # whole days; older children are left out, those without an age stay (rule P1)
OEDEMA_Z = -3.1  # z that counts for a child with oedema in the shares of WA, WH and BMI; in means it has none (rule P1)

ALL = "All"
AGE_GROUP_LABEL, SEX_LABEL, AGE_SEX_LABEL = "Age group", "Sex", "Age + sex"
SEX_LEVELS = ("Female", "Male")  # WHO's order
MISSING_LEVEL = "NA"
# Names of WHO's own grouping columns; any other column goes by its name.
GROUP_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "typeres": "Area",
        "gregion": "Geographical region",
        "wealthq": "Wealth quintile",
        "mothered": "Maternal education",
        "othergr": "Other grouping",
    }
)
# The column wealthq holds 1-5 or Q1-Q5; anything else is a missing quintile. All five are always listed.
WEALTH_LEVELS = ("Q1: Poorest", "Q2", "Q3", "Q4", "Q5: Richest")
