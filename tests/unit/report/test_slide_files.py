"""The file of the slides: the same bytes each time, no clock, no printer, no leftover of the stock template."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pptx
import pytest
from pptx.util import Inches

from audit.report.slides.fitting import fitting_size, height_of, lines_of, title_size, unbroken
from audit.report.slides.forum_deck import render_forum_deck
from audit.report.slides.look import BODY, beside
from audit.report.slides.pptx_file import without_clock
from audit.report.slides.pptx_parts import fewer_rows, grid_size
from audit.report.slides.slide import Box, Grid, GridCell


@pytest.fixture(scope="module")
def content(make_context) -> bytes:
    return render_forum_deck(make_context(), [])


def parts(content: bytes):
    """Every part of the archive and of the sheets inside it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            inside = archive.read(member)
            yield member, inside
            if member.filename.endswith(".xlsx"):
                yield from parts(inside)


def test_the_same_results_give_the_same_bytes(make_context, content):
    assert render_forum_deck(make_context(), []) == content


def test_no_part_has_a_clock(content):
    days = {member.date_time for member, _ in parts(content)}
    assert days == {(1980, 1, 1, 0, 0, 0)}
    moments = [inside.decode() for member, inside in parts(content) if member.filename == "docProps/core.xml"]
    assert len(moments) > 1  # the slides and a sheet
    for moment in moments:
        assert "2025-09-05T00:00:00Z" in moment
        assert moment.count("T00:00:00Z") == moment.count("dcterms:W3CDTF")


def test_a_moment_of_writing_is_replaced_in_a_sheet_inside_too():
    def archive(members: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as write:
            for name, inside in members.items():
                write.writestr(name, inside)
        return out.getvalue()

    core = b'<a xsi:type="dcterms:W3CDTF">2031-04-05T06:07:08Z</a>'
    sheet = archive({"docProps/core.xml": core})
    found = without_clock(archive({"docProps/core.xml": core, "ppt/x.xlsx": sheet}), date(2025, 9, 5), "id")
    assert not any(b"2031" in inside for member, inside in parts(found) if member.filename.endswith(".xml"))


def test_nothing_of_the_stock_template_is_left(content):
    names = [member.filename for member, _ in parts(content)]
    assert not [name for name in names if "printerSettings" in name or "thumbnail" in name]
    assert len([name for name in names if "slideLayouts/slideLayout" in name and name.endswith(".xml")]) == 1
    text = "\n".join(inside.decode() for member, inside in parts(content) if member.filename.endswith(".xml"))
    for leftover in ("Click to edit", "en-US", "Steve Canny", "Second level", "datetimeFigureOut"):
        assert leftover not in text, leftover


def test_calibri_is_the_face_of_every_run(content):
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        faces = {run.font.name for frame in frames for p in frame.paragraphs for run in p.runs}
        assert faces <= {"Calibri"}
        assert faces


def test_an_emblem_stands_on_the_first_slide_and_no_empty_slot_on_any(make_context, content):
    deck = pptx.Presentation(io.BytesIO(content))
    assert [s for slide in deck.slides for s in slide.placeholders if s.placeholder_format.idx] == []
    assert [s for s in deck.slide_layouts[0].placeholders if s.placeholder_format.idx]
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (120, 90), "#0B4F5C").save(out, "PNG")
    context = make_context()
    context = replace(context, formal=replace(context.formal, logo=out.getvalue()))
    first, *others = pptx.Presentation(io.BytesIO(render_forum_deck(context, []))).slides
    assert [s for slide in others for s in slide.shapes if s.shape_type == 13] == []
    (picture,) = [shape for shape in first.shapes if shape.shape_type == 13]
    assert picture._element.xpath("./*/p:cNvPr")[0].get("descr") == "Logo Kota Bengkulu"
    assert picture.left + picture.width <= Inches(13.333)
    assert not [s for s in first.placeholders if s.placeholder_format.idx]


# fitting -------------------------------------------------------------------------------------------------------------


def test_more_room_never_makes_words_smaller_and_the_smallest_is_the_last_resort():
    words = ["Sebuah kalimat yang cukup panjang untuk beberapa baris pada sebuah salindia."] * 3
    sizes = (30, 24, 18, 12)
    found = [fitting_size(words, 6, height, sizes) for height in (0.1, 1.0, 2.0, 4.0, 9.0)]
    assert found == sorted(found)
    assert found[0] == 12
    assert found[-1] == 30


def test_a_line_is_counted_where_words_wrap_and_where_a_word_is_too_wide():
    assert lines_of("", 5, 20) == 1
    assert lines_of("satu dua", 5, 20) == 1
    assert lines_of("satu dua " * 30, 5, 20) > 5
    assert lines_of("a" * 200, 2, 20) > 5
    assert not unbroken("a" * 200, 2, 20)
    assert unbroken("satu dua", 2, 20)


def test_height_grows_with_every_text():
    assert height_of(["satu"] * 4, 5, 20) == pytest.approx(4 * height_of(["satu"], 5, 20))
    assert height_of([], 5, 20) == 0


def test_a_title_gives_up_a_little_size_to_save_a_line():
    sizes = (30, 28, 26, 24, 22, 20)
    just_over = next(title for n in range(1, 90) if lines_of(title := "kata " * n + "akhir", 12.13, 30, bold=True) == 2)
    size = title_size(just_over, 12.13, 1.15, sizes)
    assert size < 30
    assert lines_of(just_over, 12.13, size, bold=True) == 1
    assert title_size("pendek", 12.13, 1.15, sizes) == 30


def test_a_table_that_is_too_tall_loses_its_last_rows_and_keeps_one():
    row = (GridCell("kata " * 60), GridCell("x"))
    grid = Grid(("a", "b"), (row,) * 30, (3.0, 1.0), "tabel")
    box = Box(0, 0, 6, 3)
    fewer = fewer_rows(grid, box)
    assert 1 <= len(fewer.rows) < 30
    assert fewer.rows == grid.rows[: len(fewer.rows)]
    assert sum(grid_size(fewer, box)[1]) <= box.height or len(fewer.rows) == 1
    assert len(fewer_rows(replace_rows(grid, 1), Box(0, 0, 1, 0.1)).rows) == 1


def replace_rows(grid: Grid, n: int) -> Grid:
    return Grid(grid.heads, grid.rows[:n], grid.shares, grid.alt)


def test_two_columns_fill_the_body_with_a_gap():
    left, right = beside(0.3)
    assert left.left == BODY.left
    assert right.left > left.left + left.width
    assert right.left + right.width == pytest.approx(BODY.left + BODY.width)
