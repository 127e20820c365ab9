"""What a village cadre of human development (Kader Pembangunan Manusia) files: availability, and monthly receipt."""

from __future__ import annotations

from audit.schemas.table import DATE, NUMBER, TEXT, WHOLE, YES, Table

__all__ = ["PACKAGE_AVAILABILITY", "PACKAGE_RECEIPT"]

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
        ("source_system", TEXT),
        ("source_file", TEXT),
        ("source_sheet", TEXT),
        ("source_row", WHOLE),
    ),
)

# KPM forms 2A and 2B: what a mother or child received in a month.
PACKAGE_RECEIPT = Table(
    "package_receipt",
    1,
    ("person_id", "month", "fact"),
    (
        ("person_id", TEXT),
        ("month", TEXT),  # 2025-08
        ("fact", TEXT),  # audit.reference.service_packages: Ask.fact
        ("times", NUMBER),  # 0: known not to be; missing: nobody noted it. Of a state (water, insurance) 1 or 0
        ("to_standard", YES),  # missing: nobody noted it
        ("source_system", TEXT),
        ("source_file", TEXT),
        ("source_sheet", TEXT),
        ("source_row", WHOLE),
    ),
)
