"""When a desa is a focus (lokus) of the programme, and how desa are counted by that.

Source: the four criteria of Kota Kediri 2024 (reference/domain.md 3.1; bacaini.id); not assessable: practice C19.
Confidence M: a desa must meet all four; the press does not say how ties and gaps are treated.
"""

from __future__ import annotations

from audit.results import Partition

__all__ = ["CRITERIA", "LOKUS", "LOW_INDICATORS_SHARE"]

# Families at risk, prevalence of stunting and number of cases each above the mean of the desa; essential indicators of
# low coverage above this share.
CRITERIA = ("families", "prevalence", "cases", "indicators")
LOW_INDICATORS_SHARE = 0.5

LOKUS = Partition("lokus", {"desa": ("focus", "not_focus", "not_assessable")})
