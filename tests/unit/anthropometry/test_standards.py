import numpy as np
import pytest

from audit.anthropometry.inputs import FEMALE, MALE, MISSING, UNKNOWN
from audit.anthropometry.standards import age_place, age_standard, length_standard
from audit.reference.growth_standards import lms_table

SEX = np.array([MALE, FEMALE, MALE, FEMALE], dtype=np.int8)


@pytest.mark.parametrize("name", ["haz", "acz"])
def test_a_place_for_every_child(name):
    days = np.array([0.0, 0.0, 1826.0, 91.0])
    table, found = lms_table(name), age_standard(name).lms(age_place(SEX, days, np.full(4, True)))
    for ours, figures in zip(found, (table.L, table.M, table.S), strict=True):
        for value, sex, day in zip(ours, SEX, days, strict=True):
            if day < table.first:
                assert np.isnan(value)
            else:
                assert value == figures[sex, int(day) - table.first]


def test_nan_for_those_without_sex_or_age():
    sex = np.array([MISSING, UNKNOWN, MALE, MALE], dtype=np.int8)
    days = np.array([10.0, 10.0, np.nan, 1e9])
    with np.errstate(invalid="ignore"):
        place = age_place(sex, days, np.full(4, False))
    assert np.isnan(age_standard("waz").lms(place)).all()


def test_each_sex_and_posture_has_its_own_rows():
    cm, height = np.array([80.0, 80.0, 80.0, 80.0]), np.array([False, False, True, True])
    _, M, _ = length_standard().lms(SEX, cm, height, np.full(4, True))
    wfl, wfh = lms_table("wfl"), lms_table("wfh")
    assert M.tolist() == [*wfl.M[:, 800 - wfl.first], *wfh.M[:, 800 - wfh.first]]


def test_nothing_outside_a_table_or_for_the_unknown():
    cm, height = np.array([115.0, 50.0, np.nan, 80.0]), np.array([False, True, True, True])
    known = np.array([True, True, True, False])
    with np.errstate(invalid="ignore"):
        assert np.isnan(length_standard().lms(SEX, cm, height, known)).all()
