"""Attributable fractions as results: each from its own model, tied to its counts, never a sum of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from factor_rows import MONTH, STATES, factor_rows, states

from audit.disclosure import release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline.results_fractions import fraction_results
from audit.pipeline.results_risk import risk_results
from audit.reference.risk_columns import FACTOR_COLUMNS, PRESENT, UNKNOWN
from audit.results import Cell, CountTable, RateTable, TiedValue
from audit.risk.hierarchy import hierarchical_models
from audit.risk.paf import miettinen
from audit.survey import Design


def frame(n: int = 3000, *, desa: int = 40, share: float = 0.12, small: int | None = None) -> pd.DataFrame:
    """Latrine and smoke double and half again; ``small``: so many of low weight, else a fifth."""
    rng = np.random.default_rng(8)
    latrine, smoke, short = (rng.random(n) < p for p in (0.3, 0.5, 0.25))
    low = np.arange(n) < small if small is not None else rng.random(n) < 0.2
    rank = rng.integers(1, 11, n).astype(float)
    risk = share * np.where(latrine, 2.0, 1.0) * np.where(smoke, 1.5, 1.0) * np.where(rank <= 4, 1.4, 1.0)
    stunted = rng.random(n) < risk
    return factor_rows(
        area=rng.integers(0, desa, n).astype(str),
        age_months=rng.uniform(0, 60, n),
        male=rng.integers(0, 2, n),
        stunted=stunted,
        rank=rank,
        has={
            "poorest_40_percent": rank <= 4,
            "no_proper_sanitation": latrine,
            "household_smoker": smoke,
            "mother_short": short,
            "low_birth_weight": low,
        },
    )


def results(rows: pd.DataFrame) -> dict[str, object]:
    cell = Cell.of(MONTH)
    measured = CountTable("coverage", (cell,), (9,))
    listed = CountTable("coverage.of", (cell.replace("population", "registered"),), (10,))
    found = risk_results(rows, MONTH, RateTable("coverage", measured, listed))
    assert len({r.id for r in found}) == len(found)
    return {r.id: r for r in found}


def number(finding, name: str) -> float:
    value = finding.values[name]
    assert isinstance(value, TiedValue)
    assert value.value is not None
    return value.value


@pytest.fixture(scope="module")
def found():
    return results(frame())


@pytest.mark.parametrize("factor", ["poorest_40_percent", "no_proper_sanitation", "low_birth_weight"])
def test_a_fraction_is_that_of_miettinen_from_the_counts_and_the_ratio(found, factor):
    fraction, groups = found[f"risk_fraction.{factor}"], found["risk_groups"]
    level = fraction.values["level"]
    cases = Cell.of(MONTH, risk_model=level, status="stunted")
    of = found["risk_models"].numerator[cases]
    exposed = groups.numerator[cases.replace(f"risk.{factor}", PRESENT)]
    expected = miettinen(exposed / of, number(found[f"risk_effect.{factor}"], "ratio"))
    assert number(fraction, "fraction") == pytest.approx(100 * expected, rel=1e-6)
    assert number(fraction, "fraction_low") < number(fraction, "fraction") < number(fraction, "fraction_high")


def test_averages_of_a_level_add_up_to_its_joint_fraction_and_single_ones_do_not(found):
    joint = number(found["risk_fraction_level.underlying"], "fraction")
    both = [found[f"risk_fraction.{f}"] for f in ("no_proper_sanitation", "household_smoker")]
    assert sum(number(f, "average") for f in both) == pytest.approx(joint)
    assert sum(number(f, "fraction") for f in both) > joint + 1


def test_all_together_are_less_than_a_sum_and_no_less_than_the_greatest(found):
    single = [number(f, "fraction") for id, f in found.items() if id.startswith("risk_fraction.")]
    together = number(found["risk_fraction_together"], "fraction")
    assert max(single) < together < sum(single)
    assert found["risk_fraction_together"].values["factors"] == len(single) == 4


def test_what_a_district_cannot_change_is_named_without_a_figure(found):
    assert "risk_effect.mother_short" in found
    assert "risk_fraction.mother_short" not in found
    (left,) = [f for id, f in found.items() if id.startswith("risk_fraction_left")]
    assert left.sentence.id == "risk_fraction.why.not_modifiable"
    assert left.sentence.values == {"factor": "risk_block.factor.mother_short"}
    assert left.values == {}


def test_a_factor_that_follows_from_the_outcome_has_no_fraction():
    rows = frame()
    rows["pmt"] = states(rows["stunted"].eq(1))
    hierarchy = hierarchical_models(
        rows, levels={"underlying": ["no_proper_sanitation", "pmt"]}, design=Design(cluster="area")
    )
    ids = [f.id for f in fraction_results(hierarchy, MONTH)]
    assert ids == ["risk_fraction.no_proper_sanitation"]
    assert [r.sentence.id for r in hierarchy.refused] == ["risk.post_outcome"]


def test_fewer_than_five_in_a_group_are_left_out():
    rows = frame(small=40)
    rows.loc[rows.index[:40], "stunted"] = 0.0
    rows.loc[rows.index[:3], "stunted"] = 1.0
    rows["status"] = np.where(rows["stunted"].eq(1), "moderately_stunted", "not_stunted")
    shown = results(rows)
    assert "risk_fraction.low_birth_weight" not in shown
    said = {f.sentence.values["factor"]: f.sentence.id for id, f in shown.items() if "fraction_left" in id}
    assert said["risk_block.factor.low_birth_weight"] == "risk_fraction.why.too_few_children"


def test_a_hidden_group_hides_its_fraction_the_joint_one_and_the_parts_and_nothing_is_recomputed():
    rows = frame(small=45)
    rows.loc[rows.index[:45], "stunted"] = 0.0
    rows.loc[rows.index[:6], "stunted"] = 1.0
    rows["status"] = np.where(rows["stunted"].eq(1), "moderately_stunted", "not_stunted")
    shown = results(rows)
    pattern = solve_pattern(shown.values(), k=10)
    released = {id: release(r, pattern) for id, r in shown.items()}
    for id in ("risk_fraction.low_birth_weight", "risk_fraction_together"):
        assert "fraction" not in released[id].public.values, id
        assert "fraction" in released[id].restricted.values, id
    assert "total" not in released["risk_decomposition"].public.values
    assert "fraction" in released["risk_fraction.no_proper_sanitation"].public.values
    sides = [s for t in shown.values() if isinstance(t, RateTable) for s in (t.numerator, t.denominator)]
    facts = [fact for r in released.values() for fact in r.facts]
    assert attack(facts, [partition for side in sides for partition in side.partitions]).found == ()


def test_models_of_few_desa_give_no_public_fraction():
    shown = results(frame(desa=8))
    pattern = solve_pattern(shown.values())
    for id in ("risk_fraction.no_proper_sanitation", "risk_fraction_level.underlying", "risk_fraction_together"):
        released = release(shown[id], pattern)
        assert "fraction" not in released.public.values, id
        assert "fraction" in released.restricted.values, id
    assert "total" not in release(shown["risk_decomposition"], pattern).public.values


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_or_everybody_stunted_leaves_nothing_to_compare(share):
    rows = frame().assign(stunted=share)
    rows["status"] = "moderately_stunted" if share else "not_stunted"
    assert not [id for id in results(rows) if id.startswith(("risk_fraction", "risk_decomposition"))]


def test_no_children_and_no_known_factor_give_nothing():
    unknown = dict.fromkeys(FACTOR_COLUMNS, pd.Categorical([None] * 3000, dtype=STATES))
    unknown |= {"welfare_rank": np.nan, "wealth_fifth": UNKNOWN}
    for rows in (frame().iloc[:0], frame().assign(**unknown)):
        assert not [id for id in results(rows) if id.startswith(("risk_fraction", "risk_decomposition"))]


def test_parts_of_the_index_add_up_to_the_index_of_the_rows(found):
    from scipy.stats import rankdata

    parts = found["risk_decomposition"]
    names = [name for name in parts.values if name.startswith("part_")]
    assert len(names) == 5
    total = sum(number(parts, name) for name in names) + number(parts, "residual")
    rows = frame()
    place = (rankdata(rows["welfare_rank"]) - 0.5) / len(rows)
    erreygers = 8 * np.cov(rows["stunted"], place, bias=True)[0, 1]
    assert total == pytest.approx(number(parts, "total"))
    assert number(parts, "total") == pytest.approx(erreygers, rel=1e-9)
    assert number(parts, "part_poorest_40_percent") < 0


def test_without_a_rank_for_every_child_of_the_model_the_index_is_not_decomposed():
    rows = frame()
    rows.loc[:9, "welfare_rank"] = np.nan
    assert "risk_decomposition" not in results(rows)
    unknown = pd.Categorical([None] * len(rows), dtype=STATES)
    assert "risk_decomposition" not in results(frame().assign(poorest_40_percent=unknown))
