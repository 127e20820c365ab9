from __future__ import annotations

import pytest

from audit.disclosure import Fact, facts_of_rows
from audit.disclosure.attack import attack
from audit.errors import DisclosureError
from audit.reference.groups import STATUS
from audit.results import Cell, Partition

P = "2025-08"
AREA = Partition("area", {"": ("A", "B", "C")})
TOTAL = Cell.of(P)


def area(level: str, status: str | None = None) -> Cell:
    return Cell.of(P, area=level, status=status)


def shown(cell: Cell, number: int) -> Fact:
    return Fact("t", cell, numerator=number)


def withheld(cell: Cell) -> Fact:
    return Fact("t", cell, hidden=True)


def fallen(*facts: Fact, previous=(), partitions=(AREA, STATUS)) -> dict[str, str]:
    return {f.cell: f.how for f in attack(facts, partitions, previous=previous).found}


def test_a_difference():
    assert fallen(shown(TOTAL, 53), withheld(area("A")), shown(area("B"), 20), shown(area("C"), 30)) == {
        area("A").key: "arithmetic"
    }


def test_a_sum_over_two_tables_and_another_attribute():
    facts = [shown(area("A", "haz_known"), 40), shown(area("A", "severely_stunted"), 20)]
    facts += [Fact("u", area("A", "stunted"), hidden=True), shown(area("A", "moderately_stunted"), 0)]
    assert fallen(*facts) == {}  # twenty are stunted: no small count
    assert fallen(*facts[:3], shown(area("A", "moderately_stunted"), 18)) == {
        area("A", "not_stunted").key: "arithmetic"
    }


def test_two_withheld_that_make_two_are_one_each():
    facts = [shown(TOTAL, 32), withheld(area("A")), withheld(area("B")), shown(area("C"), 30)]
    assert fallen(*facts) == {area("A").key: "arithmetic", area("B").key: "arithmetic"}


@pytest.mark.parametrize(("total", "falls"), [(34, True), (35, False)])
def test_an_interval_of_three_is_wide_enough(total, falls):
    facts = [shown(TOTAL, total), withheld(area("A")), withheld(area("B")), shown(area("C"), 30)]
    assert bool(fallen(*facts)) is falls


def test_n_times_percent():
    known, stunted = area("A", "haz_known"), area("A", "stunted")
    share = Fact("s", stunted, of=known, value=3 / 47, digits=1)
    assert fallen(shown(known, 47), share, withheld(stunted)) == {stunted.key: "arithmetic"}


def test_a_percentage_without_its_denominator_says_nothing():
    known, stunted = area("A", "haz_known"), area("A", "stunted")
    assert fallen(Fact("s", stunted, of=known, value=3 / 47, digits=1), withheld(stunted)) == {}


def test_an_interval_of_confidence_beside_a_withheld_share():
    fact = Fact("s", area("A", "stunted"), of=area("A", "haz_known"), interval=True, hidden=True)
    assert fallen(fact) == {area("A", "stunted").key: "interval"}


def test_a_small_count_that_is_printed():
    assert fallen(shown(area("A"), 4)) == {area("A").key: "printed"}


@pytest.mark.parametrize("how", ["split", "share"])
def test_a_group_in_which_everybody_is_stunted(how):
    known, stunted = area("A", "haz_known"), area("A", "stunted")
    facts = [shown(known, 20), shown(stunted, 20)] if how == "split" else [Fact("s", stunted, known, 20, 20)]
    assert fallen(*facts, partitions=(STATUS,) if how == "split" else ()) == {stunted.key: "group"}


def test_a_small_complement():
    facts = [shown(area("A", "haz_known"), 20), shown(area("A", "stunted"), 18)]
    assert fallen(*facts) == {area("A", "not_stunted").key: "arithmetic"}


def test_a_few_without_a_height_are_no_secret():
    assert fallen(shown(area("A"), 20), shown(area("A", "haz_known"), 18), partitions=(STATUS,)) == {}


def test_zeros_below_a_small_count_are_not_located():
    facts = [shown(area(a, "haz_known"), 30) for a in "ABC"] + [shown(Cell.of(P, status="haz_known"), 90)]
    facts += [withheld(area(a, "stunted")) for a in "ABC"] + [withheld(Cell.of(P, status="stunted"))]
    assert fallen(*facts) == {}


def test_what_was_printed_before_is_known():
    facts = [shown(TOTAL, 55), withheld(area("A")), withheld(area("B")), shown(area("C"), 30)]
    assert fallen(*facts) == {}
    assert fallen(*facts, previous=[shown(area("B"), 22)]) == {area("A").key: "arithmetic"}


def test_rows_of_an_earlier_report():
    row = {"id": "r", "sel": area("B").key, "pembilang": 22, "penyebut": None, "nilai": None, "disamarkan": False}
    assert facts_of_rows([row, {"id": "other"}]) == (Fact("r", area("B"), numerator=22),)


def test_a_withheld_rate_whose_denominator_stands_elsewhere_is_certain():
    known, stunted = area("A", "haz_known"), area("A", "stunted")
    facts = [shown(Cell.of(P, status="stunted"), 33), shown(area("B", "stunted"), 30), shown(area("C", "stunted"), 0)]
    assert fallen(*facts, shown(known, 60), Fact("s", stunted, of=known, hidden=True)) == {stunted.key: "arithmetic"}


@pytest.mark.parametrize("numbers", [(10, 20), (40, 20)])
def test_numbers_that_contradict_each_other(numbers):
    total, part = numbers
    if total < part:
        with pytest.raises(ValueError, match="contradict"):
            attack([shown(TOTAL, total), shown(area("A"), part)], [AREA])
    with pytest.raises(ValueError, match="two numbers"):
        attack([shown(TOTAL, total), shown(TOTAL, part)], [AREA])


def test_a_find_stops_the_report_and_names_the_cell_not_the_number():
    report = attack([shown(area("A"), 4)], [])
    with pytest.raises(DisclosureError) as stopped:
        report.check()
    assert stopped.value.values == {"where": "t", "cell": area("A").key}
    attack([], []).check()
