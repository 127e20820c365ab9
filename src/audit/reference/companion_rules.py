"""What families' companions (TPK) and acceleration teams (TPPS, TP3S) do, how often, and when a team needs support.

Contacts that are expected are versioned data: the guide of 2023 exists, its frequencies are not visible, so some groups
have no rule at all and are shown as such. Words: ``companions.<subject>.<id>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.errors import ReferenceDataError

__all__ = [
    "ASSISTED_TARGET",
    "BODY_LEVELS",
    "BODY_MEASURES",
    "BODY_NAMES",
    "BODY_QUARTERS",
    "CONTACT_RULES",
    "DUTIES",
    "FOUND_SOURCES",
    "HEAVY_LOAD",
    "LEAST_EXPECTED",
    "MBG_DUTY",
    "MBG_LOAD",
    "MEMBERS",
    "REFERRAL_DAYS",
    "SUPPORT_REASONS",
    "TOPICS",
    "TOPIC_GROUPS",
    "VISITORS",
    "WINDOW_MONTHS",
    "BodyName",
    "ContactRule",
    "contact_rules",
    "name_on",
]

# Four duties (reference/domain.md 5.1, H), and since 2025 the fifth: recording, bringing and teaching around free meals
# for pregnant and breastfeeding women and under-fives outside PAUD (Perpres 115/2025; practice notes C25, H).
MBG_DUTY = "mbg_3b"
DUTIES = ("penyuluhan", "rujukan", "bansos", "pengamatan", MBG_DUTY)
TOPICS = ("gizi", "kb_kespro", "pola_asuh", "sanitasi", "rokok", "imunisasi", "pranikah")  # practice U3
TOPIC_GROUPS = {"pranikah": ("catin",)}  # topics that are for some groups alone
FOUND_SOURCES = ("sweeping", "kua", "posyandu", "pk")  # practice U12; pk: pendataan keluarga
MEMBERS = ("midwife", "pkk_cadre", "kb_cadre")  # reference/domain.md 5.1: one of each
VISITORS = ("bkkbn", "pkb")  # practice U21

WINDOW_MONTHS = 6  # months that contacts are counted in: the cycle of an audit is a semester (reference/domain.md 10)
# Share of a target group that is to be assisted. Source: reference/domain.md 5.1, no document read; confidence L.
ASSISTED_TARGET = 0.90
REFERRAL_DAYS = 14  # open longer than this stands on top (practice notes R3, H)
LEAST_EXPECTED = 5.0  # a team of whom fewer are expected is not placed in the funnel (Cochran, Biometrics 1954;10:417)
# Ours, confidence L, as nobody settles them: a team has a heavy load with so many times the people that half of the
# teams of the district have, and a load of free meals when they are so much of its recorded contacts.
HEAVY_LOAD = 2.0
MBG_LOAD = 0.5

SUPPORT_REASONS = (
    "no_decree", "members_lacking", "no_report", "few_contacts", "referrals_waiting", "heavy_load", "mbg_load",
)  # fmt: skip

BODY_LEVELS = ("district", "kecamatan", "desa")
# Practice U21: what is counted of a body, each a number of a number. ``known``: bodies with a row of all there are.
BODY_MEASURES = ("known", "sk_valid", "meetings", "minutes", "reports", "rtl", "visited", "findings", "answers")
BODY_QUARTERS = 4  # a year of quarters that have ended


@dataclass(frozen=True, slots=True)
class BodyName:
    """What the acceleration team is called in a time. ``until`` is the last day; ``None``: not known."""

    id: str
    since: date
    until: date | None
    source: str
    confidence: str


# Practice notes C5: TPPS to 2024 or until its decree ends, TP3S after. A body's own decree goes before these dates.
BODY_NAMES = (
    BodyName("tpps", date(2021, 8, 5), date(2024, 12, 31), "Perpres 72/2021", "H"),
    BodyName("tp3s", date(2025, 1, 1), date(2029, 12, 31), "Kemendagri, announced 25 Nov 2025 (practice C5)", "M"),
)


def name_on(day: date) -> str:
    """Id of what the acceleration team is called on a day, where no decree says it: the newest name begun by then."""
    begun = [name for name in BODY_NAMES if name.since <= day]
    return (begun or BODY_NAMES[:1])[-1].id


@dataclass(frozen=True, slots=True)
class ContactRule:
    """How many contacts with somebody of a group are expected: ``contacts`` in ``days`` from ``start``.

    ``contacts`` ``None``: no source says how often, so nothing is expected and nothing is judged. ``start`` is
    ``pregnancy``, ``delivery``, ``birth``, or "" where it is ``contacts`` however long somebody is in the group.
    ``recurs``: so many in every ``days``, not in the first of them alone.
    """

    group: str
    contacts: int | None
    days: int | None
    start: str
    source: str
    confidence: str
    recurs: bool = False


_GUIDE = "not visible in the guide of 2023; no other source found (reference/domain.md 5.1)"
# By version, from the day on which it holds. Eight contacts over the 40 weeks of a pregnancy; two in the 42 days after
# a delivery; a child under two every three months, the rarer of the two frequencies named.
CONTACT_RULES: dict[str, tuple[date, tuple[ContactRule, ...]]] = {
    "companion_contacts_2023": (
        date(2023, 1, 1),
        (
            ContactRule("catin", 1, None, "", "at least once, from three months before the wedding (domain 5.1)", "L"),
            ContactRule("bumil", 8, 280, "pregnancy", "Elsimil keeps eight contacts (domain 5.1, public code)", "M"),
            ContactRule("nifas", 2, 42, "delivery", "domain 5.1, no document read", "L"),
            ContactRule("busui", None, None, "", _GUIDE, "L"),
            ContactRule("baduta", 1, 91, "birth", "monthly or every three months (domain 5.1, no document)", "L", True),
            ContactRule("balita_24_59", None, None, "", _GUIDE, "L"),
        ),
    ),
}


def contact_rules(on: date, version: str | None = None) -> dict[str, ContactRule]:
    """Rules by group: of a version, else of the newest that holds on a day.

    Raises ``ReferenceDataError`` (exit 12) for an unknown version, or a day before any.
    """
    held = [id for id, (since, _) in CONTACT_RULES.items() if since <= on]
    chosen = version or (held[-1] if held else str(on))
    if chosen not in CONTACT_RULES:
        raise ReferenceDataError("companions.unknown_rules", rules=chosen, known=", ".join(CONTACT_RULES))
    return {rule.group: rule for rule in CONTACT_RULES[chosen][1]}
