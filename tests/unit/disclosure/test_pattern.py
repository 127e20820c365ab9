from __future__ import annotations

import pytest

from audit.disclosure import Fact, Pattern, solve_pattern
from audit.errors import DisclosureError
from audit.results import Cell, CheckResult, CountTable, CountValue, Finding, LineList, Partition, RateTable, Sentence

P = "2025-08"
AREA = Partition("area", {"": ("A", "B", "C", "D")})
TOTAL = Cell.of(P)


def area(level: str) -> Cell:
    return Cell.of(P, area=level)


def table(**counts: int) -> CountTable:
    cells = (TOTAL, *(area(a) for a in counts))
    return CountTable("t", cells, (sum(counts.values()), *counts.values()), (AREA,))


def test_a_small_count_takes_the_smallest_other_with_it_and_never_the_total():
    pattern = solve_pattern([table(A=3, B=30, C=12, D=40)])
    assert pattern.hidden == {area("A").key: "small", area("C").key: "secondary"}
    assert not pattern.hides(TOTAL)


def test_two_ones_are_not_enough_for_each_other():
    pattern = solve_pattern([table(A=1, B=1, C=12, D=40)])
    assert pattern.hidden[area("C").key] == "secondary"


def test_nothing_small_hides_nothing():
    assert solve_pattern([table(A=5, B=0, C=12, D=40)]).hidden == {}


@pytest.mark.parametrize("counts", [{}, dict.fromkeys("ABCD", 0)])
def test_empty_and_all_zero(counts):
    assert solve_pattern([table(**counts)]).hidden == {}
    assert solve_pattern([]).summary == {"shown": 0}


def test_all_tables_hide_the_same_cell():
    other = CountTable("other", (area("A"),), (3,), (AREA,))
    sentence = Sentence("x.y", {"n": CountValue(area("A"), 3)})
    assert solve_pattern([other, sentence]).hides(area("A"))


def test_cells_of_checks_findings_and_sentences_are_solved_too():
    check = CheckResult("c", "A", "good", 1.0, "percent", 40, Sentence("x.y"), (table(A=3, B=30, C=12, D=40),))
    finding = Finding("f", Sentence("x.y"), values={"n": CountValue(Cell.of(P, area="Z"), 2)})
    pattern = solve_pattern([check, finding, LineList("l", None)])
    assert pattern.hides(area("A"))
    assert pattern.hides(Cell.of(P, area="Z"))


def test_counts_of_rows_are_left_alone():
    rows = CountTable("rows", (area("A"),), (2,), personal=False)
    assert solve_pattern([rows]).summary == {"shown": 0}


def test_a_rate_is_a_table_of_persons_when_its_denominator_is():
    rate = RateTable(
        "r", CountTable("n", (Cell.of(P, area="A", x="y"),), (2,), personal=False), CountTable("d", (area("A"),), (50,))
    )
    assert solve_pattern([rate]).hides(Cell.of(P, area="A", x="y"))


def test_one_cell_with_two_counts_is_a_bug():
    with pytest.raises(ValueError, match="another count"):
        solve_pattern([table(A=5), CountTable("u", (area("A"),), (6,))])


def test_an_unknown_cell_is_never_shown():
    with pytest.raises(KeyError, match="area=E"):
        solve_pattern([table(A=5)]).hides(area("E"))


def test_json_round_trip_and_equal_bytes():
    results = [table(A=3, B=30, C=12, D=40)]
    pattern = solve_pattern(results)
    assert Pattern.from_json(pattern.to_json()) == pattern
    assert solve_pattern(results[::-1]).to_json() == pattern.to_json()
    assert pattern.summary == {"secondary": 1, "small": 1, "shown": 3}


def test_a_pattern_of_another_schema_is_refused():
    with pytest.raises(ValueError, match="schema"):
        Pattern.from_json('{"schema": "pattern/2"}')


def test_what_was_hidden_stays_hidden_while_it_is_not_zero():
    before = [Fact("old", area("B"), hidden=True), Fact("old", area("C"), hidden=True)]
    pattern = solve_pattern([table(A=50, B=30, C=0, D=40)], previous=before)
    assert pattern.hidden[area("B").key] == "earlier"
    assert not pattern.hides(area("C"))


def test_a_number_already_public_protects_nobody():
    before = [Fact("old", area("C"), numerator=12)]
    pattern = solve_pattern([table(A=3, B=30, C=12, D=40)], previous=before)
    assert pattern.hidden == {area("A").key: "small", area("B").key: "secondary"}


def test_a_small_count_that_public_numbers_give_away_stops_the_run():
    before = [Fact("old", c, numerator=n) for c, n in ((area("B"), 30), (area("C"), 12), (area("D"), 40), (TOTAL, 85))]
    with pytest.raises(DisclosureError) as stopped:
        solve_pattern([table(A=3, B=30, C=12, D=40)], previous=before)
    assert stopped.value.exit_code == 13
    assert stopped.value.values == {"cell": area("A").key}


def test_a_hidden_count_is_protected_in_each_of_several_parts_that_no_sum_ties_together():
    """In each period the small count would follow from its total and the other area, whatever the other periods do."""
    areas = Partition("area", {"": ("A", "B", "C")})
    periods = ("2025-02", "2025-05", "2025-08")
    cells = tuple(Cell.of(p, area=a) for p in periods for a in (None, "A", "B", "C"))
    counts = (
        93,
        3,
        40,
        50,
        190,
        60,
        80,
        50,
        94,
        50,
        4,
        40,
    )  # small: A of the first, none of the second, B of the third
    hidden = set(solve_pattern([CountTable("t", cells, counts, (areas,))]).hidden)
    assert {"2025-02|area=A", "2025-08|area=B"} < hidden
    assert [sum(key.startswith(p) for key in hidden) for p in periods] == [2, 0, 2]
