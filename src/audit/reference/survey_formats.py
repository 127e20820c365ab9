"""Codes and scales of survey files that others publish: DHS recodes and MICS data sets.

Sources: DHS Program, Standard Recode Manual, as read in IHSN's catalogue (HC2: one implied decimal; 9994 not present,
9995 refused, 9996 other, 9997 out of range, 9998 missing, 9999 not in universe) and in the program's own code
(DHS-Indicators-Stata, NT_CH_NUT.do: weight hv005/1000000, de facto children hv103 = 1); OPHI's do-files for the global
MPI (Cambodia DHS 2021-22: hc2/10 and hc3/10 below 9990, hc1a in days; Thailand MICS 2019: an8 from 99, an11 from 999
and caged from 9000 on are codes).
"""

from __future__ import annotations

__all__ = [
    "DHS_CODES_FROM",
    "DHS_DE_FACTO",
    "DHS_LEAST_MEDIAN",
    "DHS_LEAST_SAMPLING_WEIGHT",
    "DHS_SAMPLING_WEIGHT",
    "DHS_TENTHS",
    "MICS_AGE_CODES_FROM",
    "MICS_LENGTH_CODES_FROM",
    "MICS_WEIGHT_CODES_FROM",
    "MUAC_MM_FROM",
    "SAYS_NOTHING",
    "YOUNG_DAYS",
    "YOUNG_LENGTH_CM",
]

DHS_TENTHS = 10.0  # weight and height have one implied decimal
DHS_CODES_FROM = 9990.0
DHS_SAMPLING_WEIGHT = 1_000_000.0  # weights have six implied decimals
DHS_DE_FACTO = "1"  # hv103: slept in the household last night
# Ours: below these medians a file was rescaled already (a child under five weighs some 11 kg and measures some 85 cm).
DHS_LEAST_MEDIAN = {"weight": 40.0, "lenhei": 300.0}  # 0.1 kg, 0.1 cm
DHS_LEAST_SAMPLING_WEIGHT = 1000.0  # ours: the largest weight of a file; weights average 1,000,000
MICS_WEIGHT_CODES_FROM = 99.0  # kg
MICS_LENGTH_CODES_FROM = 999.0  # cm
MICS_AGE_CODES_FROM = 9000.0  # days or months
MUAC_MM_FROM = 60.0  # ours: from here on a circumference is millimetres, since no arm measures 60 cm
# Ours: what a column named only "age" counts in. No child under six is older in months; nobody so young in days is so
# long (WHO 2006: +6 SD of boys at 120 days is 76 cm).
YOUNG_DAYS, YOUNG_LENGTH_CM = 120.0, 80.0
SAYS_NOTHING = frozenset(
    ("missing", "don t know", "dk", "no response", "no response missing", "inconsistent", "refused", "not stated")
)  # labels of codes, folded
