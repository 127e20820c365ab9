"""Conventions of the statistics that are printed, with their sources."""

from __future__ import annotations

__all__ = [
    "BOOTSTRAP_REPLICATES",
    "CONFIDENCE_LEVEL",
    "COVERAGE_ASSESSABLE",
    "DIGIT_PREFERENCE_CLASSES",
    "FALSE_DISCOVERIES",
    "FLAGGED_POOR",
]

# Level of every printed interval ("rentang perkiraan"): WHO anthro 1.1.0 and R's survey package use the same.
CONFIDENCE_LEVEL = 0.95

# Share of false alarms that is accepted among those raised, where many areas are tested at once. Source: Benjamini &
# Hochberg, J R Stat Soc B 1995;57:289-300.
FALSE_DISCOVERIES = 0.05

# Replicates of a bootstrap: its standard error is then within about 5 % (1 / sqrt(2 x 200)). Efron and Tibshirani,
# An Introduction to the Bootstrap, 1993, section 6.4.
BOOTSTRAP_REPLICATES = 200

# Below this D/S routine figures are "belum dapat dinilai": reference rule of the routine-survey comparison
# (warn when routine coverage is under 80 %), also practice C19.
COVERAGE_ASSESSABLE = 0.80

# Digit preference score, upper bounds of "excellent", "good", "acceptable" (above: problematic).
# Source: nipnTK 0.2.2 digitPreference, after SMART.
DIGIT_PREFERENCE_CLASSES = (8.0, 12.0, 20.0)

# Share of z-scores that WHO flags above which quality is called poor: WHO and UNICEF 2019, Recommendations for data
# collection, analysis and reporting on anthropometric indicators in children under 5 years old.
FLAGGED_POOR = 0.01
