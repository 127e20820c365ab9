"""The attack names whom it can, and no more."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.disclosure.linking_attack import link_attack

ROWS = pd.DataFrame({"sex": ["m", "m", "f", "f", "f"], "age": [12, 12, 12, 24, 24]})


def test_somebody_who_is_alone_is_named():
    found = link_attack(ROWS, ROWS, ["sex", "age"])
    assert (found.people, found.unique, found.share, found.most_likely) == (5, 1, 0.2, 1.0)


def test_among_others_alike_the_best_guess_is_one_of_them():
    found = link_attack(ROWS, ROWS, ["sex"])
    assert (found.unique, found.most_likely) == (0, pytest.approx(1 / 2))


def test_rows_that_nobody_known_fits_cannot_be_named():
    found = link_attack(ROWS.iloc[:2], ROWS, ["sex", "age"])
    assert (found.unique, found.most_likely) == (0, pytest.approx(1 / 2))


def test_a_whole_number_is_the_same_whatever_its_type():
    known = ROWS.astype({"age": "float64"})
    assert link_attack(known, ROWS.astype({"age": "Int64"}), ["sex", "age"]).unique == 1


def test_missing_is_known_as_missing():
    rows = pd.DataFrame({"age": pd.array([None, 12, 12], dtype="Int64")})
    assert link_attack(rows, rows, ["age"]).unique == 1


def test_nobody_known_names_nobody():
    found = link_attack(ROWS.iloc[:0], ROWS, ["sex"])
    assert (found.unique, found.most_likely) == (0, 0.0)
    assert link_attack(ROWS, ROWS.iloc[:0], ["sex"]).share == 0.0
