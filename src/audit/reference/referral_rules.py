"""The loop of an urgent referral: its steps, how long it may stay open, and the words of its two lists of codes.

Steps and limit: reference/practice.md, R1 and R3. The limit of days is the office's own habit, no clinical cut-off.
"""

from __future__ import annotations

from audit.results import Partition

__all__ = [
    "LOOP",
    "LOOP_GROUP",
    "NOT_ARRIVED",
    "OPEN_DAYS",
    "OUTCOMES",
    "STEPS",
    "URGENT_RULES",
    "WHY_NOT_ARRIVED",
]

URGENT_RULES = "urgent_practice_2026"  # the rule set where params choose no other

OPEN_DAYS = 14  # days after the finding from which an open referral stands on top (reference/practice.md R3); H

# The day of each step, in the order in which they are taken (reference/practice.md R3).
STEPS = (
    "found_on", "told_on", "referred_on", "arrived_on", "diagnosed_on", "treated_on", "referred_back_on", "closed_on",
)  # fmt: skip

# Why somebody who was referred has not come (reference/practice.md R3).
NOT_ARRIVED = ("jkn_tidak_aktif", "transportasi", "menolak", "tidak_ada_dokter", "bekerja", "lain")

# How it ended. "tidak_terbukti": measured again, and the value was not so. Ours, to be confirmed by the panel.
OUTCOMES = ("membaik", "masih_dipantau", "tidak_terbukti", "meninggal", "pindah", "menolak", "lain")

# How far a person is: the least advanced of the referrals that this person has. "ended": over without an arrival, or
# the person has died, moved, refused or outgrown the register. Everybody stands under a level of its own, for other
# results of a cycle count other people; the rest of them are counted nowhere here.
LOOP = Partition(
    "referral",
    {
        "": ("urgent", "not_urgent"),
        "urgent": ("waiting", "received", "ended"),
        "waiting": ("found", "told", "referred"),
        "received": ("arrived", "diagnosed", "treated", "referred_back", "closed"),
    },
)
LOOP_GROUP = Partition(
    "referral_group", {"": ("catin", "bumil", "nifas", "busui", "baduta", "balita_24_59", "unknown")}
)
WHY_NOT_ARRIVED = Partition("not_arrived", {"": (*NOT_ARRIVED, "not_said")})
