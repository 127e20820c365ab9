"""What a village cadre of human development (Kader Pembangunan Manusia) files: availability, and monthly receipt."""

from __future__ import annotations

from audit.schemas.table import DATE, NUMBER, TEXT, WHOLE, YES, Table

__all__ = ["KPM", "KPM_CHILDREN", "KPM_MOTHERS", "KPM_PAUD", "PACKAGE_AVAILABILITY", "PACKAGE_RECEIPT"]

_SOURCE = (
    ("source_system", TEXT),
    ("source_file", TEXT),
    ("source_sheet", TEXT),
    ("source_row", WHOLE),
)

# KPM form 1: what a desa has of each package. It says nothing about who received it.
PACKAGE_AVAILABILITY = Table(
    "package_availability",
    1,
    ("area_code", "quarter", "package"),
    (
        ("area_code", TEXT),  # desa or kelurahan
        ("quarter", TEXT),  # 2025-Q1
        ("package", TEXT),  # audit.reference.service_packages
        ("facility", YES),  # a place in reach
        ("staff", YES),
        ("supply", YES),
        ("schedule", YES),  # days of service that are known and kept
        ("noted_on", DATE),
        *_SOURCE,
    ),
)

# KPM form 2A: what a mother received in a month; a column a fact of audit.reference.service_packages, missing where
# nobody noted it. Of a state (water, latrine, insurance): whether it is so.
KPM_MOTHERS = Table(
    "kpm_mothers",
    1,
    ("person_id", "month"),
    (
        ("person_id", TEXT),
        ("month", TEXT),  # 2025-08
        ("mother_status", TEXT),  # normal, kek, risti
        ("pregnancy_month", NUMBER),
        ("delivery_date", DATE),
        ("antenatal", YES),
        ("iron_tablets", YES),
        ("postnatal", YES),
        ("nutrition_counselling", YES),
        ("home_visit", YES),
        ("safe_water", YES),
        ("latrine", YES),
        ("health_insurance", YES),
        *_SOURCE,
    ),
)

# KPM form 2B: what a child under two received in a month, as above.
KPM_CHILDREN = Table(
    "kpm_children",
    1,
    ("person_id", "month"),
    (
        ("person_id", TEXT),
        ("month", TEXT),
        ("nutrition_status", TEXT),  # normal, underweight, severely_underweight, stunted
        ("growth_mat", TEXT),  # not_measured, red, yellow, green
        ("immunisation_basic", YES),
        ("immunisation_measles", YES),
        ("weighing", YES),
        ("length", YES),
        ("parent_counselling", YES),
        ("home_visit", YES),
        ("safe_water", YES),
        ("latrine", YES),
        ("birth_certificate", YES),
        ("health_insurance", YES),
        ("parenting", YES),
        *_SOURCE,
    ),
)

# KPM form 2C: whether a child of two to six years came to PAUD in a month.
KPM_PAUD = Table(
    "kpm_paud",
    1,
    ("person_id", "month"),
    (("person_id", TEXT), ("month", TEXT), ("paud", YES), *_SOURCE),
)

# Receipt as others list it (a puskesmas, an office): one row a service of a person in a month.
PACKAGE_RECEIPT = Table(
    "package_receipt",
    1,
    ("person_id", "month", "fact"),
    (
        ("person_id", TEXT),
        ("month", TEXT),  # 2025-08
        ("fact", TEXT),  # audit.reference.service_packages: Ask.fact, or free words (reference.service_spellings)
        ("times", NUMBER),  # 0: known not to be; missing: nobody noted it. Of a state (water, insurance) 1 or 0
        ("to_standard", YES),  # missing: nobody noted it
        *_SOURCE,
    ),
)

KPM = (PACKAGE_AVAILABILITY, KPM_MOTHERS, KPM_CHILDREN, KPM_PAUD, PACKAGE_RECEIPT)
