"""Whatever share of stunted children is asked for, calibration gives it to one child."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.sample_registers import factors
from audit.synth import truth


def children(n: int, seed: int) -> tuple[truth.Growing, np.ndarray]:
    rng = np.random.default_rng(seed)
    rich = rng.standard_normal(n)
    parts = {name: rng.normal(0, 0.3, n) for name in ("place", "household", "level", "slope")}
    exposed = truth.exposures(rich, rng.standard_normal((n, len(factors()))))
    return truth.Growing(male=rng.random(n) < 0.5, wealth=rich, exposed=exposed, **parts), rng.uniform(0, 60, n)


@settings(max_examples=40)
@given(n=st.integers(2, 3000), seed=st.integers(0, 2**32), target=st.floats(0.01, 0.99))
def test_calibration_is_exact_to_one_child(n: int, seed: int, target: float) -> None:
    child, months = children(n, seed)
    shifted = replace(child, shift=truth.calibrate(child, months, target))
    stunted = (truth.haz(shifted, months) < STUNTED_BELOW).sum()
    assert abs(stunted - target * n) <= 1


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32), before=st.floats(-3, 3))
def test_calibration_does_not_depend_on_an_earlier_shift(seed: int, before: float) -> None:
    child, months = children(500, seed)
    again = truth.calibrate(replace(child, shift=before), months, 0.2)
    assert np.isclose(again, truth.calibrate(child, months, 0.2))
