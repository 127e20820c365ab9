"""Calendar ages agree with dateutil on any two dates."""

from __future__ import annotations

from datetime import date

import pandas as pd
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from audit.synth.calendar import calendar_age

DATES = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@given(st.tuples(DATES, DATES).map(sorted))
def test_age_is_that_of_dateutil(pair: list[date]) -> None:
    birth, day = pair
    expected = relativedelta(day, birth)
    age = calendar_age(pd.DatetimeIndex([birth]), pd.DatetimeIndex([day]))
    assert (age.months[0], age.days[0]) == (12 * expected.years + expected.months, expected.days)
    assert age.texts() == [f"{expected.years} Tahun - {expected.months} Bulan - {expected.days} Hari"]
