"""Numbers of invented people: of no real place, telling birth and sex, never twice."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.synth.identity import family_cards, niks

BORN = pd.DatetimeIndex(["1994-05-23", "1994-05-23", "2001-12-01"])


def test_a_nik_tells_place_sex_and_birth_and_counts_those_of_a_day() -> None:
    assert niks("17.71", BORN, female=False) == ["1771992305940001", "1771992305940002", "1771990112010001"]


def test_women_have_forty_days_more() -> None:
    assert niks("17.71", BORN[:1], female=True) == ["1771996305940001"]
    assert niks("17.71", BORN, female=np.array([True, False, False]))[:2] == ["1771996305940001", "1771992305940001"]


def test_family_cards_look_alike_and_are_never_a_nik() -> None:
    cards = family_cards("17.71", BORN)
    assert cards == ["1771992305945001", "1771992305945002", "1771990112015001"]
    assert not set(cards) & set(niks("17.71", BORN, female=False))


def test_nobody_has_no_number() -> None:
    assert niks("17.71", BORN[:0], female=True) == family_cards("17.71", BORN[:0]) == []
