"""The ten slides and the five: every number is a released one, and nothing hidden is in them."""

from __future__ import annotations

import io
import zipfile
from types import MappingProxyType
from typing import Any

import pptx
import pytest
from openpyxl import load_workbook
from pptx.util import Inches
from slide_parts import charts, counts, released, said

from audit import report
from audit.disclosure.released import ShownFinding, ShownNumber, ShownSentence
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.reference.identity import COLOURS
from audit.report.results_json import results_rows
from audit.report.slides.deck import footer
from audit.report.slides.forum_deck import FORUM, forum_slides, render_forum_deck
from audit.report.slides.forum_target import target
from audit.report.slides.look import BODY
from audit.report.slides.slide import Chart, Grid
from audit.report.slides.told import told_of
from audit.results import Cell

MONTH, CYCLE = "2025-08", "2025-2"
BLOCKS = (
    "headline", "key_figures", "decisions", "confidence", "why_figures_differ", "stunting_by_kecamatan",
    "stunted_by_group", "target_outlook", "indicator_gaps", "case_patterns", "case_funnel", "case_selection",
    "case_vignettes", "follow_up_tracker",
)  # fmt: skip
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


DRAWN: dict[tuple[str, str, int], tuple[Any, list[dict[str, Any]]]] = {}  # blocks of results, which are kept too


def blocks_of(context) -> list[dict[str, Any]]:
    key = (context.language, context.district_name, id(context.released))
    if key not in DRAWN:
        DRAWN[key] = (context.released, [getattr(report, id)(context).to_json() for id in BLOCKS])
    return DRAWN[key][1]


def opened(context, blocks=None):
    content = render_forum_deck(context, blocks_of(context) if blocks is None else blocks)
    return pptx.Presentation(io.BytesIO(content))


def by_id(context, id: str):
    return next(slide for slide in forum_slides(context, blocks_of(context)) if slide.id == id)


@pytest.fixture(scope="module", params=["id", "en"])
def deck(request, make_context):
    return opened(make_context(language=request.param))


def test_there_are_ten_slides_wide_and_each_has_title_number_notes_and_alternative_texts(deck):
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    assert len(deck.slides) == len(FORUM) == 10
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        notes = slide.notes_slide.notes_text_frame.text.split("\n")
        assert notes[0].count(". ") >= 1
        assert notes[0].endswith(".")
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath("./*/p:cNvPr")[0].get("descr").strip()
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(set(titles)) == len(titles)


def test_definition_and_source_stand_in_the_notes_of_the_slides_with_figures(deck):
    for at in (1, 2, 3):
        notes = deck.slides[at].notes_slide.notes_text_frame.text
        assert "Kota Bengkulu" in notes
        assert len(notes.split("\n")) == 3


def test_nothing_moves_and_one_series_has_no_title_of_its_own(deck):
    for slide in deck.slides:
        assert slide._element.find(".//{*}timing") is None
        assert slide._element.find(".//{*}transition") is None
        for shape in slide.shapes:
            if shape.has_chart and len(shape.chart.plots[0].categories) and len(list(shape.chart.series)) == 1:
                assert not shape.chart.has_title
                assert not shape.chart.has_legend


def test_class_state_and_key_are_on_every_slide(make_context):
    context = make_context()
    foot = footer(context)
    for word in ("PUBLIK", "DRAF", "0123456789ab", "DATA CONTOH"):
        assert word in foot
    for slide in opened(context).slides:
        assert foot in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert "DRAF" not in footer(make_context(state="disahkan"))


def test_shares_by_kecamatan_are_those_of_the_results_with_their_intervals(make_context):
    context = make_context()
    rows = {
        row["wilayah"]["nama"]: row
        for row in results_rows(context)
        if row["indikator"] == "stunting" and row["periode"] == MONTH and row["wilayah"]["tingkat"] != "desa"
    }
    (chart,) = charts(by_id(context, "where"))
    (series,) = chart.series
    assert len(chart.categories) == 1 + len(context.areas.kecamatan)
    for name, value, low, high in zip(chart.categories, series.values, series.low, series.high, strict=True):
        assert (value, low, high) == tuple(rows[name][key] for key in ("nilai", "sk_bawah", "sk_atas"))


