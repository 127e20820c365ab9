"""How figures are judged when they are printed: classes of prevalence, and how few children are too few to say."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CAUTION_BELOW",
    "COVERAGE_GROUPS",
    "COVERAGE_SHOWN",
    "EQUAL_DIGIT_SHARE",
    "PILED_DIGIT_SHARE",
    "PRECISION_CLASSES",
    "PREVALENCE_CLASSES",
    "PrecisionClass",
    "PrevalenceClass",
]


@dataclass(frozen=True, slots=True)
class PrevalenceClass:
    """One public-health class of stunting prevalence: proportions in [``low``, ``high``)."""

    id: str
    low: float
    high: float


# Thresholds of stunting among children under five: de Onis et al. 2019, Public Health Nutrition 22(1):175-179 (WHO and
# UNICEF 2018). Fixed, never quantiles, so that districts and years compare.
PREVALENCE_CLASSES = (
    PrevalenceClass("very_low", 0.0, 0.025),
    PrevalenceClass("low", 0.025, 0.10),
    PrevalenceClass("medium", 0.10, 0.20),
    PrevalenceClass("high", 0.20, 0.30),
    PrevalenceClass("very_high", 0.30, 1.0),
)

# Children in the denominator under which a percentage is printed with a warning. Under
# ``disclosure_rules.SMALL_DENOMINATOR`` none is printed. Source: reporting rules of the suite, uncertainty section.
CAUTION_BELOW = 50

# Share of each last digit among many true measurements to one decimal.
EQUAL_DIGIT_SHARE = 0.10
# A digit with at least this share is named as one on which values pile up: half as often again as it should be.
PILED_DIGIT_SHARE = 1.5 * EQUAL_DIGIT_SHARE

# Where groups of places by D/S begin, for a chart: tenths around the limit from which routine figures can be assessed
# (``statistics.COVERAGE_ASSESSABLE``); 1 stands apart, since D above S is a gap in the register. Ours.
COVERAGE_GROUPS = (0.6, 0.7, 0.8, 0.9, 1.0)

# Essential indicators that one page for everybody shows, as far as they are known: what each is called is common
# knowledge, and they run through the first thousand days, then the family and its house. Ours; no order of values.
COVERAGE_SHOWN = (
    "pregnant_iron_tablets", "breastfed_exclusively", "complementary_food", "basic_immunisation",
    "families_accompanied", "proper_sanitation", "safe_water",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrecisionClass:
    """One word of the scale for how sure a figure is: relative standard errors up to and with ``most``."""

    id: str
    most: float


# Coefficient of variation: standard error over the figure itself. Limits of 16.5 % and 33.3 %: Statistics Canada's
# release guidelines, Canadian Community Health Survey, user guide, section "Guidelines for tabulation, analysis and
# release" (up to 16.5 % unrestricted, up to 33.3 % with a warning, above it not to be relied on); also cited by
# Middlesex-London Health Unit, "Coefficient of variation". One scale for every figure that is described in words;
# without an interval no word, and no ranking.
PRECISION_CLASSES = (
    PrecisionClass("firm", 0.165),
    PrecisionClass("fair", 0.333),
    PrecisionClass("rough", float("inf")),
)
