"""Would the comparisons be others if every answer were known? Complete rows, imputed answers, and the worst case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from audit.pipeline.appendix_cells import CASES, both, everybody, tied
from audit.pipeline.appendix_models import model_of
from audit.reference.appendix_rules import MISSING_WORTH
from audit.reference.disclosure_rules import SMALL_COUNT
from audit.reference.risk_columns import PRESENT, factor_split
from audit.results import Cell, Finding, Result, Sentence, TiedValue, Value
from audit.risk import mice
from audit.risk.pooling import Pooled, pool_fits

__all__ = ["missing_results", "worst_case"]

_EXPLAINING = ("age_months", "male", CASES)
_OF_A_HUNDRED = 100


def missing_results(
    frame: pd.DataFrame, month: str, effects: Sequence[Finding], levels: Mapping[str, list[str]], seed: int
) -> Iterator[Result]:
    """Findings ``appendix_imputed.<factor>``, ``appendix_bounds.<factor>``; or one that says why nothing is imputed.

    Adjusted ratios of ``m`` imputed data sets, pooled, each factor in its own level's model; and the crude ratio where
    every unknown answer were what makes it highest, or lowest. Nothing where no factor was compared.
    """
    factors = [factor for known in levels.values() for factor in known]
    if not factors:
        return
    share = float(frame[factors].isna().any(axis=1).mean())
    if share < MISSING_WORTH:
        values: dict[str, Value] = {"least": round(MISSING_WORTH * _OF_A_HUNDRED)}
        yield Finding("appendix_missing", Sentence("risk_appendix.missing_small", values))
        return
    yield Finding("appendix_missing", Sentence("risk_appendix.missing_worth"))
    pooled = _imputed(frame, factors, levels, seed)
    own = {str(found.values["factor"]): found for found in effects}
    for level, known in levels.items():
        table = pooled[level].tidy().set_index("term").to_dict("index")
        for factor in known:
            found = own[factor].values["ratio"]
            if not isinstance(found, TiedValue):
                raise TypeError(f"{factor}: a ratio is tied to no cells")
            cells = (*found.cells, *_all_cells(month, factor))
            row = table[factor]
            numbers: dict[str, Value] = {
                name: tied(cells, float(row[column]) * scale, digits, restricted=found.restricted)
                for name, column, digits, scale in (
                    ("ratio", "exp_coef", 2, 1), ("low", "conf_low", 2, 1), ("high", "conf_high", 2, 1),
                    ("fmi", "fmi", 0, _OF_A_HUNDRED),
                )
            }  # fmt: skip
            head: dict[str, Value] = {"factor": factor, "level": level}
            yield Finding(
                f"appendix_imputed.{factor}", Sentence("risk_appendix.figure"), ("risk_known",), head | numbers
            )
            yield _bounds(frame, month, factor)


def _imputed(
    frame: pd.DataFrame, factors: Sequence[str], levels: Mapping[str, list[str]], seed: int
) -> dict[str, Pooled]:
    """Pooled models by level; every factor, the outcome, age and sex explain one another."""
    # Plain numbers: a third of the time of categories and codes of desa as text, in sixty models.
    rows = frame[list(_EXPLAINING)].assign(area=pd.factorize(frame["area"], sort=True)[0])
    rows = rows.assign(**{f: frame[f].eq(PRESENT).astype(float).where(frame[f].notna()) for f in factors})
    sets = mice(rows, seed=seed, columns=[*_EXPLAINING, *factors])
    fits = [{level: model_of(one, levels, level) for level in levels} for one in sets]
    return {level: pool_fits([fit[level] for fit in fits]) for level in levels}


def _all_cells(month: str, factor: str) -> tuple[Cell, ...]:
    whole = everybody(month)
    return (*both(whole), whole.replace(factor_split(factor).attribute, "known"))


def _bounds(frame: pd.DataFrame, month: str, factor: str) -> Finding:
    """Worst cases of the crude ratio; restricted where a count behind them is small, since no table prints those."""
    known, exposed, case = frame[factor].notna(), frame[factor].eq(PRESENT), frame[CASES].eq(1)
    counts = [int((which & of).sum()) for which in (exposed, known & ~exposed, ~known) for of in (case, ~case)]
    low, high = worst_case(*counts)
    few = any(0 < count < SMALL_COUNT for count in counts)
    cells = _all_cells(month, factor)
    numbers: dict[str, Value] = {
        name: tied(cells, x, 2, restricted=few) for name, x in (("worst_low", low), ("worst_high", high))
    }
    return Finding(
        f"appendix_bounds.{factor}", Sentence("risk_appendix.figure"), ("risk_known",), {"factor": factor} | numbers
    )


def worst_case(
    exposed_cases: int, exposed_others: int, other_cases: int, others: int, unknown_cases: int, unknown_others: int
) -> tuple[float, float]:
    """Lowest and highest crude prevalence ratio that any answers of the unknown children could give.

    Highest where every unknown case is exposed and every other unknown child is not; lowest the other way round. NaN
    where a group would be empty, infinite where it would be without a case. Source: Horowitz & Manski, J Am Stat Assoc
    2000;95:77-84.
    """

    def ratio(a: int, b: int, c: int, d: int) -> float:
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(np.float64(a) / (a + b) / (np.float64(c) / (c + d)))

    low = ratio(exposed_cases, exposed_others + unknown_others, other_cases + unknown_cases, others)
    high = ratio(exposed_cases + unknown_cases, exposed_others, other_cases, others + unknown_others)
    return low, high