def test_charts_and_the_sheets_inside_hold_the_same_numbers_as_the_slide(make_context):
    context = make_context()
    drawn = [chart for slide in forum_slides(context, blocks_of(context)) for chart in charts(slide)]
    shown = [shape.chart for slide in opened(context).slides for shape in slide.shapes if shape.has_chart]
    assert len(drawn) == len(shown) >= 3
    for it, native in zip(drawn, shown, strict=True):
        sheet = load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)).active
        for n, (series, plotted) in enumerate(zip(it.series, native.plots[0].series, strict=True), start=2):
            assert tuple(plotted.values) == series.values
            assert tuple(sheet.cell(row, n).value for row in range(2, len(series.values) + 2)) == pytest.approx(
                series.values
            )
        assert tuple(native.plots[0].categories) == it.categories


def test_the_length_of_an_interval_is_written_into_the_chart(make_context):
    context = make_context()
    (chart,) = charts(by_id(context, "where"))
    (series,) = chart.series
    native = next(shape.chart for shape in opened(context).slides[2].shapes if shape.has_chart)
    above = native._chartSpace.findall(f".//{CHART}errBars/{CHART}plus//{CHART}v")
    for written, value, high in zip(above, series.values, series.high, strict=True):
        assert float(written.text) == pytest.approx(high - value)


def test_a_hidden_kecamatan_is_in_no_chart_and_no_sheet_and_is_named_as_left_out(make_context, rates):
    here, there = make_context().areas.kecamatan[:2]
    table = rates("stunting", {None: (300, 2000, 0.13, 0.17), here.code: (150, 900, 0.14, 0.19), there.code: None})
    context = make_context(released=MappingProxyType({"stunting": table}))
    slide = by_id(context, "where")
    (chart,) = charts(slide)
    assert chart.categories == ("Kota Bengkulu", here.name)
    assert f"Tidak digambar karena disamarkan: {there.name}." in said(slide)
    native = next(shape.chart for shape in opened(context).slides[2].shapes if shape.has_chart)
    with zipfile.ZipFile(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)) as book:
        assert there.name not in book.read("xl/sharedStrings.xml").decode()


def test_where_everything_is_hidden_or_missing_every_slide_still_says_why(make_context, rates):
    places = dict.fromkeys([None, *(area.code for area in make_context().areas.kecamatan)])
    for values in ({}, {"stunting": rates("stunting", places)}):
        context = make_context(released=MappingProxyType(values), published=(), target=None)
        slides = forum_slides(context, blocks_of(context))
        assert len(slides) == 10
        assert not any(charts(slide) for slide in slides)
        for slide in slides:
            assert slide.title
            assert slide.parts, slide.id
        assert len(opened(context).slides) == 10


def test_blocks_that_the_report_does_not_have_leave_honest_slides(make_context):
    context = make_context()
    deck = pptx.Presentation(io.BytesIO(render_forum_deck(context, [])))
    assert len(deck.slides) == 10
    assert all(slide.parts for slide in forum_slides(make_context(), []))
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)


def test_blocks_of_another_language_are_refused(make_context):
    with pytest.raises(ValueError, match="language"):
        told_of(make_context(language="en"), blocks_of(make_context()))


def test_only_kecamatan_that_the_title_names_are_in_the_colour_that_stands_out(make_context, rates):
    first, second, third = make_context().areas.kecamatan[:3]
    table = rates("stunting", {
        None: (300, 2000, 0.13, 0.17), first.code: (300, 900, 0.30, 0.36), second.code: (140, 900, 0.13, 0.18),
        third.code: (45, 900, 0.03, 0.07),
    })  # fmt: skip
    slide = by_id(make_context(released=MappingProxyType({"stunting": table})), "where")
    (chart,) = charts(slide)
    tints = chart.series[0].tints
    tinted = {name for at, name in enumerate(chart.categories) if tints.get(at) == COLOURS["teal"]}
    assert tinted == {first.name, third.name}
    assert first.name in slide.title
    assert third.name in slide.title
    assert second.name not in slide.title


