"""Factors whose differences lie between desa: said with the share, withheld with the counts, silent otherwise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.disclosure import release, solve_pattern
from audit.language import text
from audit.pipeline.results_limits import between_areas, limit_results
from audit.reference.risk_columns import ABSENT, FACTOR_COLUMNS, PRESENT, factor_split
from audit.results import Cell, CountTable, Finding, TiedValue

MONTH = "2025-08"
STATES = pd.CategoricalDtype([ABSENT, PRESENT], ordered=True)


def share(values: str) -> float | None:
    """Areas apart by blanks, one digit a child."""
    areas = [(str(i), digit == "1") for i, word in enumerate(values.split()) for digit in word]
    names, present = zip(*areas, strict=True)
    return between_areas(pd.Series(present), pd.Series(names))


def rows(present: np.ndarray, area: np.ndarray, *, known: float = 1.0) -> pd.DataFrame:
    frame = pd.DataFrame({"area": area.astype(str)})
    frame = frame.assign(**dict.fromkeys(FACTOR_COLUMNS, pd.Categorical([None] * len(frame), dtype=STATES)))
    codes = np.where(np.arange(len(frame)) < known * len(frame), present.astype(int), -1)
    return frame.assign(no_proper_sanitation=pd.Categorical.from_codes(codes, dtype=STATES))


def of_places(n: int = 1000) -> tuple[np.ndarray, np.ndarray]:
    """Ten desa where nearly everybody has a latrine, ten where nearly nobody has."""
    area = np.arange(n) % 20
    return (area < 10) ^ (np.arange(n) % 31 == 0), area


def test_the_share_is_that_of_an_analysis_of_variance():
    # Means 3/4 and 1/4 about 1/2: mean squares 0.5 between and 1.5/6 within, 4 children an area.
    assert share("1110 0001") == pytest.approx((0.5 - 0.25) / (0.5 + 3 * 0.25))


def test_the_ends_are_zero_and_one():
    assert share("1111 0000 1111") == 1
    assert share("1010 1010 0101") == 0


@pytest.mark.parametrize("values", ["1111 1111", "0000 0000", "1010", "1 0 1", "1"])
def test_where_nothing_can_be_divided_there_is_no_share(values):
    assert share(values) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=1, max_size=60))
def test_a_share_is_a_proportion_whatever_the_children(children):
    present, area = zip(*children, strict=True)
    found = between_areas(pd.Series(present), pd.Series(area))
    assert found is None or 0 <= found <= 1


def test_a_factor_of_places_is_named_with_its_share():
    present, area = of_places()
    (found,) = limit_results(rows(present, area), MONTH)
    assert isinstance(found, Finding)
    assert found.id == "limit_ecological.no_proper_sanitation"
    percent = found.sentence.values["percent"]
    assert isinstance(percent, TiedValue)
    assert percent.value is not None
    assert 80 < percent.value < 100


def test_a_factor_of_children_is_not_named():
    rng = np.random.default_rng(3)
    assert limit_results(rows(rng.random(1000) < 0.3, np.arange(1000) % 20), MONTH) == ()


def test_a_factor_that_the_models_refuse_or_that_few_know_is_not_named_twice():
    area = np.arange(1000) % 20
    assert limit_results(rows(area < 10, area), MONTH) == ()  # one value for all children of each desa
    assert limit_results(rows(*of_places(), known=0.3), MONTH) == ()


def test_without_children_nothing_is_said():
    assert limit_results(rows(np.zeros(0, bool), np.zeros(0, int)), MONTH) == ()


def test_the_share_is_withheld_with_the_count_it_rests_on():
    (found,) = limit_results(rows(*of_places()), MONTH)
    whole, split = Cell.of(MONTH, status="haz_known"), factor_split("no_proper_sanitation")
    cells = tuple(whole.replace(split.attribute, state) for state in split.below(None))
    tables = (CountTable("n", (whole,), (1000,)), CountTable("known", cells, (997, 3), (split,)))
    shown = release(found, solve_pattern((*tables, found)))
    assert shown.public is not None
    assert shown.public.sentence.id == "limits.ecological.disamarkan"
    assert "percent" not in shown.public.sentence.values
    assert "{percent}" in text("limits.ecological", "id", factor="f", percent="{percent}")
