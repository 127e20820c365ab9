"""How people are split in tables: sex, age bands, and the way from measured to severely stunted.

Ids of levels; their labels are in the catalogue (``group.<attribute>.<level>``).
"""

from __future__ import annotations

from audit.results import Partition

__all__ = ["AGE", "AGE_BANDS_MONTHS", "AGE_UNKNOWN", "HEIGHTS", "SEX", "STATUS", "TARGET_GROUPS"]

# [from, below) in months: the age groups of WHO's Anthro Survey Analyser (anthro 1.1.0, rule P5).
AGE_BANDS_MONTHS = {
    "00-05": (0.0, 6.0),
    "06-11": (6.0, 12.0),
    "12-23": (12.0, 24.0),
    "24-35": (24.0, 36.0),
    "36-47": (36.0, 48.0),
    "48-59": (48.0, 60.0),
}
AGE_UNKNOWN = "unknown"

SEX = Partition("sex", {"": ("m", "f", "unknown")})
# The two groups of children that a case audit takes its cases from, with their age bands: baduta 0-23 months, balita
# 24-59 months (BKKBN worksheets; domain notes, section 1.4).
TARGET_GROUPS = {"baduta": ("00-05", "06-11", "12-23"), "balita_24_59": ("24-35", "36-47", "48-59")}
AGE = Partition("age", {"": (*TARGET_GROUPS, AGE_UNKNOWN), **TARGET_GROUPS})
# Root: children measured in the period, one visit a child. Flagged: implausible by WHO's limits (rule F1).
STATUS = Partition(
    "status",
    {
        "": ("haz_known", "haz_unknown"),
        "haz_known": ("stunted", "not_stunted"),
        "haz_unknown": ("haz_missing", "haz_flagged"),
        "stunted": ("severely_stunted", "moderately_stunted"),
    },
)
# The same children cut another way: those with a height-for-age at all, plausible or not, and those without. One step
# further down than haz_known, so that where one of the two must be hidden it is the denominator of the flags, not that
# of the prevalence. That haz_given is haz_known and haz_flagged follows from the two trees together.
HEIGHTS = Partition("status", {"": ("haz_tried",), "haz_tried": ("haz_given", "haz_missing")})