def test_counts_by_age_and_severity_add_up_to_the_stunted_children_of_that_age(make_context):
    context = make_context()
    rows = {row["id"]: row["pembilang"] for row in results_rows(context)}
    stacked = charts(by_id(context, "who"))[0]
    assert stacked.categories == ("0–5", "6–11", "12–23", "24–35", "36–47", "48–59")
    totals = [sum(values) for values in zip(*(series.values for series in stacked.series), strict=True)]
    assert totals == [rows[f"stunting_age_sex|{MONTH}|age={age}|status=stunted"] for age in AGE_BANDS_MONTHS]
    severe = [rows[f"severity_by_age|{MONTH}|age={age}|status=severely_stunted"] for age in AGE_BANDS_MONTHS]
    assert list(stacked.series[0].values) == severe


def test_an_age_with_a_withheld_part_is_not_drawn_and_is_named(make_context):
    base = make_context().released
    whole = base["severity_by_age"].public
    hidden = Cell.of(MONTH, age="06-11", status="severely_stunted")
    table = counts("severity_by_age", {r.cell: None if r.cell == hidden else r.numerator for r in whole.rows})
    slide = by_id(make_context(released=released(table, base=base)), "who")
    assert "6–11" not in charts(slide)[0].categories
    assert "6–11 bulan" in said(slide).split("Tidak digambar karena disamarkan: ")[1]


def test_a_part_too_narrow_for_its_number_has_it_in_words_under_the_chart(make_context):
    base = make_context().released
    numbers = {
        row.cell: {("00-05", "severely_stunted"): 7, ("12-23", "severely_stunted"): 60}.get(
            (row.cell.level("age"), row.cell.level("status")), 200
        )
        for row in base["severity_by_age"].public.rows
    }
    context = make_context(released=released(counts("severity_by_age", numbers), base=base))
    slide = by_id(context, "who")
    severe, moderate = charts(slide)[0].series
    assert (severe.bare, moderate.bare) == ((0,), ())
    assert "0–5 bulan: 7 sangat pendek." in said(slide)
    frame = next(shape for shape in opened(context).slides[3].shapes if shape.has_chart)
    bare = frame.chart._chartSpace.findall(f".//{CHART}dLbl/{CHART}delete")
    assert [label.getparent().find(f"{CHART}idx").get("val") for label in bare] == ["0"]


def test_one_chart_alone_takes_the_whole_slide(make_context):
    base = {id: form for id, form in make_context().released.items() if id != "severity_by_age"}
    slide = by_id(make_context(released=base), "who")
    ((place, _),) = [(place, part) for place, part in slide.parts if isinstance(part, Chart)]
    assert (place.left, place.width) == (BODY.left, BODY.width)


@pytest.fixture
def causes_told(make_context):
    top = Cell.of(CYCLE, review="reviewed")
    table = counts("causes", {
        top: 24, top.replace("cause.anaemia", "present"): 9, top.replace("cause.distance", "present"): None,
        top.replace("cause.feeding_practice", "present"): 15,
    })  # fmt: skip
    return make_context(released=released(table, base=make_context().released))


def test_causes_are_k_of_n_most_first_and_hidden_ones_are_counted_only(causes_told):
    slide = by_id(causes_told, "cases")
    (chart,) = charts(slide)
    assert chart.series[0].values == (15.0, 9.0)
    assert dict(chart.words) == {0: "15 dari 24", 1: "9 dari 24"}
    assert slide.title.endswith("ditemukan pada 15 dari 24 kasus yang ditelaah")
    assert "1 penyebab lain tidak digambar karena angkanya disamarkan." in said(slide)
    assert "%" not in said(slide)


def test_a_number_of_cases_that_is_hidden_leaves_no_cause(make_context):
    top = Cell.of(CYCLE, review="reviewed")
    table = counts("causes", {top: None, top.replace("cause.anaemia", "present"): 9})
    slide = by_id(make_context(released=released(table, base=make_context().released)), "cases")
    assert not charts(slide)
    assert "9 dari" not in said(slide)


