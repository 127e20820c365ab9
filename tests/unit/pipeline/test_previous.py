"""What was public before stays known, unless its month was corrected since."""

from __future__ import annotations

from audit.disclosure import Fact
from audit.pipeline.previous import FACTS, facts_before, still_true, write_facts
from audit.results import Cell

FEBRUARY, AUGUST = Cell.of("2025-02", status="stunted"), Cell.of("2025-08", status="stunted")


def fact(cell, n, *, hidden=False):
    return Fact("stunting", cell, numerator=n, hidden=hidden)


def test_facts_of_every_earlier_cycle_are_read_back(tmp_path):
    for cycle, facts in (("2024-2", [fact(FEBRUARY, 7)]), ("2025-1", [fact(AUGUST, None, hidden=True)])):
        (tmp_path / cycle / "terbatas").mkdir(parents=True)
        write_facts(facts, tmp_path / cycle / "terbatas" / FACTS)
    assert facts_before(tmp_path / "2025-2") == (fact(FEBRUARY, 7), fact(AUGUST, None, hidden=True))
    assert facts_before(tmp_path / "2025-1") == (fact(FEBRUARY, 7),)
    assert facts_before(tmp_path / "2024-1") == ()


def test_a_corrected_month_no_longer_adds_up_with_the_old_one():
    before = [fact(FEBRUARY, 7), fact(AUGUST, 9), fact(AUGUST.replace("sex", "m"), 4)]
    now = [fact(FEBRUARY, 7), fact(AUGUST, 10)]
    assert still_true(before, now) == (fact(FEBRUARY, 7),)


def test_what_is_not_printed_again_stays_known():
    before = [fact(FEBRUARY, 7), fact(AUGUST, None, hidden=True)]
    assert still_true(before, []) == tuple(before)
