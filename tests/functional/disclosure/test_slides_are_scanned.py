"""The slides' own files: whatever stands on a slide, beside it or in a sheet inside it, the leak scan reads."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pptx
import pytest
from openpyxl import load_workbook

from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan
from audit.reference.areas import areas_of
from audit.report.slides.pptx_base import empty_presentation
from audit.report.slides.pptx_charts import add_chart
from audit.report.slides.pptx_parts import add_grid, add_text
from audit.report.slides.slide import Box, Chart, Grid, GridCell, Series

NAME = "Rahmawati Kusumaningtyas"
DAY = date(2025, 9, 5)
PLACE = Box(1, 1, 5, 3)
WORDS = {"title": "Judul", "logo": "Logo", "layout": "Isi", "note": "Catatan"}


@pytest.fixture
def deck():
    return empty_presentation(title="Diseminasi", author="Kota Bengkulu", day=DAY, words=WORDS)


@pytest.fixture
def slide(deck):
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text_frame.text = "Judul"
    return slide


def chart(name: str, category: str):
    series = Series(name, (0.2,), "#0B4F5C")
    return Chart("bars", (category,), (series,), "0.0%", "Grafik")


def found(deck, tmp_path: Path) -> set[str]:
    file = tmp_path / "diseminasi.pptx"
    deck.save(file)
    areas = [area.name for area in areas_of("17.71")]
    report = scan([file], Identities.of([NAME]), excepted=areas, declared_dates=[DAY])
    assert not [hit for hit in report.hits if hit.kind == "unread"], report.hits
    return {hit.place for hit in report.hits if hit.kind == "name"}


def test_a_deck_without_anybody_passes_whole(deck, slide, tmp_path):
    add_chart(slide, chart("Balita", "Kota Bengkulu"))
    slide.notes_slide.notes_text_frame.text = "Catatan"
    assert found(deck, tmp_path) == set()


def test_names_on_a_slide_in_a_table_and_in_a_title_are_hits(deck, slide, tmp_path):
    add_text(slide, PLACE, NAME, 14)
    assert {place for place in found(deck, tmp_path) if "slides/slide1.xml" in place}


def test_a_name_in_a_cell_is_a_hit(deck, slide, tmp_path):
    add_grid(slide, PLACE, Grid(("Apa",), ((GridCell(NAME),),), (1.0,), "Tabel"))
    assert {place for place in found(deck, tmp_path) if "slides/slide1.xml" in place}


def test_a_name_in_the_notes_is_a_hit(deck, slide, tmp_path):
    slide.notes_slide.notes_text_frame.text = f"Terima kasih, {NAME}."
    assert {place for place in found(deck, tmp_path) if "notesSlides" in place}


def test_a_name_in_an_alternative_text_is_a_hit(deck, slide, tmp_path):
    frame = add_chart(slide, chart("Balita", "Kota Bengkulu"))
    frame._element.xpath("./*/p:cNvPr")[0].set("descr", NAME)
    assert {place for place in found(deck, tmp_path) if "slides/slide1.xml" in place}


def test_a_name_in_a_chart_is_a_hit_in_the_chart_and_in_its_sheet(deck, slide, tmp_path):
    add_chart(slide, chart("Balita", NAME))
    places = found(deck, tmp_path)
    assert {place for place in places if "charts/chart" in place}
    assert {place for place in places if "embeddings" in place}


def test_a_name_in_the_sheet_alone_is_a_hit(deck, slide, tmp_path):
    part = add_chart(slide, chart("Balita", "Kota Bengkulu")).chart.part.chart_workbook.xlsx_part
    book = load_workbook(io.BytesIO(part.blob))
    book.create_sheet("Lain")["Z99"] = NAME
    out = io.BytesIO()
    book.save(out)
    part._blob = out.getvalue()
    file = tmp_path / "diseminasi.pptx"
    deck.save(file)
    report = scan([file], Identities.of([NAME]), declared_dates=[DAY])
    assert {hit.place for hit in report.hits if hit.kind == "name" and "embeddings" in hit.place}


def test_a_name_in_the_properties_is_a_hit(deck, slide, tmp_path):
    deck.core_properties.author = NAME
    assert {place for place in found(deck, tmp_path) if "docProps/core.xml" in place}


def test_a_deck_that_was_opened_and_saved_by_others_is_read_too(deck, slide, tmp_path):
    add_text(slide, PLACE, NAME, 14)
    out = io.BytesIO()
    deck.save(out)
    assert found(pptx.Presentation(io.BytesIO(out.getvalue())), tmp_path)