def vignette(values: dict[str, str | int]) -> ShownFinding:
    return ShownFinding("vignette.1", ShownSentence("vignette.title", {}), (), values)


def test_a_story_is_told_only_with_consent_and_never_with_a_curve_of_one_child(make_context):
    none = by_id(make_context(), "story")
    assert "mengizinkan" in said(none)
    values = {"age": "age_months.12_24", "sex": "m", "group": "baduta", "height": "stunted", "risks": "", "k": 5}
    told = by_id(make_context(released=released(vignette(values), base=make_context().released)), "story")
    assert told.title.startswith("Seorang anak")
    assert "Mengapa tanpa kurva" in said(told)
    assert "sedikitnya 5 orang" in said(told)
    assert not charts(told)


def mean_height(month: int, z: float | None) -> ShownFinding:
    values = {} if z is None else {"mean": ShownNumber(z, 2)}
    return ShownFinding(f"appendix_height.month.{month:02d}", ShownSentence("risk_appendix.figure", {}), (), values)


def test_the_growth_beside_a_story_is_the_released_mean_of_everybody_and_has_gaps_where_it_is_withheld(make_context):
    withheld = 6
    means = [mean_height(month, None if month == withheld else -month / 40) for month in range(60)]
    slide = by_id(make_context(released=released(*means, base=make_context().released)), "story")
    (chart,) = charts(slide)
    assert chart.categories == tuple(str(month) for month in range(0, 60, 3))
    mean, zero, short = (one.values for one in chart.series)
    assert mean == tuple(None if month == withheld else -month / 40 for month in range(0, 60, 3))
    assert set(zero) == {0.0}
    assert set(short) == {-2.0}
    assert dict(chart.words) == {4: "−0,3", 8: "−0,6", 12: "−0,9", 16: "−1,2"}
    assert "bukan satu anak" in said(slide)


def test_hardly_any_released_mean_draws_no_growth(make_context):
    means = [mean_height(month, -0.5) for month in range(11)]
    assert not charts(by_id(make_context(released=released(*means, base=make_context().released)), "story"))


def point(year: str, value: float, told: str, n: int) -> ShownFinding:
    values = {"year": year, "source": f"SSGI {year}", "survey": "SSGI", "told": told, "p": ShownNumber(value, 1)}
    return ShownFinding(f"target_point.{n:02d}", ShownSentence("target_block.point", {}), (), values)


def test_a_survey_told_in_two_ways_is_two_open_dots_and_joins_no_line(make_context):
    points = (point("2022", 0.2, "one", 0), point("2024", 0.138, "two", 1), point("2024", 0.161, "two", 2))
    context = make_context(released=released(*points, base={}))
    (chart,) = charts(target(told_of(context, [])))
    assert chart.categories == ("2022", "2023", "2024")
    alone, high, low = chart.series
    assert (alone.values, high.values, low.values) == ((0.2, None, None), (None, None, 0.161), (None, None, 0.138))
    assert high.hollow
    assert low.hollow
    assert not any(series.joined for series in chart.series)


def test_decisions_are_those_of_the_report_and_three_at_most(make_context):
    context = make_context()
    blocks = blocks_of(context)
    asked = next(block["public"]["decisions"] for block in blocks if block["id"] == "decisions")
    opening, plans = (by_id(context, id) for id in ("opening", "plans"))
    for one in asked[:3]:
        for words in (one["action"], one["who"], one["by_when"], one["money"], one["children"]):
            assert words in said(opening)
        assert one["who"] in said(plans)
    assert f"memutuskan {len(asked)} hal" in opening.title


def test_the_last_slide_has_lines_to_fill_in_and_says_whom_to_ask(make_context):
    slide = by_id(make_context(), "agreement")
    (grid,) = [part for _, part in slide.parts if isinstance(part, Grid)]
    assert len(grid.rows) >= 3
    assert all(cell.words == "" for row in grid.rows for cell in row[1:])
    assert "Dinas Kesehatan Kota Bengkulu" in said(slide)
