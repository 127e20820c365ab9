from __future__ import annotations

import pytest

HEAD = "SURVDATE,CLUSTER,TEAM,ID,HH,SEX,BIRTHDAT,MONTHS,WEIGHT,HEIGHT,EDEMA,MUAC,MEASURE,CLOTHES"
DATED = "2025-03-01,1,2,1,1,m,2024-03-01,11.99,9.5,75.2,n,145,,"
UNDATED = "2025-03-01,1,2,2,1,f,,30.5,12.1,88,y,120,l,y"


@pytest.fixture
def survey(read):
    return read(HEAD, DATED, UNDATED)


def test_enas_columns_and_codes_are_read(survey):
    frame = survey.frame
    assert survey.summary.format == "ena"
    assert frame["sex"].tolist() == ["m", "f"]
    assert frame["oedema"].tolist() == ["n", "y"]
    assert frame["muac"].tolist() == [14.5, 12.0]  # ENA holds millimetres
    assert frame["cluster"].tolist() == ["1", "1"]
    assert frame["measure"].isna().tolist() == [True, False]
    assert survey.design == {"cluster": "cluster"}


def test_dates_give_days_and_the_rest_go_by_months(survey):
    assert survey.summary.age_unit == "days"
    assert survey.frame["age"].tolist() == [365, 928]  # 30.5 months of 30.4375 days are 928.3


def test_months_alone_stay_months(read):
    assert read("SURVDATE,SEX,MONTHS,WEIGHT,HEIGHT,EDEMA", "2025-03-01,m,9.99,10.1,69.3,n").frame["age"].tolist() == [
        9.99
    ]


def test_months_that_contradict_the_dates_are_listed(read, aside):
    survey = read(HEAD, DATED.replace("11.99", "20"))
    assert aside(survey) == [(2, "MONTHS", "20", "umur_bertentangan")]
    assert survey.frame["age"].tolist() == [365]


def test_children_weighed_with_clothes_are_told_and_not_corrected(survey):
    (note,) = survey.notes
    assert (note.id, note.values) == ("survey_file.clothes", {"count": 1})
    assert survey.frame["weight"].tolist() == [9.5, 12.1]


def test_a_birth_date_after_the_visit_leaves_no_age(read, aside):
    survey = read(HEAD, DATED.replace("2024-03-01,11.99", "2025-04-01,"))
    assert survey.frame["age"].isna().all()
    assert aside(survey) == [(2, "BIRTHDAT", "2025-04-01", "umur_bertentangan")]
