"""The appendix of risk factors: tied to counts, silent where nothing was compared; nothing gives a child away."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from factor_rows import MONTH, factor_rows
from hypothesis import given
from hypothesis import strategies as st

from audit.cases import stunting_age_sex
from audit.cases.stunting import stunting
from audit.disclosure import release, solve_pattern
from audit.disclosure.attack import attack
from audit.disclosure.printed import printed_by
from audit.pipeline.appendix_missing import worst_case
from audit.pipeline.results_appendix import appendix_results
from audit.pipeline.results_risk import risk_results
from audit.reference.appendix_rules import AGE_MONTHS, PAIRS
from audit.reference.areas import areas_of
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.reference.risk_columns import ABSENT, FACTOR_COLUMNS, PRESENT
from audit.results import Cell, CountTable, Finding, RateTable, TiedValue
from audit.risk import e_value
from audit.survey.snapshot import age_leaves

AREAS = areas_of("17.71")
DESA = [area.code for area in AREAS.desa]
KNOWN = ("poorest_40_percent", "no_proper_sanitation", "unsafe_water", "household_smoker", "low_birth_weight")


def frame(n: int = 3000, *, desa: int = 40, apart: float = 0.0, unknown: float = 0.0, seed: int = 3) -> pd.DataFrame:
    """Children of whom five factors are known (but for a share ``unknown``); odd desa have ``apart`` higher odds."""
    rng = np.random.default_rng(seed)
    where = rng.integers(0, desa, n)
    rank = rng.integers(1, 11, n).astype(float)
    has = {factor: rng.random(n) < 0.35 for factor in KNOWN} | {"poorest_40_percent": rank <= 4}
    lines = -1.6 + 0.5 * has["no_proper_sanitation"] + 0.5 * has["unsafe_water"] + apart * (where % 2 - 0.5)
    short = rng.random(n) < 1 / (1 + np.exp(-lines))
    return factor_rows(
        area=np.array(DESA)[where],
        age_months=rng.integers(0, 1826, n) / 30.4375,
        male=rng.integers(0, 2, n),
        haz=np.where(short, -2.5, -0.5) + rng.normal(0, 0.2, n).round(2),
        stunted=short,
        rank=rank,
        has={factor: np.where(rng.random(n) < unknown, -1, present) for factor, present in has.items()},
    )


def heights(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        period=MONTH,
        age_days=rows["age_months"] * 30.4375,
        age=age_leaves(rows["age_months"]),
        sex=np.where(rows["male"].eq(1), "m", "f"),
    )


def everything(rows: pd.DataFrame) -> dict[str, object]:
    """Results of a run that the appendix leans on, and its own."""
    cell = Cell.of(MONTH)
    registered = CountTable("coverage.of", (cell.replace("population", "registered"),), (len(rows) + 50,))
    coverage = RateTable("coverage", CountTable("coverage", (cell,), (len(rows),)), registered)
    shown = risk_results(rows, MONTH, coverage)
    now = heights(rows)
    others = (coverage, stunting(now, (MONTH,), AREAS), stunting_age_sex(now, MONTH))
    found = (*others, *shown, *appendix_results(rows, now, MONTH, shown, areas=AREAS, seed=1))
    assert len({result.id for result in found}) == len(found)
    return {result.id: result for result in found}


def number(finding: object, name: str) -> float:
    assert isinstance(finding, Finding)
    value = finding.values[name]
    assert isinstance(value, TiedValue)
    assert value.value is not None
    return value.value


@pytest.fixture(scope="module")
def whole() -> dict[str, object]:
    return everything(frame(unknown=0.2))


def test_means_by_month_are_those_of_the_rows_with_the_t_interval(whole):
    from scipy import stats

    rows = frame(unknown=0.2)
    own = rows.loc[rows["age_months"].between(7, 7.999999), "haz"]
    low, high = stats.t.interval(0.95, len(own) - 1, own.mean(), own.sem())
    found = whole["appendix_height.month.07"]
    assert number(found, "mean") == pytest.approx(own.mean())
    assert (number(found, "low"), number(found, "high")) == pytest.approx((low, high))
    table = whole["appendix_age"]
    counts = dict(zip((cell.level("age") for cell in table.cells), table.counts, strict=True))
    assert counts["month.07"] == len(own)
    assert sum(counts.values()) == len(rows)


def test_months_add_up_to_the_bands_of_other_tables(whole):
    table, bands = whole["appendix_age"], whole["stunting_age_sex"]
    for band in AGE_BANDS_MONTHS:
        cells = [Cell.of(MONTH, status="haz_known", age=level) for level in AGE_MONTHS.below(band)]
        assert sum(table[cell] for cell in cells) == bands.denominator[Cell.of(MONTH, status="haz_known", age=band)]


def test_a_month_of_few_children_has_no_public_mean():
    rows = frame()
    rows = rows[~rows["age_months"].between(7, 7.999999) | (rows.groupby(np.floor(rows["age_months"])).cumcount() < 19)]
    found = everything(rows.reset_index(drop=True))
    pattern = solve_pattern(found.values())
    one, other = (release(found[f"appendix_height.month.{m}"], pattern) for m in ("07", "08"))
    assert "mean" not in one.public.values
    assert "mean" in one.restricted.values
    assert "mean" in other.public.values


def test_desa_that_differ_are_found_and_those_that_do_not_are_not():
    differ = everything(frame(6000, apart=1.6))
    assert number(differ["appendix_between"], "icc") > 5
    assert number(differ["appendix_between"], "mor") > 1.5
    for at, code in enumerate(DESA[:40]):
        side = number(differ[f"appendix_desa.{code}"], "apart")
        assert (side > 0) == (at % 2 == 1), code
    alike = everything(frame(6000, apart=0.0))
    clear = [
        code for code in DESA[:40]
        if number(alike[f"appendix_desa.{code}"], "low") > 0 or number(alike[f"appendix_desa.{code}"], "high") < 0
    ]  # fmt: skip
    assert len(clear) <= 4
    assert number(alike["appendix_between"], "icc") < 2


def test_models_of_few_desa_are_never_public():
    found = everything(frame(desa=8))
    pattern = solve_pattern(found.values())
    for id in (
        "appendix_between",
        "appendix_curve",
        "appendix_strength.no_proper_sanitation",
        f"appendix_desa.{DESA[0]}",
    ):
        released = release(found[id], pattern)
        assert not [v for v in released.public.values.values() if not isinstance(v, str)], id
        assert [v for v in released.restricted.values.values() if not isinstance(v, str)], id


def test_a_desa_whose_count_is_hidden_shows_no_difference_and_nothing_can_be_recomputed():
    rows = frame()
    own = rows.index[rows["area"].eq(DESA[3])]
    rows.loc[own, ["stunted", "status"]] = [0.0, "not_stunted"]
    rows.loc[own[:3], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    found = everything(rows)
    pattern = solve_pattern(found.values())
    released = {id: release(result, pattern) for id, result in found.items()}
    assert "apart" not in released[f"appendix_desa.{DESA[3]}"].public.values
    facts = [fact for one in released.values() for fact in one.facts]
    assert attack(facts, printed_by(found.values()).partitions).found == ()


def test_groups_of_a_pair_are_the_rows_of_its_model_and_a_small_one_stays_hidden(whole):
    rows = frame(unknown=0.2)
    levels = ["poorest_40_percent", "no_proper_sanitation", "unsafe_water", "household_smoker"]
    model = rows[rows[levels].notna().all(axis=1)]
    together = model[model["no_proper_sanitation"].eq(PRESENT) & model["unsafe_water"].eq(PRESENT)]
    cell = Cell.of(MONTH, risk_model="underlying", status="haz_known")
    cell = cell.replace("risk.no_proper_sanitation", PRESENT).replace("risk.unsafe_water", PRESENT)
    table = whole["appendix_pairs"]
    assert table.denominator[cell] == len(together)
    assert table.numerator[cell.replace("status", "stunted")] == together["stunted"].sum()
    found = whole["appendix_pair.sanitation_water"]
    assert number(found, "reri_low") < number(found, "reri") < number(found, "reri_high")
    excess = number(found, "both") - number(found, "only_a") - number(found, "only_b") + 1
    assert number(found, "reri") == pytest.approx(excess)
    pattern = solve_pattern(whole.values())
    facts = [fact for one in whole.values() for fact in release(one, pattern).facts]
    assert attack(facts, printed_by(whole.values()).partitions).found == ()


def test_a_pair_that_cannot_be_compared_is_refused_with_its_reason(whole):
    assert whole["appendix_pair_refused.small_and_food"].sentence.id == "risk_appendix.refused.not_compared"
    rows = frame()
    rows["unsafe_water"] = rows["unsafe_water"].where(~rows["no_proper_sanitation"].eq(PRESENT), ABSENT)
    found = everything(rows)
    assert found["appendix_pair_refused.sanitation_water"].sentence.id == "risk_appendix.refused.too_few"


def test_pairs_are_declared_factors():
    assert {factor for pair in PAIRS for factor in (pair.a, pair.b)} <= set(FACTOR_COLUMNS)


def test_e_values_are_those_of_the_printed_ratio_and_tied_to_its_cells(whole):
    effect, strength = whole["risk_effect.unsafe_water"], whole["appendix_strength.unsafe_water"]
    asked = e_value(*(number(effect, name) for name in ("ratio", "low", "high")))
    assert number(strength, "point") == pytest.approx(asked.point)
    assert number(strength, "limit") == pytest.approx(asked.limit)
    assert strength.values["point"].cells == effect.values["ratio"].cells


def test_imputed_ratios_are_near_the_truth_of_the_complete_rows_and_narrower(whole):
    complete = everything(frame())["risk_effect.unsafe_water"]
    imputed, own = whole["appendix_imputed.unsafe_water"], whole["risk_effect.unsafe_water"]
    assert number(imputed, "ratio") == pytest.approx(number(complete, "ratio"), rel=0.12)
    spread = [np.log(number(one, "high") / number(one, "low")) for one in (imputed, own)]
    assert spread[0] < spread[1]
    assert 0 < number(imputed, "fmi") < 100


def test_the_same_seed_gives_the_same_figures(whole):
    again = everything(frame(unknown=0.2))["appendix_imputed.unsafe_water"]
    assert again == whole["appendix_imputed.unsafe_water"]


def test_with_nearly_every_answer_known_nothing_is_imputed_and_that_is_said():
    found = everything(frame(unknown=0.005))
    assert found["appendix_missing"].sentence.id == "risk_appendix.missing_small"
    assert not [id for id in found if id.startswith(("appendix_imputed", "appendix_bounds"))]


COUNT = st.integers(min_value=0, max_value=4)


@given(st.tuples(*[st.integers(min_value=1, max_value=4)] * 4), COUNT, COUNT)
def test_no_answers_of_the_unknown_go_beyond_the_worst_case(known, cases, others):
    a, b, c, d = known
    ratios = [
        ((a + x) / (a + x + b + y)) / ((c + cases - x) / (c + cases - x + d + others - y))
        for x, y in product(range(cases + 1), range(others + 1))
    ]
    assert worst_case(a, b, c, d, cases, others) == pytest.approx((min(ratios), max(ratios)))


def test_bounds_of_everything_known_are_the_crude_ratio_and_of_no_case_there_are_none():
    assert worst_case(20, 80, 10, 90, 0, 0) == pytest.approx((2.0, 2.0))
    assert np.isinf(worst_case(5, 5, 0, 10, 0, 0)).all()
    assert np.isnan(worst_case(0, 0, 0, 0, 0, 0)).all()


def test_bounds_on_a_small_unprinted_count_are_restricted():
    rows = frame(unknown=0.2)
    known = rows["low_birth_weight"].notna() | ~rows["stunted"].eq(1)
    rows.loc[~known, "low_birth_weight"] = ABSENT
    cases = rows.index[rows["stunted"].eq(1)][:3]
    rows.loc[cases, "low_birth_weight"] = np.nan  # three stunted children of unknown weight
    found = everything(rows)
    assert found["appendix_bounds.low_birth_weight"].values["worst_low"].restricted
    assert not found["appendix_bounds.unsafe_water"].values["worst_low"].restricted


@pytest.mark.parametrize("short", [0.0, 1.0])
def test_nobody_or_everybody_stunted_leaves_means_and_no_model(short):
    rows = frame(800).assign(stunted=short, status="moderately_stunted" if short else "not_stunted")
    found = everything(rows)
    assert "appendix_height.month.07" in found
    assert not [id for id in found if id.startswith(("appendix_curve", "appendix_between", "appendix_strength"))]


def test_nobody_measured_is_nothing():
    rows = frame(50).iloc[:0]
    assert appendix_results(rows, heights(rows), MONTH, (), areas=AREAS, seed=1) == ()
