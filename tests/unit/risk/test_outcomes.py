"""Other outcomes of a child: thin by WHO's cut-off or swollen, screened or not, and nothing made up where unknown."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from audit.reference.risk_outcomes import OUTCOMES
from audit.risk.outcomes import child_outcomes
from audit.schemas import CHILD_HISTORY

DAY = date(2025, 9, 1)


def outcomes(rows: list[dict], history: list[dict] | None = None) -> pd.DataFrame:
    usual = {
        "age_days": 365, "sex": "m", "lenhei_cm": 75.7391, "measure": "l", "oedema": pd.NA, "whz": 0.0,
        "whz_state": "known", "development": pd.NA,
    }  # fmt: skip
    now = pd.DataFrame([{"child_id": f"c{i}"} | usual | row for i, row in enumerate(rows)])
    short = [float(row.get("stunted", 0)) for row in rows]
    frame = pd.DataFrame({"child_id": now["child_id"], "stunted": short})
    told = CHILD_HISTORY.conform(pd.DataFrame(history)) if history else CHILD_HISTORY.empty()
    return child_outcomes(frame, now.drop(columns="stunted", errors="ignore"), told, as_of=DAY)


@pytest.mark.parametrize(
    ("whz", "stunted", "expected"), [(-2.01, 1, 1.0), (-2.0, 1, 0.0), (-3.5, 1, 1.0), (-3.5, 0, 0.0), (1.0, 1, 0.0)]
)
def test_thin_is_below_minus_two_and_counts_where_the_child_is_short_too(whz, stunted, expected):
    assert outcomes([{"whz": whz, "stunted": stunted}])["short_and_thin"].tolist() == [expected]


def test_a_swollen_child_is_thin_whatever_it_weighs_and_a_flagged_weight_is_not_known():
    frame = outcomes(
        [
            {"oedema": "y", "whz": np.nan, "whz_state": "missing", "stunted": 1},
            {"whz": -7.0, "whz_state": "flagged", "stunted": 1},
            {"whz": np.nan, "whz_state": "missing", "stunted": 1},
        ]
    )
    assert frame["short_and_thin"].tolist()[:1] == [1.0]
    assert frame["short_and_thin"].isna().tolist() == [False, True, True]
    assert frame["thinness"].tolist() == ["wasted", "thinness.unknown", "thinness.unknown"]


def test_the_difference_is_from_the_median_and_a_child_of_one_measured_standing_gets_its_length():
    """0.7 cm are added to a height standing under two years (WHO 2006)."""
    frame = outcomes([{}, {"lenhei_cm": 70.0}, {"measure": "h"}])
    assert frame["had_cm"].tolist() == pytest.approx([0.0, -5.7391, 0.7], abs=1e-9)


def test_screening_of_the_visit_counts_where_there_is_one_and_histories_where_there_is_none():
    old = [
        {"child_id": "c0", "recorded_on": pd.Timestamp("2025-08-01"), "development": "penyimpangan"},
        {"child_id": "c1", "recorded_on": pd.Timestamp("2025-09-02"), "development": "meragukan"},
    ]
    by_visit = outcomes([{"development": "Sesuai"}, {"development": "M"}, {"development": "?"}], old)
    assert by_visit["not_as_expected"].tolist()[:2] == [0.0, 1.0]
    assert by_visit["development"].tolist() == ["sesuai", "meragukan", "development.unknown"]
    by_history = outcomes([{}, {}], old)  # the second is dated after the audit
    assert by_history["not_as_expected"].tolist()[:1] == [1.0]
    assert by_history["development"].tolist() == ["penyimpangan", "development.unknown"]
    assert by_history["not_as_expected"].isna().tolist() == [False, True]


def test_nobody_gives_no_rows_with_every_column():
    empty = outcomes([{}]).iloc[:0]
    again = child_outcomes(
        empty[["child_id", "stunted"]],
        pd.DataFrame(
            columns=["child_id", "age_days", "sex", "lenhei_cm", "measure", "oedema", "whz", "whz_state", "development"]
        ),
        CHILD_HISTORY.empty(),
        as_of=DAY,
    )
    assert len(again) == 0
    assert {o.column for o in OUTCOMES.values() if o.id != "anaemia"} <= set(again)
