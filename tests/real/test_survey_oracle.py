"""Surveys read from files against what R makes of them: WHO's anthro 1.1.0 (tables) and mwana (z-scores)."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.anthropometry import zscores
from audit.register.surveys import read_survey
from audit.survey import Design, who_table

pytestmark = pytest.mark.shared

CASES = ("mwana02_full", "mysurvey_sw")
MWANA_ROUNDING = 0.006  # ours have two decimals, mwana's three
KEY = ["group", "indicator", "stat"]


@pytest.mark.parametrize("case", CASES)
def test_a_survey_that_was_read_gives_whos_own_table(shared, tmp_path, case):
    given = pd.read_csv(shared("oracle/prevalence_input.csv.gz"))
    rows = given[given["case"].eq(case)].drop(columns="case").dropna(axis=1, how="all")
    path = tmp_path / "survei.csv"
    rows.to_csv(path, index=False)
    survey = read_survey(path)
    assert (survey.summary.rows_read, survey.summary.rows_set_aside, len(survey.frame)) == (len(rows), 0, len(rows))
    table = who_table(survey.frame, design=Design(**survey.design), by=survey.groups)
    expected = pd.read_csv(shared("oracle/prevalence_expected.csv.gz"))
    expected = expected[expected["case"].eq(case)].set_index(KEY)["value"]
    found = table.set_index(KEY)["value"].reindex(expected.index)
    pd.testing.assert_series_equal(found, expected, rtol=1e-9, atol=1e-6)
    assert len(expected) > 3000


def test_smart_surveys_in_csv_give_mwanas_weight_for_height(shared, tmp_path):
    given = pd.read_csv(shared("oracle/dq_input_mwana_anthro01.csv.gz"))
    path = tmp_path / "smart.csv"
    given.drop(columns=["row", "age_days", "wfhz", "flag_wfhz"]).to_csv(path, index=False)
    survey = read_survey(path)
    assert (survey.summary.rows_kept, survey.summary.clusters, survey.summary.age_unit) == (1191, 30, "months")
    assert survey.set_aside["reason"].value_counts().to_dict() == {"di_luar_batas": 3}  # an arm of 0 mm
    frame = survey.frame
    z = zscores(sex=frame["sex"], age=frame["age"], age_unit="months", weight=frame["weight"], lenhei=frame["lenhei"])
    both = pd.DataFrame({"found": z["whz"], "expected": given["wfhz"]}).dropna()
    assert len(both) > 1150
    assert (both["found"] - both["expected"]).abs().median() < MWANA_ROUNDING
