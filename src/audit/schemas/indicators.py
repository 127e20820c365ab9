"""What offices report of the essential indicators and of families at risk, area by area: counts with their source."""

from __future__ import annotations

from audit.schemas.table import TEXT, WHOLE, Table

__all__ = ["FAMILY_TOTALS", "INDICATORS"]

INDICATORS = Table(
    "indicators",
    1,
    ("indicator", "area_code", "period", "source"),
    (
        ("indicator", TEXT),  # id of ``audit.reference.essential_indicators``
        ("area_code", TEXT),  # desa or kelurahan, kecamatan or the district
        ("period", TEXT),  # 2025, 2025-S1, 2025-08
        ("source", TEXT),
        ("producer", TEXT),  # office that made the figure
        ("numerator", WHOLE),
        ("denominator", WHOLE),
    ),
)

# Counts of families as the family data collection (BKKBN) gives them for an area; domain notes, section 2. Couples who
# are too young, too old, too close or too many overlap: ``any_four_too`` is a count of its own, never their sum.
FAMILY_TOTALS = Table(
    "family_totals",
    1,
    ("area_code", "period", "source"),
    (
        ("area_code", TEXT),
        ("period", TEXT),
        ("source", TEXT),
        ("producer", TEXT),
        ("families", WHOLE),
        ("target_families", WHOLE),
        ("rank_1", WHOLE),  # families at risk by rank of welfare
        ("rank_2", WHOLE),
        ("rank_3", WHOLE),
        ("rank_4", WHOLE),
        ("rank_above", WHOLE),
        ("at_risk", WHOLE),
        ("not_at_risk", WHOLE),
        ("with_baduta", WHOLE),
        ("with_balita", WHOLE),
        ("couples", WHOLE),
        ("couples_pregnant", WHOLE),
        ("unsafe_water", WHOLE),
        ("unhealthy_latrine", WHOLE),
        ("mother_too_young", WHOLE),  # of all couples, not of families at risk alone
        ("mother_too_old", WHOLE),
        ("births_too_close", WHOLE),
        ("children_too_many", WHOLE),
        ("any_four_too", WHOLE),
    ),
)
