from __future__ import annotations

from datetime import date

import pytest

from audit.disclosure.written_dates import brief_dates_in, dates_in


@pytest.mark.parametrize("written", ["3 Sept 2023", "3 Agust 2023", "3 Nop 2023", "Pebruari 3, 2023", "3 Mrt. 2023"])
def test_a_month_in_the_spellings_of_registers_is_a_date(written):
    assert [day.day for day in dates_in(written)] == [3]


def test_dates_with_a_short_year_are_told_as_written():
    text = "03-09-23 3/9/23 03.09.23 3-Sep-23 31-02-23 3.9.23 03-09-2023"
    assert list(brief_dates_in(text)) == [(written, date(2023, 9, 3)) for written in text.split()[:4]]
    assert list(dates_in("03-09-23")) == []
