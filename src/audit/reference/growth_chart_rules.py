"""How one child's growth is drawn and put into words: curves, axis, corrected age, what counts as a change.

Sources: growth chart specification of the suite (reporting notes 6, after the RCPCH chart client and WHO's use); for
corrected age practice note C30. "Ours" marks a limit that no guideline gives.
"""

from __future__ import annotations

from math import sqrt

from audit.reference.measurement_error_rules import MEASURES

__all__ = [
    "AHEAD_MONTHS",
    "CHANGE_CM",
    "CORRECTED_UNTIL_MONTHS",
    "CURVES_Z",
    "FULL_TERM_WEEKS",
    "PRETERM_BELOW_WEEKS",
    "SEVERELY_BELOW",
    "STEP_MONTHS",
    "VELOCITY_LEAST_DAYS",
    "VELOCITY_MONTHS",
]

CURVES_Z = (-3, -2, -1, 0, 1, 2, 3)
STEP_MONTHS = 3  # from one age line to the next
AHEAD_MONTHS = 9  # the axis goes on beyond the last measurement, to see where the child is bound

SEVERELY_BELOW = -3.0  # WHO 2006; Permenkes 2/2020

PRETERM_BELOW_WEEKS = 37  # completed weeks of gestation; WHO
FULL_TERM_WEEKS = 40  # corrected age counts from the day on which the child would have been so old
CORRECTED_UNTIL_MONTHS = 24  # chronological age; practice note C30

# A change of height against the standard is said to be one when it is greater than what two careful measurements of one
# child differ by: the technical error that SMART still accepts, once for each of the two. Ours.
CHANGE_CM = sqrt(2) * MEASURES["lenhei_cm"].tem_below[1]

VELOCITY_MONTHS = 3  # gains are given per so many months
VELOCITY_LEAST_DAYS = 61  # over less than two months the error of measuring is as great as the gain; ours
