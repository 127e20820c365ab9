"""Sponsors: whom each programme is for, which items do not fit a child's age, and who is offered a sponsor first.

BAAS and Genting are never mixed (practice notes C2). Nothing bounds the value of what is given: no source does. Words
are in the catalogue (``sponsors.<subject>.<id>``). Confidence: H read in a source, M one source or by word of mouth,
L ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from audit.results import Partition

__all__ = [
    "AID_STATES",
    "BASELINE_DAYS",
    "DONOR",
    "DONOR_KINDS",
    "FOLLOW_UPS",
    "FOLLOW_UP_SLACK_DAYS",
    "FORMS",
    "GIVEN_BY",
    "HEIGHT_BANDS",
    "ITEMS",
    "ITEM_RULES",
    "NEED_STATES",
    "ORDER_OF_NEED",
    "PROGRAMMES",
    "QUARTERS_SHOWN",
    "RISK_AFTER",
    "SPONSORED_CHILD",
    "START_STATES",
    "TARGET_RULES",
    "ItemRule",
    "TargetRule",
    "aid_partition",
    "followed_partition",
    "need_partition",
    "same_age_partition",
    "unfit_partition",
]

PROGRAMMES = ("baas", "genting")
DONOR_KINDS = ("pejabat_asn", "bumn_bumd", "swasta", "komunitas", "perorangan")  # practice notes U24
FORMS = ("uang", "bahan_pangan", "makanan_jadi", "non_nutrisi")  # reference/domain.md 5.2, ledger fields
# What a ledger holds (reference/domain.md 5.2: rice, eggs, milk, honey in Pangkalpinang; house repair, latrine, clean
# water, education in Genting). Milk: of an animal, neither infant formula nor a milk sold for growing children.
ITEMS = (
    "beras", "telur", "ikan", "daging", "kacang", "sayur_buah", "minyak", "susu", "susu_formula", "susu_pertumbuhan",
    "madu", "makanan_siap", "paket_sembako", "uang", "jamban", "air_bersih", "rumah", "pendidikan", "lain",
)  # fmt: skip
QUARTERS_SHOWN = 4  # newest ones, one by one; the others together


@dataclass(frozen=True, slots=True)
class TargetRule:
    """Whom a programme is for. ``months_planned``: of one sponsorship, ``None`` where no source says.

    ``oldest_months``: of the child (below), ``elsewhere_months`` what another place uses: the sources conflict.
    """

    programme: str
    version: str
    valid_from: date
    oldest_months: float
    elsewhere_months: float | None
    months_planned: int | None
    source: str
    confidence: str
    source_en: str


# BAAS: a child under five whose height for age is below -2 SD. Genting: a family at risk (KRS) with a pregnant woman or
# a child below the age; money that is not the state's.
TARGET_RULES: Mapping[str, TargetRule] = MappingProxyType(
    {
        "baas": TargetRule(
            "baas", "baas_2022", date(2022, 5, 30), 60.0, None, 6,
            "kabartegal 30 Mei 2022; Antara Mandalika 3051257; karawangbekasi.disway 47971", "M",
            "kabartegal 30 May 2022; Antara Mandalika 3051257; karawangbekasi.disway 47971",
        ),
        "genting": TargetRule(
            "genting", "genting_2024", date(2024, 12, 5), 24.0, 33.0, None,
            "karawangbekasi.disway 47971; negerilaskarpelangi 27 Desember 2024", "M",
            "karawangbekasi.disway 47971; negerilaskarpelangi 27 December 2024",
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemRule:
    """Items that do not fit a child below an age (completed months, on the day of delivery)."""

    id: str
    items: tuple[str, ...]
    below_months: float
    source: str
    confidence: str
    source_en: str


# In this order: the first rule that an item breaks is what is said of it. The rest of it: local animal protein.
ITEM_RULES = (
    ItemRule(
        "honey", ("madu",), 12.0,
        "WHO, botulisme; IDAI (Catatan praktik lima kota, butir C1)", "H",
        "WHO, botulism; IDAI (practice notes of five cities, C1)",
    ),
    ItemRule(
        "formula", ("susu_formula", "susu_pertumbuhan", "susu"), 6.0,
        "ASI eksklusif, PP 28/2024 pasal 33 (Catatan praktik lima kota, butir C1)", "H",
        "Exclusive breastfeeding, PP 28/2024 article 33 (practice notes of five cities, C1)",
    ),
    ItemRule(
        "substitute", ("susu_formula", "susu_pertumbuhan"), 24.0,
        "Pengganti ASI dari donatur, PP 28/2024 pasal 33 (Catatan praktik lima kota, butir C1)", "M",
        "Breast-milk substitutes from donors, PP 28/2024 article 33 (practice notes of five cities, C1)",
    ),
)  # fmt: skip

# Who is offered a sponsor first, criterion by criterion; then the keyed id, which nobody chose. Ours from the sources'
# priorities (BAAS: children under two and poor families, kabartegal 2022; Genting: poor families), confidence L.
ORDER_OF_NEED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "baas": ("severely_stunted", "baduta", "welfare_rank", "risks"),
        "genting": ("pregnant_and_child", "welfare_rank", "risks"),
    }
)

# Growth before and after. A child's height before is that of the last visit at most so many days before the sponsorship
# began (two mass weighings are half a year apart); after: the visit nearest to so many days later, give or take a
# quarter. Ours, confidence L.
BASELINE_DAYS = 183
FOLLOW_UPS: Mapping[int, int] = MappingProxyType({6: 183, 12: 365})  # months named to days since the beginning
FOLLOW_UP_SLACK_DAYS = 92
# Children are alike who began in one band of height for age (z, upper ends; the last is open), age and sex apart.
HEIGHT_BANDS = (-3.0, -2.5, -2.0, -1.5, -1.0)

NEED_STATES = ("needed", "not_needed", "need.unknown")
AID_STATES = ("aided", "not_aided")
START_STATES = ("began_needed", "began_not_needed", "began.unknown")
RISK_AFTER = ("no_longer_at_risk", "still_at_risk", "after.unknown")

DONOR = Partition("donor", {"donor": (*DONOR_KINDS, "donor.unknown")})
# Whom the first sponsor of a child or family is; a partition of its own, for these are not sponsors.
GIVEN_BY = Partition("given_by", {"": (*DONOR_KINDS, "donor.unknown")})
# Children to whom something was brought, whatever became of them since.
SPONSORED_CHILD = Partition("brought", {"brought": ("brought.known", "brought.unknown")})


def need_partition(programme: str) -> Partition:
    """Whether people (BAAS) or listed families (Genting) are whom the programme is for, today."""
    return Partition(f"{programme}_need", {"": NEED_STATES})


def aid_partition(programme: str) -> Partition:
    """Whether they have a sponsor of the programme today; of those who have, whether they needed one at the start.

    Of Genting, whose outcome is the risk of the family, what became of that risk; BAAS has none of these levels.
    """
    below: dict[str, tuple[str, ...]] = {"": AID_STATES}
    if programme == "baas":
        below["aided"] = START_STATES
    else:
        below["aided"] = ("risk_before", "no_risk_before", "before.unknown")
        below["risk_before"] = RISK_AFTER
    return Partition(f"{programme}_aid", below)


def unfit_partition(rule: str) -> Partition:
    """Children to whom something was brought, by whether any of it did not fit their age by one rule."""
    return Partition(f"unfit.{rule}", {"": ("unfit", "fit")})


def followed_partition(name: str) -> Partition:
    """Children followed (``baas_6_aided``): those at risk and not stunted before, and who of them still was not."""
    risky = f"{name}.at_risk"
    return Partition("followed", {name: (risky, f"{name}.other"), risky: (f"{name}.still", f"{name}.became")})


def same_age_partition(prefix: str) -> Partition:
    """Children of the ages of the aided (``baas_6``), whatever their height: the like ones among them, and others."""
    return Partition("followed", {f"{prefix}_same_age": (f"{prefix}_like", f"{prefix}_not_like")})
