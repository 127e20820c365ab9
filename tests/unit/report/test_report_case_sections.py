"""The section about cases: among whom the team chooses, said with ages, without a list of children in public."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from audit import report
from audit.cases.selection_list import COLUMNS
from audit.disclosure import Pattern, release
from audit.report.content import Content
from audit.results import LineList

LINES = (("kode", "17.71.01.1001", "Melati", 26, "stunted", "normal", "normal", 31, False),)
AGES = ("0–23 bulan", "24–59 bulan", "0–59 bulan")


def texts(content: Content, table: int = 0) -> list[list[str]]:
    return [[c.text for c in r.cells] for r in content.tables[table].rows]


def test_the_funnel_names_its_stages_and_its_groups_with_their_ages(context):
    content = report.case_funnel(context).public
    stages = [row[0] for row in texts(content)]
    assert stages == ["Terdaftar", "Diukur", "Dapat dinilai", "Pendek atau sangat pendek", "Sangat pendek"]
    heads = [c.label for c in content.tables[0].columns[1:]]
    assert [next(age for age in AGES if age in head) for head in heads] == [AGES[2], AGES[0], AGES[1]]


def test_the_funnel_says_among_how_many_the_team_chooses(context):
    content = report.case_funnel(context).public
    n = content.tables[0].rows[3].cells[1]
    assert content.title == f"Tim memilih kasus dari {n.text} anak yang terukur pendek"
    assert f">{n.text}</" in content.figure.svg


def test_registers_without_ages_leave_a_dash_and_a_note(context):
    content = report.case_funnel(context).public
    assert texts(content)[0][2:] == ["–", "–"]
    assert any("tidak memuat umur" in note for note in content.tables[0].notes)


def test_the_stages_of_a_place_are_those_of_the_other_tables(context):
    ways = {row[0]: row for row in texts(report.case_funnel_by_kecamatan(context).public)}
    coverage = {row[0]: row for row in texts(report.coverage(context).public)}
    stunting = {row[0]: row for row in texts(report.stunting_by_kecamatan(context).public)}
    severity = {row[0]: row for row in texts(report.severity(context).public)}
    assert set(ways) == set(coverage) == set(stunting) == set(severity)
    for place, (_, registered, measured, known, stunted, severe) in ways.items():
        assert [registered, measured] == coverage[place][1:3]
        assert severe == severity[place][1]
        if "*" not in stunting[place]:
            assert [known, stunted] == stunting[place][1:3]


def test_places_are_in_the_order_of_their_codes(context):
    expected = [context.district_name, *(a.name for a in context.areas.kecamatan)]
    assert [row[0] for row in texts(report.case_funnel_by_kecamatan(context).public)] == expected
    content = report.stunted_by_group(context).public
    assert [[row[0] for row in texts(content, i)] for i in (0, 1)] == [expected, expected]


def test_places_of_low_coverage_are_told(context):
    reading = report.case_funnel_by_kecamatan(context).public.reading
    assert "bukan berarti tidak ada masalah" in reading
    assert "di bawah 80%" in reading


def test_each_group_has_a_table_that_names_its_ages(context):
    content = report.stunted_by_group(context).public
    assert [t.caption.split(" pendek")[0] for t in content.tables] == ["Baduta (0–23 bulan)", "Balita 24–59 bulan"]
    shares = [t.rows[0].cells[3].text for t in content.tables]
    assert content.title == f"Terukur pendek: {shares[0]} baduta (0–23 bulan) dan {shares[1]} balita 24–59 bulan"


def test_the_page_says_what_to_mind_when_choosing_and_that_short_is_no_diagnosis(context):
    content = report.case_selection(context).public
    said = " ".join(item.meaning for item in content.terms)
    assert "perlu diingat" in content.title
    assert "belum tentu stunting terkonfirmasi" in said
    assert "tidak menunggu" in said
    assert "di bawah 80% belum dapat dinilai" in said
    assert "bukan alasan melewatkan anak" in said


def test_the_public_edition_has_no_list_of_children(context, make_context):
    codes = ("kode2anakpertama", "kode3anakkedua77", "Melati")
    assert not any(code in json.dumps(report.stunted_children(context).to_json()) for code in codes)
    both = report.stunted_children(make_context(edition="terbatas")).to_json()
    assert not any(code in json.dumps(both["public"]) for code in codes)
    assert all(code in json.dumps(both["restricted"]) for code in codes)


def test_the_list_says_in_words_what_to_do_and_where(make_context):
    content = report.stunted_children(make_context(edition="terbatas")).restricted
    assert content.title == "2 anak terukur pendek; 1 di antaranya diukur ulang dulu"
    first, second = texts(content)
    desa = make_context().areas.by_code["17.71.01.1001"].name
    assert first == [
        "kode2anakpertama", desa, "Melati", "26", "Sangat pendek", "Berat badan kurang", "Gizi baik", "31", "",
    ]  # fmt: skip
    assert second[1:3] == ["Desa atau kelurahan tidak diketahui", "–"]
    assert second[4:] == ["Di luar batas wajar", "Berat badan normal", "–", "40", "ukur ulang dulu"]


def test_where_nobody_must_be_measured_again_the_title_does_not_speak_of_it(make_context):
    lines = LineList("stunted_children", pd.DataFrame(LINES, columns=list(COLUMNS)))
    released = {lines.id: release(lines, Pattern({}, frozenset()))}
    content = report.stunted_children(make_context(released=released, edition="terbatas")).restricted
    assert content.title == "1 anak terukur pendek ada dalam daftar"


@pytest.mark.parametrize("edition", ["publik", "terbatas"])
def test_a_run_without_results_says_so(make_context, edition):
    empty = make_context(released={}, edition=edition)
    for build in (report.case_funnel, report.case_funnel_by_kecamatan, report.stunted_by_group):
        assert "belum dapat dinilai" in build(empty).content.paragraphs[0]
