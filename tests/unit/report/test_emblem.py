"""A district's emblem stands on what hangs and what is handed out, with words, and nothing stands there without one."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from PIL import Image

from audit.report.emblem import LOGO, emblem
from audit.report.infographic import infographic, render_infographic, render_infographic_picture
from audit.report.packs.mini_workshop import mini_workshop_pages
from audit.report.packs.pack_pdf import render_pack
from audit.report.packs.sheet_pdf import render_sheet

RED = (200, 16, 46)


@pytest.fixture(scope="module")
def with_emblem(make_context):
    """The invented audit of one kecamatan, with a square as its emblem."""
    out = io.BytesIO()
    Image.new("RGB", (60, 60), RED).save(out, "PNG")
    context = make_context()
    return replace(
        context, formal=replace(context.formal, logo=out.getvalue()), kecamatan=context.areas.kecamatan[0].code
    )


def pictures(pdf: bytes) -> list[tuple[int, ...]]:
    """The colour in the middle of every picture on the first page."""
    found = [image.image for image in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images]
    return [it.convert("RGB").getpixel((it.width // 2, it.height // 2)) for it in found]


def test_without_an_emblem_there_are_no_words_and_no_picture(context):
    assert emblem(context) == ("", {})
    assert pictures(render_infographic(context)) == []


def test_its_words_name_the_district(with_emblem):
    words, files = emblem(with_emblem)
    assert with_emblem.district_name in words
    assert list(files) == [LOGO]


@pytest.mark.parametrize(
    "render",
    [
        render_infographic,
        render_sheet,
        lambda context: render_pack(mini_workshop_pages(context), context, title="Mini lokakarya", place="Selebar"),
    ],
)
def test_it_stands_on_the_page(with_emblem, render):
    assert pictures(render(with_emblem)) == [RED]


def test_it_stands_on_the_picture_for_phones_whose_text_names_it(with_emblem):
    picture = render_infographic_picture(with_emblem)
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    seen = {colour: n for n, colour in drawn.getcolors(drawn.width * drawn.height) or ()}
    assert seen.get(RED, 0) > 100 * 100
    assert infographic(with_emblem, "phone")["logo_alt"].encode() in picture
