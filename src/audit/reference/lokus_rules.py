"""When a desa is a focus (lokus) of the programme, and how desa are counted by that.

Source: the four criteria of Kota Kediri 2024 (reference/domain.md 3.1; bacaini.id); not assessable: practice C19.
Confidence M: a desa must meet all four; the press does not say how ties and gaps are treated.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audit.reference.indicator_rules import LOW_RULES
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.results import Partition

__all__ = ["CRITERIA", "LOKUS", "LOW_INDICATORS_SHARE", "QUALITY_CHOICES", "THRESHOLD_CHOICES"]

# Families at risk, prevalence of stunting and number of cases each above the mean of the desa; essential indicators of
# low coverage above this share.
CRITERIA = ("families", "prevalence", "cases", "indicators")
LOW_INDICATORS_SHARE = 0.5

LOKUS = Partition("lokus", {"desa": ("focus", "not_focus", "not_assessable")})

# What might have been chosen instead, Kediri's own choice first. The press gives neither how far others would go nor
# the meaning of "low", so all but the first are ours: a tenth more or less, and the readings that the words bear.
# average: what "above the mean" is taken from; factor: times that; low_share: above which share of low indicators;
# low_rule: what is low; all_indicators: unknown indicators count as neither low nor not (every answer must hold
# whatever they are) instead of being left out.
THRESHOLD_CHOICES: Mapping[str, tuple[object, ...]] = MappingProxyType(
    {
        "average": ("mean", "median"),
        "factor": (1.0, 0.9, 1.1),
        "low_share": (LOW_INDICATORS_SHARE, 0.4, 0.6),
        "low_rule": LOW_RULES,
    }
)
# coverage_floor: D/S under which a desa cannot be judged; heaping: whether figures heaped at the cut-off forbid it.
QUALITY_CHOICES: Mapping[str, tuple[object, ...]] = MappingProxyType(
    {
        "coverage_floor": (COVERAGE_ASSESSABLE, 0.7, 0.9),
        "heaping": (True, False),
        "all_indicators": (False, True),
    }
)
