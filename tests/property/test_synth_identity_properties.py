"""Numbers of invented people for any place and any day."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.synth.identity import family_cards, niks

DAYS = st.lists(st.dates(date(1950, 1, 1), date(2025, 12, 31)), max_size=60)
CODES = st.sampled_from(["17.71", "35.71", "14.03", "19.71", "64.74"])


@given(code=CODES, days=DAYS, female=st.booleans())
def test_every_number_is_of_no_real_kecamatan_and_of_one_person(code: str, days: list[date], female: bool) -> None:
    dates = pd.DatetimeIndex(days)
    everybody = [*niks(code, dates, female=female), *family_cards(code, dates)]
    assert all(len(number) == 16 and number.isdigit() for number in everybody)
    assert all(number.startswith(code.replace(".", "") + "99") for number in everybody)
    assert len(set(everybody)) == len(everybody)


@given(code=CODES, days=DAYS)
def test_a_number_tells_sex_and_birth(code: str, days: list[date]) -> None:
    dates = pd.DatetimeIndex(days)
    for female in (True, False):
        for day, nik in zip(days, niks(code, dates, female=female), strict=True):
            assert int(nik[6:8]) - 40 * female == day.day
            assert nik[8:12] == f"{day:%m%y}"
