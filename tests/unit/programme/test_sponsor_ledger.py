"""Until when a sponsorship goes on, whose family it is, and which of its rows do not fit."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.programme.sponsor_checks import LEDGER_CHECKS, items_by_age, ledger_checks, unfit_children
from audit.programme.sponsor_ledger import delivered, later, sponsored
from audit.reference.sponsor_rules import ITEM_RULES
from audit.results import Cell
from audit.schemas import CHILDREN, DELIVERIES, DONORS, SPONSORSHIPS, WOMEN

DAY = date(2025, 8, 31)
CHILD = {"child_id": "c1", "birth_date": "2024-08-15", "household_id": "h1", "life_status": "hidup"}
SPONSORSHIP = {
    "sponsorship_id": "s1",
    "donor_id": "d1",
    "person_id": "c1",
    "programme": "baas",
    "months_planned": 6,
    "started_on": "2025-05-01",
}
DELIVERY = {
    "delivery_id": "x1",
    "sponsorship_id": "s1",
    "delivered_on": "2025-06-01",
    "item": "telur",
    "quantity": 30,
    "proof": "BAST-1",
}


def table(of, *rows):
    frame = pd.DataFrame(rows, columns=list(of.names)) if rows else of.empty()
    for name, kind in of.columns:
        if kind.startswith("datetime"):
            frame[name] = pd.to_datetime(frame[name])
    return of.conform(frame)


def children(*rows):
    return table(CHILDREN, *(rows or (CHILD,)))


def rows_of(*sponsorships, people=None, women=None, day=DAY):
    return sponsored(
        table(SPONSORSHIPS, *sponsorships),
        people if people is not None else children(),
        women if women is not None else WOMEN.empty(),
        as_of=day,
    )


def found(*sponsorships, deliveries=(DELIVERY,), people=None, donors=({"donor_id": "d1"},)):
    people = people if people is not None else children()
    rows = rows_of(*sponsorships, people=people)
    lines = ledger_checks(
        table(DONORS, *donors), rows, table(DELIVERIES, *deliveries), people, WOMEN.empty(), as_of=DAY
    )
    return lines.rows


def test_it_is_over_as_written_or_when_the_months_planned_are():
    rows = rows_of(
        SPONSORSHIP,
        SPONSORSHIP | {"sponsorship_id": "s2", "ended_on": "2025-06-30"},
        SPONSORSHIP | {"sponsorship_id": "s3", "months_planned": None},
        SPONSORSHIP | {"sponsorship_id": "s4", "started_on": None},
        SPONSORSHIP | {"sponsorship_id": "s5", "started_on": "2025-02-28"},
    )
    over = [pd.Timestamp("2025-11-01"), pd.Timestamp("2025-06-30"), pd.NaT, pd.NaT, pd.Timestamp("2025-08-28")]
    assert rows["over_on"].tolist() == over
    assert rows["active"].tolist() == [True, False, True, False, False]


def test_the_family_is_the_one_named_or_the_childs_own():
    rows = rows_of(SPONSORSHIP, SPONSORSHIP | {"sponsorship_id": "s2", "household_id": "h9", "person_id": None})
    assert rows["family"].tolist() == ["h1", "h9"]


def test_an_empty_ledger_has_no_finding_and_no_child():
    rows = rows_of()
    brought = delivered(DELIVERIES.empty(), rows)
    assert found(deliveries=()).empty
    assert set(unfit_children(items_by_age(brought, rows, children()), "2025-2").counts) == {0}


@pytest.mark.parametrize(
    ("item", "day", "rule"),
    [
        ("madu", "2025-08-14", "honey"),
        ("madu", "2025-08-15", None),  # twelve months on this day
        ("susu_formula", "2025-02-14", "formula"),
        ("susu_formula", "2025-02-15", "substitute"),  # six months: no longer a matter of breast milk alone
        ("susu_formula", "2026-08-14", "substitute"),
        ("susu_formula", "2026-08-15", None),
        ("susu", "2025-02-14", "formula"),
        ("susu", "2025-02-15", None),  # milk of an animal is no breast-milk substitute
        ("telur", "2025-02-14", None),
    ],
)
def test_an_item_is_held_against_the_age_on_the_day(item, day, rule):
    rows = rows_of(SPONSORSHIP)
    items = items_by_age(
        delivered(table(DELIVERIES, DELIVERY | {"item": item, "delivered_on": day}), rows), rows, children()
    )
    assert [None if pd.isna(one) else one for one in items["rule"]] == [rule]


def test_a_family_with_a_baby_is_asked_about_and_counts_no_child():
    family = SPONSORSHIP | {"person_id": None, "household_id": "h1", "programme": "genting"}
    honey = DELIVERY | {"item": "madu"}
    assert "family_item.honey" in found(family, deliveries=(honey,))["check"].tolist()
    rows = rows_of(family)
    table_ = unfit_children(items_by_age(delivered(table(DELIVERIES, honey), rows), rows, children()), "2025-2")
    assert table_[Cell.of("2025-2", brought="brought")] == 0


def test_a_child_counts_once_for_a_rule_and_not_without_an_age():
    rows = rows_of(
        SPONSORSHIP,
        SPONSORSHIP | {"sponsorship_id": "s2", "person_id": "c2"},
        people=(people := children(CHILD, CHILD | {"child_id": "c2", "birth_date": None})),
    )
    honey = [DELIVERY | {"delivery_id": f"x{n}", "item": "madu"} for n in range(3)]
    honey.append(DELIVERY | {"delivery_id": "x9", "item": "madu", "sponsorship_id": "s2"})
    items = items_by_age(delivered(table(DELIVERIES, *honey), rows), rows, people)
    counted = unfit_children(items, "2025-2")
    known = Cell.of("2025-2", brought="brought.known")
    assert counted[Cell.of("2025-2", brought="brought")] == 2
    assert (counted[known], counted[known.replace("unfit.honey", "unfit")]) == (1, 1)
    assert counted[known.replace("unfit.formula", "unfit")] == 0


@pytest.mark.parametrize(
    ("check", "sponsorship", "delivery", "child"),
    [
        ("gone", {}, {}, {"life_status": "meninggal", "life_status_date": "2025-06-01"}),
        ("still_open", {}, {}, {"life_status": "pindah", "life_status_date": "2025-07-01"}),
        ("age_unknown", {}, {"item": "madu"}, {"birth_date": None}),
        ("nobody", {"person_id": None}, {}, {}),
        ("no_child", {"person_id": None, "household_id": "h1"}, {}, {}),
        ("donor_unknown", {"donor_id": "d9"}, {}, {}),
        ("sponsorship_unknown", {}, {"sponsorship_id": "s9"}, {}),
        ("before_programme", {"programme": "genting", "started_on": "2024-12-04"}, {}, {}),
        ("outside_time", {}, {"delivered_on": "2025-04-30"}, {}),
        ("in_future", {}, {"delivered_on": "2025-09-01"}, {}),
        ("no_proof", {}, {"proof": None}, {}),
    ],
)
def test_each_slip_of_a_ledger_is_found_and_a_clean_one_has_none(check, sponsorship, delivery, child):
    assert found(SPONSORSHIP)["check"].tolist() == []
    slipped = found(SPONSORSHIP | sponsorship, deliveries=(DELIVERY | delivery,), people=children(CHILD | child))
    assert check in slipped["check"].tolist()


def test_what_came_before_a_death_is_no_finding():
    dead = children(CHILD | {"life_status": "meninggal", "life_status_date": "2025-06-02"})
    assert "gone" not in found(SPONSORSHIP, people=dead)["check"].tolist()


def test_two_sponsors_of_one_programme_and_a_row_typed_twice():
    two = (SPONSORSHIP, SPONSORSHIP | {"sponsorship_id": "s2"})
    assert found(*two)["check"].tolist() == ["twice_sponsored"] * 2
    other = SPONSORSHIP | {"sponsorship_id": "s2", "programme": "genting"}
    assert "twice_sponsored" not in found(SPONSORSHIP, other)["check"].tolist()
    assert found(SPONSORSHIP, deliveries=(DELIVERY, DELIVERY | {"delivery_id": "x2"}))["check"].tolist() == [
        "typed_twice"
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 700),
    st.sampled_from([item for rule in ITEM_RULES for item in rule.items]),
    st.sampled_from(["2024-08-15", "2024-08-31", "2024-02-29"]),
)
def test_an_item_once_fit_stays_fit(days, item, born):
    people = children(CHILD | {"birth_date": born})
    day = pd.Timestamp(born) + pd.Timedelta(days=days)
    rows = rows_of(SPONSORSHIP, people=people)
    two = [
        DELIVERY | {"delivery_id": f"x{n}", "item": item, "delivered_on": day + pd.Timedelta(days=n)} for n in (0, 40)
    ]
    broken = items_by_age(delivered(table(DELIVERIES, *two), rows), rows, people)["rule"].notna().tolist()
    assert broken in ([True, True], [True, False], [False, False])


def test_months_later_end_with_the_month_and_nothing_is_guessed():
    days = pd.Series(pd.to_datetime(["2025-01-31", "2024-11-30", None])).astype("datetime64[s]")
    assert later(days, 1.0).tolist() == [pd.Timestamp("2025-02-28"), pd.Timestamp("2024-12-30"), pd.NaT]


def test_findings_stand_in_their_order():
    slips = found(SPONSORSHIP | {"donor_id": "d9"}, deliveries=(DELIVERY | {"item": "madu", "proof": None},))[
        "check"
    ].tolist()
    assert slips == sorted(slips, key=LEDGER_CHECKS.index) == ["item.honey", "donor_unknown", "no_proof"]
