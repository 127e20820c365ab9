"""The scorecard and the heaping panel: words for every rating, no place and no person in the public edition."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.language import LANGUAGES
from audit.quality import scorecard
from audit.reference.areas import areas_of
from audit.reference.heaping_rules import AROUND_CUTOFF, HISTOGRAM_LEVELS, HUNDREDTHS
from audit.report.figures import PHONE, WIDE, bars_around_cutoff
from audit.results import Cell, CheckResult, CountTable, Finding, LineList, Result, Sentence

MONTH = "2025-08"
DESA = "17.71.01.1001"
POSYANDU = "Kenanga Rahasia"


def check(id: str, status: str, value: float | None, unit: str, n: int = 900, meaning: str = "") -> CheckResult:
    said = Sentence(f"scorecard.{meaning or 'not_assessable'}")
    return CheckResult(f"scorecard.{id}", MONTH, status, value, unit, n, said)


CHECKS = (
    check("sd.haz", "good", 1.0416, "z", meaning="sd_wide_good"),
    check("digits.lenhei", "poor", 54.6, "score", meaning="digits_poor"),
    check("age_heaping", "fair", 0.0004, "p", meaning="age_heaping_fair"),
    check("clustering.whz", "not_assessable", None, "index"),
)


def invented(found: str = "found", bars: int = 40) -> list[Result]:
    """Results of quality of one month, with one area of each verdict."""
    counts = tuple(bars + i for i in range(len(HISTOGRAM_LEVELS)))
    cells = tuple(Cell.of(MONTH, status=level) for level in HISTOGRAM_LEVELS)
    figures = {
        "n": 60, "n_below": 0, "n_above": 13, "moved": 8.4, "moved_low": 4.0, "moved_high": 12.0, "prevalence": 0.05,
        "prevalence_if_restored": 0.19,
    }  # fmt: skip
    areas = [
        {"level": "posyandu", "area_code": DESA, "posyandu": POSYANDU, "verdict": "pile", "alarm_lowered": False},
        {"level": "desa", "area_code": DESA, "posyandu": "", "verdict": "", "alarm_lowered": True},
    ]
    lines = [
        {"subject": f"{DESA}/{POSYANDU}", "check": "sd.haz", "status": "poor"},
        {"subject": f"{DESA}/{POSYANDU}", "check": "sex_ratio", "status": "fair"},
        {"subject": "17.71.02", "check": "sd.haz", "status": "good"},
    ]
    return [
        *CHECKS,
        CountTable("haz_around_cutoff", cells, counts, (areas_of("17.71").partition, AROUND_CUTOFF)),
        Finding("cutoff_heaping", Sentence(f"rows.heaping_{found}"), ("haz_around_cutoff",)),
        LineList("scorecard_places", pd.DataFrame(lines)),
        LineList("heaping_areas", pd.DataFrame([area | figures for area in areas])),
        LineList("not_assessable_areas", pd.DataFrame([{"area_code": DESA, "reasons": "coverage_low,heaping"}])),
    ]


@pytest.fixture
def show(make_context):
    def context(results: list[Result], **changes: object):
        pattern = solve_pattern(results)
        return make_context(released={r.id: release(r, pattern) for r in results}, **changes)

    return context


def texts(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_worst_check_stands_first_with_its_rating_in_words_and_what_it_does(show):
    content = report.quality_scorecard(show(invented())).public
    assert content.title == "2 dari 3 pemeriksaan mutu pengukuran perlu diperhatikan"
    noted, rest = content.tables
    assert [row[:4] for row in texts(noted)] == [
        ["Angka terakhir: Tinggi badan", "bermasalah", "skor 54,6", "900"],
        ["Penumpukan umur", "cukup", "p < 0,001", "900"],
    ]
    assert all(row[4].endswith(".") for row in texts(noted))
    assert [row[1:3] for row in texts(rest)] == [["baik", "1,04 z"], ["belum dapat dinilai", "–"]]
    assert not noted.long
    assert rest.long


def test_where_all_is_good_the_title_says_so_and_the_table_is_open(show):
    content = report.quality_scorecard(show([CHECKS[0]])).public
    assert content.title == "Semua 1 pemeriksaan mutu pengukuran bernilai baik"
    assert [table.long for table in content.tables] == [False]


def test_a_check_that_gives_a_small_count_away_is_hidden_with_its_note(show):
    few = check("outliers_tukey.haz", "good", 100 * 2 / 900, "percent", meaning="outliers_good")
    (table,) = report.quality_scorecard(show([few])).public.tables
    assert [cell.hidden for cell in table.rows[0].cells] == [False, False, True, True, False]
    assert table.notes == ("* disamarkan: angka tidak ditampilkan agar orangnya tidak dapat dikenali.",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_of_the_library_has_a_name_and_a_unit(show, language):
    children = pd.DataFrame(
        {"child_id": ["a"], "sex": ["m"], "birth_date": pd.to_datetime(["2024-01-01"]), "area_code": [DESA],
         "posyandu": ["Melati"]}
    )  # fmt: skip
    visits = pd.DataFrame(
        {"child_id": ["a"], "visit_date": pd.to_datetime(["2025-08-01"]), "seq": [1], "weight_kg": [10.0],
         "lenhei_cm": [80.0], "measure": ["h"], "muac_cm": [14.0], "oedema": [None]}
    )  # fmt: skip
    found = [replace(c, id=f"scorecard.{c.id}", status="good", value=1.0) for c in scorecard(children, visits)]
    tables = report.quality_scorecard(show(found, language=language, edition="terbatas")).restricted.tables
    assert sum(len(table.rows) for table in tables) == len(found)


@pytest.mark.parametrize("build", [report.quality_scorecard, report.heaping], ids=lambda b: b.__name__)
def test_no_posyandu_and_no_desa_stands_in_the_public_edition(show, build):
    context = show(invented())
    desa = context.areas.by_code[DESA].name
    told = json.dumps(build(context).to_json(), ensure_ascii=False)
    kept = json.dumps(build(replace(context, edition="terbatas")).to_json()["restricted"], ensure_ascii=False)
    for name in (POSYANDU, desa):
        assert name not in told
        assert name in kept


def test_the_restricted_scorecard_lists_places_with_a_problem_by_code(show):
    content = report.quality_scorecard(show(invented(), edition="terbatas")).restricted
    desa = show([]).areas.by_code[DESA].name
    assert texts(content.tables[-1]) == [
        [f"{desa}, {POSYANDU}", "Simpangan baku: TB/U", "Persentase anak laki-laki"],
    ]


@pytest.mark.parametrize("found", ["found", "not_found", "not_assessable"])
def test_the_public_panel_is_one_sentence_and_the_histogram(show, found):
    content = report.heaping(show(invented(found))).public
    assert len(content.paragraphs) == 1
    assert len(content.tables) == 1
    assert len(content.tables[0].rows) == len(HISTOGRAM_LEVELS)
    assert content.figure


def test_the_restricted_panel_says_what_was_found_where_and_to_measure_again_first(show):
    areas, cannot, _ = report.heaping(show(invented(), edition="terbatas")).restricted.tables
    pile, lowered = texts(areas)
    assert pile[1:] == ["60", "0 / 13", "menumpuk tepat di batas", "8 (4–12)", "5,0% sampai 19,0%"]
    assert lowered[3:] == ["menumpuk tepat di bawah batas", "–", "–"]
    assert "ukur ulang sampel anak di kedua sisi batas" in areas.notes[0]
    assert texts(cannot)[0][1] == "yang diukur kurang dari 80% sasaran dan ada penumpukan angka di sekitar batas"


def test_page_one_speaks_of_a_pile_only_where_one_was_found(show, make_context):
    def paragraph(found: str) -> str:
        context = show(invented(found))
        shown = make_context(released=make_context().released | context.released)
        return " ".join(report.confidence(shown).public.paragraphs)

    assert "penumpukan angka di sekitar batas" in paragraph("found")
    assert "penumpukan angka di sekitar batas" not in paragraph("not_found")


def test_a_hidden_bar_is_a_star_without_its_number(show):
    context = show(invented(bars=1))
    hidden = [row.hidden for row in context.released["haz_around_cutoff"].public.rows]
    assert any(hidden)
    content = report.heaping(context).public
    assert [row.cells[1].hidden for row in content.tables[0].rows] == hidden
    written = [
        "".join(t.itertext()) for t in ET.fromstring(content.figure.svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    assert written.count("*") == sum(hidden)


@pytest.mark.parametrize("paper", [WIDE, PHONE], ids=lambda p: p.name)
def test_only_the_bars_beside_the_cutoff_bear_their_counts(paper):
    bars = [(low / HUNDREDTHS, 700 + i) for i, (low, _) in enumerate(HISTOGRAM_LEVELS.values())]

    def drawn() -> str:
        return bars_around_cutoff(
            "uji", bars, alt="Uji", number=lambda x, digits=0: f"{x:.{digits}f}", cutoff=(-2.0, "batas"),
            axes_named=("z", "anak"), paper=paper,
        )  # fmt: skip

    written = ["".join(t.itertext()) for t in ET.fromstring(drawn()).iter("{http://www.w3.org/2000/svg}text")]
    assert {w for w in written if re.fullmatch(r"7\d\d", w)} - {"750"} == {"709", "710"}
    assert drawn() == drawn()


def test_bars_below_the_cutoff_are_the_moderately_stunted():
    lows = np.array([HISTOGRAM_LEVELS[level][0] for level in AROUND_CUTOFF.children["moderately_stunted"]])
    assert (lows.min(), lows.max()) == (-300, -210)
    assert set(AROUND_CUTOFF.leaves("not_stunted")) - set(HISTOGRAM_LEVELS) == {"haz_taller"}
