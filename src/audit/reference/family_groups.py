"""How families are split in tables: target families, at risk or not, and their welfare rank.

Families are counted beside children and cases, never as parts of them: every cell about families has the attribute
``family``. Ids of levels; their labels are in the catalogue (``families.level.<attribute>.<level>``).
"""

from __future__ import annotations

from audit.results import Partition

__all__ = ["FAMILY", "FAMILY_RULES", "HIGHEST_RANK", "RANK_UNKNOWN", "TARGET_MEMBERS", "WELFARE", "factor_partition"]

FAMILY_RULES = "families_at_risk_2022"  # where a district chooses no other

# A target family has a couple of childbearing age, a pregnant woman or a child under five (reference/domain.md 2); only
# of a family that is known to have none of them is it said that it is no target. Not
# assessable: no risk factor is known, and not every one is known to be absent.
FAMILY = Partition(
    "family",
    {
        "listed": ("target", "not_target", "target_unknown"),
        "target": ("assessed", "not_assessable"),
        "assessed": ("at_risk", "not_at_risk"),
    },
)
TARGET_MEMBERS = ("bumil", "baduta", "balita_24_59")

# Ranks of welfare as the family data collection prints them: 1 is poorest, everything above 4 is one group.
HIGHEST_RANK = 4
RANK_UNKNOWN = "rank.unknown"
WELFARE = Partition("welfare", {"": (*(f"rank_{n}" for n in range(1, HIGHEST_RANK + 1)), "rank_above", RANK_UNKNOWN)})


def factor_partition(rule_id: str) -> Partition:
    """How target families are split by one risk factor: ``factor.<rule>``. Factors overlap and are never added."""
    return Partition(f"factor.{rule_id}", {"": ("present", "not_present", "factor.unknown")})
