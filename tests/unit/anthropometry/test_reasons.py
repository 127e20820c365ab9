import numpy as np
import pytest

from audit.anthropometry import REASONS
from audit.anthropometry.reasons import reason_codes
from audit.language import LANGUAGES, has


def why(*measured, sex=0, days=400.0, oedema=False, first_day=0):
    codes = reason_codes(
        [np.array([float(y)]) for y in measured],
        np.array([sex], dtype=np.int8),
        np.array([days]),
        np.array([days / 30.4375]),
        np.array([oedema]),
        first_day=first_day,
    )
    return REASONS[codes[0]]


def test_the_list_is_fixed():
    assert REASONS == (
        "", "missing_value", "infinite_value", "non_positive_value", "missing_sex", "unknown_sex", "missing_age",
        "negative_age", "age_out_of_range", "age_before_table", "oedema", "length_out_of_range",
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", REASONS[1:])
def test_every_reason_has_words(id, language):
    assert has(f"anthropometry.reason.{id}", language)


@pytest.mark.parametrize(
    ("expected", "case"),
    [
        ("missing_value", {"measured": (np.nan,), "sex": 2}),  # what comes first in the list wins
        ("missing_value", {"measured": (5.0, np.nan)}),
        ("infinite_value", {"measured": (np.inf,)}),
        ("infinite_value", {"measured": (-np.inf,)}),
        ("non_positive_value", {"measured": (0.0,)}),
        ("non_positive_value", {"measured": (-1.0,), "days": -5.0}),
        ("missing_sex", {"sex": 2}),
        ("unknown_sex", {"sex": 3}),
        ("missing_age", {"days": np.nan}),
        ("negative_age", {"days": -1.0}),
        ("age_out_of_range", {"days": 1827.0, "oedema": True}),
        ("age_before_table", {"days": 90.0, "first_day": 91}),
        ("oedema", {"oedema": True}),
        ("length_out_of_range", {"days": np.nan, "first_day": None}),
        ("length_out_of_range", {"first_day": None}),
    ],
)
def test_reason(expected, case):
    assert why(*case.pop("measured", (10.0,)), **case) == expected


def test_nobody():
    none = np.array([])
    assert reason_codes([none], none, none, none, none.astype(bool), first_day=0).tolist() == []
