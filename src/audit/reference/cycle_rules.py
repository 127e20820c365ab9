"""The gates of an audit cycle in order, and which of the four official stages each belongs to.

Sources: reference/practice.md R4 (gates, each closed by a document) and reference/domain.md 1.2 (four stages of the
monitoring tool; their mapping is ours, confidence M).
"""

from __future__ import annotations

from types import MappingProxyType

from audit.reference.rule_sets import GROUPS

__all__ = ["FIRST_DISSEMINATION", "GATES_IN_ORDER", "LONGEST_DAYS", "PROVINCE_COLUMNS", "STAGES", "VISITS"]

# Stages: 1 team, 2 audit and assistance to families, 3 dissemination, 4 follow-up and its evaluation.
GATES_IN_ORDER = MappingProxyType(
    {
        "sk": 1,
        "batas_data": 2,
        "identifikasi": 2,
        "kertas_kerja_keluar": 2,
        "kertas_kerja_masuk": 2,
        "rapat_pakar": 2,
        "pengesahan_rtl": 2,
        "diseminasi_1": 3,
        "ukur_ulang_1": 4,
        "ukur_ulang_2": 4,
        "ukur_ulang_3": 4,
        "diseminasi_2": 4,
        "laporan_dikirim": 4,
    }
)
STAGES = (1, 2, 3, 4)
FIRST_DISSEMINATION = "diseminasi_1"
VISITS = ("kertas_kerja_keluar", "kertas_kerja_masuk", "ukur_ulang_1", "ukur_ulang_2", "ukur_ulang_3")  # in the field

# What the province asks of a cycle (reference/practice.md R15); params may set which and in what order.
PROVINCE_COLUMNS = (
    "area_code", "cycle", *(f"stage_{stage}_closed_on" for stage in STAGES), *(f"cases_{group}" for group in GROUPS),
    "reviewed", "referred", "plans_agreed", "plans_done", "risk_reduced", "risk_same", "risk_increased",
    "risk_not_assessable", "ceiling_rupiah", "realised_rupiah",
)  # fmt: skip

# Days after the day of a report on which people may still write about its cycle: half a year of the cycle itself, three
# months of re-measurement and the second dissemination (reference/domain.md 1.2). Ours: a date beyond it is a slip.
LONGEST_DAYS = 366
