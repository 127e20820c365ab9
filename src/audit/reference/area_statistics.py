"""Conventions of comparing areas: limits of funnels, hot spots, precision of surveys whose intervals nobody printed."""

from __future__ import annotations

__all__ = [
    "FUNNEL_LEVELS",
    "FUNNEL_WINSORISED",
    "PERMUTATIONS",
    "SURVEY_CHILDREN_A_DISTRICT",
    "SURVEY_DEFF",
    "UNMEASURED_RATIOS",
]

# Inner and outer limits of a funnel, two and three standard errors. Source: Spiegelhalter, Stat Med 2005;24:1185-1202.
FUNNEL_LEVELS = (0.95, 0.998)
# Share of the areas at each end whose z is drawn in before over-dispersion is estimated. Source: the same, section 4.2.
FUNNEL_WINSORISED = 0.10

# Random maps that a map is compared with: the smallest p must lie well under 0.05 / areas of a district (up to ~250).
PERMUTATIONS = 9_999

# Children of a district in SSGI 2022: 334,848 balita in 486 kabupaten and kota (survey report as the press cites it).
SURVEY_CHILDREN_A_DISTRICT = 334_848 // 486
# Design effect taken where none was printed: the upper of the 1.5 to 2 usual for stunting in cluster surveys, so that
# an interval is rather too wide than too narrow. Source: data notes, section 3; with the count above about 4 points.
SURVEY_DEFF = 2.0

# Prevalence among children not measured over that among those measured, as bounds of a sensitivity analysis
# (risk notes, decision 4): half and double.
UNMEASURED_RATIOS = (0.5, 2.0)
