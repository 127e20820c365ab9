"""Cut-offs of the checks that look at single rows, at birth dates, at months and at equipment, each with its source.

"Ours" marks a limit that no guideline gives: it sorts what a person looks at first and judges nobody.
"""

from __future__ import annotations

__all__ = [
    "BIRTH_AGE_STEPS_MONTHS",
    "CALIBRATION_DAYS",
    "CONSISTENT_RATIO",
    "CONTRARY_SHARE",
    "COPIED_VISITS",
    "ENTERED_SHARE",
    "ENTERED_WITHIN_DAYS",
    "LENGTH_SLIPS",
    "MONTHS_BEFORE",
    "SHRINK_CM",
    "SHRINK_ERROR_CM",
    "SLIP_BELIEVABLE_Z",
    "STEP_BANDWIDTH_MONTHS",
    "WEIGHT_SLIPS",
]

# Share of rows measured against the rule of two years (lying before, standing from then on): below the first good,
# below the second fair. Ours; a true export had 13.9 % of the children under two standing, 3.6 % of the older lying.
CONTRARY_SHARE = (0.05, 0.10)

# A child does not shrink. More than 1 cm (about twice the technical error of one measurer) is a warning, more than
# 2.5 cm (growthcleanr's tolerance of height, Daymont et al. 2017) is an error.
SHRINK_CM = 1.0
SHRINK_ERROR_CM = 2.5

COPIED_VISITS = 3  # visits with one and the same length; ours, after growthcleanr's "carried forward"

# A value that is implausible as it stands (WHO's flags) and believable after one slip of the pen: decimal point (10),
# metres for centimetres (100), grams for kilograms (1000); pounds for kilograms; inches for centimetres.
_DECIMAL_SLIPS = (10.0, 0.1, 100.0, 0.01, 1000.0, 0.001)
WEIGHT_SLIPS = (*_DECIMAL_SLIPS, 0.45359237)
LENGTH_SLIPS = (*_DECIMAL_SLIPS, 2.54)
SLIP_BELIEVABLE_Z = 3.0  # z within which the mended value is believable; ours: 99.7 % of the standard's children

# Birth dates: Larsen, Headey, Masters, Demography 2019;56:707 (steps, and the gap between December and January).
BIRTH_AGE_STEPS_MONTHS = (24, 36, 48)
STEP_BANDWIDTH_MONTHS = 6.0  # ours: half a year on both sides, so that windows of two steps do not meet

# WHO, Data Quality Review (2017), module 1: consistent while within 33 % of the mean of the periods before.
CONSISTENT_RATIO = 0.33
MONTHS_BEFORE = 3

# Days between measuring and entry: ours, since data of a month serve that month's meeting.
ENTERED_WITHIN_DAYS = 31
ENTERED_SHARE = (0.95, 0.80)  # good from the first on, fair from the second on; ours

CALIBRATION_DAYS = 365  # scales are to be checked once a year: Permenkes 54/2015 on testing and calibration
