"""Who reads a second time, and that an earlier draw stays."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.cases.review import second_readers, second_readings
from audit.reference.review_rules import DISCIPLINES, asked_of
from audit.schemas import CASES, REVIEWS

NONE = REVIEWS.conform(pd.DataFrame())


def cases(groups: list[str]) -> pd.DataFrame:
    return CASES.conform(pd.DataFrame({"case_id": [f"k{i:02d}" for i in range(len(groups))], "group": groups}))


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.integers(0, 5))
def test_an_earlier_draw_stays_and_a_fifth_at_least_is_read_twice(ids, before, seed):
    named, drawn = {f"k{i}" for i in ids}, {f"k{i}" for i in before}
    got = second_readers(named, seed=seed, drawn=drawn)
    assert named & drawn <= set(got) <= named
    assert len(got) * 5 >= len(named)
    assert len(got) == max(-(-len(named) // 5), len(named & drawn))


def test_every_discipline_that_a_group_asks_for_reads_a_drawn_case():
    got = second_readings(cases(["baduta"] * 4), NONE, DISCIPLINES, seed=1)
    assert len(set(got["case_id"])) == 1
    assert set(got["discipline"]) == {"sp_a", "gizi"}
    assert set(got["reader"]) == {"kedua"}
    assert got["review_id"].tolist() == [
        f"{c}:{d}:kedua" for c, d in zip(got["case_id"], got["discipline"], strict=True)
    ]


def test_cases_of_groups_that_nobody_can_read_are_not_drawn():
    got = second_readings(cases(["bumil", "bumil", "baduta"]), NONE, ("sp_og",), seed=3)
    assert set(got["case_id"]) <= {"k00", "k01"}
    assert set(got["discipline"]) == {"sp_og"}
    assert second_readings(cases(["baduta"]), NONE, ("sp_og",), seed=3).empty
    assert second_readings(cases([]), NONE, DISCIPLINES, seed=3).empty


def test_a_draw_written_down_is_kept_whatever_the_seed():
    rows = cases(["baduta"] * 10)
    first = second_readings(rows, NONE, ("sp_a",), seed=1)
    for seed in range(5):
        again = second_readings(rows, REVIEWS.conform(first), ("sp_a",), seed=seed)
        assert again["review_id"].tolist() == first["review_id"].tolist()


@pytest.mark.parametrize(
    ("group", "asked"), [("baduta", ("sp_a", "gizi")), ("bumil", ("sp_og",)), ("lain", DISCIPLINES)]
)
def test_disciplines_that_a_group_asks_for(group, asked):
    assert asked_of(group) == asked
