"""The formal order: every block has its one place, and both orders show the same things."""

from __future__ import annotations

import copy

import pytest

from audit import report
from audit.language import has
from audit.report.content import SECTIONS
from audit.report.drawing import drawn_sections
from audit.report.homes import HOMES
from audit.report.orders import FORMAL, places

BUILDERS = sorted(name for name in report.__all__ if HOMES[name].startswith("sections."))
OF_A_PLACE = ("number", "heading", "found")  # what depends on where a block stands


@pytest.fixture(scope="module")
def blocks(context):
    return [getattr(report, name)(context).to_json() for name in BUILDERS]


@pytest.fixture(scope="module")
def leads(context):
    return [block.to_json() for block in report.formal_blocks(context)]


def in_order(blocks, order, edition="publik"):
    return drawn_sections(blocks, language="id", edition=edition, order=order)


def without_place(value):
    if isinstance(value, dict):
        return {k: without_place(v) for k, v in value.items() if k not in OF_A_PLACE}
    return [without_place(v) for v in value] if isinstance(value, list | tuple) else value


def test_every_block_of_the_notebooks_has_its_one_place_in_the_formal_order(leads):
    """A new block fails here until ``audit.report.orders`` says where it stands."""
    named = list(places())
    assert len(named) == len(set(named))
    assert sorted(named) == sorted([*BUILDERS, *(lead["id"] for lead in leads)])


def test_every_chapter_and_part_is_named_in_both_languages():
    ids = [f"formal.chapter.{chapter.id}" for chapter in FORMAL]
    ids += [f"formal.part.{part.id}" for chapter in FORMAL for part in chapter.parts if part.id]
    assert [id for id in ids for language in ("id", "en") if not has(id, language)] == []


def test_both_orders_show_the_same_forms_of_the_same_blocks(blocks, leads):
    short = {block["id"]: block for chapter in in_order(blocks, "ringkas") for block in chapter["blocks"]}
    full = {block["id"]: block for chapter in in_order([*blocks, *leads], "resmi") for block in chapter["blocks"]}
    assert full.keys() - short.keys() == {lead["id"] for lead in leads}
    assert set(short) == set(BUILDERS)
    for id, block in short.items():
        assert without_place(block) == without_place(full[id]), id


def test_what_leads_a_part_says_no_number_of_people_that_the_summary_does_not(context, leads):
    """The formal order adds words, no figures: it repeats the sentences of page one."""
    spoken = [report.headline(context).public.title, *report.headline(context).public.paragraphs[:-1]]
    for id in ("formal_background", "formal_conclusion"):
        (lead,) = (block for block in leads if block["id"] == id)
        said = [p for p in lead["public"]["paragraphs"] if any(c.isdigit() for c in p) and "12,0%" not in p]
        assert said
        assert set(said) <= set(spoken)


def test_chapters_are_counted_in_roman_parts_by_letters_blocks_by_numbers(blocks, leads):
    chapters = in_order([*blocks, *leads], "resmi")
    assert [chapter["label"] for chapter in chapters] == [
        "", "BAB I", "BAB II", "BAB III", "", "Lampiran 1", "Lampiran 2", "Lampiran 3", "Lampiran 4",
        "Lampiran 5", "Lampiran 6", "Lampiran 7", "Lampiran 8", "Lampiran 9",
    ]  # fmt: skip
    assert [chapter["title"] for chapter in chapters[:5]] == [
        "Ringkasan", "Pendahuluan", "Pelaksanaan dan hasil audit", "Kesimpulan dan rencana tindak lanjut", "Penutup",
    ]  # fmt: skip
    findings = chapters[2]
    assert [part["label"] for part in findings["parts"]] == ["A.", "B.", "C.", "D.", "E.", "F.", "G."]
    assert [block["heading"] for block in findings["parts"][3]["blocks"]] == [
        "1. Kenaikan berat badan (SKDN)", "2. Pertumbuhan melambat", "3. Skrining perkembangan",
    ]  # fmt: skip
    follow_up = chapters[3]["parts"][1]
    assert [block["heading"] for block in follow_up["blocks"]] == ["Tindak lanjut"]  # one is not counted
    assert all(block["heading"] == "" for block in chapters[0]["blocks"])


def test_what_has_no_block_is_left_out_and_not_counted(blocks):
    some = [block for block in blocks if block["id"] in ("headline", "faltering", "skdn", "case_risk_shift")]
    chapters = in_order(some, "resmi")
    assert [chapter["label"] for chapter in chapters] == ["", "BAB I", "BAB II"]
    assert [part["label"] for part in chapters[1]["parts"]] == ["A."]


def test_no_blocks_make_no_chapters():
    assert in_order([], "resmi") == in_order([], "ringkas") == []


def test_tables_and_figures_are_numbered_as_they_are_read(blocks, leads):
    for order, given in (("ringkas", blocks), ("resmi", [*blocks, *leads])):
        drawn = [block for chapter in in_order(given, order) for block in chapter["blocks"]]
        tables = [table["number"] for block in drawn for table in block["tables"]]
        figures = [block["figure"]["number"] for block in drawn if block["figure"]]
        assert tables == list(range(1, len(tables) + 1))
        assert figures == list(range(1, len(figures) + 1))


@pytest.mark.parametrize("order", ["ringkas", "resmi"])
def test_a_block_without_a_place_is_refused(blocks, order):
    stray = copy.deepcopy(blocks[0]) | {"id": "nowhere", "section": "nowhere"}
    with pytest.raises(ValueError, match="no place in this report for nowhere"):
        in_order([*blocks, stray], order)


def test_leads_of_the_formal_order_do_not_stand_in_the_short_one(blocks, leads):
    with pytest.raises(ValueError, match="no place"):
        in_order([*blocks, *leads], "ringkas")


def test_addresses_of_chapters_and_parts_are_none_of_a_block(blocks, leads):
    chapters = in_order([*blocks, *leads], "resmi")
    ids = [chapter["id"] for chapter in chapters]
    ids += [part["id"] for chapter in chapters for part in chapter["parts"] if part["id"]]
    ids += [block["id"] for chapter in chapters for block in chapter["blocks"]]
    assert len(ids) == len(set(ids))


def test_the_short_order_is_that_of_the_sections(blocks):
    assert [chapter["id"] for chapter in in_order(blocks, "ringkas")] == list(SECTIONS)
