"""The table of a model: normal and t limits, ratios, and what cannot be estimated."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from audit.risk.tidy import tidy, tidy_quantile

COEF, SE = np.array([0.5, -1.0, np.nan]), np.array([0.1, 0.4, np.nan])


@pytest.mark.parametrize("df", [np.inf, 12.0, np.array([np.inf, 12.0, 5.0])])
def test_limits_and_p_values_are_those_of_scipy(df):
    found = tidy(("a", "b", "c"), COEF, SE, df, exponentiate=True)
    each = np.broadcast_to(df, 3)[:2]
    reach = np.array([stats.norm.ppf(0.975) if np.isinf(d) else stats.t.ppf(0.975, d) for d in each])
    np.testing.assert_allclose(found["conf_low"][:2], np.exp(COEF[:2] - reach * SE[:2]), rtol=1e-12)
    np.testing.assert_allclose(found["conf_high"][:2], np.exp(COEF[:2] + reach * SE[:2]), rtol=1e-12)
    p = [
        2 * (stats.norm.sf(abs(z)) if np.isinf(d) else stats.t.sf(abs(z), d))
        for z, d in zip((5, -2.5), each, strict=True)
    ]
    np.testing.assert_allclose(found["p_value"][:2], p, rtol=1e-9)
    assert found.loc[2, ["coef", "exp_coef", "conf_low", "p_value"]].isna().all()


def test_a_linear_model_has_no_ratio():
    found = tidy(("a", "b", "c"), COEF, SE, np.inf, exponentiate=False)
    assert found["exp_coef"].isna().all()
    assert found.loc[0, "conf_high"] == pytest.approx(0.5 + stats.norm.ppf(0.975) * 0.1)


def test_without_degrees_of_freedom_nothing_is_said():
    found = tidy(("a", "b", "c"), COEF, SE, 0.0, exponentiate=True)
    assert found[["conf_low", "conf_high", "p_value"]].isna().all(axis=None)
    assert np.isnan(tidy_quantile(-1.0))
