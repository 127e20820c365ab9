"""The growth equation gives what its source prints for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from audit.reference.sample_registers import GROWTH, factors
from audit.synth import truth
from audit.synth.effects import effects

N, N_DESA, DESA_A_KECAMATAN = 400_000, 2_000, 20


@pytest.fixture(scope="module")
def population() -> tuple[truth.Growing, np.ndarray]:
    rng = np.random.default_rng(7)
    desa = rng.integers(0, N_DESA, N)
    kecamatan = desa // DESA_A_KECAMATAN
    rich = truth.wealth(
        rng.standard_normal(N),
        rng.standard_normal(N_DESA)[desa],
        rng.standard_normal(N_DESA // DESA_A_KECAMATAN)[kecamatan],
    )
    child = truth.Growing(
        male=rng.random(N) < 0.5,
        wealth=rich,
        exposed=truth.exposures(rich, rng.standard_normal((N, len(factors())))),
        place=rng.normal(0, GROWTH.desa_sd, N_DESA)[desa]
        + rng.normal(0, GROWTH.kecamatan_sd, N_DESA // DESA_A_KECAMATAN)[kecamatan],
        household=rng.normal(0, GROWTH.household_sd, N),
        level=rng.normal(0, GROWTH.child_sd, N),
        slope=rng.normal(0, GROWTH.slope_sd, N),
    )
    return child, rng.uniform(0, 60, N)


@pytest.fixture(scope="module")
def printed(population: tuple[truth.Growing, np.ndarray]) -> tuple[truth.Growing, np.ndarray]:
    """The population at the prevalence of the printed age pattern: 27 % of children of 24-35 months."""
    child, months = population
    third_year = np.flatnonzero((months >= 24) & (months < 36))
    shift = truth.calibrate(child.of(third_year), months[third_year], 0.27)
    return replace(child, shift=shift), months


def test_prevalence_ratios_are_those_of_the_source(printed: tuple[truth.Growing, np.ndarray]) -> None:
    """reference/risk.md section 7: the column "implied true PR", to its bar of 0.03 in log PR."""
    bias = {e.factor: np.log(e.pr / f.printed_pr) for e, f in zip(effects(*printed), factors(), strict=True)}
    assert max(abs(b) for b in bias.values()) < 0.03, bias


@pytest.mark.parametrize(("low", "high", "share"), [(0, 3, 0.06), (6, 9, 0.14), (18, 24, 0.24), (24, 36, 0.27)])
def test_age_pattern_is_that_of_the_source(
    printed: tuple[truth.Growing, np.ndarray], low: int, high: int, share: float
) -> None:
    """reference/risk.md section 7, "age pattern obtained", printed in whole per cent."""
    child, months = printed
    inside = (months >= low) & (months < high)
    assert (truth.haz(child, months)[inside] < -2).mean() == pytest.approx(share, abs=0.01)


def test_factors_have_their_prevalence(population: tuple[truth.Growing, np.ndarray]) -> None:
    share = population[0].exposed.mean(axis=0)
    assert share == pytest.approx([f.prevalence for f in factors()], abs=0.005)


def test_the_poor_are_exposed_more_where_there_is_a_gradient(population: tuple[truth.Growing, np.ndarray]) -> None:
    child, _ = population
    poor = child.wealth < 0
    ratio = child.exposed[poor].mean(axis=0) / child.exposed[~poor].mean(axis=0)
    for factor, r in zip(factors(), ratio, strict=True):
        if factor.wealth_gradient >= 0.25:
            assert r > 1.1, factor.id
        elif factor.wealth_gradient == 0:
            assert r == pytest.approx(1, abs=0.03), factor.id


def test_an_attributable_part_is_positive_and_less_than_all(printed: tuple[truth.Growing, np.ndarray]) -> None:
    assert all(0 < e.paf < 1 for e in effects(*printed))


def test_effects_accrue_from_birth_to_two_years() -> None:
    assert truth.accrued(np.array([0.0, 12.0, 24.0, 59.0])).tolist() == [0, 0.5, 1, 1]
    at_birth, at_two = truth.factor_effects(np.array([0.0, 24.0]))
    for factor, before, after in zip(factors(), at_birth, at_two, strict=True):
        assert before == (0 if factor.accrues else factor.beta_haz)
        assert after == factor.beta_haz


@pytest.mark.parametrize("target", [0.0, 1.0, -0.1])
def test_nobody_or_everybody_stunted_cannot_be_asked_for(
    population: tuple[truth.Growing, np.ndarray], target: float
) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        truth.calibrate(*population, target)
