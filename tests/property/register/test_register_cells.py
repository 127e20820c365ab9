"""Properties of the cell readers: what is written in any style is read back, and nothing else becomes a value."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from audit.reference import import_rules as rules
from audit.register.dates import date_order, read_date
from audit.register.identity import read_nik
from audit.register.numbers import read_birth_weight, read_number, read_weight
from audit.register.text import clean, fold, is_missing

DAYS = st.dates(rules.DATES_FROM, rules.DATES_TO)
TWO_DIGIT_DAYS = st.dates(date(2000, 1, 1), rules.DATES_TO)
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@given(st.decimals(-9999, 9999, places=2), st.sampled_from(".,"), st.sampled_from(["", " ", "\u00a0"]))
def test_a_number_survives_its_decimal_sign(number, sign, space):
    assert read_number(f"{space}{number}{space}".replace(".", sign)).value == float(number)


@given(st.integers(1000, 10**9), st.integers(0, 99), st.sampled_from([".,", ",."]))
def test_grouped_digits(whole, cents, signs):
    text = f"{whole:,}.{cents:02d}".replace(",", "x").replace(".", signs[1]).replace("x", signs[0])
    assert read_number(text).value == float(f"{whole}.{cents:02d}")


@given(st.text(max_size=20))
def test_text_is_a_number_or_has_a_reason_or_says_nothing(text):
    found = read_number(text)
    assert (found.value is not None) + bool(found.reason) + is_missing(text) == 1


@given(st.floats(0.6, 10))
def test_a_birth_weight_is_the_same_in_grams_and_kilograms(kg):
    grams = round(kg * 1000)
    assert read_birth_weight(grams)[0] == read_birth_weight(grams / 1000)[0] == read_weight(grams)[0]


@given(DAYS, st.sampled_from("/-. "), st.booleans())
def test_a_date_survives_its_style_in_the_order_of_its_file(day, sign, padded):
    d, m = (f"{day.day:02d}", f"{day.month:02d}") if padded else (str(day.day), str(day.month))
    assert read_date(sign.join([d, m, str(day.year)]), "dmy") == (day, "")
    assert read_date(sign.join([m, d, str(day.year)]), "mdy") == (day, "")
    assert read_date(f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}", "") == (day, "")
    assert read_date(day.isoformat() + "\u00a0", "") == (day, "")
    assert read_date((day - rules.EXCEL_EPOCH).days, "") == (day, "")


@given(TWO_DIGIT_DAYS)
def test_two_digit_years_are_of_this_century(day):
    assert read_date(f"{day:%d/%m/%y}", "dmy") == (day, "")


@given(st.lists(DAYS, min_size=1), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_the_order_of_a_file_is_found_from_any_one_date_that_decides(days, style):
    assume(any(day.day > 12 for day in days))
    assert date_order([day.strftime(style) for day in days], "a") == ("dmy" if style.startswith("%d") else "mdy")


@given(st.one_of(st.text(max_size=20), st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_no_cell_makes_a_date_outside_the_span(cell):
    for order in ("dmy", "mdy", ""):
        day, reason = read_date(cell, order)
        assert day is None or (rules.DATES_FROM <= day <= rules.DATES_TO and not reason)


@given(st.one_of(st.text(max_size=20), st.from_regex(r"\d{14,18}", fullmatch=True), st.floats(1e14, 1e16)))
def test_a_nik_is_sixteen_digits_or_says_why_not(cell):
    nik, status, reason = read_nik(cell)
    if status == "ok":
        assert nik is not None
        assert len(nik) == 16
        assert nik == "".join(c for c in str(cell) if c.isdigit())
    else:
        assert status in ("disensor", "eksponen_excel", "angka_float", "panjang_salah", "")
        assert nik is None or (status == "panjang_salah" and len(nik) != 16)
        assert status or reason or is_missing(cell)


@given(st.text(max_size=30))
def test_cleaning_twice_is_cleaning_once(text):
    assert fold(fold(text)) == fold(text)
    assert "\u00a0" not in clean(text)
    assert "  " not in clean(text)
