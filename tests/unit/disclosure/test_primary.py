from __future__ import annotations

import pytest

from audit.disclosure.primary import find_primary
from audit.disclosure.printed import printed_by
from audit.disclosure.system import build
from audit.reference.groups import SEX, STATUS
from audit.results import Cell, CountTable, Partition, RateTable

P = "2025-08"
AREA = Partition("area", {"": ("A", "B"), "A": ("A1", "A2")})


def primary(counts, shares=()):
    cells = [Cell.of(P, **at) for at in (dict(k) for k in counts)]
    table = CountTable("t", tuple(cells), tuple(counts.values()), (AREA, SEX, STATUS))
    rates = [RateTable("r", CountTable("n", (n,), (table[n],)), CountTable("d", (d,), (table[d],))) for n, d in shares]
    printed = printed_by([table, *rates])
    system = build(printed.counts, printed.partitions)
    found = find_primary(system, printed, k=5)
    return (
        {system.cells[i].key.removeprefix(P + "|"): reason for i, reason in found.hidden.items()},
        {system.cells[i].key.removeprefix(P + "|") for i in found.derived},
    )


def at(**levels):
    return tuple(sorted(levels.items()))


@pytest.mark.parametrize(("count", "reason"), [(0, None), (1, "small"), (4, "small"), (5, None)])
def test_one_to_four_are_small_and_zero_is_not(count, reason):
    hidden, _ = primary({at(area="A", status="stunted"): count})
    assert hidden.get("area=A|status=stunted") == reason


def test_a_small_complement_is_protected_though_nobody_prints_it():
    hidden, derived = primary({at(area="A", status="haz_known"): 40, at(area="A", status="stunted"): 37})
    assert hidden == {}
    assert derived == {"area=A|status=not_stunted"}


def test_a_group_in_which_everybody_is_stunted_is_hidden():
    hidden, _ = primary({at(area="A", status="haz_known"): 40, at(area="A", status="stunted"): 40})
    assert hidden == {"area=A|status=stunted": "group"}


def test_everybody_measured_having_a_height_is_nothing_to_hide():
    assert primary({at(area="A"): 40, at(area="A", status="haz_known"): 40})[0] == {}


def test_all_severe_among_the_stunted_is_no_group():
    counts = {at(status="haz_known"): 90, at(status="stunted"): 30, at(status="severely_stunted"): 30}
    assert primary(counts)[0] == {}


def test_every_part_of_a_small_count_is_hidden_zeros_included():
    hidden, _ = primary(
        {
            at(status="stunted"): 1,
            at(area="A", status="stunted"): 1,
            at(area="B", status="stunted"): 0,
            at(area="A1", status="stunted"): 0,
            at(area="A2", status="stunted"): 1,
        }
    )
    assert hidden == {
        "status=stunted": "small",
        "area=A|status=stunted": "small",
        "area=B|status=stunted": "below",
        "area=A1|status=stunted": "below",
        "area=A2|status=stunted": "small",
    }


def test_where_nobody_was_measured_the_zero_below_a_small_count_is_shown():
    hidden, _ = primary(
        {
            at(status="stunted"): 1,
            at(area="A", status="stunted"): 1,
            at(area="B", status="stunted"): 0,
            at(status="haz_known"): 30,
            at(area="A", status="haz_known"): 30,
            at(area="B", status="haz_known"): 0,
        }
    )
    assert "area=B|status=stunted" not in hidden
    assert hidden["area=A|status=stunted"] == "small"


@pytest.mark.parametrize(("whole", "reason"), [(19, "denominator"), (20, None)])
def test_no_share_of_fewer_than_twenty(whole, reason):
    n, d = Cell.of(P, area="A", status="stunted"), Cell.of(P, area="A", status="haz_known")
    hidden, _ = primary({n.at: 8, d.at: whole}, shares=[(n, d)])
    assert hidden.get("area=A|status=stunted") == reason


def test_parts_that_exceed_their_whole_are_a_bug():
    with pytest.raises(ValueError, match="do not add up"):
        primary({at(): 10, at(sex="m"): 11})
