"""Follow-up plans: what counts, what is missing, how strong, whether the money can come; the sentence about them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.follow_up import (
    follow_up_sentence,
    overdue_plans,
    plan_states,
    plan_table,
    plan_warnings,
    warning_table,
    weak_share,
)
from audit.cases.plan_check import PARTS, check_plans
from audit.disclosure import release, solve_pattern
from audit.language import has, text
from audit.reference.follow_up_rules import BudgetCalendar
from audit.results import Cell
from audit.schemas import FOLLOW_UPS

TODAY, CYCLE = date(2025, 11, 15), "2025-2"
WHOLE = {
    "activity": "Membangun jamban", "activity_kind": "air_dan_sanitasi", "location": "Desa A", "actor": "Dinas PU",
    "output_target": 3, "output_unit": "jamban", "due_on": "2025-12-01", "leader": "Dinas PU", "reporter": "TPK",
    "resources": "2 tukang", "approved_on": "2025-09-10", "status": "belum", "mechanism": "tanpa_biaya",
}  # fmt: skip
DATES = ("due_on", "approved_on", "done_on")


def plans(*changed):
    rows = [WHOLE | {"rtl_id": f"r{i}"} | change for i, change in enumerate(changed)]
    frame = pd.DataFrame(rows)
    return FOLLOW_UPS.conform(frame.assign(**{d: pd.to_datetime(frame[d]) for d in DATES if d in frame}))


def one(**change):
    return plan_states(plans(change), as_of=TODAY).iloc[0]


def test_a_plan_that_says_everything_lacks_nothing():
    plan = one()
    assert (plan["missing"], plan["smart"], plan["warnings"], plan["strength"]) == ("", True, "", "kuat")


@pytest.mark.parametrize("part", PARTS)
def test_each_missing_part_is_named_in_words(part):
    plan = one(**{part: None})
    assert plan["missing"] == part
    assert plan["smart"] == (part in ("leader", "reporter", "resources"))
    assert has(f"rtl.missing.{part}", "id")


def test_a_target_of_nothing_and_a_blank_place_say_nothing():
    assert one(output_target=0.0, location="  ")["missing"] == "location;output_target"


@pytest.mark.parametrize(
    ("kinds", "written", "strength"),
    [("penyuluhan", None, "lemah"), ("penyuluhan;air_dan_sanitasi", None, "kuat"), ("makanan_tambahan", None, "sedang"),
     ("penyuluhan", "sedang", "sedang"), ("air_dan_sanitasi", "lemah", "lemah"), ("penyuluhan", "hebat", "lemah")],
)  # fmt: skip
def test_strength_is_what_the_panel_wrote_else_of_the_strongest_kind(kinds, written, strength):
    assert one(activity_kind=kinds, strength=written)["strength"] == strength


def test_an_unknown_kind_has_no_strength():
    assert pd.isna(one(activity_kind="lain")["strength"])
    assert pd.isna(one(activity_kind=None)["strength"])


@pytest.mark.parametrize(
    ("change", "state", "late"),
    [
        ({}, "not_started", None), ({"status": "proses"}, "running", None),
        ({"due_on": "2025-11-14"}, "overdue", 1), ({"due_on": "2025-11-15"}, "not_started", None),
        ({"status": "selesai", "done_on": "2025-11-01", "due_on": "2025-10-30"}, "done", 2),
        ({"status": "selesai", "done_on": "2025-10-01"}, "done", None),
        ({"status": "batal", "due_on": "2025-10-01"}, "cancelled", None),
        ({"approved_on": None, "due_on": "2025-10-01"}, "draft", None),
        ({"approved_on": "2025-11-16"}, "draft", None), ({"due_on": None}, "not_started", None),
    ],
)  # fmt: skip
def test_where_a_plan_stands(change, state, late):
    plan = one(**change)
    assert plan["state"] == state
    assert plan["counts"] == (state != "draft")
    assert (None if pd.isna(plan["days_late"]) else plan["days_late"]) == late


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"approved_on": None}, "not_approved"),
        ({"mechanism": "apbd_p", "approved_on": "2025-10-01", "budget_code": "2.14", "nomenclature": "2025"},
         "apbd_p_missed"),
        ({"mechanism": "apbdes", "due_on": "2025-12-16"}, "december_missed"),
        ({"mechanism": "dpa_berjalan"}, "no_code"),
        ({"ceiling_rupiah": 10.0, "realised_rupiah": 11.0}, "above_ceiling"),
        ({"status": "selesai", "realised_rupiah": 5.0}, "spj_open"),
    ],
)  # fmt: skip
def test_each_warning_alone(change, warning):
    assert one(**change)["warnings"] == warning
    assert has(f"rtl.warning.{warning}", "id")


@pytest.mark.parametrize(
    "change",
    [
        {"mechanism": "apbd_p", "approved_on": "2025-09-30", "budget_code": "2.14", "nomenclature": "2025"},
        {"mechanism": "apbdes", "due_on": "2025-12-15"},
        {"mechanism": "tanpa_biaya", "due_on": "2025-12-31"},
        {"ceiling_rupiah": 10.0, "realised_rupiah": 10.0},
        {"status": "selesai", "realised_rupiah": 5.0, "spj_complete": True},
    ],
)
def test_at_the_edge_nothing_is_wrong(change):
    assert one(**change)["warnings"] == ""


def test_a_plan_of_next_years_money_may_end_next_year():
    later = plans({"mechanism": "apbdes", "due_on": "2026-02-01", "budget_year": 2025}, {"mechanism": "apbdes",
        "due_on": "2026-02-01", "budget_year": 2026})  # fmt: skip
    assert check_plans(later, as_of=TODAY)["warnings"].to_list() == ["december_missed", ""]


def test_a_district_that_closes_earlier_says_so():
    early = BudgetCalendar(december=(11, 20))
    assert (
        check_plans(plans({"mechanism": "apbdes"}), as_of=TODAY, calendar=early)["warnings"].item() == "december_missed"
    )


def test_without_a_route_a_plan_has_no_money():
    said = check_plans(
        plans({}, {"mechanism": None}, {"mechanism": "belum_berdana"}, {"mechanism": "lain"}), as_of=TODAY
    )
    assert said["funded"].to_list() == [True, False, False, False]


SEVERAL = (
    {}, {"status": "proses", "mechanism": None}, {"due_on": "2025-10-01", "activity_kind": "penyuluhan"},
    {"status": "selesai", "done_on": "2025-11-01"}, {"status": "batal"}, {"approved_on": None},
    {"due_on": "2025-09-20", "location": None, "activity_kind": None},
)  # fmt: skip


def test_overdue_plans_come_first_the_longest_overdue_on_top():
    states = plan_states(plans(*SEVERAL), as_of=TODAY)
    assert states["rtl_id"].to_list() == ["r6", "r2", "r1", "r0", "r3", "r4", "r5"]
    assert overdue_plans(states).rows["rtl_id"].to_list() == ["r6", "r2"]


def test_plans_are_counted_by_state_and_only_approved_ones_by_the_rest():
    states = plan_states(plans(*SEVERAL), as_of=TODAY)
    assert plan_table(CYCLE, states, "state").counts == (2, 1, 1, 1, 1, 1)
    assert sum(plan_table(CYCLE, states, "mechanism").counts) == 6
    assert plan_table(CYCLE, states, "strength")[Cell.of(CYCLE, plan="strength.unknown")] == 1
    assert not plan_table(CYCLE, states, "sector").personal
    shares = weak_share(CYCLE, states)
    assert (shares.numerator.counts, shares.denominator.counts) == ((1, 5), (5, 6))


def test_the_sentence_adds_up_and_names_the_day():
    sentence = follow_up_sentence(plan_states(plans(*SEVERAL), as_of=TODAY))
    values = sentence.values
    assert sentence.id == "rtl.agreed"
    assert values["plans"] == values["done"] + values["running"] + values["not_started"] + values["overdue"] == 5
    assert values["unfunded"] == 1
    said = text(sentence.id, "id", **values)
    assert said.startswith("Dari 5 tindak lanjut yang disepakati pada 10 September 2025, 1 selesai, 1 berjalan")
    assert release(sentence, solve_pattern([])).public.id == "rtl.agreed"


def test_plans_of_several_days_name_the_last_and_no_plan_says_so():
    several = plans({}, {"approved_on": "2025-10-02"})
    sentence = follow_up_sentence(plan_states(several, as_of=TODAY))
    assert (sentence.id, sentence.values["day"]) == ("rtl.agreed_by", date(2025, 10, 2))
    assert follow_up_sentence(plan_states(plans({"approved_on": None}), as_of=TODAY)).id == "rtl.none_agreed"


def test_no_plans_at_all():
    states = plan_states(FOLLOW_UPS.conform(pd.DataFrame()), as_of=TODAY)
    assert states.empty
    assert follow_up_sentence(states).id == "rtl.none_agreed"
    assert weak_share(CYCLE, states).values == (None, None)
    assert set(plan_table(CYCLE, states, "state").counts) == {0}


LATE = {"mechanism": "dpa_berjalan", "budget_code": "2.14.03", "nomenclature": "900", "due_on": "2025-12-10"}
PAID = {"status": "selesai", "done_on": "2025-11-01", "realised_rupiah": 5.0, "ceiling_rupiah": 4.0}


def test_money_is_judged_by_the_calendar_of_the_district():
    early = BudgetCalendar(apbd_p=(8, 31), december=(12, 5))
    law, own = plan_states(plans(LATE), as_of=TODAY), plan_states(plans(LATE), as_of=TODAY, calendar=early)
    assert plan_warnings(law) == {}
    assert plan_warnings(own) == {"december_missed": 1}


def test_warnings_count_plans_once_each_and_leave_out_what_is_over():
    past = LATE | {"due_on": "2025-12-20"}
    states = plan_states(
        plans(past, past | {"approved_on": None}, past | {"status": "batal"}, past | PAID), as_of=TODAY
    )
    assert plan_warnings(states) == {"above_ceiling": 1, "december_missed": 2, "not_approved": 1, "spj_open": 1}
    table = warning_table(CYCLE, states)
    assert dict(zip((cell.level("plan") for cell in table.cells), table.counts, strict=True)) == {
        "warning.not_approved": 1, "warning.apbd_p_missed": 0, "warning.december_missed": 2, "warning.no_code": 0,
        "warning.above_ceiling": 1, "warning.spj_open": 1,
    }  # fmt: skip


def test_no_plan_gives_no_warning():
    assert plan_warnings(plan_states(FOLLOW_UPS.conform(pd.DataFrame()), as_of=TODAY)) == {}
