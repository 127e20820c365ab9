"""What page one and notebook 40 say and draw of the target: titles from the numbers, no line between surveys."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.pipeline.params import TargetParams
from audit.pipeline.results_target import target_results
from audit.reference.areas import areas_of
from audit.reference.groups import STATUS
from audit.reference.published import PublishedPrevalence
from audit.report.figures.target_fan import FanPoint, FanRow, FanWords, ScenarioLine, fan_top, target_fan
from audit.results import Cell, CountTable, RateTable

MONTH = "2025-08"
CODE = "17.71"
WORDS = FanWords("Target", "Tengah", "Separuh", "Hampir semua")


def survey(year: int, percent: float, source: str = "SSGI") -> PublishedPrevalence:
    return PublishedPrevalence(
        area_code=CODE, period=str(year), source=f"{source} {year}", kind="survei", percent=percent, numerator=None,
        denominator=None, said_by="", sources=1, url="", note="", disputed=False,
    )  # fmt: skip


ROUTINE = PublishedPrevalence(
    area_code=CODE, period="2024-10", source="e-PPGBM Oktober 2024", kind="admin", percent=3.3, numerator=None,
    denominator=None, said_by="", sources=1, url="", note="", disputed=False,
)  # fmt: skip
THREE = (survey(2022, 20.0), survey(2023, 21.0, "SKI"), survey(2024, 20.0))
FOUR = (survey(2021, 24.0), *THREE)
GOAL = {"type": "survey_prevalence", "percent": 14.0, "survey": "SSGI", "year": 2029, "document": "RPJMD contoh"}


def context_with(make_context, figures, goal=GOAL, *, small: int = 200, **changes) -> report.ReportContext:
    areas = areas_of(CODE)
    places = [a.code for a in areas.kecamatan]
    cells = [Cell.of(MONTH, area=place) for place in (None, *places, areas.unknown_parts[0])]
    stunted, measured = [300] * (len(places) - 1) + [small], [1500] * len(places)
    stunting = RateTable(
        "stunting",
        CountTable(
            "stunting", tuple(c.replace("status", "stunted") for c in cells), (sum(stunted), *stunted, 0),
            (areas.partition, STATUS),
        ),
        CountTable(
            "stunting.of", tuple(c.replace("status", "haz_known") for c in cells), (sum(measured), *measured, 0),
            (areas.partition, STATUS),
        ),
    )  # fmt: skip
    listed = tuple(Cell.of(MONTH, area=place) for place in places)
    coverage = RateTable(
        "coverage",
        CountTable("coverage", listed, tuple(measured), (areas.partition,)),
        CountTable("coverage.of", tuple(c.replace("population", "registered") for c in listed), (2000,) * len(places)),
    )
    found = target_results(
        TargetParams.model_validate(goal) if goal else None, figures, months=(MONTH,), stunting=stunting,
        coverage=coverage, areas=areas, seed=1,
    )  # fmt: skip
    results = (stunting, coverage, *found)
    pattern = solve_pattern(results)
    base = make_context()
    kept = {id: r for id, r in base.released.items() if id.startswith("headline.")}
    return make_context(released=kept | {r.id: release(r, pattern) for r in results}, **changes)


def test_page_one_sets_required_beside_actual_pace_with_the_survey_of_each(make_context):
    said = " ".join(report.headline(context_with(make_context, THREE)).public.paragraphs)
    assert "memerlukan penurunan rata-rata 1,2 poin persen per tahun dari SSGI 2024 (20,0%)" in said
    assert "dari SSGI 2022 (20,0%) sampai SSGI 2024" in said
    assert "RPJMD contoh" in said
    assert "bukan ramalan" not in said  # what may come stands with its chart
    outlook = " ".join(report.target_outlook(context_with(make_context, THREE)).public.paragraphs)
    assert "terlalu sedikit untuk menarik garis kecenderungan" in outlook
    assert "2036, 2030, dan 2028" in outlook
    assert "peluang" not in said.lower()


def test_with_a_trend_page_one_has_no_scenario(make_context):
    said = " ".join(report.headline(context_with(make_context, FOUR)).public.paragraphs)
    assert "bukan ramalan" not in said
    assert "terlalu sedikit" not in said


def test_without_target_findings_page_one_is_what_it_was(context):
    assert len(report.headline(context).public.paragraphs) == 1


@pytest.mark.parametrize(
    ("figures", "goal", "title"),
    [
        (THREE, GOAL, "Target 14,0% pada 2029 perlu turun 1,2 poin per tahun; arah selama ini belum jelas"),
        (
            (survey(2021, 30.0), survey(2024, 20.0)),
            GOAL,
            "Target 14,0% pada 2029 perlu turun 1,2 poin per tahun; selama ini turun 3,3",
        ),
        (THREE, GOAL | {"year": 2024}, "Target 14,0% pada 2024 belum terpenuhi: SSGI 2024 mencatat 20,0%"),
        ((survey(2024, 12.0),), GOAL | {"year": 2024}, "Target 14,0% pada 2024 terpenuhi: SSGI 2024 mencatat 12,0%"),
        ((survey(2024, 12.0),), GOAL, "Target 14,0% pada 2029 sudah terpenuhi oleh SSGI 2024 (12,0%)"),
        (THREE, None, "Belum ada target prevalensi dari dokumen daerah"),
        ((), GOAL, "Target 14,0% pada 2029 belum dapat dibandingkan dengan survei"),
        (
            THREE,
            {"type": "no_new_cases", "year": 2025, "document": "Pernyataan"},
            "Arah ke target",
        ),
    ],
)
def test_the_title_is_computed(make_context, figures, goal, title):
    assert report.target_outlook(context_with(make_context, figures, goal)).public.title == title


def test_routine_weighing_stands_neither_in_the_chart_nor_in_its_tables(make_context):
    block = report.target_outlook(context_with(make_context, (*FOUR, ROUTINE))).to_json()
    assert "e-PPGBM" not in str(block)
    assert "3,3%" not in str(block)


def test_the_chart_of_few_surveys_shows_scenarios_and_that_of_four_a_fan(make_context):
    few = report.target_outlook(context_with(make_context, THREE)).public
    many = report.target_outlook(context_with(make_context, FOUR)).public
    assert [c.label for c in few.tables[1].columns[1:]] == ["−3%", "−6,4%", "−10%"]
    assert [row.cells[0].text for row in many.tables[1].rows] == ["2025", "2026", "2027", "2028", "2029"]
    assert few.figure
    assert many.figure
    assert few.title in few.figure.alt
    assert few.figure.svg != few.figure.narrow
    assert few.reading != many.reading


def test_hollow_marks_are_explained_where_there_are_any_and_named_in_the_table(make_context):
    def told(percent, by):
        return replace(survey(2024, percent), disputed=True, said_by=by)

    goal = {"type": "single_digit", "survey": "SSGI", "year": 2024, "document": "Pernyataan"}
    twice = report.target_outlook(
        context_with(make_context, (*THREE[:2], told(13.8, ""), told(16.1, "Dinas Kesehatan")), goal)
    ).public
    once = report.target_outlook(context_with(make_context, THREE, goal)).public
    assert twice.title == "Target di bawah 10% pada 2024 belum terpenuhi: SSGI 2024 mencatat 13,8% atau 16,1%"
    assert "Target di bawah 10% (2024)" in re.sub(r"<[^>]+>|\s+", " ", twice.figure.svg)
    assert "Tanda kosong" in twice.reading
    assert "Bidang kelabu" in twice.reading
    assert [row.cells[0].text for row in twice.tables[0].rows][-1] == "SSGI 2024 (disebut berbeda)"
    assert "Tanda kosong" not in once.reading
    assert "Bidang kelabu" not in once.reading
    assert "disebut berbeda" not in str(once.tables[0])


def test_no_survey_no_chart(make_context):
    content = report.target_outlook(context_with(make_context, ())).public
    assert content.figure is None
    assert content.tables == ()


def test_children_fewer_add_up_and_the_title_says_the_range(make_context):
    content = report.target_averted(context_with(make_context, THREE)).public
    rows = [[cell.text for cell in row.cells] for row in content.tables[-1].rows]
    low, high = rows[0][2].split("\N{EN DASH}")
    assert content.title == f"Mencapai target berarti jumlah anak pendek berkurang {low} sampai {high}"
    parts = [int(row[1]) for row in rows[1:]]
    assert len(parts) == len(areas_of(CODE).kecamatan)
    assert sum(parts) == pytest.approx(2000 * len(parts) * 0.06, abs=len(parts) / 2)


def test_one_hidden_kecamatan_hides_every_number_of_children_in_public_alone(make_context):
    shown = report.target_averted(context_with(make_context, THREE, small=2, edition="terbatas"))
    assert shown.public.title == "Laju menuju target dan jumlah anak"
    assert {cell.text for row in shown.public.tables[-1].rows for cell in row.cells[1:]} == {"*"}
    assert shown.restricted
    assert "*" not in {cell.text for row in shown.restricted.tables[-1].rows for cell in row.cells}


def test_the_probability_is_told_behind_page_one_where_a_trend_may_be_drawn(make_context):
    four, three = (report.target_averted(context_with(make_context, f)).public.paragraphs[0] for f in (FOUR, THREE))
    assert re.search(r"peluang hasil survei 2029 mencapai target kira-kira \d+ dari 100", four)
    assert "Peluang mencapai target tidak dihitung" in three


def test_the_caption_of_rates_names_the_rows_that_stand_there_and_a_range_is_excused_only_where_it_lacks(make_context):
    both = report.target_averted(context_with(make_context, FOUR)).public.tables[0]
    past = report.target_averted(context_with(make_context, THREE, GOAL | {"year": 2024})).public.tables[0]
    assert [len(both.rows), len(past.rows)] == [2, 1]
    assert "diperlukan" in both.caption
    assert "diperlukan" not in past.caption
    excused = [any("empat survei atau lebih" in note for note in table.notes) for table in (both, past)]
    assert excused == [False, True]


@pytest.mark.parametrize("language", ["id", "en"])
def test_both_languages_say_the_same_numbers(make_context, language):
    for figures in (THREE, FOUR, ()):
        context = context_with(make_context, figures, language=language)
        for block in (report.target_outlook(context), report.target_averted(context), report.headline(context)):
            assert "{" not in str(block.public.paragraphs) + block.public.title
            wrong = r"\d\.\d{1,2}(?!\d)" if language == "id" else r"\d,\d{1,2}(?!\d)"
            assert not re.search(wrong, block.public.title)


def test_without_findings_each_block_says_in_one_sentence_that_there_is_nothing(context):
    for block in (report.target_outlook(context), report.target_averted(context)):
        assert len(block.public.paragraphs) == 1


POINTS = (
    FanPoint(2022, "SSGI 2022", "SSGI", 0.2, 0.15, 0.26),
    FanPoint(2023, "SKI 2023", "SKI", 0.19, 0.14, 0.25),
    FanPoint(2024, "SSGI 2024", "SSGI", 0.16, hollow=True),
    FanPoint(2024, "SSGI 2024", "SSGI", 0.18, hollow=True),
)


def drawn(points=POINTS, **more) -> str:
    return target_fan("f", points, words=WORDS, alt="a", tick=lambda p: f"{p:.0%}", **more)


def test_a_chart_is_the_same_bytes_and_names_each_survey_once():
    line = ScenarioLine("-3%", (2024, 2025), (0.16, 0.155), (0.18, 0.175))
    one = drawn(scenarios=(line,), goal=(2024, 0.1))
    assert one == drawn(scenarios=(line,), goal=(2024, 0.1))
    assert one.count(">SSGI<") == one.count(">SKI<") == one.count(">Target<") == one.count(">-3%<") == 1
    assert 'aria-label="a"' in one
    assert ">Target<" not in drawn()


def test_bands_are_named_only_where_they_are_drawn():
    fan = (FanRow(2025, 0.15, 0.12, 0.18, 0.05, 0.4), FanRow(2026, 0.14, 0.1, 0.19, 0.02, 0.6))
    assert ">Hampir semua<" in drawn(fan=fan)
    assert ">Hampir semua<" not in drawn()


def test_the_axis_holds_surveys_inner_band_and_target_and_never_leaves_one():
    wide = (FanRow(2025, 0.2, 0.1, 0.3, 0.01, 0.99),)
    assert 0.3 < fan_top(POINTS, wide, None) < 0.6
    assert fan_top(POINTS, (), (2029, 0.45)) >= 0.45
    assert fan_top((FanPoint(2024, "S", "S", 0.97, 0.9, 0.99),), wide, None) == 1.0
    narrow = (FanRow(2025, 0.2, 0.19, 0.21, 0.15, 0.28),)
    assert fan_top(POINTS, narrow, None) >= 0.28
