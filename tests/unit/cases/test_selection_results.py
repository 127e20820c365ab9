"""What the public may know of the selection: counts that go through the door, and the sixth sentence of page one."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.cases.selection_frame import Selection
from audit.cases.selection_results import cases_sentence, criteria, selection_results, selection_table
from audit.disclosure import release, solve_pattern
from audit.language import text
from audit.reference.rule_sets import GROUPS
from audit.reference.selection_rules import PARTS, selection_rules
from audit.results import Cell, CountValue
from audit.schemas import ENTRIES, SELECTION_FRAME

CYCLE = "2025-2"


def states(**by_group: int) -> pd.DataFrame:
    rows = [(group, "random" if i == 0 else "score") for group, n in by_group.items() for i in range(n)]
    frame = pd.DataFrame(rows, columns=["group", "chosen_by"])
    areas = [f"64.74.01.100{1 + i % 3}" for i in range(len(frame))]
    return frame.assign(case_id=[f"k{i}" for i in range(len(frame))], area_code=areas, review="waiting")


def selection(n: int) -> Selection:
    frame = pd.DataFrame({"person_id": [f"p{i}" for i in range(n)], "group": "baduta", "cycle": CYCLE})
    return Selection(SELECTION_FRAME.conform(frame))


def test_eligible_people_and_cases_are_counted_by_group_and_way():
    table = selection_table(CYCLE, selection(40), states(baduta=6, catin=2))
    assert table[Cell.of(CYCLE, review="eligible")] == 40
    assert table[Cell.of(CYCLE, review="eligible", group="baduta")] == 40
    assert table[Cell.of(CYCLE, review="case")] == 8
    assert table[Cell.of(CYCLE, review="case", group="baduta", chosen="random")] == 1
    assert table[Cell.of(CYCLE, review="case", chosen="score")] == 6
    parts = [table[Cell.of(CYCLE, review="case", group=group)] for group in GROUPS]
    assert sum(parts) == table[Cell.of(CYCLE, review="case")]


def test_small_counts_of_cases_are_hidden_in_public():
    table = selection_table(CYCLE, selection(40), states(baduta=9, catin=2))
    shown = release(table, solve_pattern([table])).public
    rows = {row.cell: row for row in shown.rows}
    assert rows[Cell.of(CYCLE, review="case", group="catin")].hidden
    assert rows[Cell.of(CYCLE, review="case", group="baduta", chosen="random")].hidden


def test_the_sentence_counts_cases_that_wait_until_the_first_was_reviewed():
    waiting = cases_sentence(CYCLE, states(baduta=6, catin=2))
    assert waiting.id == "selection.case"
    assert waiting.values["n"] == CountValue(Cell.of(CYCLE, review="case"), 8)
    some = states(baduta=6, catin=2)
    some.loc[:2, "review"] = "reviewed"
    reviewed = cases_sentence(CYCLE, some)
    assert reviewed.id == "selection.reviewed"
    assert reviewed.values["baduta"] == CountValue(Cell.of(CYCLE, review="reviewed", group="baduta"), 3)
    assert reviewed.values["desa"] == 3
    assert "busui" not in reviewed.values


def test_a_sixth_group_is_named_where_it_has_cases():
    sentence = cases_sentence(CYCLE, states(busui=5))
    assert sentence.id == "selection.case_busui"
    assert sentence.values["busui"] == CountValue(Cell.of(CYCLE, review="case", group="busui"), 5)


def test_the_public_sentence_names_no_hidden_number():
    sentence = cases_sentence(CYCLE, states(baduta=6, catin=2))
    shown = release(sentence, solve_pattern([sentence])).public
    assert shown.id == "selection.case.disamarkan"
    assert set(shown.values) == {"desa"}
    assert text(shown.id, desa=3) and text(shown.id, "en", desa=3)


def test_no_cases_is_a_sentence_and_no_selection_says_nothing():
    assert cases_sentence(CYCLE, states()).id == "selection.no_cases"
    nothing = ENTRIES.conform(pd.DataFrame(columns=list(ENTRIES.names)))
    assert selection_results(selection(0).frame, nothing, CYCLE, date(2025, 9, 15)) == ()
    table, sentence = selection_results(selection(7).frame, nothing, CYCLE, date(2025, 9, 15))
    assert table.id == "case_selection"
    assert sentence.id == "selection.no_cases"


def test_criteria_are_published_with_weights_and_words():
    shown = criteria(selection_rules().weights)
    assert tuple(c.id for c in shown) == PARTS
    assert all(text(f"selection.part.{c.id}") and text(f"selection.meaning.{c.id}", "en") for c in shown)
