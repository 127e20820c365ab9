from __future__ import annotations

import numpy as np
import pytest

from audit.register.evidence import weigh
from audit.register.names import contrasts, other_letter, other_vowel
from audit.register.signatures import signatures_of
from audit.register.spellings import name_contrasts


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("RAFA ADI", "RAFI ADI", (("RAFA", "RAFI"),)),
        ("ADI RAFA", "RAFI ADI", (("RAFA", "RAFI"),)),
        ("ZAHRAN UR", "ZAHRA NUR", (("ZAHRAN", "ZAHRA"), ("UR", "NUR"))),
        ("RAFA", "RAFA ADI", ()),  # cut
        ("RAFA ADI", "ADI RAFA", ()),
        ("", "", ()),
    ],
)
def test_words_in_which_names_differ(a, b, expected):
    assert contrasts(a, b) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("RAFA", "RAFI", True), ("HASAN", "HASUN", True), ("RAFA", "RABA", False), ("RAFA", "RAFAA", False)],
)
def test_names_that_differ_in_a_vowel(a, b, expected):
    assert other_vowel(a, b) is expected
    assert other_vowel(b, a) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("RAFA", "RABA", True), ("RAFA", "RAFAA", False), ("RAFA", "RABI", False), ("RAFA", "RAFA", False)],
)
def test_names_that_differ_in_one_letter(a, b, expected):
    assert other_letter(a, b) is expected
    assert other_letter(b, a) is expected


@pytest.fixture
def contrast(records):
    """Whether "Rafa" and "Raba" come back, and come in turn, when written on these days."""

    def run(one: list[int], other: list[int]) -> tuple[bool, bool]:
        frame = records({"name": "Rafa Adi"}, {"name": "Raba Adi"})
        sig = signatures_of(frame, b"k", alone=lambda f: np.ones(len(f), bool))
        rafa = int(np.flatnonzero(sig.text("written") == "RAFA ADI")[0])
        measured = {rafa: {day: {(9.0, 80.0)} for day in one}, 1 - rafa: {day: {(9.0, 80.0)} for day in other}}
        inside = weigh(sig, np.array([0]), np.array([1]), every=True)
        found = name_contrasts(inside, sig, np.zeros(2, np.int64), measured)
        return bool(found.comes_back[0]), bool(found.in_turn[0])

    return run


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1, 2, 3], [4], (False, False)),
        ([1, 2, 3], [4, 5], (True, False)),
        ([1, 3], [2, 4], (True, True)),
        ([], [1, 2], (False, False)),
        ([], [], (False, False)),
    ],
)
def test_a_spelling_comes_back_on_its_second_day(contrast, one, other, expected):
    assert contrast(one, other) == expected
    assert contrast(other, one) == expected


def test_no_pairs_have_no_contrasts(records):
    sig = signatures_of(records({}), b"k", alone=lambda f: np.ones(len(f), bool))
    none = np.zeros(0, np.int64)
    found = name_contrasts(weigh(sig, none, none, every=True), sig, np.zeros(1, np.int64), {})
    assert found.any(found.comes_back).shape == (0,)
