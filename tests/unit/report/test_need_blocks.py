"""What notebook 30 says of needs, families at risk and lokus: one finding a sentence, no percent of few."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.programme.lokus import Lokus
from audit.reference.family_groups import FAMILY, WELFARE, factor_partition
from audit.reference.lokus_rules import LOKUS
from audit.reference.needs import (
    NEED_STAGES,
    NEEDS,
    NUMBER_OF_NEEDS,
    PERSON,
    care_partition,
    need_partition,
    office_partition,
    stage_partition,
)
from audit.reference.rule_sets import rule_set
from audit.report.sections.need_profiles import NEEDS_WORKBOOK
from audit.results import Cell, CountTable, LineList, RateTable

CYCLE = "2025-2"
EVERYBODY = Cell.of(CYCLE, person="person")
BLOCKS = ("need_profiles", "need_overlap", "need_cascade", "families_at_risk", "lokus")


def texts(content, table=0):
    return [[cell.text for cell in row.cells] for row in content.tables[table].rows]


def shown(context, *results, **changes):
    pattern = solve_pattern(results)
    return replace(context, released={r.id: release(r, pattern) for r in results}, **changes)


def needs_tables(n: int, present: int, *, served: int = 10):
    """Of everybody, all baduta, each need is present in so many; others are unknown."""
    parts = {f"need.{need}": (care_partition() if need == "care" else need_partition(need)) for need in NEEDS}
    counts: dict[Cell, int] = {}
    for group in (None, "catin", "bumil", "nifas", "busui", "baduta", "balita_24_59"):
        top = EVERYBODY.replace("group", group)
        share = 1 if group in (None, "baduta") else 0
        counts[top] = n * share
        for need in NEEDS:
            more = 20 if need == "environment" and present else 0
            counts[top.replace(f"need.{need}", "present")] = (present + more) * share
            counts[top.replace(f"need.{need}", "need.unknown")] = (n - present - more) * share
        for kind, k in zip(care_partition().below("present"), (present, 0, 0), strict=True):
            counts[top.replace("need.care", kind)] = k * share
    from audit.reference.case_groups import CASE_GROUP

    by = (PERSON, CASE_GROUP, *parts.values())
    needs = CountTable("needs", tuple(counts), tuple(counts.values()), by)
    levels = dict(zip(NUMBER_OF_NEEDS.below(None), (n - present, 0, present - present // 2, present // 2), strict=True))
    both = {EVERYBODY.replace("number_of_needs", level): k for level, k in levels.items()}
    for i, one in enumerate(NEEDS):
        for other in NEEDS[i + 1 :]:
            cell = EVERYBODY.replace(f"need.{one}", "present").replace(f"need.{other}", "present")
            both[cell] = present - 10 * (one == "medical") if present else 0
    overlap = CountTable("needs_overlap", tuple(both), tuple(both.values()), (PERSON, NUMBER_OF_NEEDS, *parts.values()))
    steps: dict[Cell, int] = {}
    for need in NEEDS:
        top = EVERYBODY.replace(f"need.{need}", "present")
        steps[top] = counts[top]
        for stage in NEED_STAGES:
            steps[top.replace(f"stage.{need}", stage)] = min(served, present)
    cascade = CountTable(
        "needs_cascade", tuple(steps), tuple(steps.values()), (*by, *(stage_partition(need) for need in NEEDS))
    )
    cell = EVERYBODY.replace("need.medical", "present").replace("office.medical.puskesmas", "served")
    partitions = (PERSON, need_partition("medical"), office_partition("medical", "puskesmas"))
    office = CountTable("needs_office", (cell,), (min(served, present),), partitions)
    return needs, overlap, cascade, office


@pytest.mark.parametrize("id", BLOCKS[:4])
@pytest.mark.parametrize("language", ["id", "en"])
def test_without_data_a_block_is_one_kind_sentence(context, id, language):
    content = getattr(report, id)(replace(context, released={}, language=language)).public
    assert len(content.paragraphs) == 1
    assert not content.tables


def test_the_need_of_most_people_is_said_with_its_share(context):
    content = report.need_profiles(shown(context, *needs_tables(400, 100))).public
    assert "Lingkungan, pada 120 dari 400 sasaran (30%); pada 280 sasaran lain" in content.paragraphs[0]
    assert "edisi terbatas" in content.paragraphs[1]
    assert texts(content)[0] == ["Sasaran", "400", "400", ""]
    rows = {row[0]: row[1:] for row in texts(content)}
    assert rows["Lingkungan"] == ["120", "120", "280"]
    assert rows["pada keluarga yang mampu"] == ["100", "100", ""]


def test_of_few_people_no_percentage_is_given(context):
    content = report.need_profiles(shown(context, *needs_tables(19, 0))).public
    assert "%" not in " ".join(content.paragraphs)


def test_the_restricted_edition_says_where_the_list_is(context):
    lines = LineList("needs_list", pd.DataFrame())
    block = report.need_profiles(shown(context, *needs_tables(400, 100), lines, edition="terbatas"))
    assert NEEDS_WORKBOOK in block.restricted.paragraphs[1]
    assert NEEDS_WORKBOOK not in str(block.public)


def test_activities_say_their_kind_and_whose_they_are(context):
    content = report.need_profiles(shown(context, *needs_tables(400, 100))).public
    rows = [row for row in texts(content, 1) if row[1] == "Penyediaan jamban layak"]
    assert rows == [["Lingkungan", "Penyediaan jamban layak", "Sensitif", "Dinas Pekerjaan Umum dan Pemerintah desa atau kelurahan"]]  # fmt: skip # noqa: E501
    assert not [row for row in texts(content, 1) if row[1] == "Bimbingan perkawinan"]  # there is no bride-to-be


def test_overlap_counts_people_once_and_shows_each_pair_once(context):
    content = report.need_overlap(shown(context, *needs_tables(400, 100))).public
    assert content.paragraphs[0].startswith(
        "100 dari 400 sasaran memiliki lebih dari satu kebutuhan yang diketahui, 50"
    )
    assert content.paragraphs[1].endswith("pada 100 sasaran.")
    rows = texts(content)
    assert rows[0] == ["Medis", "100", "", "", "", "", ""]
    assert rows[1] == ["Asupan", "90", "100", "", "", "", ""]
    assert sum(cell != "" for row in rows for cell in row[1:]) == 21


def test_the_widest_gap_is_said_as_recorded(context):
    content = report.need_cascade(shown(context, *needs_tables(400, 100))).public
    assert "lingkungan: 10 dari 120 sasaran" in content.paragraphs[0]
    assert "110 belum tercatat" in content.paragraphs[0]
    assert texts(content)[0] == ["Medis dan penyakit penyerta", "100", "10", "10", "10", "10"]
    assert texts(content, 1) == [["Medis dan penyakit penyerta", "Puskesmas dan Dinas Kesehatan", "10"]]


def test_where_no_service_is_recorded_nobody_is_said_to_be_unserved(context):
    content = report.need_cascade(shown(context, *needs_tables(400, 100, served=0))).public
    assert content.paragraphs == (
        "Belum ada layanan yang tercatat, sehingga belum dapat dikatakan siapa yang sudah dilayani.",
    )


def families(context, at_risk: int, assessed: int, lacking: int = 30):
    """One kecamatan has all of them."""
    home = context.areas.kecamatan[0].code
    places = [None, *(a.code for a in context.areas.kecamatan), context.areas.unknown_parts[0]]
    each = {"assessed": assessed, "at_risk": at_risk, "not_at_risk": assessed - at_risk, "not_assessable": lacking}

    def count(level, place):
        return each[level] if place in (None, home) else 0

    cells = {Cell.of(CYCLE, family=level, area=place): count(level, place) for level in each for place in places}
    by = (context.areas.partition, FAMILY)
    table = CountTable("families_at_risk", tuple(cells), tuple(cells.values()), by)

    def part(level):
        own = {cell: n for cell, n in cells.items() if cell.level("family") == level}
        return CountTable("families_at_risk_share", tuple(own), tuple(own.values()), by)

    share = RateTable("families_at_risk_share", part("at_risk"), part("assessed"))
    top = Cell.of(CYCLE, family="at_risk")
    ranks = {top.replace("welfare", rank): at_risk if rank == "rank_1" else 0 for rank in WELFARE.below(None)}
    welfare = CountTable("families_welfare", tuple(ranks), tuple(ranks.values()), (*by, WELFARE))
    factor, whole = factor_partition("family_latrine"), Cell.of(CYCLE, family="target")
    found = {whole.replace(factor.attribute, "present"): at_risk, whole.replace(factor.attribute, "factor.unknown"): 0}
    factors = CountTable("families_factors", tuple(found), tuple(found.values()), (*by, factor))
    return table, share, welfare, factors


@pytest.mark.parametrize(("at_risk", "share"), [(60, "30,0%"), (0, "0,0%"), (190, "95,0%")])
def test_families_at_risk_are_said_among_those_that_can_be_assessed(context, at_risk, share):
    content = report.families_at_risk(shown(context, *families(context, at_risk, 200))).public
    assert f"Dari 200 keluarga sasaran yang dapat dinilai, {at_risk} ({share}) berisiko" in content.paragraphs[0]
    assert "30 keluarga lain belum dapat dinilai" in content.paragraphs[0]
    assert texts(content)[0] == [context.district_name, "200", str(at_risk), share, "30"]


def test_that_every_family_is_at_risk_is_not_told(context):
    """Whoever knows a family would know that of it."""
    content = report.families_at_risk(shown(context, *families(context, 200, 200))).public
    assert "200" not in content.paragraphs[0]
    assert "100" not in " ".join(cell for row in texts(content) for cell in row)


def test_of_few_families_no_percentage_is_given(context):
    content = report.families_at_risk(shown(context, *families(context, 0, 12))).public
    assert "%" not in content.paragraphs[0]


def test_the_rules_by_which_families_are_at_risk_are_printed(context):
    rules = rule_set("families_at_risk_4t_2022")
    content = report.families_at_risk(shown(context, *families(context, 60, 200), family_rules=rules)).public
    assert f"{rules.title['id']}, versi 2022" in content.terms[0].term
    assert rules.id not in content.terms[0].term
    assert len(content.terms) == 1 + len(rules.rules)


def judged(context, focus: int):
    desa = [a.code for a in context.areas.desa][:5]
    rows = [(code, True, True, True, pd.NA, 3, 1, "indicators_unknown", "not_assessable") for code in desa]
    columns = ["area_code", "families", "prevalence", "cases", "indicators", "met", "unknown", "reasons", "status"]
    table = pd.DataFrame(rows, columns=columns).astype({"indicators": "boolean"})
    cell = Cell.of("2025-08", lokus="desa")
    cells = (cell, *(cell.replace("lokus", level) for level in LOKUS.below("desa")))
    counts = CountTable("lokus", cells, (5, focus, 0, 5 - focus), (LOKUS,), personal=False)
    return Lokus(table, {}, counts)


def test_a_criterion_that_is_known_nowhere_is_named(context):
    found = judged(context, 0)
    content = report.lokus(shown(context, found.counts, *found.missing, found.lines)).public
    said = " ".join(content.paragraphs)
    assert (
        "Dari 5 desa dan kelurahan, 0 memenuhi keempat kriteria, 0 tidak memenuhi sedikitnya satu, dan 5 belum" in said
    )
    assert "indikator esensial" in said
    assert "belum ada desa yang dapat disebut lokus" in said
    assert not content.tables


def test_which_desa_is_restricted(context):
    found = judged(context, 0)
    block = report.lokus(shown(context, found.counts, *found.missing, found.lines, edition="terbatas"))
    name = context.areas.desa[0].name
    assert texts(block.restricted)[0][0] == name
    assert texts(block.restricted)[0][1:5] == ["Ya", "Ya", "Ya", "–"]
    assert name not in str(block.public)


def test_a_district_with_every_criterion_known_says_nothing_of_a_missing_one(context):
    found = judged(context, 2)
    content = report.lokus(shown(context, found.counts)).public
    assert "belum ada desa yang dapat disebut lokus" not in " ".join(content.paragraphs)


def test_days_of_the_source_are_those_of_the_list_of_families(context):
    from audit.report import SourceRecord

    source = SourceRecord("k", "Dinas KB", date(2025, 7, 31), kind="households")
    content = report.families_at_risk(shown(context, *families(context, 60, 200), sources=(source,))).public
    assert "Dinas KB" in content.source
    assert "31 Juli 2025" in content.source
