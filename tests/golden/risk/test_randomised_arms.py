"""A causal anchor: the randomised arms of WASH Benefits Bangladesh (Luby et al., Lancet Glob Health 2018;6:e302-15).

The file holds 63 of the 90 blocks. On all 90, children of about two years, OLS with a dummy for each block and errors
by cluster gave LAZ against control (oracle/README_risk.md): nutrition +0.243 (0.161 to 0.324), nutrition with WSH
+0.124 (0.038 to 0.210), WSH +0.027 (-0.06 to 0.11).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import fit_glm
from audit.survey import Design

pytestmark = pytest.mark.shared

ALL_BLOCKS = {"Nutrition": (0.243, 0.161, 0.324), "Nutrition + WSH": (0.124, 0.038, 0.210), "WSH": (0.027, -0.06, 0.11)}


@pytest.fixture(scope="module")
def children(shared):
    columns = ["svy", "tr", "block", "clusterid", "laz"]
    found = pd.read_csv(shared("data/real/washb_bangladesh.csv"), usecols=columns)
    found = found[(found["svy"] == 2) & found["laz"].notna()]
    arms = ["Control", *sorted(set(found["tr"]) - {"Control"})]
    return found.assign(arm=pd.Categorical(found["tr"], arms), block=pd.Categorical(found["block"]))


@pytest.fixture(scope="module")
def arms(children):
    result = fit_glm(children, "laz ~ arm + block", family="linear", design=Design("clusterid"), vcov="CR1S")
    tidy = result.tidy().set_index("term")
    return tidy[tidy.index.str.startswith("arm")].rename(index=lambda term: term.removeprefix("arm"))


@pytest.mark.parametrize("arm", ALL_BLOCKS)
def test_the_effect_of_an_arm_agrees_with_that_of_all_blocks(arm, arms):
    whole, low, high = ALL_BLOCKS[arm]
    assert low <= arms.loc[arm, "coef"] <= high
    assert arms.loc[arm, "conf_low"] <= whole <= arms.loc[arm, "conf_high"]


def test_both_arms_with_food_differ_from_control_and_no_other_does(arms):
    apart = (arms["conf_low"] > 0) | (arms["conf_high"] < 0)
    assert set(arms.index[apart]) == {"Nutrition", "Nutrition + WSH"}
    assert (arms.loc[apart, "coef"] > 0).all()


def test_an_interval_is_about_as_much_wider_as_there_are_fewer_blocks(arms):
    _, low, high = ALL_BLOCKS["Nutrition"]
    ratio = (arms.loc["Nutrition", "conf_high"] - arms.loc["Nutrition", "conf_low"]) / (high - low)
    assert ratio == pytest.approx(np.sqrt(90 / 63), rel=0.25)


def test_effect_and_error_equal_least_squares_within_blocks(children, arms):
    """Least squares of what blocks leave (Frisch and Waugh), and the sandwich of its cluster sums, by hand."""
    names = list(children["arm"].cat.categories[1:])
    raw = np.column_stack([(children["arm"] == name).to_numpy(float) for name in names] + [children["laz"].to_numpy()])
    within = raw - pd.DataFrame(raw).groupby(children["block"].to_numpy()).transform("mean").to_numpy()
    x, y = within[:, :-1], within[:, -1]
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    sums = pd.DataFrame(x * (y - x @ beta)[:, None]).groupby(children["clusterid"].to_numpy()).sum().to_numpy()
    n, g, k = len(y), len(sums), len(names) + children["block"].nunique()
    se = np.sqrt(np.diag(bread @ sums.T @ sums @ bread) * g / (g - 1) * (n - 1) / (n - k))
    np.testing.assert_allclose(arms.loc[names, "coef"], beta, rtol=1e-9)
    np.testing.assert_allclose(arms.loc[names, "se"], se, rtol=1e-9)


def test_the_adjusted_prevalence_ratio_of_food_is_that_of_the_reference(analysed):
    """reference/risk.md section 6: .83 (.75-.91)."""
    right = "male + age_m + mom_short + mom_edu + food_insec + no_latrine + earth_floor + no_handwash + crowd"
    formula = f"stunted ~ {right} + mom_teen + nutr_arm + poor40"
    tidy = fit_glm(analysed("washb"), formula, design=Design("cluster")).tidy().set_index("term")
    printed = tidy.loc["nutr_arm", ["exp_coef", "conf_low", "conf_high"]].astype(float).round(2).tolist()
    assert printed == [0.83, 0.75, 0.91]
