"""Confirmed among examined: the newest verdict known in the month, and nobody examined is no rate."""

from __future__ import annotations

import pandas as pd

from audit.cases.confirmed import confirmed_among_examined, examination_state, examinations_of_stunted
from audit.reference.areas import areas_of
from audit.results import Cell

AREAS = areas_of("17.71")
LEAF = AREAS.desa[0].code
EXAMS = pd.DataFrame(
    {
        "child_id": ["a", "a", "b", "c", "d"],
        "examined_date": pd.to_datetime(["2025-07-01", "2025-08-20", "2025-08-31", "2025-08-05", "2025-09-01"]),
        "confirmed": pd.array([False, True, False, None, True], dtype="boolean"),
    }
)


def rows(*children):
    return pd.DataFrame(
        {"child_id": children, "period": "2025-08", "area": LEAF, "status": "moderately_stunted"}
    ).astype({"child_id": "string"})


def test_the_newest_verdict_of_the_month_counts_and_a_later_one_is_not_yet_known():
    found = examination_state(rows("a", "b", "c", "d", "e"), EXAMS)
    assert found["examined"].tolist() == ["confirmed", "not_confirmed", "no_verdict", "not_examined", "not_examined"]


def test_confirmed_children_stand_over_those_examined_and_the_others_stand_beside():
    frame = examination_state(rows("a", "b", "c", "d", "e"), EXAMS)
    rate = confirmed_among_examined(frame, "2025-08", AREAS)
    assert (rate.numerator.counts[0], rate.denominator.counts[0], rate.low) == (1, 3, ())
    beside = examinations_of_stunted(frame, "2025-08", AREAS)
    assert beside[Cell.of("2025-08", status="stunted", examined="not_examined")] == 2


def test_where_nobody_was_examined_there_is_no_rate():
    rate = confirmed_among_examined(examination_state(rows("d"), EXAMS), "2025-08", AREAS)
    assert set(rate.values) == {None}
    assert examination_state(rows().astype({"area": object}), EXAMS).empty
