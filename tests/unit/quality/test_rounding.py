"""Last digits say how people round; ages and sexes say where the rounded heights fall."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import value_at_z, zscores
from audit.quality.rounding import Rounding, rounding_mix
from audit.reference.heaping_rules import EXCESS_WINDOW, FIT_REACH, LEAST_FINE

NEAR = slice(FIT_REACH - EXCESS_WINDOW, FIT_REACH + EXCESS_WINDOW)


def children(n: int, days: np.ndarray, step: float, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    sex = rng.choice(["m", "f"], n)
    cm = value_at_z("haz", sex, days, rng.normal(-1.2, 1.1, n))
    cm = np.round(np.round(cm / step) * step, 1)
    z = zscores(sex=sex, age=days, lenhei=cm)["haz"].to_numpy()
    frame = pd.DataFrame({"sex": sex, "age_days": days, "lenhei_cm": cm, "shift_cm": 0.0})
    return frame.assign(hundredths=np.rint(z * 100).astype(int))


@pytest.mark.parametrize(("shares", "seed"), [((0.2, 0.5, 0.3), 1), ((0.6, 0.2, 0.2), 2), ((0.0, 0.1, 0.9), 3)])
def test_the_mix_is_found_in_the_last_digits(shares, seed):
    rng = np.random.default_rng(seed)
    step = rng.choice([1.0, 0.5, 0.1], 50_000, p=shares)
    cm = np.round(np.round(rng.uniform(60, 100, 50_000) / step) * step, 1)
    found = rounding_mix(cm, np.zeros(50_000), np.zeros(50_000, dtype=int), 1, -200)
    np.testing.assert_allclose(found[0], shares, atol=0.015)


def test_no_height_is_held_impossible():
    found = rounding_mix(np.full(500, 80.0), np.zeros(500), np.zeros(500, dtype=int), 1, -200)
    assert found[0, 2] == LEAST_FINE
    assert found.sum() == pytest.approx(1)


def test_ages_that_are_spread_leave_no_trace_of_whole_centimetres():
    days = np.random.default_rng(2).integers(0, 1800, 20_000)
    everybody = np.zeros(20_000, dtype=int)
    factor = Rounding(children(20_000, days, 1.0), everybody).factor(everybody, 1, -200)
    np.testing.assert_allclose(factor[0, NEAR].reshape(-1, 10).mean(axis=1), 1, atol=0.05)
    assert (factor[0, : NEAR.start] == 1).all()


def test_children_of_one_age_stand_where_the_factor_says():
    days = np.full(60_000, 900)
    rows = children(60_000, days, 1.0)
    everybody = np.zeros(len(rows), dtype=int)
    factor = Rounding(rows, everybody).factor(everybody, 1, -200)[0, NEAR]
    near = rows["hundredths"].between(-200 - EXCESS_WINDOW, -201 + EXCESS_WINDOW)
    found = np.bincount(rows.loc[near, "hundredths"] + 200 + EXCESS_WINDOW, minlength=2 * EXCESS_WINDOW)
    assert set(np.flatnonzero(found > 50)) == set(np.flatnonzero(factor > 3))


def test_children_of_one_day_have_no_place_that_cannot_be():
    rows = children(40, np.full(40, 10), 1.0).assign(sex="m")
    unit = np.ones(40, dtype=int)
    factor = Rounding(rows, unit).factor(unit, 3, -200)
    assert (factor > 0).all()
    assert (factor[[0, 2]] == 1).all()


def test_a_level_of_areas_is_the_sum_of_its_smallest_parts():
    rng = np.random.default_rng(5)
    rows = children(3_000, rng.integers(0, 1800, 3_000), 0.5)
    part = rng.integers(0, 40, len(rows))
    unit = part // 7
    np.testing.assert_allclose(
        Rounding(rows, part).factor(unit, 6, -200), Rounding(rows, unit).factor(unit, 6, -200), rtol=1e-12
    )
