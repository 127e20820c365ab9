"""How strong are findings about risk factors: which pairs are looked at together, and limits of the appendix."""

from __future__ import annotations

from dataclasses import dataclass

from audit.reference.groups import AGE_BANDS_MONTHS
from audit.results import Partition

__all__ = ["AGE_LANDMARKS", "AGE_MONTHS", "HIGH_GVIF", "MISSING_WORTH", "PAIRS", "FactorPair", "month_of_age"]


@dataclass(frozen=True, slots=True)
class FactorPair:
    """Two factors that are looked at together; ``source`` is who found a reason to, in words under ``id``."""

    id: str
    a: str
    b: str
    source: str


# Few and declared beforehand: of all pairs of twelve factors one in twenty would stand out by chance. What each asks
# stands in the catalogue (``risk_appendix.why.<id>``).
PAIRS = (
    FactorPair(
        "sanitation_water", "no_proper_sanitation", "unsafe_water",
        "Fuller et al., Trop Med Int Health 2015;20:284-292 (water and sanitation together)",
    ),
    FactorPair(
        "small_and_food", "low_birth_weight", "poor_complementary_feeding",
        "Christian et al., Int J Epidemiol 2013;42:1340-1355 (born small, and growth afterwards)",
    ),
    FactorPair(
        "poor_and_smoke", "poorest_40_percent", "household_smoker",
        "Semba et al., Public Health Nutr 2007;10:7-15 (Indonesia: money for tobacco in poor families)",
    ),
)  # fmt: skip

# Share of a model's children that lack an answer, from which imputation is worth its while: under 5 % complete rows
# will do. Jakobsen et al., BMC Med Res Methodol 2017;17:162.
MISSING_WORTH = 0.05

# GVIF^(1/2df) above which factors say nearly the same: the square root of a variance inflation of 10. Fox & Monette,
# J Am Stat Assoc 1992;87:178-183; Belsley, Kuh & Welsch, Regression Diagnostics, 1980.
HIGH_GVIF = 10**0.5

# Completed months named in titles: before and after the time in which most of the loss of height happens. Victora et
# al., Pediatrics 2010;125:e473-e480 (from 3 to 24 months; six is where exclusive breastfeeding ends).
AGE_LANDMARKS = (6, 24)

# Completed months of age within their bands, so that months add up to the bands of other tables.
AGE_MONTHS = Partition(
    "age",
    {
        band: tuple(f"month.{month:02d}" for month in range(int(low), int(below)))
        for band, (low, below) in AGE_BANDS_MONTHS.items()
    },
)


def month_of_age(level: str) -> int:
    """Completed months of a level of ``AGE_MONTHS``."""
    return int(level.rpartition(".")[2])
