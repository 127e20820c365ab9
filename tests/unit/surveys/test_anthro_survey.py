from __future__ import annotations

import pytest

from audit.errors import InputError

HEAD = "sex,age,age_unit,weight,lenhei,measure,oedema,armc,sw,cluster,strata,gregion,wealthq"


def test_every_column_of_whos_arguments_comes_out_in_its_unit(read):
    survey = read(HEAD, "2,22.45,months,10.4,84.8,l,n,14.9,5598.03,7,1,West,Q2")
    row = survey.frame.iloc[0]
    assert row[["sex", "age", "age_unit", "weight", "lenhei"]].tolist() == ["f", 22.45, "months", 10.4, 84.8]
    assert row[["measure", "oedema", "muac", "sw"]].tolist() == ["l", "n", 14.9, 5598.03]
    assert row[["cluster", "strata", "gregion", "wealthq"]].tolist() == ["7", "1", "West", "Q2"]
    assert survey.design == {"cluster": "cluster", "strata": "strata", "weight": "sw"}
    assert survey.groups == ("gregion", "wealthq")


def test_a_column_that_the_file_lacks_is_missing_and_no_part_of_the_design(read):
    survey = read("sex,agedays,weight", "m,400,9.1")
    assert survey.design == {}
    assert survey.frame[["lenhei", "measure", "sw", "cluster", "gregion"]].isna().all(axis=None)


def test_rows_and_cells_that_cannot_be_used_are_listed_with_their_place(read, aside):
    survey = read(HEAD, "1,12,months,0,75,l,x,150,-3,,,,", ",,,,,,,,,,,,West", "1,12,months,9,75,l,n,14,1,2,1,W,1,x")
    assert aside(survey) == [
        (3, None, None, "tanpa_data_anak"),
        (4, None, None, "kolom_bergeser"),
        (2, "oedema", "x", "edema_tak_dikenal"),
        (2, "sw", "-3", "di_luar_batas"),
        (2, "weight", "0", "di_luar_batas"),
    ]
    assert survey.frame["muac"].tolist() == [15.0]  # 150 is millimetres
    assert (survey.summary.rows_read, survey.summary.rows_kept, survey.summary.rows_set_aside) == (3, 1, 2)


def test_a_child_without_measures_stays_in_the_sample(read):
    assert len(read("sex,agedays,weight,cluster", "m,400,,1", "f,,,2").frame) == 2


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (("sex,agemons,weight", "m,30,12"), "months"),
        (("sex,age,weight", "m,30,12", "f,121,6"), "days"),
        (("sex,age,height", "m,30,90"), "months"),
        (("sex,age,age_unit,height", "m,30,days,50"), "days"),
    ],
)
def test_the_unit_of_ages_is_told_by_the_file(read, lines, unit):
    assert read(*lines).summary.age_unit == unit


def test_ages_that_may_be_days_or_months_are_refused(read):
    with pytest.raises(InputError) as refused:
        read("sex,age,height", "m,30,52")
    assert (refused.value.id, refused.value.exit_code) == ("survey_file.age_unit", 11)


def test_two_dates_give_days_and_a_birth_after_the_visit_none(read, aside):
    survey = read("sex,date_of_visit,date_of_birth,weight", "m,2025-03-01,2024-03-01,9", "f,2025-03-01,2025-03-02,9")
    assert survey.frame["age"].tolist()[0] == 365
    assert survey.frame["age"].isna().tolist() == [False, True]
    assert aside(survey) == [(3, "date_of_birth", "2025-03-02", "umur_bertentangan")]
