from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.disclosure import Released, ShownNumber, ShownRate, ShownRow, release, solve_pattern
from audit.results import (
    Cell,
    CheckResult,
    CountTable,
    CountValue,
    Finding,
    LineList,
    Partition,
    RateTable,
    RateValue,
    Sentence,
    TiedValue,
)

P = "2025-08"
AREA = Partition("area", {"": ("A", "B", "C", "D")})
LEVELS = ("A", "B", "C", "D")


def cells(status: str | None = None) -> tuple[Cell, ...]:
    return tuple(Cell.of(P, area=a, status=status) for a in LEVELS)


COUNTS = CountTable("counts", cells("stunted"), (3, 30, 12, 0), (AREA,))
RATES = RateTable(
    "rates",
    COUNTS,
    CountTable("known", cells("haz_known"), (50, 90, 15, 15), (AREA,)),
    (0.01, 0.2, 0.5, 0.0),
    (0.1, 0.4, 0.9, 0.2),
    "wilson",
)
PATTERN = solve_pattern([COUNTS, RATES])


def test_a_hidden_count_is_no_number_at_all_and_the_restricted_form_has_it():
    shown = release(COUNTS, PATTERN)
    assert shown.public.rows[0] == ShownRow(cells("stunted")[0], None, hidden=True)
    assert [row.numerator for row in shown.restricted.rows] == [3, 30, 12, 0]
    assert not any(row.hidden for row in shown.restricted.rows)
    assert shown.form("publik") is shown.public
    assert shown.form("terbatas") is shown.restricted


def test_a_hidden_rate_loses_counts_value_and_interval():
    row = release(RATES, PATTERN).public.rows[0]
    assert row == ShownRow(cells("stunted")[0], None, hidden=True, of=cells("haz_known")[0])


def test_a_shown_rate_keeps_everything():
    row = release(RATES, PATTERN).public.rows[1]
    assert (row.numerator, row.denominator, row.value, row.low, row.high) == (30, 90, 30 / 90, 0.2, 0.4)


def test_no_share_of_fewer_than_twenty_but_a_zero_is_shown():
    public = release(RATES, PATTERN).public
    assert public.rows[2].hidden
    assert public.rows[3] == ShownRow(cells("stunted")[3], 0, 15, of=cells("haz_known")[3])


def test_tables_of_rows_pass():
    rows = CountTable("rows", (Cell.of(P, file="a"),), (2,), personal=False)
    assert release(rows, PATTERN).public.rows[0].numerator == 2


def test_an_unknown_cell_is_a_bug_even_beside_a_hidden_one():
    unknown = RateTable(
        "x", CountTable("n", cells("stunted")[:1], (3,)), CountTable("d", (Cell.of(P, area="Z"),), (9,))
    )
    with pytest.raises(KeyError):
        release(unknown, PATTERN)


def test_a_sentence_with_a_hidden_count_is_another_sentence_without_it():
    sentence = Sentence("a.b", {"n": CountValue(cells("stunted")[0], 3), "area": "Kampung", "year": 2025})
    shown = release(sentence, PATTERN)
    assert (shown.public.id, shown.public.values) == ("a.b.disamarkan", {"area": "Kampung", "year": 2025})
    assert (shown.restricted.id, shown.restricted.values) == ("a.b", {"n": 3, "area": "Kampung", "year": 2025})


def test_a_sentence_that_may_be_shown_states_its_facts():
    rate = RateValue(cells("stunted")[1], cells("haz_known")[1], 30 / 90)
    shown = release(Sentence("a.b", {"p": rate, "on": date(2025, 8, 31)}), PATTERN)
    assert shown.public.values == {"p": ShownRate(30 / 90, 1), "on": date(2025, 8, 31)}
    [fact] = shown.facts
    assert (fact.cell, fact.of, fact.value, fact.digits) == (rate.numerator, rate.denominator, 30 / 90, 1)


