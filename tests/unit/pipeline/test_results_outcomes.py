"""Outcomes beside being stunted as results: their denominators, tied to cells, refused in words, never recomputable."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from factor_rows import MONTH, STATES, factor_rows, states

from audit.disclosure import release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline.results_outcomes import outcome_results
from audit.pipeline.results_risk import risk_results
from audit.reference.risk_columns import ABSENT, PRESENT
from audit.reference.risk_outcomes import OUTCOMES, WOMAN_FACTORS
from audit.results import Cell, CountTable, Finding, RateTable, TiedValue

CYCLE = "2025-2"


def children(n: int = 2000, *, desa: int = 40, thin: float = 0.2, screened: float = 0.8) -> pd.DataFrame:
    """Without a latrine 2 cm shorter and twice as often short; of whom weight for height is known but of a tenth."""
    rng = np.random.default_rng(2)
    latrine, rank = rng.random(n) < 0.3, rng.integers(1, 11, n).astype(float)
    stunted = rng.random(n) < 0.2 * np.where(latrine, 2, 1)
    whz = rng.random(n) < 0.9
    wasted = whz & (rng.random(n) < thin)
    asked = rng.random(n) < screened
    late = rng.random(n) < 0.15
    words = np.where(asked, np.where(late, "meragukan", "sesuai"), "development.unknown")
    return factor_rows(
        area=rng.integers(0, desa, n).astype(str),
        age_months=rng.uniform(0, 60, n),
        male=rng.integers(0, 2, n),
        thinness=np.where(whz, np.where(wasted, "wasted", "not_wasted"), "thinness.unknown"),
        development=words,
        had_cm=rng.normal(-3, 3, n) - 2 * latrine,
        short_and_thin=np.where(whz, (wasted & stunted).astype(float), np.nan),
        not_as_expected=np.where(asked, late.astype(float), np.nan),
        stunted=stunted,
        rank=rank,
        has={"poorest_40_percent": rank <= 4, "no_proper_sanitation": latrine},
    )


def women(n: int = 600, *, known: float = 0.9) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    asked, thin = rng.random(n) < known, rng.random(n) < 0.3
    anaemic = rng.random(n) < 0.2 * np.where(thin, 2, 1)
    bride = rng.random(n) < 0.2
    rows = pd.DataFrame(
        {
            "woman": np.where(bride, "catin", "bumil"),
            "area": rng.integers(0, 40, n).astype(str),
            "pregnant": (~bride).astype(float),
            "anaemia": np.where(asked, np.where(anaemic, "anaemic", "not_anaemic"), "anaemia.unknown"),
            "anaemic": np.where(asked, anaemic.astype(float), np.nan),
        }
    )
    rows = rows.assign(**dict.fromkeys(WOMAN_FACTORS, pd.Categorical([None] * n, dtype=STATES)))
    return rows.assign(poorest_40_percent=states(rng.random(n) < 0.4), arm_below_23_5_cm=states(thin))


def coverage(share: float = 0.9, measured: int = 2000) -> RateTable:
    cell = Cell.of(MONTH)
    listed = (cell.replace("population", "registered"),)
    denominator = CountTable("coverage.of", listed, (round(measured / share),))
    return RateTable("coverage", CountTable("coverage", (cell,), (measured,)), denominator)


def results(young: pd.DataFrame, grown: pd.DataFrame | None = None, share: float = 0.9) -> dict[str, object]:
    found = outcome_results(young, women() if grown is None else grown, MONTH, CYCLE, coverage(share))
    assert len({r.id for r in found}) == len(found)
    return {r.id: r for r in found}


def number(finding: object, name: str) -> float:
    value = finding.values[name]  # pyright: ignore[reportAttributeAccessIssue]
    assert isinstance(value, TiedValue)
    assert value.value is not None
    return value.value


def refusals(found: dict[str, object], outcome: str) -> list[str]:
    prefix = f"risk_outcome_refused.{outcome}."
    return [f.sentence.id for id, f in found.items() if isinstance(f, Finding) and id.startswith(prefix)]


def test_each_denominator_is_those_of_whom_the_outcome_is_known():
    young, grown = children(), women()
    found = results(young, grown)
    for id, rows in (("short_and_thin", young), ("development", young), ("anaemia", grown)):
        column = OUTCOMES[id].column
        table = found[f"risk_outcome.{id}"]
        assert table.denominator.counts[0] == rows[column].notna().sum()
        assert table.numerator.counts[0] == rows[column].sum()
        assert found[f"risk_outcome_known.{id}"].denominator.counts == (len(rows),)
    by_group = found["risk_outcome.anaemia"].denominator
    assert by_group.counts[0] == sum(by_group.counts[1:])


def test_anaemia_is_of_women_and_no_row_of_children_stands_in_it():
    found = results(children(), women(n=500))
    cells = [
        c for t in found.values() if isinstance(t, RateTable) and t.id.endswith("anaemia") for c in t.denominator.cells
    ]
    assert cells
    assert all(cell.period == CYCLE and cell.level("status") is None for cell in cells)


def test_the_mean_and_its_difference_are_those_of_the_rows():
    young = children()
    found = results(young)
    assert number(found["risk_outcome_mean.height"], "mean") == pytest.approx(young["had_cm"].mean())
    by = young.groupby("no_proper_sanitation", observed=True)["had_cm"].mean()
    effect = found["risk_outcome_effect.height.no_proper_sanitation"]
    assert number(effect, "with") == pytest.approx(by[PRESENT])
    assert number(effect, "crude") == pytest.approx(by[PRESENT] - by[ABSENT])
    assert number(effect, "low") < -2 < number(effect, "high")


def test_a_crude_ratio_is_that_of_the_printed_counts():
    groups, effect = (results(children())[f"risk_outcome_{x}"] for x in (
        "groups.development", "effect.development.poorest_40_percent",
    ))  # fmt: skip
    (cases, others), (n, rest) = groups.numerator.counts[:2], groups.denominator.counts[:2]
    assert number(effect, "crude") == pytest.approx((cases / n) / (others / rest))


def test_an_outcome_known_of_few_is_one_sentence_and_no_figure():
    found = results(children(screened=0.39))
    assert refusals(found, "development") == ["risk_outcome.why.few_known"]
    assert "risk_outcome.development" not in found
    assert not [id for id in found if id.startswith("risk_outcome_effect.development")]


def test_low_coverage_refuses_comparisons_of_children_but_not_of_women():
    found = results(children(), share=0.79)
    for id in ("height", "short_and_thin", "development"):
        assert refusals(found, id) == ["risk_block.why.low_coverage"]
        assert not [x for x in found if x.startswith(f"risk_outcome_effect.{id}")]
    assert "risk_outcome_effect.anaemia.poorest_40_percent" in found


@pytest.mark.parametrize("thin", [0.0, 0.005])
def test_no_or_few_cases_are_refused_by_level(thin):
    found = results(children(thin=thin))
    assert refusals(found, "short_and_thin") == ["risk_block.why.too_few"]
    assert not [id for id in found if id.startswith("risk_outcome_effect.short_and_thin")]


def test_everybody_anaemic_is_shown_and_not_compared():
    grown = women()
    grown["anaemic"] = grown["anaemic"].where(grown["anaemic"].isna(), 1.0)
    found = results(children(), grown)
    assert found["risk_outcome.anaemia"].values[0] == 1
    assert not [id for id in found if id.startswith("risk_outcome_effect.anaemia")]


def test_nobody_is_one_sentence_each():
    found = results(children().iloc[:0], women().iloc[:0])
    for id in OUTCOMES:
        assert refusals(found, id) == ["risk_outcome.why.nobody"]


def test_without_a_known_factor_the_figure_stands_alone():
    unknown = dict.fromkeys(WOMAN_FACTORS, pd.Categorical([None] * 600, dtype=STATES))
    found = results(children(), women().assign(**unknown))
    assert "risk_outcome.anaemia" in found
    assert refusals(found, "anaemia") == ["risk_outcome.why.no_factors"]


def test_few_desa_are_never_public():
    found = results(children(desa=8))
    pattern = solve_pattern(found.values())
    for id in ("height", "development"):
        shown = release(found[f"risk_outcome_effect.{id}.poorest_40_percent"], pattern)
        assert "ratio" not in shown.public.values
        assert "ratio" in shown.restricted.values


def test_a_mean_of_fewer_than_twenty_children_is_never_public():
    young = children()
    young["no_proper_sanitation"] = states(young.index < 19)
    found = results(young)
    shown = release(found["risk_outcome_effect.height.no_proper_sanitation"], solve_pattern(found.values()))
    assert "with" not in shown.public.values


def test_beside_the_tables_of_stunting_no_small_count_can_be_recomputed():
    """Three short children without a latrine are not thin too: neither figure may be had from the other."""
    young = children()
    few = young.index[young["no_proper_sanitation"].eq(PRESENT)]
    young.loc[few, ["stunted", "status", "short_and_thin", "thinness"]] = [0.0, "not_stunted", 0.0, "not_wasted"]
    young.loc[few[:12], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    young.loc[few[:9], ["short_and_thin", "thinness"]] = [1.0, "wasted"]
    both = (*risk_results(young, MONTH, coverage()), *results(young).values())
    pattern = solve_pattern(both)
    facts = [fact for r in both for fact in release(r, pattern).facts]
    tables = [t for t in both if isinstance(t, RateTable | CountTable)]
    sides = [s for t in tables for s in ((t.numerator, t.denominator) if isinstance(t, RateTable) else (t,))]
    assert attack(facts, [p for side in sides for p in side.partitions]).found == ()
    cell = Cell.of(MONTH, risk_model="underlying", status="stunted").replace("risk.no_proper_sanitation", PRESENT)
    assert pattern.hides(cell) | pattern.hides(cell.replace("thinness", "wasted"))
