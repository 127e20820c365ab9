"""Every row of ``risk_prediction.csv``: R's pROC 1.18.0 (DeLong), rms 6.5.0 (val.prob), glm and direct sums.

Sample size: pmsampsize 1.1 of R and Stata, the example of its manual (662 children, 116 events).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk.calibration import calibration
from audit.risk.decision_curve import decision_curve
from audit.risk.discrimination import auc
from audit.risk.prediction_size import children_needed

STATS = [
    "AUC_delong", "AUC_mannwhitney", "Brier", "Brier_scaled", "O_E_ratio", "calibration_in_the_large",
    "calibration_intercept_joint", "calibration_slope", "logloss", "rms_val.prob_C (ROC)", "rms_val.prob_Dxy",
    "rms_val.prob_E90", "rms_val.prob_Eavg", "rms_val.prob_Emax", "rms_val.prob_Q", "rms_val.prob_R2",
    "rms_val.prob_U",
    *(
        f"{stat}_{threshold}"
        for threshold in ("0.2", "0.3", "0.4", "0.5", "0.6")
        for stat in ("net_benefit_model", "net_benefit_all", "sens", "spec", "ppv", "flagged")
    ),
]  # fmt: skip
SMOOTH = 5e-3  # of what rests on lowess
RMS_INTERVALS = 5000  # rms 6.5 counts risks as tied within intervals of 1 / 5000


@pytest.fixture(scope="module")
def expected(shared):
    return pd.read_csv(shared("oracle/risk_prediction.csv")).set_index("stat")


@pytest.fixture(scope="module")
def ours(shared):
    """Value and standard error by the oracle's names."""
    rows = pd.read_csv(shared("oracle/risk_input_predictions.csv"))
    y, p = rows["y"], rows["p"]
    area, binned, judged = auc(y, p), auc(y, np.floor(p * RMS_INTERVALS)), calibration(y, p)
    found = {
        "AUC_delong": (area.value, area.se),
        "AUC_mannwhitney": (area.value, None),
        "Brier": (judged.brier, None),
        "Brier_scaled": (judged.brier_scaled, None),
        "logloss": (judged.log_loss, None),
        "calibration_in_the_large": (judged.in_the_large, judged.in_the_large_se),
        "calibration_slope": (judged.slope, judged.slope_se),
        "calibration_intercept_joint": (judged.intercept, judged.intercept_se),
        "O_E_ratio": (judged.ratio, None),
        "rms_val.prob_C (ROC)": (binned.value, None),
        "rms_val.prob_Dxy": (2 * binned.value - 1, None),
        "rms_val.prob_R2": (judged.r2, None),
        "rms_val.prob_Emax": (judged.largest, None),
        "rms_val.prob_E90": (judged.ninetieth, None),
        "rms_val.prob_Eavg": (judged.average, None),
        "rms_val.prob_U": (judged.unreliability, None),
        "rms_val.prob_Q": (judged.quality, None),
    }
    columns = {"net_benefit_model": "net_benefit", "sens": "sensitivity", "spec": "specificity"}
    for row in decision_curve(y, p, (0.2, 0.3, 0.4, 0.5, 0.6)).to_dict("records"):
        for stat in ("net_benefit_model", "net_benefit_all", "sens", "spec", "ppv", "flagged"):
            found[f"{stat}_{row['threshold']}"] = (row[columns.get(stat, stat)], None)
    return found


@pytest.mark.shared
def test_no_row_of_the_oracle_is_left_out(expected):
    assert sorted(expected.index) == sorted(STATS)


@pytest.mark.shared
@pytest.mark.parametrize("stat", STATS)
def test_every_row_is_as_r_gives_it(expected, ours, stat):
    value, se = ours[stat]
    smooth = stat.removeprefix("rms_val.prob_") in ("E90", "Emax", "Eavg")
    assert value == pytest.approx(expected.loc[stat, "value"], abs=SMOOTH if smooth else 1e-8, rel=0)
    if pd.notna(expected.loc[stat, "se"]):
        assert se == pytest.approx(expected.loc[stat, "se"], rel=1e-6, abs=0)


@pytest.mark.shared
def test_the_interval_of_the_area_is_as_proc_gives_it(expected, shared):
    rows = pd.read_csv(shared("oracle/risk_input_predictions.csv"))
    area = auc(rows["y"], rows["p"])
    limits = expected.loc["AUC_delong", ["conf_low", "conf_high"]].tolist()
    assert [area.low, area.high] == pytest.approx(limits, abs=1e-8, rel=0)


def test_children_needed_are_those_of_pmsampsize():
    assert children_needed(24, 0.174, r2_cox_snell=0.288) == 662
