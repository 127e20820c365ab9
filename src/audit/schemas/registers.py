"""The register behind the border: children, their visits, and how many a place has on its list."""

from __future__ import annotations

from audit.schemas.table import DATE, NUMBER, TEXT, WHOLE, YES, Table

__all__ = ["CHILDREN", "REGISTERED", "VISITS"]

CHILDREN = Table(
    "children",
    1,
    ("child_id",),
    (
        ("child_id", TEXT),
        ("sex", TEXT),  # m, f
        ("birth_date", DATE),
        ("birth_weight_kg", NUMBER),
        ("birth_length_cm", NUMBER),
        ("gestation_weeks", NUMBER),
        ("area_code", TEXT),  # Kemendagri, four levels; of the newest visit
        ("posyandu", TEXT),
        ("household_id", TEXT),
        ("mother_id", TEXT),
        ("nik_status", TEXT),
        ("life_status", TEXT),  # hidup, meninggal, pindah, menolak, lulus_umur
        ("life_status_date", DATE),
        ("consent_audit", YES),
        ("consent_review", YES),
        ("consent_vignette", YES),
        ("consent_sponsor", YES),
        ("consent_research", YES),
    ),
)

VISITS = Table(
    "visits",
    2,
    ("child_id", "visit_date", "seq"),
    (
        ("child_id", TEXT),
        ("visit_date", DATE),
        ("seq", WHOLE),  # 1, 2, … for several measurements of one day
        ("weight_kg", NUMBER),
        ("lenhei_cm", NUMBER),
        ("measure", TEXT),  # l lying, h standing
        ("muac_cm", NUMBER),
        ("headc_cm", NUMBER),
        ("oedema", TEXT),  # y, n
        ("exported_haz", NUMBER),
        ("exported_waz", NUMBER),
        ("exported_whz", NUMBER),
        ("exported_haz_label", TEXT),
        ("exported_waz_label", TEXT),
        ("exported_whz_label", TEXT),
        ("weight_gain_status", TEXT),  # N, T, O, B
        ("vitamin_a", TEXT),
        ("development", TEXT),
        ("entry_date", DATE),  # day on which the measurement was entered; since version 2
        ("source_file", TEXT),
        ("source_sheet", TEXT),
        ("source_row", WHOLE),
    ),
)

REGISTERED = Table(
    "registered",
    1,
    ("area_code", "month"),
    (
        ("area_code", TEXT),  # desa or kelurahan
        ("month", TEXT),  # 2025-08
        ("registered", WHOLE),  # children under five on the list: S
        ("projected", WHOLE),
    ),
)
