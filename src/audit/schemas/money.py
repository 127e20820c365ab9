"""What the programme costs and yields: budget lines, ingredients of cost, services still wanting, own programmes.

Offices and documents, never persons. Rupiah and numbers are missing where nobody wrote them, never zero.
"""

from __future__ import annotations

from audit.schemas.table import DATE, NUMBER, TEXT, WHOLE, YES, Table

__all__ = ["BUDGET_LINES", "COST_INGREDIENTS", "LOCAL_PROGRAMMES", "MONEY", "SERVICE_GAPS"]

BUDGET_LINES = Table(
    "budget_lines",
    1,
    ("line_id",),
    (
        ("line_id", TEXT),
        ("area_code", TEXT),  # the district, or the desa whose money it is
        ("year", WHOLE),
        ("opd", TEXT),
        ("budget_code", TEXT),  # of the sub-kegiatan; text, since a code is no number
        ("nomenclature", TEXT),  # version of the list of codes
        ("activity", TEXT),  # as the document calls it
        ("service", TEXT),  # activity of audit.reference.needs; missing: none of them, or not said
        ("source", TEXT),  # of audit.reference.money_rules.SOURCES
        ("framework", TEXT),  # of audit.reference.action_frameworks
        ("action", TEXT),
        ("package", TEXT),  # of the five service packages
        ("intervention", TEXT),  # spesifik, sensitif: as the office wrote it
        ("direct", YES),  # reaches people of the target groups themselves
        ("allocated_rupiah", NUMBER),
        ("realised_rupiah", NUMBER),
        ("as_of", DATE),  # day up to which the realisation is known
        ("source_file", TEXT),
        ("source_row", WHOLE),
    ),
)

COST_INGREDIENTS = Table(
    "cost_ingredients",
    1,
    ("ingredient_id",),
    (
        ("ingredient_id", TEXT),
        ("area_code", TEXT),
        ("service", TEXT),  # activity of audit.reference.needs
        ("year", WHOLE),
        ("kind", TEXT),  # of audit.reference.money_rules.INGREDIENTS
        ("item", TEXT),
        ("fixed", YES),  # the same however many are reached; missing: grows with them
        ("quantity", NUMBER),
        ("unit", TEXT),
        ("price_rupiah", NUMBER),  # of one unit
        ("price_low_rupiah", NUMBER),
        ("price_high_rupiah", NUMBER),
        ("persons_reached", WHOLE),  # by the service in the year; the same in every row of it
        ("source", TEXT),
        ("source_file", TEXT),
        ("source_row", WHOLE),
    ),
)

SERVICE_GAPS = Table(
    "service_gaps",
    1,
    ("gap_id",),
    (
        ("gap_id", TEXT),
        ("area_code", TEXT),
        ("service", TEXT),
        ("year", WHOLE),
        ("needed", WHOLE),  # persons who should be reached
        ("reached", WHOLE),
        ("gap_low", WHOLE),  # persons still to be reached: least and most
        ("gap_high", WHOLE),
        ("taken_up_percent", NUMBER),  # of those offered it, share that is then reached
        ("taken_up_low_percent", NUMBER),
        ("taken_up_high_percent", NUMBER),
        ("source", TEXT),  # of the share that is reached
        ("source_file", TEXT),
        ("source_row", WHOLE),
    ),
)

LOCAL_PROGRAMMES = Table(
    "local_programmes",
    1,
    ("output_id",),
    (
        ("output_id", TEXT),
        ("area_code", TEXT),
        ("programme", TEXT),  # id of a programme of the params
        ("output", TEXT),
        ("unit", TEXT),
        ("counts_people", YES),  # units are persons, families, cadres or teams; missing: they may be
        ("planned", WHOLE),
        ("reached", WHOLE),
        ("next_step", TEXT),
        ("due_on", DATE),  # of the next step
        ("source", TEXT),
        ("as_of", DATE),
        ("source_file", TEXT),
        ("source_row", WHOLE),
    ),
)

MONEY = (BUDGET_LINES, COST_INGREDIENTS, SERVICE_GAPS, LOCAL_PROGRAMMES)
