"""Rules of the test for heights that pile up at a cut-off: windows, priors and levels, each with unit and reason.

Windows are in hundredths of a z-score from the cut-off, half open: (0, 10) is [-2.00, -1.90) for the cut-off -2. The
windows follow the bunching literature (a smooth counterfactual that leaves out the neighbourhood of the notch: Chetty,
Friedman, Olsen and Pistaferri 2011; Kleven 2016); their widths were chosen by simulation, see
``benchmarks/cutoff_heaping.py``.
"""

from __future__ import annotations

from typing import Literal

from audit.reference.groups import STATUS
from audit.results import Partition

__all__ = [
    "ABOVE_WINDOWS",
    "AROUND_CUTOFF",
    "CERTAIN_P",
    "CUTOFF_Z",
    "EXCESS_WINDOW",
    "FIT_REACH",
    "HISTOGRAM_LEVELS",
    "HUNDREDTHS",
    "LEAST_CHILDREN",
    "LEAST_FACTOR",
    "LEAST_FINE",
    "LEFT_OUT",
    "MIX_CHILDREN",
    "MIX_LEFT_OUT",
    "PLACEBO_CUTOFFS_Z",
    "POLYNOMIAL_DEGREE",
    "POLYNOMIAL_SD",
    "REMEASUREMENT_ERRORS_Z",
    "ROUNDING_STEPS_CM",
    "SIDE_WINDOWS",
    "SPIKE_AMONG",
    "SPIKE_P",
    "SPIKE_WINDOW",
    "UNIT_SHAPE_SD",
    "HeapingIndex",
]

HeapingIndex = Literal["haz", "waz", "whz"]  # all three are cut at -2; Permenkes 2/2020

HUNDREDTHS = 100  # WHO publishes two decimals: a child of -2.00 is not stunted, one of -2.01 is
CUTOFF_Z = -2.0
PLACEBO_CUTOFFS_Z = (-3.0, -2.5, -1.5, -1.0)  # nobody gains by them (-3 only changes the degree)

FIT_REACH = 250  # the counterfactual is fitted this far to both sides of the cut-off
LEFT_OUT = (-80, 40)  # left out of the fit: where children may have been taken from, and put
POLYNOMIAL_DEGREE = 4
POLYNOMIAL_SD = 10.0  # of each coefficient on [-1, 1]: keeps a fit on few children finite, binds no other

# A unit's density may differ from its district's in level, lean and width. SD of log density at 0, 1 and 1 z from the
# cut-off: level as good as free; means of clusters differ by about 0.3 z (intra-cluster correlation of HAZ 0.1),
# divided by a variance of 1.2; their SDs by about a tenth.
UNIT_SHAPE_SD = (3.0, 0.25, 0.1)

SIDE_WINDOWS = (10, 20)  # above against below
ABOVE_WINDOWS = (3, 5, 10)  # above against the counterfactual
# Where lifted children lie: moved = recorded - expected. One cm, as far as rounding up lifts a child over the cut-off,
# is 0.5 z in newborns, 0.3 at two years, 0.2 at five.
EXCESS_WINDOW = 40
# 0.1 cm, the reach of the smallest height that is not stunted, is 0.053 z in newborns, 0.03 at two years, 0.02 at five
SPIKE_WINDOW = 3
SPIKE_AMONG = 30  # of the children from the cut-off up to here

# Technical error of one height, in z, with which a one-sided re-measurement may have been done: from that of a research
# team (about 0.3 cm) to that of routine work.
REMEASUREMENT_ERRORS_Z = (0.1, 0.2, 0.3)

ROUNDING_STEPS_CM = (1.0, 0.5, 0.1)  # what people round heights to
MIX_LEFT_OUT = 35  # hundredths from the cut-off within which last digits may have been made
LEAST_FINE = 0.1  # share of heights to 0.1 cm that is always reckoned with
LEAST_FACTOR = 0.01  # of a hundredth that holds no rounded height: an expected count is never 0
MIX_CHILDREN = 30  # a unit's digits weigh against this many of its district's

LEAST_CHILDREN = 30  # with fewer, an area is not tested
SPIKE_P = 0.001  # and q: of an area tested alone, too, "pile" may not be said when it is honest
CERTAIN_P = 0.99  # a tail of more counts as this in the combination, else one p of 1 would outweigh all others

# Histogram of height for age around the cut-off: tenths of a z-score from -3 to -1, [from, below) in hundredths.
_HISTOGRAM_FROM, _HISTOGRAM_BELOW, _HISTOGRAM_STEP = -300, -100, 10
HISTOGRAM_LEVELS = {
    f"haz_{low / HUNDREDTHS:.1f}": (low, low + _HISTOGRAM_STEP)
    for low in range(_HISTOGRAM_FROM, _HISTOGRAM_BELOW, _HISTOGRAM_STEP)
}
_STUNTED_LEVELS = tuple(level for level, (low, _) in HISTOGRAM_LEVELS.items() if low < CUTOFF_Z * HUNDREDTHS)
_TALLER_LEVELS = tuple(level for level in HISTOGRAM_LEVELS if level not in _STUNTED_LEVELS)
# The bars below -2 are exactly the moderately stunted, so that what hides one hides the other.
AROUND_CUTOFF = Partition(
    "status",
    {**STATUS.children, "moderately_stunted": _STUNTED_LEVELS, "not_stunted": (*_TALLER_LEVELS, "haz_taller")},
)
