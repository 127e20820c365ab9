"""Gates, warnings, stages, the table for the province, and what the next cycle starts with."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.carry_over import carry_over
from audit.cases.cycle import cycle_warnings, gate_states, stage_states
from audit.cases.evaluation import risk_shifts
from audit.cases.follow_up import plan_states
from audit.cases.province_table import PROVINCE_COLUMNS, province_table
from audit.cases.review import review_states
from audit.language import LANGUAGES, has, text
from audit.reference.cycle_rules import GATES_IN_ORDER
from audit.schemas import CASES, ENTRIES, EVALUATIONS, FOLLOW_UPS, GATES, ITEMS, REFERRALS, REVIEWS
from audit.store.entries import changes, current

TODAY = date(2025, 10, 15)
NOTHING = ENTRIES.conform(pd.DataFrame())


def gates(**rows):
    """gate=(due, done, document, valid_until)."""
    filled = {gate: (*row, *(None,) * (4 - len(row))) for gate, row in rows.items()}
    frame = pd.DataFrame(list(filled.values()), columns=["due_on", "done_on", "document", "valid_until"])
    frame = frame.assign(gate_id=list(filled))
    days = {name: pd.to_datetime(frame[name]) for name in ("due_on", "done_on", "valid_until")}
    return gate_states(GATES.conform(frame.assign(**days)), as_of=TODAY)


def warned(states, **more):
    return [w.id.removeprefix("cycle.warning.") for w in cycle_warnings(states, as_of=TODAY, **more)]


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (("2025-09-01", "2025-09-02", "BA 12"), "closed"), (("2025-09-01", "2025-09-02", " "), "no_document"),
        (("2025-09-01", "2025-09-02"), "no_document"), (("2025-10-14",), "overdue"), (("2025-10-15",), "open"),
        (("2025-10-20", "2025-10-20", "BA 13"), "open"), ((None,), "undated"), ((None, "2025-09-02", "BA"), "closed"),
    ],
)  # fmt: skip
def test_a_gate_is_closed_by_a_document(row, state):
    found = {gate.gate: gate.state for gate in gates(rapat_pakar=row)}
    assert found["rapat_pakar"] == state
    assert list(found) == list(GATES_IN_ORDER)
    assert all(has(f"cycle.gate_state.{state}", language) for language in LANGUAGES)


def test_nothing_is_wrong_where_nothing_is_dated():
    assert warned(gates()) == []


@pytest.mark.parametrize(
    ("until", "ids"),
    [("2025-10-14", ["sk_ended"]), ("2025-11-01", ["sk_ended_soon"]), ("2025-12-10", []), ("2026-01-01", [])],
)
def test_the_decree_is_told_before_and_after_it_ends(until, ids):
    states = gates(sk=("2025-01-01", "2025-01-02", "SK 1", until), diseminasi_2=("2025-12-10",))
    assert warned(states) == ids


def test_the_chair_may_change_during_a_cycle():
    states = gates(diseminasi_2=("2025-12-10",))
    assert warned(states, chair_until=date(2025, 11, 30)) == ["chair_ended_soon"]
    assert warned(states, chair_until=date(2025, 9, 30)) == ["chair_ended"]


def test_overdue_undocumented_and_out_of_order():
    states = gates(
        identifikasi=(None, "2025-09-20", "BA"), kertas_kerja_keluar=(None, "2025-09-10"), rapat_pakar=("2025-10-01",)
    )
    assert warned(states) == ["no_document", "out_of_order", "overdue"]


def test_a_visit_within_a_long_break_is_told_with_its_days():
    states = gates(ukur_ulang_3=("2025-12-26",), rapat_pakar=("2025-12-26",))
    (warning,) = cycle_warnings(states, as_of=TODAY)
    assert text(warning.id, "id", **warning.values).endswith("25 Desember 2025 sampai 28 Desember 2025.")


def test_a_year_whose_holidays_are_not_known_is_told():
    states = gates(ukur_ulang_3=("2031-03-03",))
    assert warned(states) == ["holidays_unknown"]
    assert warned(states, local_holidays=[date(2031, 3, 2)]) == []


def test_a_stage_ends_with_its_last_gate():
    states = gates(
        sk=(None, "2025-01-02", "SK"), diseminasi_1=(None, "2025-10-01", "BA"), batas_data=(None, "2025-08-01", "BA")
    )
    stages = stage_states(states)
    assert [stage.closed_on for stage in stages] == [date(2025, 1, 2), None, date(2025, 10, 1), None]
    assert [(stage.closed, stage.gates) for stage in stages] == [(1, 1), (1, 6), (1, 1), (0, 5)]


DAY = pd.Timestamp("2025-09-01")
CASES_ = CASES.conform(
    pd.DataFrame(
        {"case_id": ["done", "waiting", "gone"], "person_id": ["p1", "p2", "p3"], "group": "baduta", "cycle": "2025-2"}
    )
)
REVIEWS_ = REVIEWS.conform(
    pd.DataFrame(
        {"review_id": ["r"], "case_id": ["done"], "discipline": ["sp_a"], "reviewed_on": [DAY], "signed": [True]}
    )
)
ITEMS_ = ITEMS.conform(
    pd.DataFrame({"item_id": ["i1", "i2"], "case_id": ["done", "waiting"], "item_code": "air", "value": "ya"})
)
REFERRALS_ = REFERRALS.conform(
    pd.DataFrame(
        {"referral_id": ["open", "closed", "of_gone"], "person_id": ["p1", "p2", "p3"], "referred_on": [DAY, DAY, None],
         "closed_on": [None, DAY, None]}
    ).astype({"closed_on": "datetime64[s]"})
)  # fmt: skip
PLANS = FOLLOW_UPS.conform(
    pd.DataFrame(
        {
            "rtl_id": ["open", "done", "cancelled", "draft", "of_gone"],
            "case_id": ["done", "done", "done", None, "gone"], "status": ["proses", "selesai", "batal", None, "belum"],
            "approved_on": [DAY, DAY, DAY, pd.NaT, DAY], "ceiling_rupiah": [100.0, 50.0, 1000.0, 7.0, None],
            "realised_rupiah": [40.0, None, None, None, None],
        }
    )
)  # fmt: skip


def written():
    entries = NOTHING
    for table, rows in (
        (CASES, CASES_),
        (REVIEWS, REVIEWS_),
        (ITEMS, ITEMS_),
        (REFERRALS, REFERRALS_),
        (FOLLOW_UPS, PLANS),
    ):
        new = changes(entries, table, rows, role="x", filled_on=date(2025, 9, 1), source_system="uji", only_given=True)
        entries = ENTRIES.conform(pd.concat([entries, new], ignore_index=True))
    return entries


def test_the_next_cycle_starts_with_what_is_open_and_leaves_out_who_is_gone():
    opened = carry_over(written(), cycle="2025-2", as_of=date(2025, 12, 31), gone=["p3"])
    assert current(opened, CASES)["case_id"].to_list() == ["waiting"]
    assert current(opened, ITEMS)["item_id"].to_list() == ["i2"]
    assert current(opened, REFERRALS)["referral_id"].to_list() == ["open"]
    assert current(opened, FOLLOW_UPS)["rtl_id"].to_list() == ["draft", "open"]
    assert current(opened, CASES)["cycle"].to_list() == ["2025-2"]
    assert set(opened["source_system"]) == {"siklus_2025-2"}


def test_a_review_of_another_discipline_goes_with_a_case_that_still_waits():
    half = REVIEWS.conform(
        pd.DataFrame({"review_id": ["w"], "case_id": ["waiting"], "discipline": ["psikolog"], "reviewed_on": [DAY]})
    )
    more = changes(written(), REVIEWS, half, role="x", filled_on=TODAY, source_system="uji", only_given=True)
    entries = ENTRIES.conform(pd.concat([written(), more], ignore_index=True))
    opened = carry_over(entries, cycle="2025-2", as_of=date(2025, 12, 31))
    assert current(opened, REVIEWS)["review_id"].to_list() == ["w"]


def test_opening_a_cycle_twice_adds_nothing():
    once = carry_over(written(), cycle="2025-2", as_of=date(2025, 12, 31))
    again = carry_over(written(), cycle="2025-2", as_of=date(2025, 12, 31))
    assert once["entry_id"].equals(again["entry_id"])


def test_nothing_written_opens_an_empty_cycle():
    assert carry_over(NOTHING, cycle="2025-2", as_of=TODAY).empty


def row(**more):
    states = review_states(CASES_, REVIEWS_, as_of=TODAY)
    shifts = risk_shifts(CASES_, EVALUATIONS.conform(pd.DataFrame()), as_of=TODAY)
    return province_table(
        "2025-2", "17.71", stages=stage_states(gates(sk=(None, "2025-01-02", "SK"))), states=states,
        referrals=REFERRALS_, plans=plan_states(PLANS, as_of=TODAY), shifts=shifts, **more,
    ).rows  # fmt: skip


def test_the_table_for_the_province():
    (said,) = row().to_dict("records")
    assert (said["cases_baduta"], said["cases_catin"], said["reviewed"], said["referred"]) == (3, 0, 1, 2)
    assert (said["plans_agreed"], said["plans_done"], said["risk_not_assessable"]) == (3, 1, 3)
    assert (said["ceiling_rupiah"], said["realised_rupiah"]) == (150, 40)
    assert said["stage_1_closed_on"] == pd.Timestamp("2025-01-02")
    assert all(has(f"cycle.province.{column}", language) for column in PROVINCE_COLUMNS for language in LANGUAGES)


def test_its_columns_are_those_asked_for_in_their_order():
    assert list(row(columns=["reviewed", "cycle"]).columns) == ["reviewed", "cycle"]
    with pytest.raises(ValueError, match="skor"):
        row(columns=["skor"])
