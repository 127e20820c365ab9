"""What must hold of the tests at a cut-off whatever the children, and small seeded simulations of their bars."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.quality import cutoff_heaping

AREAS, MOVED = 40, 4


@settings(max_examples=10)
@given(st.lists(st.integers(-450, 100), min_size=30, max_size=120), st.randoms(use_true_random=False))
def test_any_children_give_figures_that_hold_together(hundredths, random):
    z = np.array(hundredths) / 100
    (row,) = cutoff_heaping(pd.DataFrame({"area_code": "a", "haz": z})).table.to_dict("records")
    assert 0 <= row["p"] <= 1
    assert 0 <= row["moved_low"] <= row["moved"] + 1
    assert row["moved"] <= row["moved_high"] + 1
    assert row["prevalence"] == pytest.approx((z < -2.005).mean())
    assert row["prevalence"] <= row["prevalence_if_restored"] <= 1
    random.shuffle(hundredths)
    (again,) = cutoff_heaping(pd.DataFrame({"area_code": "a", "haz": np.array(hundredths) / 100})).table.to_dict(
        "records"
    )
    assert again == row


def district(rng: np.random.Generator, size: int, share: float) -> pd.DataFrame:
    """Forty areas of normal z of different means; in the first four a share is entered at the edge."""
    area = np.repeat(np.arange(AREAS), size)
    z = (rng.normal(-1.2, 0.2, AREAS)[area] + rng.normal(0, 1.09, len(area))).round(2)
    for one in range(MOVED):
        short = np.flatnonzero((area == one) & (z < -2))
        chosen = rng.choice(short, min(round(share * size), len(short)), replace=False)
        z[chosen] = (rng.integers(0, 4, len(chosen)) - 200) / 100
    return pd.DataFrame({"area_code": area, "haz": z})


@pytest.mark.parametrize(("size", "share"), [(600, 0.03), (60, 0.1)])
def test_moved_children_are_found_and_nobody_else_is_blamed(size, share):
    rng = np.random.default_rng(7)
    tables = [cutoff_heaping(district(rng, size, share)).table for _ in range(8)]
    touched = pd.concat([table[:MOVED] for table in tables])
    others = pd.concat([table[MOVED:] for table in tables])
    assert touched["alarm"].mean() >= 0.95
    assert others["alarm"].sum() <= 0.05 / 0.95 * touched["alarm"].sum() + 2
    covered = (touched["moved_low"] <= size * share) & (touched["moved_high"] >= size * share)
    assert covered.sum() >= 0.9 * len(touched) - 2 * (len(touched) * 0.9 * 0.1) ** 0.5  # two Monte Carlo errors
    assert not (others["verdict"] == "pile").any()


def test_an_honest_district_whose_short_children_were_measured_again_has_no_pile():
    rng = np.random.default_rng(11)
    piles, alarms = 0, 0
    for _ in range(5):
        frame = district(rng, 600, 0)
        short = frame["haz"] < -2
        true = -1.2 + 0.92 * (frame["haz"] + 1.2) + rng.normal(0, 0.29, len(frame))
        frame["haz"] = np.where(short, (true + rng.normal(0, 0.3, len(frame))).round(2), frame["haz"])
        table = cutoff_heaping(frame).table
        piles, alarms = piles + (table["verdict"] == "pile").sum(), alarms + (table["verdict"] == "gap").sum()
    assert piles == 0
    assert alarms > AREAS
