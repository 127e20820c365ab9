from __future__ import annotations

import pytest

from audit.errors import InputError
from audit.register.surveys import read_survey

MISSING = {9994.0: "Not present", 9995.0: "Refused", 9996.0: "Other", 9998.0: "Missing"}
KR = {
    "v001": [1.0, 1, 2, 2],
    "v005": [1_200_000.0, 1_200_000, 800_000, 800_000],
    "v021": [1.0, 1, 2, 2],
    "v022": [11.0, 11, 12, 12],
    "v024": [1.0, 1, 2, 2],
    "v025": [1.0, 1, 2, 9],
    "v190": [1.0, 1, 5, 5],
    "b4": [1.0, 2, 1, 2],
    "b5": [1.0, 1, 1, 0],
    "hw1": [14.0, 30, 50, None],
    "hw2": [95.0, 9998, 152, None],
    "hw3": [752.0, 880, 9995, None],
    "hw15": [1.0, 2, 0, None],
}
LABELS = {
    "v024": {1.0: "West", 2.0: "East"},
    "v025": {1.0: "urban", 2.0: "rural", 9.0: "missing"},
    "b4": {1.0: "male", 2.0: "female"},
    "hw2": MISSING,
    "hw3": MISSING,
    "hw15": {0.0: "not measured", 1.0: "lying", 2.0: "standing"},
}
PR = {
    "hv001": [1.0, 1, 1, 1],
    "hv005": [1_000_000.0] * 4,
    "hv021": [5.0] * 4,
    "hv022": [1.0] * 4,
    "hv103": [1.0, 1, 0, 1],
    "hc1": [14.0, None, 20, 33],
    "hc1a": [431.0, None, 611, None],
    "hc2": [95.0, None, 101, 9999],
    "hc3": [752.0, None, 800, 9994],
    "hc15": [1.0, None, 1, 2],
    "hc27": [1.0, None, 2, 2],
}


@pytest.mark.parametrize("name", ["anak.dta", "anak.sav"])
def test_a_recode_of_children_comes_out_in_kg_cm_months_and_words(stat, aside, name):
    survey = read_survey(stat(KR, LABELS, name))
    frame = survey.frame
    assert survey.summary.format == "dhs_kr"
    assert frame["weight"].tolist()[::2] == [9.5, 15.2]
    assert frame["lenhei"].tolist()[:2] == [75.2, 88.0]
    assert frame["sex"].tolist() == ["m", "f", "m"]
    assert frame["sw"].tolist() == [1.2, 1.2, 0.8]
    assert frame["gregion"].tolist() == ["West", "West", "East"]
    assert frame["typeres"].tolist() == ["urban", "urban", "rural"]
    assert frame["wealthq"].tolist() == ["1", "1", "5"]
    assert frame["age"].tolist() == [14, 30, 50]
    assert survey.summary.age_unit == "months"
    assert survey.design == {"cluster": "cluster", "strata": "strata", "weight": "sw"}
    assert (survey.summary.clusters, survey.summary.strata) == (2, 2)
    assert aside(survey) == [
        (5, None, None, "anak_meninggal"),
        (3, "hw2", "9998", "kode_hilang"),
        (4, "hw15", "0", "kode_hilang"),
        (4, "hw3", "9995", "kode_hilang"),
    ]


def test_codes_without_labels_are_no_numbers_either(stat):
    survey = read_survey(stat(KR))
    assert survey.frame["weight"].isna().tolist() == [False, True, False]
    assert survey.frame["lenhei"].max() < 100


def test_household_members_are_children_who_slept_there_with_days_where_known(stat, aside):
    survey = read_survey(stat(PR))
    assert survey.summary.format == "dhs_pr"
    assert survey.frame["age"].tolist() == [431, 1004]  # 33 months of 30.4375 days are 1,004.4
    assert survey.frame[["weight", "lenhei"]].iloc[1].isna().all()
    assert [row for row in aside(survey) if row[1] is None] == [
        (3, None, None, "bukan_balita"),
        (4, None, None, "tidak_bermalam"),
    ]
    assert survey.summary.rows_read == survey.summary.rows_kept + survey.summary.rows_set_aside == 4


@pytest.mark.parametrize(
    ("column", "values"),
    [("hw2", [9.5, 12.1, 15.2, None]), ("hw3", [75.2, 88.0, 95.5, None]), ("v005", [1.2, 1.2, 0.8, 0.8])],
)
def test_a_file_whose_units_were_changed_is_refused(stat, column, values):
    with pytest.raises(InputError) as refused:
        read_survey(stat(KR | {column: values}))
    assert (refused.value.id, refused.value.values["column"]) == ("survey_file.units", column)


def test_what_spss_or_stata_itself_calls_missing_is_listed_by_its_label(stat, aside):
    ranges = {"hw2": [{"lo": 9990, "hi": 9999}]}
    survey = read_survey(stat(KR, LABELS, "anak.sav", missing_ranges=ranges))
    assert (3, "hw2", "Missing", "kode_hilang") in aside(survey)
    tagged = KR | {"hw2": [95.0, "a", 152.0, None]}
    survey = read_survey(stat(tagged, {"hw2": {"a": "refused"}}, "anak.dta", missing_user_values={"hw2": ["a"]}))
    assert (3, "hw2", "refused", "kode_hilang") in aside(survey)
