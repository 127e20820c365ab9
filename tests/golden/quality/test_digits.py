"""Digit preference against nipnTK 0.2.2, on its own samples."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.quality.digits import digit_preference, digit_preference_score, last_digits


@pytest.mark.shared
def test_every_score_of_nipntk_is_met(shared):
    expected = pd.read_csv(shared("oracle/dq_expected.csv.gz"))
    checked = expected[expected["check"].eq("digit_preference")]
    for (dataset, args), rows in checked.groupby(["dataset", "args"]):
        column, decimals = (part.partition("=")[2] for part in args.split(";"))
        values = pd.read_csv(shared(f"oracle/dq_input_nipn_{dataset}.csv.gz"))[column]
        value = rows.set_index("stat")["value"].astype(float)
        counts = last_digits(values, int(decimals))
        assert counts.tolist() == [value[f"count_{d}"] for d in range(10)]
        assert digit_preference_score(counts) == pytest.approx(value["dps_unrounded"], rel=1e-12)
    assert {"dp.ex01", "dp.ex02", "dp.ex03"} <= set(checked["dataset"])


def test_equal_digits_score_nothing_and_one_digit_scores_all():
    equal = pd.Series(np.arange(100) / 10)
    assert digit_preference("2025-08", equal, "lenhei").value == 0
    # All of one digit: chi2 = 9 N, so the score is 100.
    assert digit_preference("2025-08", pd.Series([80.0] * 30), "lenhei").value == pytest.approx(100)


def test_without_values_nothing_is_said():
    check = digit_preference("2025-08", pd.Series([np.nan, np.nan]), "weight")
    assert (check.value, check.status, check.n) == (None, "not_assessable", 0)
