"""Sponsors (orang tua asuh): who gives, whom they promised to support, and what arrived.

BAAS and Genting are two programmes with their own targets and outcomes (practice notes C2): every row names its own.
A sponsor supports a child or a family; the child stays with its family (C3). Which sponsor supports whom is restricted.
"""

from __future__ import annotations

from audit.schemas.table import DATE, NUMBER, TEXT, WHOLE, YES, Table

__all__ = ["DELIVERIES", "DONORS", "SPONSORS", "SPONSORSHIPS"]

_SOURCE = (("source_system", TEXT), ("source_file", TEXT), ("source_sheet", TEXT), ("source_row", WHOLE))

DONORS = Table(
    "donors",
    1,
    ("donor_id",),
    (
        ("donor_id", TEXT),  # keyed hash; restricted
        ("kind", TEXT),  # audit.reference.sponsor_rules.DONOR_KINDS
        ("joined_on", DATE),
        ("programme", TEXT),  # that it offers to support: baas, genting; missing: not said
        ("places", NUMBER),  # children or families that it offers to support at a time; missing: not said
        *_SOURCE,
    ),
)

SPONSORSHIPS = Table(
    "sponsorships",
    1,
    ("sponsorship_id",),
    (
        ("sponsorship_id", TEXT),
        ("donor_id", TEXT),
        ("person_id", TEXT),  # child or woman; missing where a family is supported as a whole
        ("household_id", TEXT),
        ("programme", TEXT),  # audit.reference.sponsor_rules.PROGRAMMES
        ("form", TEXT),  # audit.reference.sponsor_rules.FORMS
        ("months_planned", NUMBER),
        ("started_on", DATE),
        ("ended_on", DATE),  # missing: when the months planned are over; without them it goes on
        ("at_risk_before", YES),  # whether the family was at risk (KRS) when it began, as the office noted it then
        ("distributor", TEXT),  # office or team that brings it, never a person
        *_SOURCE,
    ),
)

DELIVERIES = Table(
    "deliveries",
    1,
    ("delivery_id",),
    (
        ("delivery_id", TEXT),
        ("sponsorship_id", TEXT),
        ("delivered_on", DATE),
        ("item", TEXT),  # audit.reference.sponsor_rules.ITEMS
        ("quantity", NUMBER),  # in ``unit``
        ("unit", TEXT),  # as written: kg, butir, liter, paket
        ("value_rupiah", NUMBER),
        ("proof", TEXT),  # number or place of a receipt, never its content; missing: none
        *_SOURCE,
    ),
)

SPONSORS = (DONORS, SPONSORSHIPS, DELIVERIES)
