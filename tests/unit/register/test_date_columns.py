"""What the date columns of a file say together."""

from __future__ import annotations

from datetime import date

import pytest

from audit.errors import InputError
from audit.language import LANGUAGES, text
from audit.register import read_visits
from audit.register.date_columns import DateColumn, order_of

DAY_FIRST = [f"{day}/{month:02d}/2023" for month in range(1, 13) for day in range(1, 29)] * 3


def column(cells, label="Tgl Lahir", sheet="A", field="birth_date"):
    return DateColumn(sheet, label, field, cells)


def refusal(*columns):
    with pytest.raises(InputError) as refused:
        order_of(columns, "a.xlsx")
    for language in LANGUAGES:
        assert "a.xlsx" in text(refused.value.id, language, **refused.value.values)
    return refused.value.id.removeprefix("register."), refused.value.values


def test_the_order_is_that_of_all_columns():
    assert order_of([column(["05/08/2023"]), column(["8/25/2023"], sheet="B")], "a.xlsx") == "mdy"
    assert order_of([column(["2023-08-05", 45000, date(2023, 1, 20)])], "a.xlsx") == ""
    assert order_of([], "a.xlsx") == ""


def test_a_small_sheet_of_the_other_order_is_named():
    small = column(["02/13/2025", "02/14/2025", "02/15/2025", "02/03/2025"], "Tgl Ukur", "Kandang", "visit_date")
    which, values = refusal(column(DAY_FIRST), small)
    assert which == "dates_other_order"
    assert values == {"file": "a.xlsx", "sheet": "Kandang", "column": "Tgl Ukur"}


def test_contrary_dates_of_a_sheet_or_of_a_field_count_together():
    two, one = ["02/13/2025", "02/14/2025"], ["03/25/2025"]
    births, visits = column(two, sheet="B"), column(one, "Tgl Ukur", "B", "visit_date")
    assert refusal(column(DAY_FIRST), births, visits)[1]["sheet"] == "B"
    visits = [column(["02/13/2025"], "Tgl Ukur", sheet, "visit_date") for sheet in "ABC"]
    assert refusal(column(DAY_FIRST), *visits)[1]["column"] == "Tgl Ukur"


def test_typing_errors_are_no_order():
    few = column(["02/13/2025", "02/14/2025", "03/02/2025"], "Tgl Ukur", "B", "visit_date")
    assert order_of([column(DAY_FIRST), few], "a.xlsx") == "dmy"
    among = column(["02/13/2025", "02/14/2025", "02/15/2025", "25/02/2025"], "Tgl Ukur", "B", "visit_date")
    assert order_of([column(DAY_FIRST), among], "a.xlsx") == "dmy"


TEXTS = [f"{day}/08/2023" for day in range(13, 19)]
SWAPPED = [date(2023, day, 8) for day in range(1, 7)]


def test_excel_with_another_locale_leaves_its_mark_on_few_dates():
    assert refusal(column([*TEXTS, *SWAPPED])) == (
        "dates_swapped", {"file": "a.xlsx", "sheet": "A", "column": "Tgl Lahir"},
    )  # fmt: skip
    assert order_of([column([*TEXTS, *SWAPPED, date(2023, 8, 20)])], "a.xlsx") == "dmy"
    assert order_of([column([*TEXTS, *SWAPPED, "05/08/2023"])], "a.xlsx") == "dmy"
    assert order_of([column([*TEXTS, *SWAPPED[:4]])], "a.xlsx") == "dmy"
    assert order_of([column(TEXTS)], "a.xlsx") == "dmy"


def test_columns_that_mix_texts_and_dates_are_seen_together():
    halves = column([*TEXTS[:3], *SWAPPED[:3]]), column([*TEXTS[3:], *SWAPPED[3:]], sheet="B")
    assert refusal(*halves)[0] == "dates_swapped"
    sound = column([*TEXTS[:1], date(2023, 8, 20)], sheet="C")
    assert order_of([*halves, sound], "a.xlsx") == "dmy"


def test_days_of_service_are_one_date_however_many_children():
    """Posyandu on the 5th as dates and on the 15th as text: a sound register."""
    assert order_of([column([date(2025, 2, 5)] * 30 + ["15/02/2025"] * 30)], "a.xlsx") == "dmy"


def test_texts_and_true_dates_in_different_columns_are_no_mark():
    visits = column([date(2025, month, 5) for month in range(1, 9)], "Tgl Ukur", field="visit_date")
    assert order_of([column(TEXTS), visits], "a.xlsx") == "dmy"


def test_a_short_year_that_stands_first_is_refused():
    births = [f"2{n % 3}-{n % 12 + 1:02d}-{n:02d}" for n in range(13, 22)]
    assert refusal(column(births)) == (
        "dates_year_first", {"file": "a.xlsx", "sheet": "A", "column": "Tgl Lahir"},
    )  # fmt: skip


def test_a_short_year_that_stands_last_is_read():
    births = [f"{day}/{day % 12 + 1}/{19 + day % 7}" for day in range(1, 29)]
    visits = [f"11/02/{year}" for year in range(19, 26)]  # once a year: few days, and no more years
    assert order_of([column(births), column(visits, "Tgl Ukur", field="visit_date")], "a.xlsx") == "dmy"


def test_a_sheet_of_the_other_order_stops_the_whole_file(tmp_path):
    path = tmp_path / "a.csv"
    rows = [f"Anak {n};L;{n % 16 + 13}/08/2023;{13 + n % 3}/02/2025;9,5" for n in range(500)]
    path.write_text("\n".join(["Nama;JK;Tgl Lahir;Tgl Ukur;BB", *rows]), encoding="utf-8")
    assert read_visits(path).summary.date_order == "dmy"
    small = [f"Anak Z{n};L;08/{n + 13}/2023;02/13/2025;9,5" for n in range(4)]
    header = "Nama;JK;Tgl Lahir;Tgl Ukur;BB"
    path.write_text("\n".join([header, *rows, "", "POSYANDU MAWAR", header, *small]), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_visits(path)
    assert refused.value.id == "register.dates_other_order"
