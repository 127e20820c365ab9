"""Numbers in words as Indonesian records write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.language.spelled import spelled

_VALUES = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
           "sembilan": 9, "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}  # fmt: skip
_UNITS = {"puluh": 10, "ratus": 100, "ribu": 1000}


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (14, "empat belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (1000, "seribu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (2025, "dua ribu dua puluh lima"),
    ],
)
def test_days_and_years_as_schools_teach_them(n, words):
    assert spelled(n) == words


def read(words: str) -> int:
    """The number that words say, read from the left."""
    total, last = 0, 0
    for word in words.split():
        if word in _VALUES:
            total, last = total + last, _VALUES[word]
        elif word == "belas":
            last += 10
        else:
            last *= _UNITS[word]
    return total + last


@given(st.integers(0, 9999))
def test_words_can_be_read_back(n):
    assert read(spelled(n)) == n
    assert spelled(n, language="en") == str(n)


@pytest.mark.parametrize("n", [-1, 10_000])
def test_what_no_record_needs_is_refused(n):
    with pytest.raises(ValueError, match="spelled"):
        spelled(n)
