"""Rules of data quality: limits, classes and points of WHO-UNICEF 2019 and of SMART/ENA, each figure with its source.

Sources: SMART Methodology, plausibility check of ENA for SMART (2020), as in nipnTK 0.2.2 and mwana 2.2; WHO and UNICEF
(2019), Recommendations for data collection, analysis and reporting on anthropometric indicators in children under 5
years old; Mei and Grummer-Strawn 2007, Bull World Health Organ 85:441 (PMC2636355). mwana rates skewness and kurtosis
by their signed value; here they are rated by their size, as ENA does.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from audit.results import Partition, Status

__all__ = [
    "AGE_GROUPS",
    "AGE_GROUP_MONTHS",
    "AGE_RATIO",
    "AGE_RATIO_CUT_MONTHS",
    "AGE_SPAN_MONTHS",
    "ENA_POINTS",
    "ENA_SCORE_CLASSES",
    "FLAG_CLASSES",
    "GRADES",
    "MAHALANOBIS_ALPHA",
    "MINIMUM_CASES_A_CLUSTER",
    "MINIMUM_EXPECTED",
    "MINIMUM_FOR_DIGITS",
    "MINIMUM_FOR_KURTOSIS",
    "MINIMUM_FOR_SHAPE",
    "MINIMUM_FOR_SPREAD",
    "MISSING_CLASSES",
    "MONTHS_PER_YEAR",
    "OUTLIER_CLASSES",
    "POISSON_CLASSES",
    "P_CLASSES",
    "SD_CLASSES",
    "SD_USUAL",
    "SHAPE_CLASSES",
    "SMART_BITS",
    "SMART_FLAG_DISTANCE",
    "STATUS_OF",
    "TUKEY_FAR",
    "TUKEY_NEAR",
    "U5MR_DEFAULT",
    "EnaPart",
    "Grade",
    "Rules",
]

Rules = Literal["who2019", "ena2020"]
Grade = Literal["excellent", "good", "acceptable", "problematic"]  # SMART's four classes, best first
GRADES: tuple[Grade, ...] = ("excellent", "good", "acceptable", "problematic")
STATUS_OF: Mapping[Grade, Status] = MappingProxyType(
    {"excellent": "good", "good": "good", "acceptable": "fair", "problematic": "poor"}
)

# Flags ----------------------------------------------------------------------------------------------------------------
SMART_FLAG_DISTANCE = 3.0  # z away from the mean of the survey (of the stratum in national data); SMART, national.SMART
SMART_BITS: Mapping[str, int] = MappingProxyType({"haz": 1, "whz": 2, "waz": 4})  # nipnTK national.SMART
# Share of flagged z-scores up to which a class reaches; SMART (ENA) for weight for height, mwana for MUAC for age.
FLAG_CLASSES: Mapping[str, tuple[float, float, float]] = MappingProxyType(
    {"whz": (0.025, 0.05, 0.075), "mfaz": (0.01, 0.015, 0.02), "muac": (0.01, 0.015, 0.02)}
)

# Spread and shape -----------------------------------------------------------------------------------------------------
# Open intervals of the SD of weight for height after SMART flags: excellent, good, acceptable; ENA.
SD_CLASSES = ((0.9, 1.1), (0.85, 1.15), (0.8, 1.2))
# SD of 51 national surveys after WHO flags, 5th and 95th percentile; Mei and Grummer-Strawn 2007. Up to the 5th (or to
# ENA's acceptable 1.2) good, up to the 95th what surveys usually have, above poor; to ENA's lowest 0.8 too narrow.
SD_USUAL: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"haz": (1.35, 1.95), "waz": (1.17, 1.46), "whz": (1.08, 1.50)}
)
SHAPE_CLASSES = (0.2, 0.4, 0.6)  # |skewness| and |excess kurtosis| strictly below: excellent, good, acceptable; ENA

# Sex and age ----------------------------------------------------------------------------------------------------------
P_CLASSES = (0.1, 0.05, 0.001)  # p strictly above: excellent, good, acceptable; SMART
AGE_RATIO = 0.85  # children of 6-29 months to those of 30-59; SMART
AGE_RATIO_CUT_MONTHS = 30
AGE_SPAN_MONTHS = (6, 60)  # [from, below): the ages that SMART's tests of age look at
AGE_GROUP_MONTHS = (6, 18, 30, 42, 54, 60)  # edges of the year groups, the last of half a year; nipnTK ageChildren
U5MR_DEFAULT = 1.0  # deaths of children under five per 10,000 a day; nipnTK ageChildren
MONTHS_PER_YEAR = 12
# The same groups as parts of everybody: another way to cut what ``reference.groups.AGE`` cuts.
AGE_GROUPS = Partition(
    "age",
    {
        "": ("00-05", "06-29", "30-59", "unknown"),
        "06-29": ("06-17", "18-29"),
        "30-59": ("30-41", "42-53", "54-59"),
    },
)

# Digits, clustering, outliers -----------------------------------------------------------------------------------------
POISSON_CLASSES = (0.05, 0.01, 0.001)  # p strictly above: 0, 1, 3 points; ENA
TUKEY_NEAR, TUKEY_FAR = 1.5, 3.0  # fences in interquartile ranges; Tukey 1977, nipnTK outliersUV
MAHALANOBIS_ALPHA = 0.001  # nipnTK outliersMD
OUTLIER_CLASSES = (0.005, 0.01)  # share up to which good, fair: half of and WHO's own bound for implausible z-scores

# Completeness: WHO-UNICEF 2019 asks for the share and sets no bound; up to these shares good, fair, by our convention.
MISSING_CLASSES = (0.05, 0.10)

# How many are needed before a figure is rated ------------------------------------------------------------------------
MINIMUM_EXPECTED = 5.0  # expected count in each class of a chi-square test; Cochran 1954
MINIMUM_FOR_SPREAD = 30  # standard error of an SD is then 13 % of it: sd / sqrt(2 n)
MINIMUM_FOR_SHAPE = 100  # standard error of the skewness is then 0.24, about a class of ENA: sqrt(6 / n)
MINIMUM_FOR_KURTOSIS = 400  # its standard error is twice that of the skewness; ENA's score rates it from 100 on
MINIMUM_CASES_A_CLUSTER = 1.0  # mean expected cases for an index of dispersion; Cochran 1954, for many classes
MINIMUM_FOR_DIGITS = 100  # chance alone then gives a digit preference score of 10: 100 / sqrt(n)

# Overall score --------------------------------------------------------------------------------------------------------
EnaPart = Literal[
    "flags", "sex_ratio", "age_ratio", "digits_weight", "digits_lenhei", "digits_muac", "sd", "skewness", "kurtosis",
    "poisson",
]  # fmt: skip
_P_POINTS, _SHAPE_POINTS, _SPREAD_POINTS = (0, 2, 4, 10), (0, 1, 3, 5), (0, 5, 10, 20)
# Points of each part from excellent to problematic; ENA for SMART.
ENA_POINTS: Mapping[EnaPart, tuple[int, int, int, int]] = MappingProxyType(
    {
        "flags": _SPREAD_POINTS,
        "sex_ratio": _P_POINTS,
        "age_ratio": _P_POINTS,
        "digits_weight": _P_POINTS,
        "digits_lenhei": _P_POINTS,
        "digits_muac": _P_POINTS,
        "sd": _SPREAD_POINTS,
        "skewness": _SHAPE_POINTS,
        "kurtosis": _SHAPE_POINTS,
        "poisson": _SHAPE_POINTS,
    }
)
ENA_SCORE_CLASSES = (9, 14, 24)  # highest score that is excellent, good, acceptable; ENA
