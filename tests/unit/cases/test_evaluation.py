"""Risk before and after, monthly re-measurement, and who is on no list."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.audit_budget import BudgetLine, audit_budget
from audit.cases.audit_of_audit import (
    agreement_checks,
    agreement_lines,
    attendance_table,
    closed_on_time,
    days_between,
    remeasured_table,
    step_days,
)
from audit.cases.evaluation import remeasurement_list, remeasurements, risk_shifts, shift_sentence, shift_table
from audit.cases.follow_up import plan_states
from audit.cases.review import CauseAgreement, review_states
from audit.disclosure import release, solve_pattern
from audit.language import LANGUAGES, has
from audit.results import Cell
from audit.schemas import ATTENDANCE, CASES, EVALUATIONS, FOLLOW_UPS, REVIEWS
from audit.survey.rater_agreement import rater_agreement

CYCLE, TODAY = "2025-2", date(2025, 12, 20)
YES, NO, UNKNOWN = "berisiko", "tidak", "belum_dapat_dinilai"


def cases(n, group="baduta"):
    ids = [f"c{i:02d}" for i in range(n)]
    frame = pd.DataFrame({"case_id": ids, "person_id": [f"p{i:02d}" for i in range(n)], "group": group, "cycle": CYCLE})
    return CASES.conform(frame.assign(chosen_on=pd.Timestamp("2025-08-01")))


def evaluations(*rows):
    """(case, day, before, after)."""
    frame = pd.DataFrame(rows, columns=["case_id", "evaluated_on", "risk_before", "risk_after"])
    frame["evaluated_on"] = pd.to_datetime(frame["evaluated_on"])
    ids = [f"{case}-{i}" for i, case in enumerate(frame["case_id"])]
    return EVALUATIONS.conform(frame.assign(evaluation_id=ids))


@pytest.mark.parametrize(
    ("before", "after", "shift"),
    [(YES, NO, "reduced"), (YES, YES, "same"), (NO, NO, "same"), (NO, YES, "increased"),
     (YES, UNKNOWN, "not_assessable"), (UNKNOWN, NO, "not_assessable"), (None, NO, "not_assessable"),
     (YES, None, "not_assessable")],
)  # fmt: skip
def test_the_shift_of_risk(before, after, shift):
    some = risk_shifts(cases(1), evaluations(("c00", "2025-10-01", before, after)), as_of=TODAY)
    assert some["shift"].to_list() == [shift]


def test_the_first_word_on_before_and_the_last_on_after_count():
    said = evaluations(
        ("c00", "2025-10-01", YES, YES), ("c00", "2025-11-01", None, NO), ("c00", "2026-01-01", NO, YES),
    )  # fmt: skip
    assert risk_shifts(cases(1), said, as_of=TODAY)["shift"].to_list() == ["reduced"]
    assert risk_shifts(cases(1), said, as_of=date(2025, 10, 31))["shift"].to_list() == ["same"]
    assert risk_shifts(cases(1), said, as_of=date(2025, 9, 1))["shift"].to_list() == ["not_assessable"]


def shifted(n, reduced, same):
    rows = [(f"c{i:02d}", "2025-10-01", YES, NO if i < reduced else YES) for i in range(reduced + same)]
    return shift_table(CYCLE, risk_shifts(cases(n), evaluations(*rows), as_of=TODAY))


def test_every_case_is_in_the_table_and_parts_add_up():
    table = shifted(20, 8, 6)
    everybody = Cell.of(CYCLE, review="case")
    said = [
        table[everybody.replace("shift", s)] for s in ("reassessed", "reduced", "same", "increased", "not_assessable")
    ]
    assert (table[everybody], said) == (20, [14, 8, 6, 0, 6])
    assert table[Cell.of(CYCLE, review="case", group="baduta", shift="reduced")] == 8


def test_the_sentence_claims_no_cause_and_hides_small_numbers():
    large, small = shifted(20, 8, 6), shifted(20, 12, 2)
    for table, id in ((large, "review.risk_shift"), (small, "review.risk_shift.disamarkan")):
        sentence = shift_sentence(table, CYCLE)
        assert release(sentence, solve_pattern([table, sentence])).public.id == id
    assert shift_sentence(shifted(9, 0, 0), CYCLE).id == "review.none_reassessed"


def rounds(*rows, as_of=TODAY, n=2):
    return remeasurements(
        cases(n), evaluations(*((*row, YES, YES) for row in rows)), since=date(2025, 9, 30), as_of=as_of
    )


def test_three_months_are_due_after_the_first_dissemination():
    table = rounds(n=1)
    assert table["due_on"].dt.strftime("%Y-%m-%d").to_list() == ["2025-10-30", "2025-11-30", "2025-12-30"]
    assert table["state"].to_list() == ["due", "due", "later"]


@pytest.mark.parametrize(
    ("day", "states"),
    [("2025-10-16", ["due", "due"]), ("2025-10-17", ["done", "due"]), ("2025-11-13", ["done", "due"]),
     ("2025-11-14", ["due", "due"]), ("2025-11-17", ["due", "done"]), ("2025-12-25", ["due", "due"])],
)  # fmt: skip
def test_a_measurement_counts_for_the_month_that_it_is_near(day, states):
    assert rounds(("c00", day), n=1)["state"].to_list()[:2] == states


def test_no_measurement_counts_twice():
    for day in pd.date_range("2025-10-10", "2025-12-20"):
        assert rounds(("c00", day), n=1)["state"].eq("done").sum() <= 1


def test_only_who_is_still_to_be_visited_is_on_the_list():
    due = remeasurement_list(rounds(), present=["p01"])
    assert set(due.rows["person_id"]) == {"p01"}
    assert remeasurement_list(rounds(), present=[]).rows.empty


def test_cases_by_how_often_they_were_measured_again():
    table = remeasured_table(CYCLE, rounds(("c00", "2025-10-30"), ("c00", "2025-11-30"), ("c01", "2025-10-30"), n=3))
    assert table.counts == (1, 1, 1)
    assert remeasured_table(CYCLE, rounds(as_of=date(2025, 10, 1))).counts == ()


PLANS = FOLLOW_UPS.conform(
    pd.DataFrame(
        {
            "rtl_id": ["a", "b", "c", "d"], "case_id": ["c00", "c00", "c01", None],
            "approved_on": pd.to_datetime(["2025-09-10", "2025-09-20", "2025-09-20", "2025-09-20"]),
            "due_on": pd.to_datetime(["2025-10-10", "2025-11-10", "2025-11-10", "2025-12-31"]),
            "done_on": pd.to_datetime(["2025-10-10", "2025-11-20", None, None]),
            "status": ["selesai", "selesai", "proses", "belum"],
        }
    )
)  # fmt: skip


def test_days_from_selection_to_closure():
    reviews = REVIEWS.conform(
        pd.DataFrame(
            {"review_id": ["x"], "case_id": ["c00"], "discipline": ["sp_a"], "signed": [True],
             "reviewed_on": pd.to_datetime(["2025-08-21"])}
        )
    )  # fmt: skip
    states = review_states(cases(2), reviews, as_of=TODAY)
    days = days_between(states, plan_states(PLANS, as_of=TODAY)).set_index("case_id")
    assert days.loc["c00"].to_list()[1:] == [20, 20, 71]
    assert days.loc["c01"].isna().to_list()[1:] == [True, True, True]
    steps = step_days(days.reset_index())
    assert [(step.value, step.n) for step in steps] == [(20, 1), (20, 1), (71, 1)]
    assert release(steps[0], solve_pattern([])).public.value is None  # one case: a number of days would be its own


def test_a_step_that_no_case_reached_is_not_assessable():
    states = review_states(cases(1), REVIEWS.conform(pd.DataFrame()), as_of=TODAY)
    steps = step_days(days_between(states, plan_states(FOLLOW_UPS.conform(pd.DataFrame()), as_of=TODAY)))
    assert [(step.status, step.value) for step in steps] == [("not_assessable", None)] * 3


def test_plans_closed_on_time_of_those_that_were_due():
    table = closed_on_time(CYCLE, plan_states(PLANS, as_of=TODAY), as_of=TODAY)
    assert (table.numerator.counts, table.denominator.counts) == ((1,), (3,))
    none = closed_on_time(CYCLE, plan_states(PLANS, as_of=date(2025, 9, 30)), as_of=date(2025, 9, 30))
    assert none.values == (None,)


def test_attendance_by_role_has_no_names_and_empty_meetings_are_left_out():
    came = ATTENDANCE.conform(
        pd.DataFrame(
            {"attendance_id": ["1", "2", "3"], "meeting": ["m", "m", "m"], "role": ["opd", "opd", None],
             "people": [2, 3, 4]}
        )
    )  # fmt: skip
    table = attendance_table(CYCLE, came)
    assert (table.counts, table.personal) == ((5,), False)
    assert attendance_table(CYCLE, ATTENDANCE.conform(pd.DataFrame())).cells == ()


def test_agreement_of_readers_is_a_value_without_their_names():
    clear = rater_agreement([True] * 9 + [False] * 11, [True] * 9 + [False] * 11, (True, False))
    torn = rater_agreement([True, False] * 10, [False, True] * 10, (True, False))
    none = rater_agreement([], [], (True, False))
    assert [(check.id, check.status, check.value, check.n) for check in agreement_checks(clear)] == [
        ("reader_agreement", "good", 1, 20),
        ("reader_agreement.low", "good", None, 20),
        ("reader_agreement.high", "good", None, 20),
    ]
    assert agreement_checks(torn)[0].status == "poor"
    assert agreement_checks(none) == ()
    assert release(agreement_checks(clear)[0], solve_pattern([])).public.value == 1
    few = rater_agreement([True] * 4, [True] * 4, (True, False))
    assert release(agreement_checks(few)[0], solve_pattern([])).public.value is None


def test_agreement_cause_by_cause_is_restricted():
    clear = rater_agreement([True] * 9 + [False] * 11, [True] * 9 + [False] * 11, (True, False))
    lines = agreement_lines([CauseAgreement("worms", clear)])
    assert lines.rows[["cause_code", "n", "ac1"]].to_numpy().tolist() == [["worms", 20, 1.0]]
    assert release(lines, solve_pattern([])).public is None


def test_what_is_told_of_agreement_is_rounded():
    told = rater_agreement([True] * 3 + [False] * 6, [True] * 2 + [False] * 7, (True, False))
    assert told.ac1 is not None and round(told.ac1, 2) != told.ac1
    assert all(check.value is None or round(check.value, 2) == check.value for check in agreement_checks(told))


def test_the_budget_line_by_quarter_and_item():
    lines = [BudgetLine("expert_fee", 3, 100, 40), BudgetLine("meeting", 3, 50, 50), BudgetLine("meeting", 4, 50, 0)]
    table = audit_budget(CYCLE, lines)
    shares = dict(zip((cell.level("budget") for cell in table.numerator.cells), table.values, strict=True))
    assert shares == {
        "all": 0.45, "quarter_3": 0.6, "quarter_4": 0, "item_expert_fee": 0.4, "item_meeting": 0.5,
    }  # fmt: skip
    assert not table.numerator.personal
    assert all(has(f"cycle.budget.{level}", language) for level in shares for language in LANGUAGES)
    assert audit_budget(CYCLE, []).values == ()
