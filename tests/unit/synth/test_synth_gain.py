"""N, T, O and B by the form of the posyandu (domain.md 6.4, 7.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.synth.gain import gain_status

BORN = pd.Series(pd.to_datetime(["2024-12-20", "2023-06-01"]))  # by child number
BOYS, GIRLS = np.array([False, False]), np.array([True, True])


def status(child: int, visits: list[tuple[str, float, int]]) -> list[str]:
    """Status of (date, kg, completed months) of one child; an older child's first visit fixes where the file begins."""
    frame = pd.DataFrame(
        {
            "child_no": [1, *[child] * len(visits)],
            "visit_date": pd.to_datetime(["2025-01-02", *[d for d, _, _ in visits]]),
            "weight_kg": [11.0, *[w for _, w, _ in visits]],
        }
    )
    return gain_status(
        frame, BORN, GIRLS, frame.index.map(lambda i: 19 if i == 0 else visits[i - 1][2]).to_numpy()
    ).tolist()[1:]


def test_a_child_born_since_the_last_mass_weighing_is_new() -> None:
    assert status(0, [("2025-01-10", 4.0, 0)]) == ["B"]


def test_an_older_child_seen_for_the_first_time_in_the_file_was_not_weighed_last_month() -> None:
    assert status(1, [])[:1] == []
    assert status(0, [("2025-01-10", 4.0, 0), ("2025-03-10", 6.0, 2)]) == ["B", "O"]


@pytest.mark.parametrize(("gained_g", "expected"), [(900, "N"), (899, "T"), (0, "T"), (-100, "T")])
def test_gain_in_the_second_month_must_reach_900_g(gained_g: int, expected: str) -> None:
    visits = [("2025-01-25", 4.0, 1), ("2025-02-25", 4.0 + gained_g / 1000, 2)]
    assert status(0, visits) == ["B", expected]


def test_after_a_year_200_g_are_enough() -> None:
    frame = pd.DataFrame(
        {
            "child_no": [1, 1, 1],
            "visit_date": pd.to_datetime(["2025-01-10", "2025-02-10", "2025-03-10"]),
            "weight_kg": [10.0, 10.2, 10.3],
        }
    )
    assert gain_status(frame, BORN, GIRLS, pd.Series([19, 20, 21]).to_numpy()).tolist() == ["O", "N", "T"]


@pytest.mark.parametrize(("months", "boy", "girl"), [(7, 400, 300), (11, 300, 200)])
def test_boys_must_gain_more_in_two_months_of_the_first_year(months: int, boy: int, girl: int) -> None:
    for female, least_g in ((BOYS, boy), (GIRLS, girl)):
        for gained_g, expected in ((least_g, "N"), (least_g - 1, "T")):
            frame = pd.DataFrame(
                {
                    "child_no": [1, 1],
                    "visit_date": pd.to_datetime(["2025-01-10", "2025-02-10"]),
                    "weight_kg": [8.0, 8.0 + gained_g / 1000],
                }
            )
            assert gain_status(frame, BORN, female, np.array([months - 1, months])).tolist() == ["O", expected]


def test_order_of_rows_does_not_matter() -> None:
    frame = pd.DataFrame(
        {
            "child_no": [1, 1],
            "visit_date": pd.to_datetime(["2025-02-10", "2025-01-10"]),
            "weight_kg": [10.2, 10.0],
        }
    )
    assert gain_status(frame, BORN, GIRLS, pd.Series([20, 19]).to_numpy()).tolist() == ["N", "O"]
