"""The prevalence without random errors, against the normal distribution."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from audit.pipeline.results_sensitivity import ASSUMED, error_sensitivity
from audit.reference.areas import areas_of

MONTH, AREAS = "2025-08", areas_of("64.74")
MEAN, SD = -0.8, 1.0
# Boys of 1000 days, WHO 2006 height for age: median 92.6 cm, S 0.0364 (expanded tables of the standards).
AGE, ONE_Z_CM = 1000.0, 92.6 * 0.0364


def snapshot(n: int, age: float = AGE) -> pd.DataFrame:
    """Boys of one age whose z are the quantiles of a normal distribution."""
    z = np.round(norm.ppf((np.arange(n) + 0.5) / n, MEAN, SD), 2)
    status = np.where(z < -3, "severely_stunted", np.where(z < -2, "moderately_stunted", "not_stunted"))
    frame = pd.DataFrame({"haz": z, "status": status, "age_days": age, "sex": "m", "haz_state": "known"})
    return frame.assign(period=MONTH, area=AREAS.desa[0].code)


def test_random_error_of_length_widens_a_normal_distribution_as_theory_says():
    found = {c.id.removeprefix("measurement_error."): c for c in error_sensitivity(snapshot(20_000), MONTH, AREAS)}
    assert set(found) == set(ASSUMED)
    for name in ("good", "acceptable", "poor"):
        tem_cm, _ = ASSUMED[name]
        without = sqrt(SD**2 - (tem_cm / ONE_Z_CM) ** 2)
        assert found[name].value == pytest.approx(100 * norm.cdf(-2, MEAN, without), abs=0.2)


def test_a_birth_day_that_is_not_known_matters_while_children_grow_fast():
    found = {c.id: c.value for c in error_sensitivity(snapshot(20_000, age=100.0), MONTH, AREAS)}
    assert found["measurement_error.acceptable_age"] < found["measurement_error.acceptable"]


def test_an_error_as_wide_as_all_heights_gives_no_figure():
    frame = snapshot(200).assign(haz=-1.5, status="not_stunted")
    assert {(c.value, c.status) for c in error_sensitivity(frame, MONTH, AREAS)} == {(None, "not_assessable")}


def test_nobody_measured_gives_no_figure():
    assert all(c.value is None and c.n == 0 for c in error_sensitivity(snapshot(200).iloc[:0], MONTH, AREAS))
