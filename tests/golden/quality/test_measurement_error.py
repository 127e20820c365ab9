"""TEM against anthrocheckr 0.1.0.9000, Ulijaszek and Kerr's worked example, and R on WASH Benefits' repeat lengths."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest

from audit.quality.digits import digit_preference_score, last_digits
from audit.quality.measurement_error import bias, tem_between, tem_of_pairs, total_tem

SUPERVISOR = 0
UNREAL_CM = 130  # the file's own codes for "not measured" stand above


@pytest.fixture
def expected(shared):
    return pd.read_csv(shared("oracle/tem_expected.csv"))


@pytest.mark.shared
def test_the_worked_example_of_ulijaszek_and_kerr(shared, expected):
    readings = pd.read_csv(shared("oracle/tem_input_ulijaszek_kerr_stature.csv"))[["m1", "m2", "m3", "m4"]].to_numpy()
    value = expected[expected["dataset"].eq("ulijaszek_kerr_stature")].set_index("statistic")["value"]
    found = tem_between(readings)
    assert found.tem == pytest.approx(value["inter_TEM_4_observers"], rel=1e-12)
    assert found.percent == pytest.approx(value["relative_TEM_pct"], rel=1e-12)
    assert found.reliability == pytest.approx(value["R_1_minus_TEM2_over_SD2_allvalues"], rel=1e-12)
    assert tem_of_pairs(readings[:, 0], readings[:, 1]).tem == pytest.approx(value["TEM_observers_1_2"], rel=1e-12)
    assert found.tem == pytest.approx(0.003063, abs=5e-7)  # as printed in the paper, metres
    assert found.reliability == pytest.approx(0.99755, abs=5e-6)


@pytest.mark.shared
@pytest.mark.parametrize("measure", ["weight", "height", "muac"])
def test_the_standardisation_test_of_smart(shared, expected, measure):
    rows = pd.read_csv(shared("oracle/tem_input_smart_standardisation.csv"))
    pairs = {
        o: r.sort_values("subject")[[f"{measure}1", f"{measure}2"]].to_numpy(float) for o, r in rows.groupby("observer")
    }
    smart = expected[expected["dataset"].eq("smart_standardisation") & expected["measure"].eq(measure)]
    own = smart.dropna(subset=["observer"])
    assert own["observer"].nunique() == len(pairs) == 11
    means = {observer: pair.mean(axis=1) for observer, pair in pairs.items()}
    for observer, stats in own.groupby("observer"):
        value, found = stats.set_index("statistic")["value"], tem_of_pairs(*pairs[observer].T)
        assert found.tem == pytest.approx(value["intra_TEM"], rel=1e-12)
        assert found.percent == pytest.approx(value["relative_TEM_pct"], rel=1e-12)
        assert found.reliability == pytest.approx(value["R_1_minus_TEM2_over_SD2_allvalues"], rel=1e-10)
        from_supervisor = bias(means[observer], means[SUPERVISOR])
        assert from_supervisor == pytest.approx(value["bias_mean_minus_supervisor"], abs=1e-12)
    team = smart[smart["observer"].isna()].set_index("statistic")["value"]
    cadres = [observer for observer in pairs if observer != SUPERVISOR]
    between = tem_between(np.column_stack([means[observer] for observer in cadres])).tem
    assert between == pytest.approx(team["inter_TEM_enumerators_mean_of_two"], rel=1e-12)
    within = [tem_of_pairs(*pairs[observer].T).tem for observer in cadres]
    assert total_tem(within, between) == pytest.approx(team["total_TEM"], rel=1e-12)


@pytest.mark.shared
@pytest.mark.parametrize(("survey", "name"), [(1, "round1"), (2, "round2")])
def test_repeat_lengths_of_wash_benefits(shared, survey, name):
    misc = pd.read_csv(shared("oracle/risk_misc.csv"))
    value = misc[misc["case"].eq(name)].set_index("topic")
    rows = pd.read_csv(shared("data/real/washb_bangladesh.csv"), usecols=["svy", "c414", "c415"])
    lengths = rows.loc[rows["svy"].eq(survey), ["c414", "c415"]]
    found = tem_between(lengths.where(lengths < UNREAL_CM).to_numpy())
    assert found.n == value.loc["TEM_length_cm", "stat"]
    assert found.tem == pytest.approx(value.loc["TEM_length_cm", "value"], abs=1e-11)
    assert found.percent == pytest.approx(value.loc["relTEM_pct", "value"], abs=1e-11)
    assert found.reliability == pytest.approx(value.loc["reliability_R", "value"], abs=1e-11)
    first = lengths.where(lengths < UNREAL_CM).dropna()["c414"]
    counts, theirs = last_digits(first), value.loc["digit_pref_chisq"]
    assert digit_preference_score(counts) == pytest.approx(theirs["value"], abs=1e-8)
    n, even = counts.sum(), counts.sum() / len(counts)
    assert ((counts - even) ** 2 / even).sum() == pytest.approx(theirs["stat"], rel=1e-10)
    assert theirs["value"] == pytest.approx(100 * sqrt(theirs["stat"] / (9 * n)), rel=1e-10)  # R's own two figures


def test_two_readings_are_the_special_case_of_several():
    # By hand: differences 0.2, -0.4, 0 give sqrt(0.20 / 6).
    assert tem_of_pairs([80.2, 90.0, 70.0], [80.0, 90.4, 70.0]).tem == pytest.approx(sqrt(0.20 / 6))
