"""Who else an audit is about, and what surrounds a child: women, households, services, histories, consents."""

from __future__ import annotations

from audit.schemas.table import DATE, NUMBER, TEXT, WHOLE, YES, Table

__all__ = ["CHILD_HISTORY", "CONSENTS", "HOUSEHOLDS", "SERVICES", "WOMEN"]

WOMEN = Table(
    "women",
    1,
    ("woman_id", "contact_date"),
    (
        ("woman_id", TEXT),
        ("contact_date", DATE),
        ("group", TEXT),  # catin, bumil, nifas, busui
        ("birth_date", DATE),
        ("area_code", TEXT),
        ("posyandu", TEXT),
        ("household_id", TEXT),
        ("nik_status", TEXT),
        ("life_status", TEXT),  # as of children
        ("life_status_date", DATE),
        ("height_cm", NUMBER),
        ("weight_kg", NUMBER),
        ("muac_cm", NUMBER),
        ("hb_g_dl", NUMBER),
        ("systolic_mmhg", NUMBER),
        ("diastolic_mmhg", NUMBER),
        ("random_glucose_mg_dl", NUMBER),
        ("proteinuria", YES),
        ("chronic_disease", YES),
        ("danger_sign", YES),  # any danger sign of the KIA book
        ("children_alive", NUMBER),
        ("birth_interval_months", NUMBER),  # since the birth of the youngest child
        ("has_stunted_child", YES),
        ("gestation_weeks", NUMBER),  # completed weeks on the day of the contact
        ("fetuses", NUMBER),
        ("antenatal_visits", NUMBER),
        ("supplement_product", TEXT),  # ttd (iron and folate), mms (multiple micronutrients)
        ("supplement_tablets", NUMBER),  # taken so far in this pregnancy, or by a bride-to-be
        ("wedding_date", DATE),
        ("premarital_check", YES),
        ("marriage_counselling", YES),
        ("delivery_date", DATE),
        ("birth_gestation_weeks", NUMBER),
        ("newborn_weight_kg", NUMBER),
        ("newborn_length_cm", NUMBER),
        ("newborns", NUMBER),
        ("birth_complication", YES),
        ("breastfeeding", YES),
        ("contraception", TEXT),  # mkjp (long-acting), modern, tradisional, tidak
        ("smoke_at_home", YES),
        ("source_system", TEXT),
        ("source_file", TEXT),
        ("source_sheet", TEXT),
        ("source_row", WHOLE),
    ),
)

HOUSEHOLDS = Table(
    "households",
    2,
    ("household_id",),
    (
        ("household_id", TEXT),
        ("recorded_on", DATE),
        ("area_code", TEXT),
        ("welfare_rank", NUMBER),  # 1 is poorest; never compared across sources
        ("welfare_source", TEXT),
        ("welfare_version", TEXT),
        ("safe_water", YES),
        ("healthy_latrine", YES),
        ("liveable_house", YES),
        ("smoke_at_home", YES),
        ("members", NUMBER),
        ("under_fives", NUMBER),
        ("fertile_couple", YES),  # pasangan usia subur: a wife of 15-49 years lives in the family; since version 2
        ("mother_too_young", YES),  # the four "too": of the wife in the family
        ("mother_too_old", YES),
        ("births_too_close", YES),
        ("children_too_many", YES),
        ("modern_contraception", YES),
        ("health_insurance", YES),
        ("assistance", TEXT),  # services received, e.g. pkh;bpnt; "" where none
        ("adults_in_work", NUMBER),
        ("distance_km", NUMBER),  # to the nearest puskesmas or pustu
        ("source_system", TEXT),
    ),
)

SERVICES = Table(
    "services",
    1,
    ("person_id", "date", "service_code"),
    (
        ("person_id", TEXT),
        ("date", DATE),
        ("service_code", TEXT),
        ("need", TEXT),  # the need it answers (audit.reference.needs), missing where it answers none
        ("stage", TEXT),  # offered, received, rechecked
        ("provider_id", TEXT),  # an office or facility, never a person
        ("package", TEXT),  # one of the five packages
        ("to_standard", YES),
        ("source_system", TEXT),
    ),
)

CHILD_HISTORY = Table(
    "child_history",
    1,
    ("child_id", "recorded_on"),
    (
        ("child_id", TEXT),
        ("recorded_on", DATE),
        ("early_breastfeeding", YES),  # within an hour of birth
        ("exclusive_breastfeeding", YES),  # to six months
        ("complementary_from_months", NUMBER),
        ("animal_protein", YES),  # eaten the day before
        ("meals_enough", YES),  # as often as the age asks for
        ("immunised_for_age", YES),
        ("vitamin_a", YES),
        ("dewormed", YES),
        ("recent_illness", TEXT),  # codes joined by ";" of the last three months; "" where none
        ("comorbidity", TEXT),  # codes joined by ";"; "" where none
        ("development", TEXT),  # sesuai, meragukan, penyimpangan
        ("caregiver", TEXT),  # ibu, ayah, nenek_kakek, lain
        ("parenting_class", YES),
        ("source_system", TEXT),
    ),
)

CONSENTS = Table(
    "consents",
    1,
    ("person_id", "purpose", "decided_on"),
    (
        ("person_id", TEXT),
        ("purpose", TEXT),  # audit, review, vignette, sponsor, research
        ("decided_on", DATE),
        ("given", YES),  # False: refused or withdrawn
        ("by", TEXT),  # sendiri, ibu, ayah, wali
        ("explained", TEXT),  # lisan, tertulis
    ),
)