@pytest.mark.parametrize("side", [0, 1])
def test_a_rate_in_a_sentence_goes_with_either_count(side):
    hidden, shown = cells("stunted")[0], cells("haz_known")[1]
    pair = (hidden, shown) if side == 0 else (shown, hidden)
    assert release(Sentence("a.b", {"p": RateValue(*pair, 0.5)}), PATTERN).public.id == "a.b.disamarkan"


def test_a_finding_hides_its_sentence_with_its_values():
    finding = Finding("f", Sentence("a.b", {"n": 3}), ("counts",), {"n": CountValue(cells("stunted")[0], 3)})
    shown = release(finding, PATTERN)
    assert shown.public.values == {}
    assert (shown.public.sentence.id, shown.public.sentence.values) == ("a.b.disamarkan", {})
    assert shown.restricted.sentence.values == {"n": 3}


def check(value: float | None, n: int, table=COUNTS) -> CheckResult:
    frame = pd.DataFrame({"child": ["x"]})
    return CheckResult("c", "A", "poor", value, "percent", n, Sentence("a.b", {"n": n}), (table,), frame)


@pytest.mark.parametrize(
    ("value", "n", "hidden"),
    [(6.0, 50, True), (94.0, 50, True), (33.3, 90, False), (None, 3, True), (None, 400, False), (80.0, 15, True)],
)
def test_a_check_whose_percent_of_n_is_hidden_says_neither(value, n, hidden):
    shown = release(check(value, n), PATTERN).public
    assert shown.hidden is hidden
    assert (shown.value, shown.n) == ((None, None) if hidden else (value, n))
    assert shown.meaning.id == ("a.b.disamarkan" if hidden else "a.b")
    assert shown.status == "poor"


def test_a_check_gives_its_frame_to_the_restricted_edition_alone():
    shown = release(check(33.3, 90), PATTERN)
    assert shown.public.table is None
    assert list(shown.restricted.table["child"]) == ["x"]


def test_a_check_of_rows_keeps_its_small_numbers():
    rows = CountTable("rows", (Cell.of(P, file="a"),), (2,), personal=False)
    assert release(check(2.0, 100, rows), PATTERN).public.n == 100


def test_a_line_list_has_no_public_form():
    shown = release(LineList("l", pd.DataFrame({"name": ["x"]})), PATTERN)
    assert shown.public is None
    assert len(shown.restricted.rows) == 1


def test_only_release_makes_a_released_value():
    with pytest.raises(TypeError):
        Released("x", None, None)


def tied(*cells: Cell, restricted: bool = False) -> Finding:
    ratio = TiedValue(cells, 1.7, 2, restricted)
    return Finding("ratio", Sentence("ratio"), values={"ratio": ratio, "factor": "smoke"})


def test_a_number_tied_to_shown_cells_is_shown_with_its_digits():
    shown = release(tied(cells("stunted")[3]), PATTERN)
    assert shown.public.values == {"ratio": ShownNumber(1.7, 2), "factor": "smoke"}
    assert shown.facts == ()


def test_a_number_tied_to_one_hidden_cell_is_withheld_in_public_alone():
    hidden, shown_cell = cells("stunted")[0], cells("stunted")[3]
    shown = release(tied(shown_cell, hidden), PATTERN)
    assert shown.public.values == {"factor": "smoke"}
    assert shown.public.sentence.id == "ratio.disamarkan"
    assert shown.restricted.values["ratio"] == ShownNumber(1.7, 2)


def test_a_number_that_rests_on_too_little_is_withheld_whatever_its_cells():
    shown = release(tied(cells("stunted")[3], restricted=True), PATTERN)
    assert shown.public.values == {"factor": "smoke"}
    assert shown.restricted.values["ratio"] == ShownNumber(1.7, 2)


def test_a_number_tied_to_a_cell_that_the_pattern_does_not_know_is_a_bug():
    with pytest.raises(KeyError):
        release(tied(cells("stunted")[0], Cell.of(P, area="Z")), PATTERN)
