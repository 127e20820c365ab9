"""The case audit: everybody who could be chosen, the cases, and what people write about them.

What people write is an entry: one value of one field of one record, with who wrote it, when, and which entry it
replaces. Entries are only ever added. The other tables here are how the newest entries look, one row a record.
"""

from __future__ import annotations

from audit.schemas.table import DATE, NUMBER, TEXT, WHOLE, YES, Table

__all__ = [
    "ATTENDANCE",
    "CASES",
    "CAUSES",
    "ENTRIES",
    "EVALUATIONS",
    "FOLLOW_UPS",
    "GATES",
    "HANDOUTS",
    "ITEMS",
    "OVERRIDES",
    "RECOMMENDATIONS",
    "RECORDS",
    "REFERRALS",
    "REVIEWS",
    "SELECTION_FRAME",
]

ENTRIES = Table(
    "entries",
    1,
    ("entry_id",),
    (
        ("entry_id", TEXT),  # made of all that follows
        ("table", TEXT),  # name of one of the tables below
        ("record_id", TEXT),
        ("field", TEXT),
        ("value", TEXT),  # dates ISO, numbers with a point, yes and no as y and n; missing: taken back
        ("source_system", TEXT),
        ("filled_on", DATE),
        ("role", TEXT),  # who wrote it, by role
        ("replaces", TEXT),  # the entry that it takes the place of; "" for the first
    ),
)

SELECTION_FRAME = Table(
    "selection_frame",
    1,
    ("cycle", "person_id", "group"),
    (
        ("cycle", TEXT),
        ("person_id", TEXT),
        ("group", TEXT),
        ("area_code", TEXT),
        ("in_lokus", YES),  # lives where cases are taken from
        ("severity", NUMBER),  # parts of the score, each 0-1 before its weight
        ("no_improvement", NUMBER),
        ("risks", NUMBER),
        ("comorbidity", NUMBER),
        ("area_burden", NUMBER),
        ("score", NUMBER),
        ("rank", WHOLE),  # within group, 1 first
        ("threshold", NUMBER),  # score of the last one chosen by score in the group
        ("drawn_probability", NUMBER),  # of being drawn at random
        ("proposed_by", TEXT),  # score, random: before anybody changed it; missing where not proposed
        ("chosen_by", TEXT),  # score, random, override; missing where not chosen
        ("near_miss", YES),
        ("override", TEXT),  # in, out
        ("override_reason", TEXT),
        ("data_missing", NUMBER),  # share of the rules of the group that could not be assessed; never part of the score
    ),
)

CASES = Table(
    "cases",
    1,
    ("case_id",),
    (
        ("case_id", TEXT),
        ("cycle", TEXT),
        ("case_no", WHOLE),
        ("person_id", TEXT),
        ("group", TEXT),
        ("area_code", TEXT),
        ("chosen_by", TEXT),
        ("drawn_probability", NUMBER),
        ("chosen_on", DATE),
        ("status", TEXT),  # ditelusuri, tidak_ditemukan, pindah, menolak, meninggal, ditunda
        ("stunting_confirmed", YES),  # by a doctor; apart from what was measured
    ),
)

OVERRIDES = Table(
    "overrides",
    1,
    ("override_id",),  # person and group
    (
        ("override_id", TEXT),
        ("cycle", TEXT),
        ("person_id", TEXT),
        ("group", TEXT),
        ("override", TEXT),  # in, out
        ("reason", TEXT),  # restricted
    ),
)

ITEMS = Table(
    "items",
    1,
    ("item_id",),  # case and item code
    (
        ("item_id", TEXT),
        ("case_id", TEXT),
        ("item_code", TEXT),
        ("value", TEXT),
        ("data_source", TEXT),
    ),
)

REFERRALS = Table(
    "referrals",
    1,
    ("referral_id",),
    (
        ("referral_id", TEXT),
        ("person_id", TEXT),
        ("group", TEXT),
        ("area_code", TEXT),
        ("rule_id", TEXT),
        ("value", TEXT),
        ("found_on", DATE),
        ("measure_again", YES),  # the value is implausible: measure first
        ("told", TEXT),  # office
        ("told_on", DATE),
        ("referred_on", DATE),
        ("arrived_on", DATE),
        ("not_arrived", TEXT),  # jkn_tidak_aktif, transportasi, menolak, tidak_ada_dokter, bekerja, lain
        ("diagnosed_on", DATE),
        ("diagnosis", TEXT),
        ("treated_on", DATE),
        ("treatment", TEXT),
        ("referred_back_on", DATE),
        ("closed_on", DATE),
        ("outcome", TEXT),
    ),
)

REVIEWS = Table(
    "reviews",
    1,
    ("review_id",),  # case, discipline and reader
    (
        ("review_id", TEXT),
        ("case_id", TEXT),
        ("discipline", TEXT),  # sp_a, sp_og, gizi, psikolog
        ("reader", TEXT),  # pertama, kedua (blind)
        ("institution", TEXT),
        ("mode", TEXT),  # luring, daring, telekonsultasi
        ("reviewed_on", DATE),
        ("signed", YES),
        ("risk", TEXT),
        ("referral_needed", YES),
        ("dissent", TEXT),
    ),
)

