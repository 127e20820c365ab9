"""Forums: when offices met, what they promised, and what the KUA noted about couples. Offices, never persons.

Couples themselves come with the lists of women (group ``catin``); of them only what the KUA adds stands here, by id.
"""

from __future__ import annotations

from audit.schemas.table import DATE, TEXT, WHOLE, YES, Table

__all__ = ["FORUMS", "FORUM_AGREEMENTS", "FORUM_MEETINGS", "KUA_RECORDS"]

FORUM_MEETINGS = Table(
    "forum_meetings",
    1,
    ("meeting_id",),
    (
        ("meeting_id", TEXT),
        ("kind", TEXT),  # mini_lokakarya, rembuk, diseminasi
        ("area_code", TEXT),  # kecamatan, or the district
        ("held_on", DATE),
        ("offices", TEXT),  # kinds of office that were there, joined by ";"; never persons
        ("people", WHOLE),  # how many came
        ("next_due_on", DATE),  # as the forum set it; missing: by the district's rhythm
    ),
)

FORUM_AGREEMENTS = Table(
    "forum_agreements",
    1,
    ("agreement_id",),
    (
        ("agreement_id", TEXT),
        ("meeting_id", TEXT),
        ("area_code", TEXT),  # missing: of the meeting
        ("activity_kind", TEXT),  # of audit.reference.follow_up_rules
        ("activity", TEXT),  # in the forum's own words: restricted
        ("office", TEXT),
        ("sector", TEXT),  # pemerintah, akademisi, usaha, media, masyarakat
        ("due_on", DATE),
        ("mechanism", TEXT),  # where the money is from, of audit.reference.follow_up_rules
        ("status", TEXT),  # belum, proses, selesai, batal
        ("done_on", DATE),
    ),
)

KUA_RECORDS = Table(
    "kua_records",
    1,
    ("person_id",),
    (
        ("person_id", TEXT),  # the bride, as in the lists of women
        ("registered_on", DATE),
        ("elsimil_filled", YES),
    ),
)

FORUMS = (FORUM_MEETINGS, FORUM_AGREEMENTS, KUA_RECORDS)
