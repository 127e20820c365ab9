"""Comparisons of risk factors as results: tied to their counts, refused in words, and silent where nothing is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from factor_rows import MONTH, STATES, factor_rows, states

from audit.disclosure import Released, release, solve_pattern
from audit.disclosure.attack import Recomputed, attack
from audit.pipeline.results_risk import risk_results
from audit.reference.risk_columns import FACTOR_COLUMNS, PRESENT, UNKNOWN
from audit.results import Cell, CountTable, Finding, RateTable, TiedValue


def frame(n: int = 2000, *, desa: int = 40, share: float = 0.2, seed: int = 1) -> pd.DataFrame:
    """Children of whom welfare, latrine and birth weight are known; stunting is twice as frequent without a latrine."""
    rng = np.random.default_rng(seed)
    latrine, small = rng.random(n) < 0.3, rng.random(n) < 0.1
    stunted = rng.random(n) < share * np.where(latrine, 2.0, 1.0)
    rank = rng.integers(1, 11, n).astype(float)
    return factor_rows(
        area=rng.integers(0, desa, n).astype(str),
        age_months=rng.uniform(0, 60, n),
        male=rng.integers(0, 2, n),
        stunted=stunted,
        rank=rank,
        has={"poorest_40_percent": rank <= 4, "no_proper_sanitation": latrine, "low_birth_weight": small},
    )


def coverage(measured: int, registered: int) -> RateTable:
    cell = Cell.of(MONTH)
    numerator = CountTable("coverage", (cell,), (measured,))
    listed = CountTable("coverage.of", (cell.replace("population", "registered"),), (registered,))
    return RateTable("coverage", numerator, listed)


def results(rows: pd.DataFrame, cover: RateTable | None = None) -> dict[str, object]:
    found = risk_results(rows, MONTH, cover or coverage(9, 10))
    assert len({r.id for r in found}) == len(found)
    return {r.id: r for r in found}


def number(finding: object, name: str) -> float:
    value = finding.values[name]  # pyright: ignore[reportAttributeAccessIssue]
    assert isinstance(value, TiedValue)
    assert value.value is not None
    return value.value


def attack_on(found: dict[str, object], released: dict[str, Released]) -> tuple[Recomputed, ...]:
    sides = [
        side
        for table in found.values()
        if isinstance(table, RateTable | CountTable)
        for side in ((table.numerator, table.denominator) if isinstance(table, RateTable) else (table,))
    ]
    facts = [fact for r in released.values() for fact in r.facts]
    return attack(facts, [partition for side in sides for partition in side.partitions]).found


def test_counts_are_those_of_the_rows_and_the_crude_ratio_is_theirs():
    rows = frame()
    found = results(rows)
    with_it = rows["no_proper_sanitation"].eq(PRESENT)
    cases, children = rows.groupby(with_it)["stunted"].sum(), rows.groupby(with_it)["stunted"].size()
    groups = found["risk_groups"]
    cell = Cell.of(MONTH, risk_model="underlying", status="stunted").replace("risk.no_proper_sanitation", PRESENT)
    assert groups.numerator[cell] == cases[True]
    assert groups.denominator[cell.replace("status", "haz_known")] == children[True]
    crude = (cases[True] / children[True]) / (cases[False] / children[False])
    effect = found["risk_effect.no_proper_sanitation"]
    assert number(effect, "crude") == pytest.approx(crude, rel=1e-9)
    assert number(effect, "low") < number(effect, "ratio") < number(effect, "high")
    middle = (number(effect, "apart_low") + number(effect, "apart_high")) / 2
    assert number(effect, "a") - number(effect, "b") == pytest.approx(middle)


def test_each_factor_stands_at_its_own_level_with_the_rows_of_that_model():
    rows = frame()
    rows.loc[:499, "low_birth_weight"] = np.nan
    models = results(rows)["risk_models"]
    of = dict(zip((c.level("risk_model") for c in models.denominator.cells), models.denominator.counts, strict=True))
    assert of == {"enabling": 2000, "underlying": 2000, "immediate": 1500}


def test_a_factor_known_of_few_is_refused_with_the_share():
    rows = frame()
    rows.loc[600:, "low_birth_weight"] = np.nan  # known of 30 %
    found = results(rows)
    assert "risk_effect.low_birth_weight" not in found
    said = [f.sentence for f in found.values() if isinstance(f, Finding) and f.id.startswith("risk_refused")]
    (own,) = [s for s in said if s.values.get("factor") == "risk_block.factor.low_birth_weight"]
    assert own.id == "risk_block.why.few_known"
    assert own.values["percent"].value == pytest.approx(0.3)


def test_low_coverage_refuses_every_comparison():
    found = results(frame(), coverage(79, 100))
    assert not [id for id in found if id.startswith("risk_effect")]
    said = [f.sentence.id for id, f in found.items() if id.startswith("risk_refused")]
    assert said[0] == "risk_block.why.low_coverage"


@pytest.mark.parametrize("share", [0.0, 0.002, 1.0])
def test_no_cases_few_cases_or_only_cases_are_said_and_nothing_is_compared(share):
    rows = frame(400, share=share)
    found = results(rows)
    assert not [id for id in found if id.startswith("risk_effect")]
    said = [f.sentence for id, f in found.items() if id.startswith("risk_refused")]
    assert said[0].id == "risk_block.why.too_few"
    assert all(not isinstance(value, int) or name == "least" for s in said for name, value in s.values.items())


def test_nobody_measured_or_nothing_known_is_one_sentence():
    rows = frame(300)
    unknown = dict.fromkeys(FACTOR_COLUMNS, pd.Categorical([None] * 300, dtype=STATES))
    unknown |= {"welfare_rank": np.nan, "wealth_fifth": UNKNOWN}
    for nothing in (rows.iloc[:0], rows.assign(**unknown)):
        found = results(nothing.reset_index(drop=True))
        said = [f.sentence.id for id, f in found.items() if id.startswith("risk_refused")]
        assert said == ["risk_block.why.no_factors"]


def test_a_column_that_is_one_value_in_each_desa_describes_the_desa():
    rows = frame()
    even = rows["area"].astype(int) % 2
    rows["no_proper_sanitation"] = states(even)
    found = results(rows)
    assert "risk_effect.no_proper_sanitation" not in found
    said = [f.sentence.id for id, f in found.items() if id.startswith("risk_refused")]
    assert "risk_block.why.ecological" in said


def test_a_model_of_few_desa_is_never_public():
    found = results(frame(desa=8))
    pattern = solve_pattern(found.values())
    shown = release(found["risk_effect.no_proper_sanitation"], pattern)
    assert "ratio" not in shown.public.values
    assert "ratio" in shown.restricted.values
    said = [f.sentence.id for id, f in found.items() if id.startswith("risk_note")]
    assert "risk_block.note.few_df" in said


def test_a_small_group_hides_its_ratio_and_no_count_can_be_recomputed():
    rows = frame()
    few = rows.index[rows["stunted"].eq(1)][:3].append(rows.index[rows["stunted"].eq(0)][:40])
    rows["low_birth_weight"] = states(rows.index.isin(few).astype(int))
    found = results(rows)
    pattern = solve_pattern(found.values())
    released = {id: release(r, pattern) for id, r in found.items()}
    assert "ratio" not in released["risk_effect.low_birth_weight"].public.values
    assert "ratio" in released["risk_effect.no_proper_sanitation"].public.values
    assert attack_on(found, released) == ()


def test_fifths_add_up_and_the_index_is_below_zero_where_the_poor_are_stunted():
    rows = frame()
    poor = rows["welfare_rank"] <= 4
    rows["stunted"] = (rows.index % 10 < np.where(poor, 4, 1)).astype(float)
    rows["status"] = np.where(rows["stunted"].eq(1), "moderately_stunted", "not_stunted")
    found = results(rows)
    assert sum(found["risk_wealth"].numerator.counts) == rows["stunted"].sum()
    assert number(found["risk_inequality"], "index_high") < 0
    assert number(found["risk_inequality"], "poorest") > number(found["risk_inequality"], "richest")


def test_without_ranks_of_welfare_nothing_is_said_of_them():
    rows = frame().assign(welfare_rank=np.nan, wealth_fifth=UNKNOWN)
    rows["poorest_40_percent"] = pd.Categorical([None] * len(rows), dtype=STATES)
    found = results(rows)
    assert "risk_wealth" not in found
    assert "risk_inequality" not in found


def test_a_small_fifth_cannot_be_had_from_the_poorest_40_percent():
    """Ranks 1-4 are the first two fifths: 3 stunted in one of them must not follow from 40 % less the other."""
    rows = frame()
    poorest = rows.index[rows["wealth_fifth"].eq("q1")]
    rows.loc[poorest, ["stunted", "status"]] = [0.0, "not_stunted"]
    rows.loc[poorest[:3], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    found = results(rows)
    pattern = solve_pattern(found.values())
    released = {id: release(r, pattern) for id, r in found.items()}
    stunted = Cell.of(MONTH, status="stunted").replace("risk.poorest_40_percent", "q1")
    assert pattern.hides(stunted)
    inside = Cell.of(MONTH, risk_model="enabling", status="stunted").replace("risk.poorest_40_percent", PRESENT)
    assert pattern.hides(stunted.replace("risk.poorest_40_percent", "q2")) | pattern.hides(inside)
    assert attack_on(found, released) == ()
