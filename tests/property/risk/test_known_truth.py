"""What the generator put in is found again: five registers of ``benchmarks/known_truth.py``, which takes 400."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from audit.reference.sample_registers import factors
from audit.risk import fit_glm

SEEDS = 5


@pytest.fixture(scope="module")
def benchmark():
    path = Path(__file__).parents[3] / "benchmarks" / "known_truth.py"
    spec = importlib.util.spec_from_file_location("known_truth", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def recovered(benchmark):
    return benchmark.recovery(SEEDS)


def test_every_factor_of_the_generator_is_held_against_its_truth(recovered):
    for table, _ in recovered.values():
        assert list(table.index) == [factor.id for factor in factors()]


def test_intervals_cover_and_errors_are_those_that_chance_allows(recovered):
    """75 intervals: at 95 % fewer than 63 (84 %) cover once in thousands of times."""
    table, ranks = recovered["true"]
    assert table["coverage"].mean() >= 0.84
    assert (table["bias"].abs() < 4 * table["se"] / np.sqrt(SEEDS)).all()
    assert abs(table["bias"].mean()) < 0.02
    assert ranks >= 0.85


def test_measuring_draws_ratios_towards_one_and_takes_little_away(recovered, benchmark):
    true, (measured, ranks) = recovered["true"][0], recovered["measured"]
    strong = true.index[true["pr"] > 1.5]
    assert (measured.loc[strong, "bias"] - true.loc[strong, "bias"]).mean() < 0
    assert 0 < benchmark.attenuated(recovered) < 0.05  # over a hundred registers at most 0.03
    assert measured["coverage"].mean() >= 0.84
    assert ranks >= 0.85


def test_what_is_written_down_is_not_what_is_true_but_nearly(benchmark):
    frame, _ = benchmark.world(0)
    known = frame["measured"].notna()
    assert known.mean() > 0.99
    wrong = (frame["measured"] != frame["stunted"])[known].mean()
    assert 0.01 < wrong < 0.15


def test_an_odds_ratio_taken_for_a_prevalence_ratio_misses_by_far(benchmark):
    frame, known = benchmark.world(0)
    odds = fit_glm(frame, benchmark.FORMULA, family="logit").tidy().set_index("term")
    strong = known.index[known["pr"] > 1.5]
    assert len(strong) >= 2
    assert (odds.loc[strong, "conf_low"] > known.loc[strong, "pr"]).all()


@pytest.mark.parametrize(
    ("column", "factor", "value", "said"),
    [
        ("coverage", slice(None), 0.90, "overall"),
        ("coverage", slice(None), 0.98, "overall"),
        ("coverage", "unsafe_water", 0.80, "of a factor"),
        ("bias", "unsafe_water", -0.04, "bias"),
    ],
)
def test_a_missed_bar_is_said(column, factor, value, said, benchmark, recovered):
    good = recovered["true"][0].assign(coverage=0.95, bias=0.01)
    assert benchmark.missed(good, 0.95) == []
    bad = good.copy()
    bad.loc[factor, column] = value
    assert [said in name for name in benchmark.missed(bad, 0.95)] == [True]
    assert len(benchmark.missed(good, 0.89)) == 1
