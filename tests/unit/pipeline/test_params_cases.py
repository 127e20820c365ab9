"""What a district may decide about its case audit, and what is told of a slip."""

from __future__ import annotations

import pytest

from audit.errors import ParamsError
from audit.pipeline.params_cases import CasesParams
from audit.pipeline.selecting import selection_settings
from audit.reference.selection_rules import selection_rules
from audit.reference.target_groups import DEFAULT_GROUPS


def test_a_district_that_decides_nothing_has_the_published_rules(load):
    cases = load().cases
    assert cases == CasesParams()
    assert cases.groups == DEFAULT_GROUPS
    assert cases.selection.weights.model_dump() == dict(selection_rules().weights)
    assert cases.risk.changed == ()


def test_the_panel_sets_bounds_groups_and_places(load):
    params = load(
        """cases:
  risk_bounds: {hb_low_bride: 11.5}
  urgent_bounds: {hb_very_low: 7}
  groups: [bumil, baduta]
  selection:
    per_group: {bumil: 6, baduta: 8, catin: 3}
    area: listed
    lokus: ["17.71.01.1001", "17.71.01.1002"]
    per_lokus: 4
    random_share: 0.2
""",
    )
    assert params.cases.risk["hb_low_bride"].asks.bound == 11.5
    assert params.cases.risk.changed == ("hb_low_bride",)
    assert params.cases.urgent["hb_very_low"].asks.bound == 7.0
    settings = selection_settings(params)
    assert dict(settings.per_group) == {"bumil": 6, "baduta": 8}
    assert settings.lokus == {"17.71.01.1001", "17.71.01.1002"}
    assert (settings.cycle, settings.per_lokus, settings.random_share) == ("2025-2", 4, 0.2)


def test_the_whole_district_or_the_computed_lokus(load):
    assert selection_settings(load()).lokus is None
    computed = load("cases: {selection: {area: computed}}\n")
    assert selection_settings(computed, ["17.71.01.1001"]).lokus == {"17.71.01.1001"}


def test_recipients_get_what_their_role_gets_and_names_stay_off_the_pages(load):
    said = """cases:
  recipients:
    - {id: pkb-satu, role: pkb, name: "PKB Selebar", areas: ["17.71.01", "17.71.02.1001"]}
    - {id: baznas, role: sponsor, name: "BAZNAS", offices: ["BAZNAS Kota"]}
"""
    cases = load(said).cases
    assert (cases.names_on_case_page, cases.key_sheet) == (False, True)
    first, second = (r.recipient for r in cases.recipients)
    assert first.areas == {"17.71.01", "17.71.02.1001"}
    assert "nik" not in first.role.identity
    assert (second.offices, second.role.purpose) == (("BAZNAS Kota",), "sponsor")


@pytest.mark.parametrize(
    ("cases", "id", "line", "shown"),
    [
        ("cases: {selection: {weights: {severity: 0.9}}}", "weights_sum", "8", "cases.selection.weights"),
        ("cases:\n  selection:\n    weights: {severity: 1.5}", "out_of_range", "10", "1.5"),
        ("cases: {risk_rules: risk_2030}", "rules_unknown", "8", "cases"),
        ("cases: {risk_bounds: {hb_rendah: 11}}", "bounds_unknown", "8", "risk_bounds"),
        ("cases: {risk_bounds: {danger_sign: 1}}", "bounds_unknown", "8", "risk_bounds"),
        ("cases: {status_rules: [height_short, tinggi]}", "status_rules_unknown", "8", "status_rules"),
        ("cases: {groups: [bumil, balita]}", "not_allowed", "8", "balita"),
        ("cases: {groups: [bumil, bumil]}", "audited_group_twice", "8", "groups"),
        ("cases: {selection: {area: listed}}", "lokus_listed", "8", "lokus"),
        ('cases: {selection: {lokus: ["17.71.01.1001"]}}', "lokus_listed", "8", "lokus"),
        ('cases: {selection: {area: listed, lokus: ["17.71"]}}', "form_desa", "8", "17.71.01.1001"),
        ("cases: {selection: {per_group: {bumil: 99}}}", "out_of_range", "8", "99"),
        ("cases: {selection: {per_grup: {bumil: 3}}}", "unknown_key", "8", "per_group"),
        ("cases: {selection: {random_share: 10}}", "out_of_range", "8", "10"),
        ("cases: {names_on_case_page: 1}", "form_bool", "8", "names_on_case_page"),
        ("cases: {key_sheet: false}", "case_names_nowhere", "8", "key_sheet"),
        ("cases: {recipients: [{id: a, role: pkb, name: PKB}]}", "recipient_scope", "8", "areas"),
        ('cases: {recipients: [{id: a, role: opd, name: PU, areas: ["17.71.01"]}]}', "recipient_scope", "8", "offices"),
        (
            'cases: {recipients: [{id: a, role: opd, name: PU, areas: ["17.71.01"], offices: [PU]}]}',
            "recipient_scope",
            "8",
            "offices",
        ),
        ('cases: {recipients: [{id: a, role: pkb, name: PKB, areas: ["17"]}]}', "form_recipient_area", "8", "17.71.01"),
        (
            'cases: {recipients: [{id: a, role: pkb, name: PKB, areas: ["11.01.01"]}]}',
            "recipient_elsewhere",
            "1",
            "cases",
        ),
        ("cases: {recipients: [{id: a, role: camat, name: Camat, offices: [C]}]}", "not_allowed", "8", "puskesmas"),
        (
            "cases:\n  recipients:\n"
            + "    - {id: a, role: opd, name: PU, offices: [PU]}\n    - {id: a, role: opd, name: DP, offices: [D]}",
            "recipient_twice",
            "8",
            "id",
        ),
        (
            f"cases: {{recipients: [{{id: a, role: opd, name: {'x' * 61}, offices: [PU]}}]}}",
            "too_long",
            "8",
            "60 huruf",
        ),
    ],
)
def test_a_slip_is_told_with_its_line_and_the_right_form(load, cases, id, line, shown):
    with pytest.raises(ParamsError) as refusal:
        load(cases + "\n")
    assert refusal.value.id == f"params.{id}"
    assert f"baris {line}" in str(refusal.value)
    assert shown in str(refusal.value)


def test_a_district_chooses_its_rules_of_families_its_budget_and_the_columns_of_the_province(load):
    cases = load(
        """cases:
  family_rules: families_at_risk_4t_2022
  budget:
    - {item: meeting, quarter: 3, ceiling_rupiah: 10000000, realised_rupiah: 2500000}
    - {item: transport, quarter: 4, ceiling_rupiah: 5000000}
  province_columns: [cycle, reviewed]
""",
    ).cases
    assert cases.family.id == "families_at_risk_4t_2022"
    assert [line.realised_rupiah for line in cases.budget] == [2_500_000, 0]
    assert cases.province_columns == ("cycle", "reviewed")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("family_rules: risk_practice_2026", "family_rules"),
        ("risk_rules: families_at_risk_2022", "risk_rules"),
        ("family_rules: unknown_set", "family_rules"),
        ("province_columns: [cycle, name_of_the_child]", "province_columns"),
        ("province_columns: [cycle, cycle]", "province_columns"),
        ("budget: [{item: meeting, quarter: 5, ceiling_rupiah: 1}]", "quarter"),
        ("budget: [{item: gift, quarter: 1, ceiling_rupiah: 1}]", "item"),
    ],
)
def test_a_slip_in_rules_of_families_columns_or_budget_is_told(load, written, said):
    with pytest.raises(ParamsError) as slip:
        load(f"cases:\n  {written}\n")
    assert said in str(slip.value)
