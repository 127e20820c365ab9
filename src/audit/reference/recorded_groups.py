"""The groups that offices call "terdata", with their ages, and how they lie within one another."""

from __future__ import annotations

from typing import Literal

from audit.reference.groups import AGE_UNKNOWN, TARGET_GROUPS
from audit.results import Partition

__all__ = ["AGE_GROUPS", "RECORDED_GROUPS", "Denominator"]

Denominator = Literal["registered", "projected"]

# Baduta 0-23, batita 0-35, balita 0-59 months, and pregnant women: practice notes, U13 (Kediri's "98 %").
RECORDED_GROUPS = ("baduta", "batita", "balita", "bumil")

# The same children as in ``groups.AGE``, cut another way: batita are baduta and those of 24-35 months.
AGE_GROUPS = Partition(
    "age",
    {
        "": ("batita", "36-47", "48-59", AGE_UNKNOWN),
        "batita": ("baduta", "24-35"),
        "baduta": TARGET_GROUPS["baduta"],
    },
)