CAUSES = Table(
    "causes",
    1,
    ("cause_id",),  # review and cause
    (
        ("cause_id", TEXT),
        ("review_id", TEXT),
        ("case_id", TEXT),
        ("cause_code", TEXT),
        ("present", YES),
        ("level", TEXT),  # direct, indirect, basic
        ("preventable_by", TEXT),  # keluarga, layanan, lintas_sektor, tidak
        ("evidence", TEXT),  # letters: D document, K visit, O observation, W interview
    ),
)

RECOMMENDATIONS = Table(
    "recommendations",
    1,
    ("recommendation_id",),
    (
        ("recommendation_id", TEXT),
        ("case_id", TEXT),
        ("discipline", TEXT),
        ("addressee", TEXT),  # keluarga, faskes, opd, rujukan
        ("text", TEXT),  # restricted
        ("category", TEXT),  # public
    ),
)

FOLLOW_UPS = Table(
    "follow_ups",
    1,
    ("rtl_id",),
    (
        ("rtl_id", TEXT),
        ("case_id", TEXT),  # missing where the plan is for an area
        ("area_code", TEXT),
        ("group", TEXT),
        ("risk_factor", TEXT),
        ("cause_code", TEXT),
        ("activity", TEXT),
        ("activity_kind", TEXT),  # kinds of audit.reference.follow_up_rules joined by ";"
        ("intervention", TEXT),  # spesifik, sensitif: of the activity, not of the office
        ("sector", TEXT),  # pemerintah, akademisi, usaha, media, masyarakat
        ("actor", TEXT),
        ("leader", TEXT),
        ("reporter", TEXT),
        ("resources", TEXT),
        ("location", TEXT),
        ("due_on", DATE),
        ("output", TEXT),  # what shows that it was done
        ("output_target", NUMBER),
        ("output_unit", TEXT),
        ("strength", TEXT),  # kuat, sedang, lemah
        ("approved_on", DATE),  # by the chair of the team; before it the plan does not count
        ("approved_by", TEXT),
        ("opd", TEXT),
        ("budget_code", TEXT),
        ("nomenclature", TEXT),
        ("budget_year", WHOLE),
        ("money_source", TEXT),
        ("mechanism", TEXT),
        ("ceiling_rupiah", NUMBER),
        ("realised_rupiah", NUMBER),
        ("spj_complete", YES),
        ("status", TEXT),  # belum, proses, selesai, batal
        ("done_on", DATE),
        ("realised_output", NUMBER),
        ("obstacle", TEXT),
    ),
)

EVALUATIONS = Table(
    "evaluations",
    1,
    ("evaluation_id",),  # case and day
    (
        ("evaluation_id", TEXT),
        ("case_id", TEXT),
        ("evaluated_on", DATE),
        ("weight_kg", NUMBER),
        ("lenhei_cm", NUMBER),
        ("muac_cm", NUMBER),
        ("hb_g_dl", NUMBER),
        ("risk_before", TEXT),  # berisiko, tidak, belum_dapat_dinilai
        ("risk_after", TEXT),
        ("risk_rules", TEXT),  # rules at risk that the status rests on, joined by ";"; "" where none
        ("next_action", TEXT),
    ),
)

GATES = Table(
    "gates",
    1,
    ("gate_id",),
    (
        ("gate_id", TEXT),
        ("due_on", DATE),
        ("done_on", DATE),
        ("document", TEXT),  # number or reference, never its content
        ("valid_until", DATE),  # of a decree (SK); missing for other gates
    ),
)

ATTENDANCE = Table(
    "attendance",
    1,
    ("attendance_id",),  # meeting and office
    (
        ("attendance_id", TEXT),
        ("meeting", TEXT),
        ("held_on", DATE),
        ("office", TEXT),
        ("role", TEXT),
        ("sector", TEXT),
        ("people", WHOLE),
    ),
)

HANDOUTS = Table(
    "handouts",
    1,
    ("handout_id",),  # recipient, day and file
    (
        ("handout_id", TEXT),
        ("recipient", TEXT),  # id in params
        ("role", TEXT),
        ("name", TEXT),  # office or function, never a person
        ("file", TEXT),
        ("sha256", TEXT),  # of the file as it was handed over
        ("cases", WHOLE),
        ("plans", WHOLE),
        ("handed_on", DATE),
        ("locked", YES),  # with a password
    ),
)

RECORDS = (
    CASES, OVERRIDES, ITEMS, REFERRALS, REVIEWS, CAUSES, RECOMMENDATIONS, FOLLOW_UPS, EVALUATIONS, GATES, ATTENDANCE,
    HANDOUTS,
)  # fmt: skip
