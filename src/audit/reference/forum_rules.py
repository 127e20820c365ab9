"""Forums of the programme: their kinds, how far ahead a couple should register, and what is due in a coming month.

Each figure with its source and confidence (H, M, L); ours where no source gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.reference.visit_rules import VISIT_GROUPS
from audit.results import Partition

__all__ = [
    "COUPLE_ASSISTED",
    "COUPLE_ELSIMIL",
    "COUPLE_NOTICE",
    "COUPLE_RISK",
    "DECISIONS_ASKED",
    "DUE_SERVICES",
    "FORUM_KINDS",
    "OBSTACLE_WORDS",
    "QUESTIONS_ASKED",
    "REGISTERED_MONTHS_AHEAD",
    "REMEASURE",
    "TOPICS",
    "VISIT_LIST",
    "DueService",
    "due_partition",
]

# Meetings whose agreements come back: reference/practice.md U6-U8.
FORUM_KINDS = {"mini_lokakarya": "mini lokakarya", "rembuk": "rembuk stunting", "diseminasi": "diseminasi"}
OBSTACLE_WORDS = ("data", "tenaga", "dana", "akses", "koordinasi", "keluarga")  # reference/practice.md U7
DECISIONS_ASKED = 3  # of one forum: reference/reporting.md 4, page one
QUESTIONS_ASKED = 3  # that page one answers; ours: one page holds no more beside three decisions

# What a question of the forum may be about, so that a released result answers it (``audit.report.question_topics``):
# the subjects of the twelve sentences of page one (reference/practice.md 5.2), then those of the programme.
TOPICS = (
    "stunted", "severe", "not_measured", "kecamatan", "age", "survey_change", "target", "new_cases", "urgent", "cases",
    "causes", "follow_up", "promises", "risk_shift", "quality", "families", "companions", "sponsors", "packages",
    "needs", "money",
)  # fmt: skip

# Couples register, and are screened, at least three months before the wedding (BKKBN; reference/domain.md 5.1, V).
REGISTERED_MONTHS_AHEAD = 3

# Couples of a kecamatan, each cut on its own (reference/practice.md U9). Never marital or pregnancy order (R13).
COUPLE_NOTICE = Partition("couple.notice", {"": ("early", "late", "notice.unknown")})
COUPLE_ELSIMIL = Partition("couple.elsimil", {"": ("filled", "not_filled", "elsimil.unknown")})
COUPLE_RISK = Partition("couple.risk", {"": ("at_risk", "not_at_risk", "risk.unknown")})
COUPLE_ASSISTED = Partition("couple.assisted", {"": ("assisted", "not_recorded")})

# The verification route: children measured whose z-score is flagged, and children of the list of visits by its groups.
REMEASURE = Partition("remeasure", {"": ("again", "not_again")})
VISIT_LIST = Partition("visit_list", {"listed": VISIT_GROUPS})


@dataclass(frozen=True, slots=True)
class DueService:
    """One service that falls due: for which groups, and when.

    ``turns``: children who turn so many whole months in the month. ``weeks``: pregnancies that reach one of these
    weeks in it. ``wedding``: weddings in it. ``group``: everybody of the groups. ``months``: only in these months of
    the year (all where empty); ``ages`` in whole months, both ends within.
    """

    id: str
    groups: tuple[str, ...]
    when: Literal["turns", "weeks", "wedding", "group"]
    source: str
    confidence: Literal["H", "M", "L"]
    at: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    ages: tuple[int, int] | None = None


_CHILDREN = ("baduta", "balita_24_59")
DUE_SERVICES = (
    DueService("complementary_food", ("baduta",), "turns", "WHO 2023, complementary feeding from 6 months", "H", (6,)),
    DueService("measles_rubella", ("baduta",), "turns", "reference/domain.md 4.1: campak pada 9 bulan", "M", (9,)),
    DueService(
        "vitamin_a", _CHILDREN, "group", "reference/domain.md 1.7: Februari dan Agustus, 6-59 bulan", "M",
        months=(2, 8), ages=(6, 59),
    ),
    DueService(
        "antenatal_contact", ("bumil",), "weeks", "Elsimil BKKBN; reference/domain.md 1.6 (V)", "M",
        (12, 16, 20, 24, 28, 32, 36),
    ),
    DueService("birth_plan", ("bumil",), "weeks", "ours: delivery is expected at 40 weeks", "L", (40,)),
    DueService("post_partum", ("nifas",), "group", "reference/domain.md 5.1: kontak nifas (V)", "M"),
    DueService("before_wedding", ("catin",), "wedding", "ours: last contact before the wedding", "L"),
)  # fmt: skip


def due_partition(service: str) -> Partition:
    """Whether a service falls due for a person in the coming month: ``due.<id>``."""
    return Partition(f"due.{service}", {"": ("due", "not_due")})
