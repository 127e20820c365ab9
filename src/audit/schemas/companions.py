"""Who assists families and who steers: teams (TPK), their contacts and reports, acceleration teams (TPPS, TP3S).

A team is three women of one desa, so every row about teams is restricted, and members stand here by kind as yes or no,
never by name. Bodies are offices: their documents are counted, what somebody wrote about a visit stays restricted.
"""

from __future__ import annotations

from audit.schemas.table import DATE, TEXT, WHOLE, YES, Table

__all__ = ["BODIES", "COMPANIONS", "COMPANION_CONTACTS", "COMPANION_REPORTS", "COMPANION_TEAMS", "SUPERVISIONS"]

COMPANION_TEAMS = Table(
    "companion_teams",
    1,
    ("team_id",),
    (
        ("team_id", TEXT),  # keyed hash; restricted
        ("area_code", TEXT),  # desa or kelurahan
        ("midwife", YES),  # the team has one
        ("pkk_cadre", YES),
        ("kb_cadre", YES),
        ("sk_number", TEXT),
        ("sk_from", DATE),
        ("sk_until", DATE),  # missing: no end is written
        ("active_from", DATE),
        ("active_until", DATE),  # missing: still at work
    ),
)

COMPANION_CONTACTS = Table(
    "companion_contacts",
    1,
    ("contact_id",),
    (
        ("contact_id", TEXT),
        ("team_id", TEXT),
        ("contact_date", DATE),
        ("area_code", TEXT),  # where; missing: the desa of the team
        ("person_id", TEXT),  # child or woman; missing: a session with a group of people
        ("group", TEXT),  # of audit.reference.rule_sets.GROUPS; missing: as on the day of the audit
        ("duty", TEXT),  # of audit.reference.companion_rules.DUTIES
        ("topics", TEXT),  # codes of TOPICS joined by ";"; missing: nobody noted any
        ("newly_found", YES),  # not known to any list before
        ("found_source", TEXT),  # of FOUND_SOURCES
        ("risk_found", YES),
        ("referred", YES),
        ("referred_on", DATE),  # the day on which the referral was given
        ("source_file", TEXT),
        ("source_sheet", TEXT),
        ("source_row", WHOLE),
    ),
)

COMPANION_REPORTS = Table(
    "companion_reports",
    1,
    ("team_id", "month"),
    (
        ("team_id", TEXT),
        ("month", TEXT),  # 2025-08
        ("filed", YES),
        ("filed_on", DATE),
        ("mbg_people", WHOLE),  # targets to whom free meals (MBG 3B) were brought in the month
        ("mbg_days", WHOLE),  # days on which the team did so
        ("obstacles", TEXT),  # of audit.reference.convergence_rules.OBSTACLE_KINDS, joined by ";"
    ),
)

BODIES = Table(
    "bodies",
    1,
    ("area_code", "quarter"),
    (
        ("area_code", TEXT),  # the district, a kecamatan or a desa: its level is the body's
        ("quarter", TEXT),  # 2025-Q3
        ("name", TEXT),  # of audit.reference.companion_rules.BODY_NAMES: what its decree calls it
        ("sk_number", TEXT),
        ("sk_from", DATE),
        ("sk_until", DATE),
        ("open_ended", YES),  # the decree says that it has no end
        ("meetings_planned", WHOLE),
        ("meetings_held", WHOLE),
        ("minutes", WHOLE),  # meetings of which minutes exist
        ("reports_due", WHOLE),
        ("reports_on_time", WHOLE),
        ("rtl_agreed", WHOLE),
        ("rtl_done", WHOLE),
    ),
)

SUPERVISIONS = Table(
    "supervisions",
    1,
    ("supervision_id",),
    (
        ("supervision_id", TEXT),
        ("area_code", TEXT),  # of the body that was visited
        ("visited_on", DATE),
        ("visitor", TEXT),  # of audit.reference.companion_rules.VISITORS
        ("finding", TEXT),  # as written: restricted
        ("has_finding", YES),
        ("answer", TEXT),  # as written: restricted
        ("answered_on", DATE),  # missing: not yet
    ),
)

COMPANIONS = (COMPANION_TEAMS, COMPANION_CONTACTS, COMPANION_REPORTS, BODIES, SUPERVISIONS)
