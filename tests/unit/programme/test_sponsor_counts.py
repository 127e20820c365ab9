"""Sponsors by kind and quarter, whom they newly support, months promised and months kept."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.programme.sponsor_counts import donors_by_quarter, items_brought, months_kept, newly_supported, quarters_to
from audit.programme.sponsor_ledger import delivered, sponsored
from audit.programme.sponsor_results import months_finding
from audit.results import Cell, TiedValue
from audit.schemas import CHILDREN, DELIVERIES, DONORS, SPONSORSHIPS, WOMEN

DAY, PERIOD = date(2025, 8, 31), "2025-2"


def rows_of(*rows):
    base = {"person_id": "c1", "programme": "baas", "months_planned": 6, "started_on": "2025-05-10"}
    frame = pd.DataFrame(
        [base | {"sponsorship_id": f"s{n}"} | row for n, row in enumerate(rows)], columns=list(SPONSORSHIPS.names)
    )
    frame["started_on"], frame["ended_on"] = pd.to_datetime(frame["started_on"]), pd.to_datetime(frame["ended_on"])
    return sponsored(SPONSORSHIPS.conform(frame), CHILDREN.empty(), WOMEN.empty(), as_of=DAY)


def kept(rows, *days, sponsorship="s0", programme="baas"):
    frame = pd.DataFrame(
        {
            "delivery_id": [f"x{n}" for n in range(len(days))],
            "sponsorship_id": sponsorship,
            "delivered_on": pd.to_datetime(pd.Series(days, dtype="string")),
            "item": "telur",
        }
    )
    return months_kept(rows, delivered(DELIVERIES.conform(frame), rows, as_of=DAY), programme, as_of=DAY)


@pytest.mark.parametrize(
    ("row", "due"),
    [
        ({}, 4),  # 10 May, June, July, August
        ({"started_on": "2025-08-31"}, 1),
        ({"started_on": "2025-03-01", "months_planned": 3}, 3),
        ({"started_on": "2025-05-10", "ended_on": "2025-06-30"}, 2),
        ({"started_on": "2025-09-01"}, 0),  # not yet
        ({"months_planned": None}, 0),
        ({"started_on": None}, 0),
    ],
)
def test_months_are_due_from_their_first_day_until_it_is_over(row, due):
    assert kept(rows_of(row)).due == due


def test_a_month_counts_once_and_only_while_it_is_due():
    rows = rows_of({})
    assert kept(rows).kept == 0
    assert kept(rows, "2025-05-11", "2025-05-28", "2025-07-01").kept == 2
    assert kept(rows, "2025-05-09", "2025-09-02").kept == 0  # before it began, and not yet
    every = kept(rows, *(f"2025-0{month}-15" for month in range(5, 9)))
    assert (every.kept, every.due) == (4, 4)
    assert kept(rows, "2025-06-01", programme="genting").sponsorships == 0


def test_sums_over_few_sponsorships_are_withheld():
    brought = delivered(DELIVERIES.empty(), rows_of({}), as_of=DAY)
    for n, hidden in ((19, True), (20, False)):
        found = months_finding(kept(rows_of(*[{}] * n)), brought, PERIOD)
        tied = [value for value in found.values.values() if isinstance(value, TiedValue)]
        assert [value.restricted for value in tied] == [hidden] * 4
    none = months_finding(kept(rows_of()), brought, PERIOD)
    assert none.values["share"].value is None  # nothing due is not nought of hundred


def test_quarters_end_with_that_of_the_day():
    assert quarters_to(date(2025, 1, 1)) == ("2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1")
    assert quarters_to(date(2025, 9, 30))[-1] == "2025-Q3"


def test_donors_by_kind_and_quarter_add_up():
    frame = pd.DataFrame(
        [
            ("a", "swasta", "2025-07-01"),
            ("b", "swasta", "2025-06-30"),
            ("c", None, None),
            ("d", "perorangan", "2020-01-01"),
            ("e", "perorangan", "2025-09-01"),
        ],
        columns=["donor_id", "kind", "joined_on"],
    )
    frame["joined_on"] = pd.to_datetime(frame["joined_on"])
    counts = donors_by_quarter(DONORS.conform(frame), PERIOD, as_of=DAY)
    assert counts[Cell.of(PERIOD, donor="donor")] == 4  # e joins tomorrow
    assert counts[Cell.of(PERIOD, donor="swasta", joined="2025-Q3")] == 1
    assert counts[Cell.of(PERIOD, donor="donor.unknown", joined="quarter.unknown")] == 1
    assert counts[Cell.of(PERIOD, donor="perorangan", joined="earlier")] == 1
    parts = [
        n
        for cell, n in zip(counts.cells, counts.counts, strict=True)
        if len(cell.at) == 2 and cell.level("donor") != "donor"
    ]
    assert sum(parts) == 4
    assert set(donors_by_quarter(DONORS.empty(), PERIOD, as_of=DAY).counts) == {0}


def test_a_child_is_new_once_and_families_are_counted_apart():
    rows = rows_of(
        {},
        {"started_on": "2025-01-05"},
        {"person_id": "c2"},
        {"person_id": None, "household_id": "h1", "programme": "genting"},
    )
    donors = DONORS.conform(pd.DataFrame([{"donor_id": "d1", "kind": "swasta"}], columns=list(DONORS.names)))
    rows["donor_id"] = pd.array(["d1", "d2", "d9", "d1"], dtype="string")
    children = newly_supported(rows, donors, "baas", PERIOD, as_of=DAY)
    assert children[Cell.of(PERIOD, supported="new_baas")] == 2
    assert children[Cell.of(PERIOD, supported="new_baas", joined="2025-Q1")] == 1
    first = children[Cell.of(PERIOD, supported="new_baas", given_by="donor.unknown", joined="2025-Q1")]
    assert first == 1  # the first sponsor of c1, whom no list of sponsors holds, and not the later one
    assert children[Cell.of(PERIOD, supported="new_baas", given_by="donor.unknown")] == 2
    assert children[Cell.of(PERIOD, supported="new_baas", given_by="swasta")] == 0
    families = newly_supported(rows, donors, "genting", PERIOD, as_of=DAY)
    assert families[Cell.of(PERIOD, supported="new_genting", given_by="swasta", joined="2025-Q2")] == 1
    nobody = newly_supported(rows.iloc[:0], DONORS.empty(), "baas", PERIOD, as_of=DAY)
    assert set(nobody.counts) == {0}
    assert newly_supported(rows, donors, "genting", PERIOD, as_of=DAY)[Cell.of(PERIOD, supported="new_genting")] == 1


def test_items_are_rows_of_a_ledger():
    rows = rows_of({})
    frame = pd.DataFrame(
        {
            "delivery_id": list("abc"),
            "sponsorship_id": "s0",
            "delivered_on": pd.Timestamp("2025-06-01"),
            "item": ["telur", "telur", None],
            "proof": ["1", None, None],
        }
    )
    counts = items_brought(delivered(DELIVERIES.conform(frame), rows, as_of=DAY), "baas", PERIOD)
    assert not counts.personal
    assert (counts[Cell.of(PERIOD, item="telur")], counts[Cell.of(PERIOD, item="item.unknown")]) == (2, 1)
    assert (counts[Cell.of(PERIOD)], counts[Cell.of(PERIOD, proof="proof.named")]) == (3, 1)
