"""Checklists filled in from a report: only what it holds, with its place, and the rest by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.language import text
from audit.reference.reporting_checklists import CHECKLISTS, checklist_items
from audit.report.checklist import answers, asked, fill, held, said
from audit.report.checklist_workbook import write_checklist_workbook
from audit.report.view import View
from audit.risk.answered_items import answered_items
from audit.risk.model_card import ITEMS, ModelCard

EVERYTHING = frozenset(need for of in CHECKLISTS for item in checklist_items(of) for need in item.needs)
SHOWN = ("headline", "coverage", "case_funnel", "flags", "methods", "data_sources", "stunting_by_kecamatan", "linkage")


def states(found) -> dict[str, str]:
    return {answer.item.item: answer.state for answer in found}


@pytest.mark.parametrize("name", CHECKLISTS)
def test_a_run_that_holds_nothing_fills_in_nothing(name):
    assert "filled" not in states(fill(CHECKLISTS[name], frozenset())).values()


@pytest.mark.parametrize("name", CHECKLISTS)
def test_a_run_that_holds_everything_leaves_what_only_people_know(name):
    there = EVERYTHING | {CHECKLISTS[name].applies}
    for answer in fill(CHECKLISTS[name], there, card="kartu"):
        assert answer.state == (
            "filled" if answer.item.applicable and answer.item.says else
            "not_applicable" if not answer.item.applicable else "unfilled"
        )  # fmt: skip
        assert bool(answer.stands) == (answer.state == "filled")


def test_an_item_needs_all_that_it_names():
    assert states(fill(CHECKLISTS["strobe"], frozenset({"coverage"})))["6a"] == "unfilled"
    assert states(fill(CHECKLISTS["strobe"], frozenset({"coverage", "row_accounting"})))["6a"] == "filled"


def test_funding_and_ethics_are_never_filled_in_by_a_computation():
    assert states(fill(CHECKLISTS["strobe"], EVERYTHING))["22"] == "unfilled"
    assert states(fill(CHECKLISTS["gather"], EVERYTHING))["2"] == "unfilled"
    assert states(fill(CHECKLISTS["strobe_nut"], EVERYTHING))["22.1"] == "unfilled"


def test_without_a_model_card_tripod_does_not_apply(context):
    assert set(states(answers(View(context, "publik"))["tripod_ai"]).values()) == {"not_applicable"}


def test_the_model_card_fills_in_its_own_items_and_no_others(context):
    card = ModelCard(tuple(n for n in ITEMS if n not in (2, 17)), (2, 17), {})
    found = answered_items(card, stands="risk_data")
    own = replace(context, released={**context.released, found.id: release(found, solve_pattern(()))})
    filled = answers(View(own, "publik"))["tripod_ai"]
    assert {answer.item.item for answer in filled if answer.state == "unfilled"} == {"2", "17"}
    assert {answer.stands for answer in filled if answer.state == "filled"} == {"risk_data"}


def test_what_is_held_are_results_that_this_edition_may_show(context):
    public, restricted = held(View(context, "publik")), held(View(context, "terbatas"))
    assert {"coverage", "stunting", "sources", "handover", "published", "calendar"} <= public
    assert "stunted_children" in restricted - public  # names: for the restricted edition alone
    bare = replace(context, released={}, sources=(), published=(), months=("2019-06",))
    assert held(View(bare, "publik")) == frozenset()


def test_every_filled_item_points_to_a_block_that_shows_something(context):
    missing = text("report.not_available", "id")
    for found in answers(View(context, "publik")).values():
        for answer in found:
            if answer.state == "filled" and "/" not in answer.stands:
                content = getattr(report, answer.stands)(context).public
                assert missing not in content.paragraphs, answer


def test_an_unfilled_item_is_named(context):
    view = View(context, "publik")
    for found in answers(view).values():
        for answer, words in zip(found, said(view, found), strict=True):
            if answer.state == "unfilled":
                assert words == f"belum terisi: {asked(view, answer.item)}"


def test_flow_numbers_are_those_of_the_report(context):
    view = View(context, "publik")
    found = answers(view)["strobe"]
    words = dict(zip((a.item.item for a in found), said(view, found), strict=True))["10"]
    table = view.table("coverage")
    assert table
    (row,) = [r for r in table.rows if r.cell.key == "2025-08"]
    assert f"{row.numerator:,}".replace(",", ".") in words
    assert f"{row.denominator:,}".replace(",", ".") in words


def test_a_withheld_number_stands_in_no_checklist(context):
    coverage = context.released["coverage"]
    hidden = replace(coverage.public, rows=tuple(replace(r, numerator=None, denominator=None, value=None, hidden=True)
                                                 for r in coverage.public.rows))  # fmt: skip
    view = View(replace(context, released={**context.released, "coverage": replace(coverage, public=hidden)}), "publik")
    found = answers(view)["strobe"]
    words = dict(zip((a.item.item for a in found), said(view, found), strict=True))["10"]
    assert not any(char.isdigit() for char in words)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_block_counts_what_it_names(context, language):
    content = report.reporting_checklists(replace(context, language=language)).public
    for row, term, (name, of) in zip(
        content.tables[0].rows, content.terms, answers(View(context, "publik")).items(), strict=True
    ):
        _, items, filled, unfilled, other = (cell.value for cell in row.cells)
        assert items == len(of) == filled + unfilled + other
        assert term.meaning.count("(") == unfilled, name
    applying = sum(row.cells[1].value - row.cells[4].value for row in content.tables[0].rows)
    assert str(sum(row.cells[2].value for row in content.tables[0].rows)) in content.title
    assert str(applying) in content.title


def test_only_the_restricted_edition_names_the_workbook(context):
    shown = report.reporting_checklists(replace(context, edition="terbatas"))
    assert not any("xlsx" in words for words in shown.public.paragraphs)
    assert shown.restricted
    assert any("daftar-periksa.xlsx" in words for words in shown.restricted.paragraphs)


@pytest.fixture(scope="module")
def book(context, tmp_path_factory):
    path = tmp_path_factory.mktemp("daftar") / "daftar-periksa.xlsx"
    write_checklist_workbook(path, context, [getattr(report, name)(context).to_json() for name in SHOWN])
    return openpyxl.load_workbook(path)


def test_the_workbook_has_a_sheet_a_list_with_every_item_once(book):
    for name in CHECKLISTS:
        sheet = book[text(f"checklist.sheet.{name}", "id")]
        assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [item.item for item in checklist_items(name)]


def test_the_workbook_names_the_table_in_which_an_item_stands_and_leaves_room_for_the_rest(book):
    rows = {row[0].value: row for row in book["STROBE"].iter_rows(min_row=2)}
    assert "Tabel 1" in rows["13c"][4].value or "Tabel 2" in rows["13c"][4].value
    assert rows["22"][2].value == "belum terisi"
    assert rows["22"][4].value in (None, "")
    assert rows["22"][5].fill.fgColor.rgb == "FFFFF7CC"
    assert rows["13c"][5].fill.fgColor.rgb != "FFFFF7CC"


def test_a_block_that_the_report_does_not_draw_is_called_by_its_name(book):
    rows = {row[0].value: row for row in book["STROBE"].iter_rows(min_row=2)}
    assert rows["14a"][4].value == f'"{text("report.stunting_by_age_sex.name", "id")}"'


def test_the_same_report_makes_the_same_workbook(context, tmp_path):
    blocks = [getattr(report, name)(context).to_json() for name in SHOWN]
    paths: list[Path] = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for path in paths:
        write_checklist_workbook(path, context, blocks)
    assert paths[0].read_bytes() == paths[1].read_bytes()
