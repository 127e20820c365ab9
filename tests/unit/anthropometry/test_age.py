import numpy as np
import pytest

from audit.anthropometry.age import days_and_months, in_standards, whole_days


@pytest.mark.parametrize(
    ("age", "days"),
    [(0, 0), (0.49, 0), (0.5, 1), (90.4, 90), (90.5, 91), (730.49999, 730), (730.5, 731), (1826.4, 1826)],
)
def test_half_a_day_is_a_day(age, days):
    assert whole_days(np.array([age])).tolist() == [days]


def test_missing_age_stays_missing():
    days, months = days_and_months(np.array([np.nan]), "days")
    assert np.isnan(days).all()
    assert np.isnan(months).all()


def test_months_are_kept_unrounded():
    days, months = days_and_months(np.array([731.0, 730.5]), "days")
    assert days.tolist() == [731, 731]
    assert months.tolist() == [731 / 30.4375, 730.5 / 30.4375]


def test_days_come_from_the_months_given():
    # 24 x 30.4375 = 730.5, WHO's turn from lying to standing
    days, months = days_and_months(np.array([24.0, 23.99, 12.0]), "months")
    assert days.tolist() == [731, 730, 365]
    assert months.tolist() == [24.0, 23.99, 12.0]


@pytest.mark.parametrize(
    ("months", "inside"),
    [(0, True), (59.999, True), (60.0, False), (-0.01, False), (np.nan, False), (np.inf, False)],
)
def test_under_sixty_months(months, inside):
    assert in_standards(np.array([months])).tolist() == [inside]
