"""Refusals stand in one sentence where the reader looks: beside the comparisons, not only in a list further on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from factor_rows import MONTH, factor_rows, states

from audit import report
from audit.disclosure import release, solve_pattern
from audit.language import has, text
from audit.pipeline.results_limits import limit_results
from audit.pipeline.results_risk import risk_results
from audit.reference.risk_columns import FACTOR_COLUMNS
from audit.reference.risk_framework import POST_OUTCOME
from audit.reference.risk_rules import FEW_EVENTS_PER_PARAMETER
from audit.results import Cell, CountTable, RateTable
from audit.risk.hierarchy import hierarchical_models
from audit.survey import Design

REASONS = ("too_few", "post_outcome", "low_coverage", "ecological")


def register(n: int = 2000, *, share: float = 0.2, desa: int = 40, latrine: np.ndarray | None = None) -> pd.DataFrame:
    """Children of whom welfare, latrine and birth weight are known; one factor a level."""
    rng = np.random.default_rng(11)
    area, rank = np.arange(n) % desa, rng.integers(1, 11, n).astype(float)
    stunted = rng.random(n) < share
    return factor_rows(
        area=area.astype(str),
        age_months=rng.uniform(0, 60, n),
        male=rng.integers(0, 2, n),
        stunted=stunted,
        rank=rank,
        has={
            "poorest_40_percent": rank <= 4,
            "no_proper_sanitation": rng.random(n) < 0.3 if latrine is None else latrine,
            "low_birth_weight": rng.random(n) < 0.3,
        },
    )


def shown(context, rows: pd.DataFrame, *, coverage: float = 0.9, **changes):
    cell = Cell.of(MONTH)
    measured = CountTable("coverage", (cell,), (len(rows),))
    listed = CountTable("coverage.of", (cell.replace("population", "registered"),), (round(len(rows) / coverage),))
    cover = RateTable("coverage", measured, listed, (coverage,))
    results = (*risk_results(rows, MONTH, cover), *limit_results(rows, MONTH), cover)
    pattern = solve_pattern(results)
    own = replace(context, released={r.id: release(r, pattern) for r in results}, **changes)
    return {name: getattr(report, name)(own).public for name in ("risk_factors", "risk_inequality", "risk_data")}


def why(reason: str, language: str = "id", **values: object) -> str:
    return text(f"risk_block.why.{reason}", language, **values)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_refusal_is_one_sentence_in_both_languages(language):
    for reason in REASONS:
        said = why(reason, language, factor="F", level="L", percent="1%", least=5)
        assert said.endswith(".")
        assert said.count(". ") == 0, said
    assert has("risk_block.why.low_coverage.disamarkan", language)


# Fewer events than the model can bear -----------------------------------------------------------------------------


def sparse() -> pd.DataFrame:
    """Enough cases for age (3), sex and welfare: five parameters, 25 cases; too few once a factor is added."""
    rows = register(share=0.0)
    few = FEW_EVENTS_PER_PARAMETER * 5 + 2
    rows.loc[rows.index[:: len(rows) // few][:few], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    return rows


def test_a_level_with_too_few_events_is_said_beside_the_levels_that_are_shown(context):
    content = shown(context, sparse())["risk_factors"]
    refused = why("too_few", level=text("risk_block.level.underlying", "id"))
    assert content.tables  # the first level is there
    assert refused in content.paragraphs
    names = [row.cells[0].text for row in content.tables[0].rows]
    assert text("risk_block.factor.no_proper_sanitation", "id") not in names


def test_the_first_level_with_too_few_events_leaves_one_sentence(context):
    rows = register(share=0.0)
    rows.loc[rows.index[:12], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    content = shown(context, rows)["risk_factors"]
    assert content.paragraphs == (why("too_few", level=text("risk_block.level.enabling", "id")),)
    assert (content.tables, content.figure) == ((), None)


def test_too_few_events_are_told_before_a_factor_that_is_the_same_for_all(context):
    rows = register(share=0.0)
    rows.loc[rows.index[:12], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    rows["poorest_40_percent"] = states([0] * len(rows))
    content = shown(context, rows)["risk_factors"]
    assert content.paragraphs == (why("too_few", level=text("risk_block.level.underlying", "id")),)


# Coverage too low -------------------------------------------------------------------------------------------------


def test_low_coverage_is_said_beside_the_comparisons_and_beside_the_inequality(context):
    found = shown(context, register(), coverage=0.79)
    assert found["risk_factors"].paragraphs == (why("low_coverage", percent="79%", least=80),)
    assert any("79,0%" in said for said in found["risk_inequality"].paragraphs)


def test_at_the_limit_nothing_is_refused(context):
    found = shown(context, register(), coverage=0.80)
    assert found["risk_factors"].tables
    assert not any("80,0%" in said for said in found["risk_inequality"].paragraphs)


# Places instead of children ---------------------------------------------------------------------------------------


def test_a_factor_of_whole_desa_is_refused_beside_the_comparisons(context):
    content = shown(context, register(latrine=np.arange(2000) % 40 < 12))["risk_factors"]
    name = text("risk_block.factor.no_proper_sanitation", "id")
    assert why("ecological", factor=name) in content.paragraphs
    assert name not in [row.cells[0].text for row in content.tables[0].rows]


def test_a_factor_that_is_nearly_one_of_desa_is_shown_with_its_limit(context):
    number = np.arange(2000)
    content = shown(context, register(latrine=(number % 40 < 12) ^ (number % 41 == 0)))["risk_factors"]
    name = text("risk_block.factor.no_proper_sanitation", "id")
    assert any(said.startswith(f"{name}: ") and "antardesa" in said for said in content.paragraphs)
    assert name in [row.cells[0].text for row in content.tables[0].rows]


def test_factors_of_children_carry_no_such_limit(context):
    assert not any("antardesa" in said for said in shown(context, register())["risk_factors"].paragraphs)


# What comes after the outcome -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_follows_from_the_outcome_is_named_with_what_is_not_compared(context, language):
    content = shown(context, register(), language=language)["risk_data"]
    assert text("limits.after_outcome", language) in content.paragraphs


@pytest.mark.parametrize("column", sorted({"pmt", "sponsored", "referral", "companion_visits", "haz"}))
def test_no_model_takes_what_follows_from_the_outcome(column):
    assert column in POST_OUTCOME
    rows = register().assign(**{column: np.arange(2000) % 2})
    found = hierarchical_models(rows, levels={"underlying": [column]}, design=Design(cluster="area"))
    (refused,) = found.refused
    assert (refused.factor, refused.sentence.id) == (column, "risk.post_outcome")
    assert found.table.empty


def test_no_declared_factor_follows_from_the_outcome():
    assert {asked.column for of in FACTOR_COLUMNS.values() for asked in of.asks} & POST_OUTCOME == set()
