"""Calendar ages agree with dateutil, but for who is born late in the month: see ``calendar_age``."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.synth.calendar import calendar_age

DATES = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@given(st.tuples(DATES, DATES).map(sorted))
def test_age_is_that_of_dateutil(pair: list[date]) -> None:
    birth, day = pair
    last_of_month = (day + timedelta(days=1)).month != day.month
    assume(not (last_of_month and day.day < birth.day))  # dateutil completes the shorter month a day earlier
    expected = relativedelta(day, birth)
    age = calendar_age(pd.DatetimeIndex([birth]), pd.DatetimeIndex([day]))
    assert (age.months[0], age.days[0]) == (12 * expected.years + expected.months, expected.days)
    assert age.texts() == [f"{expected.years} Tahun - {expected.months} Bulan - {expected.days} Hari"]


def test_a_shorter_month_is_complete_on_the_day_after_its_last():
    birth = pd.DatetimeIndex(["2019-01-29", "2019-01-29"])
    age = calendar_age(birth, pd.DatetimeIndex(["2019-02-28", "2019-03-01"]))
    assert age.months.tolist() == [0, 1]
    assert age.days[0] == 30
