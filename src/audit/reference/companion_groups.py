"""How people, teams and what they found are split in tables about assistance. Ids of levels; words ``companions.*``."""

from __future__ import annotations

from audit.reference.companion_rules import FOUND_SOURCES, SUPPORT_REASONS, TOPICS
from audit.results import Partition

__all__ = [
    "ASSISTED",
    "AT_RISK",
    "DUE",
    "FOUND",
    "FOUND_RISK",
    "REFERRED",
    "SUPPORT",
    "TEAM",
    "support_partition",
    "topic_partition",
]

# Everybody of the target groups (``needs.PERSON``), by what is recorded of them in the months that are counted.
ASSISTED = Partition("assisted", {"": ("assisted", "not_assisted")})
# Due: a rule expects at least one contact. "due.unknown": no rule for the group, or the day it runs from is missing.
DUE = Partition("contacts", {"": ("due", "not_due", "due.unknown"), "due": ("as_often", "less_often")})
AT_RISK = Partition("at_risk", {"": ("at_risk", "not_at_risk", "risk.unknown")})
REFERRED = Partition("referred", {"": ("referred", "not_referred")})
# People in whom a team noted a risk; waiting long: more than ``companion_rules.REFERRAL_DAYS`` days, no referral yet.
# As those below they are of no target group any more in part, hence a whole of its own.
FOUND_RISK = Partition(
    "found_risk",
    {"risk_found": ("risk_referred", "risk_waiting"), "risk_waiting": ("waiting_long", "waiting_short")},
)
# Targets whom no list knew before, by where a team found them.
FOUND = Partition("found", {"found": (*(f"found_{source}" for source in FOUND_SOURCES), "found.unknown")})
TEAM = Partition(
    "team",
    {
        "team": ("team_all_months", "team_months_lacking", "team_months.unknown"),
        "team_months_lacking": ("team_some_months", "team_no_month"),
    },
)
# Whether any reason to support a team is present; unknown where none is and one is not known.
SUPPORT = Partition("support", {"": ("support_needed", "no_support", "support.unknown")})


def topic_partition(topic: str) -> Partition:
    """Whether people were told of a topic: ``topic.<id>``. Topics overlap and are never added."""
    if topic not in TOPICS:
        raise ValueError(f"no topic: {topic}")
    return Partition(f"topic.{topic}", {"": ("told", "not_told")})


def support_partition(reason: str) -> Partition:
    """Whether a reason to support a team is present: ``support.<id>``. Reasons overlap and are never added."""
    if reason not in SUPPORT_REASONS:
        raise ValueError(f"no reason: {reason}")
    return Partition(f"support.{reason}", {"": ("present", "not_present", "support.unknown")})
