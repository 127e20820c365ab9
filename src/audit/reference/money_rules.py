"""What money is called, how its use is judged, and how often an order of services is tried.

Sources of money: reference/domain.md 1.8 and 3.4, issue of Kota Bontang's appraisal. Ingredients: practice notes,
section 4 (personnel, food, transport, volunteer time). Repetitions: reference/anchors.md, "use of funds".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "CASH",
    "DIRECT",
    "DRAWS",
    "INGREDIENTS",
    "INTERVENTIONS",
    "KIND_OF",
    "LIKELY",
    "MONEY_CHECKS",
    "OF_100",
    "SOURCES",
    "TOP",
    "UNTAGGED",
    "VOLUNTEER",
    "VOLUNTEER_UNITS",
]

SOURCES = ("apbd", "dak", "bok", "bokb", "dana_desa", "apbn", "csr", "baznas", "lain")
VOLUNTEER = "volunteer_time"  # given, not paid: shown apart and in no sum of rupiah
VOLUNTEER_UNITS = ("jam", "hari")  # in which it may be shown; another word is somebody's own
CASH = ("personnel", "food", "transport", "other")
INGREDIENTS = (*CASH, VOLUNTEER)
INTERVENTIONS = ("spesifik", "sensitif")
KIND_OF: Mapping[str, str] = MappingProxyType({"specific": "spesifik", "sensitive": "sensitif"})  # of audit activities
DIRECT = ("direct", "indirect")

# What is to be looked at in a budget line, in the order of reading (``money.check.<id>``), and which tags it may lack.
MONEY_CHECKS = ("above_allocation", "twice", "swapped", "no_allocation", "no_realisation", "after_report")
UNTAGGED = ("source", "placed", "intervention", "direct")  # placed: in an action or a package

# 1,000 draws, told as "di antara tiga teratas pada x dari 100 simulasi" (reference/anchors.md, confidence H).
DRAWS = 1000
TOP = 3
OF_100 = 100
LIKELY = (0.05, 0.95)  # share of the draws below and above the range that is printed; ours
