"""Who gets what: every column exists, NIK and pages only where said, nothing about how somebody married."""

from __future__ import annotations

from audit.reference.rule_sets import GROUPS
from audit.reference.slice_rules import slice_roles
from audit.reference.worksheet_items import SECTIONS, worksheet_items
from audit.register.case_layout import PLAN_FIELDS
from audit.register.consents import PURPOSES

ROLES = slice_roles()
_HEALTH = {"nutrition", "health", "birth"}


def test_every_column_of_the_table_exists():
    for role in ROLES.values():
        assert set(role.sections) <= set(SECTIONS)
        assert set(role.plans) <= set(PLAN_FIELDS)
        assert role.purpose in PURPOSES
        assert role.why
        assert role.identity[:2] == ("case_id", "case_no"), "what comes back is known by them"


def test_nik_goes_only_to_those_whose_service_needs_it():
    assert {id for id, role in ROLES.items() if "nik" in role.identity} == {"puskesmas", "opd_nik"}


def test_health_goes_to_the_puskesmas_alone():
    assert {id for id, role in ROLES.items() if _HEALTH & set(role.sections)} == {"puskesmas"}
    assert {id for id, role in ROLES.items() if role.case_page} == {"puskesmas"}
    for id in ("opd", "opd_nik", "sponsor"):
        assert ROLES[id].sections == ()
        assert not {"risk_factor", "cause_code"} & set(ROLES[id].plans)


def test_how_somebody_married_is_told_to_nobody():
    told = {item.section for group in GROUPS for item in worksheet_items(group)}
    assert "marriage" in told
    assert not any("marriage" in role.sections for role in ROLES.values())


def test_whoever_is_not_of_the_audit_team_needs_a_yes_and_a_sponsor_learns_no_name():
    assert {id for id, role in ROLES.items() if role.consent == "not_refused"} == {"pkb", "puskesmas"}
    assert ROLES["sponsor"].purpose == "sponsor"
    assert not {"name", "parent_name", "desa", "posyandu", "rt", "rw", "birth_date"} & set(ROLES["sponsor"].identity)
