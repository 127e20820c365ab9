"""Blocks: two forms that never share a number, one JSON, one display."""

from __future__ import annotations

import json

import pytest

from audit import report
from audit.language import text
from audit.report.blocks import MIME, SCHEMA, blocks_in
from audit.report.homes import HOMES

OWN_WORDS = {  # what a block says where a form, a column, or a survey of the district is not there yet
    "action_attention": "action_block.none",
    "audit_budget": "audit_block.budget.none",
    "audit_of_audit": "audit_block.work.none",
    "case_choice": "case_block.choice.none",
    "case_gates": "case_block.gates.none",
    "case_patterns": "case_block.patterns.none",
    "case_preventable": "audit_block.preventable.none",
    "case_risk_shift": "case_block.shift.none",
    "case_vignettes": "vignette.none",
    "companion_contacts": "companion_block.none",
    "companion_referrals": "companion_block.none",
    "companion_support": "companion_block.no_teams",
    "companion_topics": "companion_block.none",
    "families_at_risk": "need_block.families.none",
    "kecamatan_map": "report.kecamatan_map.none",
    "follow_up_tracker": "rtl.none_agreed",
    "forum_questions": "page_one.no_questions",
    "last_promises": "page_one.no_promises",
    "need_cascade": "need_block.cascade.none",
    "need_overlap": "need_block.profiles.none",
    "need_profiles": "need_block.profiles.none",
    "own_programmes": "money.programme.none",
    "province_table": "audit_block.province.public",
    "reader_agreement": "audit_block.agreement.none",
    "development": "report.development.none",
    "equipment": "report.equipment.how",
    "expected_cases": "report.expected_cases.no_survey",
    "steering_bodies": "companion_block.bodies.none",
    "remeasurement": "report.remeasurement.how",
    "standardisation": "report.standardisation.how",
}
BUILDERS = sorted(name for name in report.__all__ if HOMES[name].startswith("sections."))


@pytest.mark.parametrize("name", BUILDERS)
def test_a_public_block_carries_no_restricted_form(context, name):
    block = getattr(report, name)(context)
    assert block.edition == "publik"
    assert "restricted" not in block.to_json()


@pytest.mark.parametrize("name", BUILDERS)
def test_a_restricted_block_carries_both_and_the_public_one_is_the_same(context, make_context, name):
    build = getattr(report, name)
    both = build(make_context(edition="terbatas")).to_json()
    assert both["public"] == build(context).to_json()["public"]
    assert both["restricted"]["title"]


@pytest.mark.parametrize("name", BUILDERS)
def test_a_block_is_plain_json_of_its_schema(context, name):
    block = getattr(report, name)(context).to_json()
    assert json.loads(json.dumps(block, allow_nan=False)) == json.loads(json.dumps(block))
    assert block["schema"] == SCHEMA
    assert block["id"] == name
    assert block["language"] == "id"


@pytest.mark.parametrize("name", BUILDERS)
def test_without_results_a_block_says_so_or_needs_none(make_context, name):
    block = getattr(report, name)(make_context(released={}, published=(), sources=()))
    needs_none = {
        "case_selection", "stunted_children", "decisions", "glossary", "methods", "report_identity",
        "reporting_checklists",
    }  # fmt: skip
    paragraphs = " ".join(block.public.paragraphs)
    if name in OWN_WORDS:
        assert text(OWN_WORDS[name], "id") in paragraphs
    else:
        assert ("belum dapat dinilai karena datanya tidak tersedia" in paragraphs) == (name not in needs_none)


def test_a_cell_shows_html_of_its_edition_and_one_json_block(context):
    shown = report.coverage(context)._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain", MIME}
    assert shown[MIME] == report.coverage(context).to_json()
    assert shown["text/html"].count("<h3") == 1
    assert shown["text/plain"] == shown[MIME]["public"]["title"]


def test_only_a_chart_brings_its_letters(context):
    chart, table = (getattr(report, n)(context)._repr_mimebundle_()["text/html"] for n in ("coverage", "missing"))
    assert chart.count("@font-face") == 2
    assert "@font-face" not in table


def test_blocks_are_found_in_an_executed_notebook_in_order(context):
    def cell(block):
        return {"cell_type": "code", "outputs": [{"output_type": "execute_result", "data": block._repr_mimebundle_()}]}

    stream = {"cell_type": "code", "outputs": [{"output_type": "stream", "text": "x"}]}
    cells = [cell(report.coverage(context)), {"cell_type": "markdown"}, stream, cell(report.missing(context))]
    assert [b["id"] for b in blocks_in({"cells": cells})] == ["coverage", "missing"]


def test_importing_the_package_loads_no_chart_library():
    import subprocess
    import sys

    probe = "import sys, audit.report; print(*({'matplotlib', 'pandas', 'jinja2', 'typst'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, encoding="utf-8").stdout
    assert out.strip() == ""


def test_every_public_name_loads():
    assert all(getattr(report, name) is not None for name in report.__all__)
    with pytest.raises(AttributeError):
        report.nothing  # noqa: B018
