"""The five slides of a mini lokakarya: about its place alone, and nothing hidden is in them."""

from __future__ import annotations

import io

import pptx
import pytest
from slide_parts import charts, counts, released, said

from audit.disclosure.released import ShownSentence
from audit.reference.forum_rules import DUE_SERVICES
from audit.report.packs.mini_workshop import mini_workshop_pages
from audit.report.slides.deck import footer
from audit.report.slides.mini_deck import mini_slides, render_mini_deck
from audit.results import Cell

CYCLE = "2025-2"


def test_a_mini_lokakarya_has_five_slides_about_its_place_alone(make_context):
    here, there = make_context().areas.kecamatan[:2]
    context = make_context(kecamatan=here.code)
    content = render_mini_deck(context, mini_workshop_pages(context))
    deck = pptx.Presentation(io.BytesIO(content))
    assert len(deck.slides) == 5
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.notes_slide.notes_text_frame.text.strip()
    assert f"Kecamatan {here.name}" in footer(context)
    assert there.name not in "\n".join(said(slide) for slide in mini_slides(context))


def test_a_mini_deck_without_a_kecamatan_is_refused(make_context):
    with pytest.raises(ValueError, match="kecamatan"):
        mini_slides(make_context())


def test_hidden_services_of_a_kecamatan_are_named_and_not_drawn(make_context):
    here = make_context().areas.kecamatan[0]
    first, second, *others = (service.id for service in DUE_SERVICES)
    top = Cell.of(CYCLE, person="person", area=here.code)
    due = {top.replace(f"due.{first}", "due"): 12, top.replace(f"due.{second}", "due"): None}
    due |= {top.replace(f"due.{id}", "due"): 0 for id in others}
    month = ShownSentence("forum_pack.due_month", {"month": "2025-10"})
    context = make_context(kecamatan=here.code, released=released(counts("due_kecamatan", due), month, base={}))
    care = next(slide for slide in mini_slides(context) if slide.id == "care")
    (chart,) = charts(care)
    assert chart.series[0].values == (12.0,)
    assert "Tidak digambar karena disamarkan" in said(care)
