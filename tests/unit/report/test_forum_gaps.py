"""Slide 6: the services that are missed, by place; what is withheld is a mark, and many places are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.pipeline.results_indicators import _results
from audit.programme.reported_indicators import reported_indicators
from audit.reference.areas import areas_of
from audit.report.slides.forum_gaps import gaps
from audit.report.slides.look import TABLE_SIZES
from audit.report.slides.pptx_parts import grid_size
from audit.report.slides.slide import Grid, Words
from audit.report.slides.told import told_of
from audit.schemas import INDICATORS

FEW, MANY = "17.71", "32.02"  # 9 and 47 kecamatan
COUNTS = {"growth_monitored": (30, 100), "breastfed_exclusively": (10, 100), "basic_immunisation": (97, 100)}


@pytest.fixture
def slide(make_context):
    """Return a function: slide 6 of a district whose desa all report the same, but those of some kecamatan."""

    def make(code: str, counts=None, **of_first: tuple[int, int]):
        areas = areas_of(code)
        first = areas.kecamatan[0].code
        rows = [
            (id, desa.code, "2025-S1", *(of_first.get(id, pair) if desa.parent == first else pair))
            for id, pair in (COUNTS if counts is None else counts).items()
            for desa in areas.desa
        ]
        frame = pd.DataFrame(rows, columns=["indicator", "area_code", "period", "numerator", "denominator"])
        frame = INDICATORS.conform(frame.assign(source="Laporan dinas"))
        found = reported_indicators(frame, areas, as_of=date(2025, 9, 15))
        assert found is not None
        results = list(_results(found, areas, 7))
        pattern = solve_pattern(results)
        context = make_context(areas=areas, district_code=code, released={r.id: release(r, pattern) for r in results})
        return gaps(told_of(context, [report.indicator_gaps(context).to_json()]))

    return make


def table(slide) -> Grid:
    return next(part for _, part in slide.parts if isinstance(part, Grid))


def rows(slide) -> dict[str, list[str]]:
    return {row[0].words: [cell.words for cell in row[1:]] for row in table(slide).rows}


def test_a_kecamatan_is_a_row_and_a_missed_service_a_column_with_its_target_above(slide):
    found = slide(FEW)
    names = [area.name for area in areas_of(FEW).kecamatan]
    assert list(rows(found)) == ["Target", "Seluruh daerah", *names]
    assert table(found).heads[1:] == ("ASI eksklusif, bayi di bawah 6 bulan", "Balita dipantau tumbuh kembangnya")
    assert rows(found)["Seluruh daerah"] == ["10", "30"]
    assert rows(found)["Target"] == ["80%", "90%"]


def test_what_is_surely_short_is_bold_and_what_is_withheld_is_a_mark_that_is_explained(slide):
    found = slide(FEW, breastfed_exclusively=(0, 0))
    first = areas_of(FEW).kecamatan[0].name
    assert rows(found)[first][0] in ("*", "–")
    (under,) = [part for _, part in found.parts if isinstance(part, Words)]
    assert "* disamarkan; – belum tercatat" in under.lines[0].words
    whole = table(found).rows[1]
    assert [cell.strong for cell in whole] == [True, True, True]
    assert len({cell.fill for cell in whole[1:]}) == 1


def test_in_a_district_of_many_kecamatan_those_surely_short_are_counted_of_those_that_can_be_told(slide):
    found = slide(MANY, breastfed_exclusively=(99, 100))
    assert table(found).heads[-1] == "Kecamatan yang jelas belum mencapai"
    assert rows(found)["ASI eksklusif, bayi di bawah 6 bulan"][-1] == "46 dari 47"
    assert rows(found)["Balita dipantau tumbuh kembangnya"][-1] == "47 dari 47"


def test_the_table_of_eleven_kecamatan_stands_in_letters_of_fourteen_points(slide):
    found = slide("14.03")
    box, grid = next((box, part) for box, part in found.parts if isinstance(part, Grid))
    size, heights = grid_size(grid, box)
    assert len(grid.rows) == 13
    assert size >= TABLE_SIZES[-1] == 14
    assert sum(heights) <= box.height


def test_where_every_target_is_reached_the_slide_says_so(slide, make_context):
    found = slide(FEW, {"basic_immunisation": (100, 100)})
    assert not [part for _, part in found.parts if isinstance(part, Grid)]
    empty = gaps(told_of(replace(make_context(), released={}), []))
    assert not [part for _, part in empty.parts if isinstance(part, Grid)]
