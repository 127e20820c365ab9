"""What notebook 50 says of indicators: nothing beyond chance, nothing hidden, and what is missing stays in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.language import text
from audit.pipeline.results_family_totals import family_total_results
from audit.pipeline.results_indicators import _results
from audit.pipeline.tables import Tables
from audit.programme.reported_indicators import reported_indicators
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.results import Finding, Sentence
from audit.schemas import CHILDREN, FAMILY_TOTALS, INDICATORS, REGISTERED, VISITS

AREAS = areas_of("17.71")
DESA = [area.code for area in AREAS.desa]
KECAMATAN = [area.code for area in AREAS.kecamatan]
DAY = date(2025, 9, 15)
BLOCKS = ("essential_indicators", "indicator_gaps", "indicators_by_kecamatan", "family_totals")


def told(**counts: tuple[int, int]) -> list:
    rows = [(id, code, "2025-S1", *pair) for id, pair in counts.items() for code in DESA]
    frame = pd.DataFrame(rows, columns=["indicator", "area_code", "period", "numerator", "denominator"])
    found = reported_indicators(INDICATORS.conform(frame.assign(source="Laporan dinas")), AREAS, as_of=DAY)
    assert found is not None
    return list(_results(found, AREAS, 7))


def families(*rows: dict) -> list:
    frame = FAMILY_TOTALS.conform(pd.DataFrame(rows).assign(period="2025", source="Pendataan"))
    tables = Tables(
        CHILDREN.empty(), VISITS.empty(), REGISTERED.empty(), rows=(), linking=Linking(0, 0, 0, 0, 0, 0),
        programme={"family_totals": frame},
    )  # fmt: skip
    return list(family_total_results(tables, AREAS, DAY))


def shown(context, results, **changes):
    pattern = solve_pattern(results)
    return replace(context, released={r.id: release(r, pattern) for r in results}, **changes)


def body(content, table=0) -> dict[str, list[str]]:
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in content.tables[table].rows}


@pytest.mark.parametrize("id", BLOCKS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_without_data_a_block_is_one_kind_sentence(context, id, language):
    content = getattr(report, id)(replace(context, released={}, language=language)).public
    assert len(content.paragraphs) == 1
    assert not content.tables


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_block_speaks_both_languages(context, language):
    results = [*told(safe_water=(60, 100), growth_monitored=(95, 100)), *families({"area_code": KECAMATAN[0]})]
    for id in BLOCKS:
        content = getattr(report, id)(shown(context, results, language=language)).public
        assert content.title


def test_the_title_counts_what_is_known_and_every_indicator_has_its_row(context):
    content = report.essential_indicators(
        shown(context, told(growth_monitored=(95, 100), safe_water=(60, 100), proper_sanitation=(90, 100)))
    ).public
    assert content.title == "3 dari 29 indikator esensial sudah dilaporkan: 1 mencapai target, 1 belum, 1 belum jelas"
    rows = body(content)
    assert len([cells for cells in rows.values() if any(cells)]) == 29
    n = f"{100 * len(DESA):,}".replace(",", ".")
    assert rows["Air minum layak"][0] == n
    assert rows["Air minum layak"][3:5] == ["100%", "Belum tercapai"]
    assert rows["KRS didampingi"] == ["", "", "", "90%", "Belum dilaporkan", ""]
    assert "26 indikator belum dilaporkan" in content.paragraphs[0]


def test_an_indicator_on_which_documents_differ_has_no_target_and_no_state(context):
    content = report.essential_indicators(shown(context, told(girls_iron_tablets=(60, 100)))).public
    row = body(content)["Remaja putri minum tablet tambah darah"]
    assert row[3:5] == ["–", "Target belum ditetapkan".replace("Target", "Targetnya")]


def test_what_the_annex_did_not_confirm_is_marked(context):
    content = report.essential_indicators(shown(context, told(safe_water=(60, 100)))).public
    kinds = {row.cells[0].text.partition(".")[0]: row.cells[2].text for row in content.tables[1].rows}
    assert (kinds["1"], kinds["2"], kinds["6"]) == ("Spesifik", "belum dicocokkan", "Sensitif (belum dicocokkan)")


def test_gaps_stand_in_groups_and_the_largest_is_named(context):
    content = report.indicator_gaps(
        shown(context, told(safe_water=(60, 100), proper_sanitation=(80, 100), growth_monitored=(81, 100)))
    ).public
    assert content.title == "Paling jauh dari target: Air minum layak"
    rows = body(content)
    assert [name for name in rows if name.startswith("Kelompok")] == ["Kelompok 1", "Kelompok 2"]
    assert rows["Air minum layak"][0].startswith("40,0 (")
    assert rows["Air minum layak"][1] == f"{40 * len(DESA):,} rumah tangga".replace(",", ".")
    assert rows["Air minum layak"][2] == "1"
    assert rows["Sanitasi layak"][2] == "2–3"
    assert content.figure is not None


def test_where_every_target_is_reached_no_gap_is_drawn(context):
    content = report.indicator_gaps(shown(context, told(growth_monitored=(100, 100)))).public
    assert content.title == text("indicator_block.gap_none")
    assert content.figure is None


def test_kecamatan_stand_by_code_and_hidden_ones_have_no_number(context):
    results = told(safe_water=(60, 100), pregnant_extra_food=(0, 1))
    content = report.indicators_by_kecamatan(shown(context, results)).public
    assert [column.id for column in content.tables[0].columns[2:]] == KECAMATAN
    assert content.title.startswith("Satu dari 2")  # of the other too few live in each kecamatan
    assert {cell.text for cell in content.tables[0].rows[0].cells[2:]} == {"–"}
    assert content.tables[0].notes == (text("indicator_block.few", n=20),)


def test_families_at_risk_are_said_and_disagreements_named_without_numbers(context):
    rows = [
        {"area_code": code, "target_families": 1000, "at_risk": 100, "not_at_risk": 900 + (code == KECAMATAN[2])}
        for code in KECAMATAN
    ]
    content = report.family_totals(shown(context, families(*rows))).public
    n = f"{100 * len(KECAMATAN)}"
    assert content.title == f"Pendataan keluarga mencatat {n} keluarga berisiko stunting, 10,0% dari keluarga sasaran"
    (said,) = [words for words in content.paragraphs if words.startswith(AREAS.by_code[KECAMATAN[2]].name)]
    assert not any(letter.isdigit() for letter in said)
    assert body(content)[AREAS.by_code[KECAMATAN[0]].name] == ["1.000", "100", "10,0%"]


def test_how_firm_the_lokus_are_is_one_sentence(context):
    from audit.reference.lokus_rules import LOKUS
    from audit.results import Cell, CountTable, LineList

    whole = Cell.of("2025-08", lokus="desa")
    cells = (whole, *(whole.replace("lokus", level) for level in LOKUS.below("desa")))
    counts = CountTable("lokus", cells, (67, 4, 60, 3), (LOKUS,), personal=False)
    firm = Finding("lokus_firm", Sentence("lokus.firm", {"focus": 4, "firm": 2, "ways": 648, "unknown": 3}))
    row = {"area_code": DESA[0], "families": True, "prevalence": True, "cases": True, "indicators": True,
           "reasons": "", "status": "focus", "chosen": 500, "ways": 648}  # fmt: skip
    results = [counts, firm, LineList("lokus_list", pd.DataFrame([row, row | {"status": "not_assessable"}]))]
    block = report.lokus(shown(context, results, edition="terbatas"))
    assert any("2 tetap lokus pada semua 648 cara" in words for words in block.public.paragraphs)
    assert not block.public.tables
    said = [[cell.text for cell in line.cells] for line in block.restricted.tables[0].rows]
    assert (said[0][6], said[1][6]) == ("500 dari 648 cara", "–")
