"""The block about urgent referrals: counts in public, rows without names for the team, and the rules that were used."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.cases.referrals import referral_results
from audit.disclosure import release, solve_pattern
from audit.reference.rule_sets import rule_set
from audit.schemas import REFERRALS

AS_OF = date(2025, 9, 15)
RULES = rule_set("urgent_practice_2026")


def referred(n, **more):
    rows = [
        {"referral_id": f"rujukan{i:02d}", "person_id": f"orang{i:02d}", "group": "bumil" if i < 6 else "baduta",
         "area_code": "17.71.01.1001", "rule_id": "hb_very_low" if i < 6 else "oedema",
         "value": "7.5" if i < 6 else "y",
         "found_on": pd.Timestamp("2025-08-20"), **more}
        for i in range(n)
    ]  # fmt: skip
    return REFERRALS.conform(pd.DataFrame(rows, columns=None if rows else list(REFERRALS.names)))


@pytest.fixture
def shown(context):
    def build(referrals, edition="publik", rules=RULES):
        results = referral_results(referrals, (), context.cycle, AS_OF)
        pattern = solve_pattern(results)
        released = {result.id: release(result, pattern) for result in results}
        told = replace(context, released=dict(context.released) | released, urgent_rules=rules, edition=edition)
        return report.urgent_referrals(told), report.headline(told)

    return build


def texts(content, table=0):
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in content.tables[table].rows}


def test_groups_and_steps_are_counted(shown):
    content = shown(referred(12))[0].public
    assert content.title == "12 sasaran perlu dirujuk segera"
    assert texts(content) == {
        "Semua kelompok": ["12", "12", "0", "0"],
        "Ibu hamil": ["6", "6", "0", "0"],
        "Baduta": ["6", "6", "0", "0"],
    }
    assert texts(content, 1)["ditemukan"] == ["12"]


def test_small_counts_are_withheld_in_public_and_shown_to_the_team(shown):
    block = shown(referred(8), "terbatas")[0]
    assert texts(block.public)["Baduta"][0] == "*"
    assert texts(block.restricted)["Baduta"][0] == "2"


def test_page_one_says_how_many(shown):
    assert any("Sebanyak 12 sasaran perlu dirujuk segera" in said for said in shown(referred(12))[1].public.paragraphs)
    few = shown(referred(3))[1].public
    assert any("disamarkan" in said for said in few.paragraphs)
    assert not any("3 sasaran" in said for said in few.paragraphs)


def test_nobody_is_said_in_words_and_without_tables(shown):
    block, page_one = shown(referred(0))
    assert block.public.tables == ()
    assert any("tidak ada sasaran" in said for said in page_one.public.paragraphs)


def test_the_public_form_knows_no_code_of_anybody(shown):
    block = shown(referred(12), "terbatas")[0]
    public = json.dumps(block.to_json()["public"])
    assert "rujukan0" not in public
    assert "orang0" not in public
    restricted = json.dumps(block.to_json()["restricted"])
    assert "rujukan00" in restricted
    assert "orang00" not in restricted


def test_the_rules_and_a_bound_of_the_panel_are_printed(shown):
    terms = shown(referred(1), rules=RULES.with_bounds({"hb_very_low": 9.0}))[0].public.terms
    assert len(terms) == 1 + len(RULES.rules)
    (hb,) = (item for item in terms if "Hb" in item.term)
    assert "9 g/dL" in hb.term
    assert "tim pakar daerah" in hb.meaning


def test_they_are_said_not_to_be_selected(shown):
    assert any("tidak dihitung sebagai kasus yang dipilih" in said for said in shown(referred(12))[0].public.paragraphs)


def test_without_results_the_block_says_so(context):
    assert report.urgent_referrals(context).public.title
