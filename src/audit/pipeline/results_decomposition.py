"""Which factors go along with the inequality of stunting by welfare: parts of the concentration index."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from audit.reference.risk_columns import (
    ABSENT,
    FIFTHS,
    LEAST_RESIDUAL_DF,
    POOREST,
    PRESENT,
    UNKNOWN,
    factor_split,
)
from audit.results import Cell, Finding, Result, Sentence, TiedValue, Value
from audit.risk.decomposition import decompose
from audit.risk.hierarchy import Hierarchy

__all__ = ["decomposition_results"]

_OUTCOME = "stunted"
_OF_ERREYGERS = 4  # x mean of the outcome: a part of the standard index on the scale of Erreygers' (2009)


def decomposition_results(frame: pd.DataFrame, found: Hierarchy, month: str) -> tuple[Result, ...]:
    """Finding ``risk_decomposition``: ``total`` index of Erreygers, ``part_<factor>`` and ``residual`` that make it up.

    Of the children in the last model of the hierarchy, all of whom must have a rank of welfare, so that their number
    is that of the model: without "poorest 40 %" among the factors, or with nobody or everybody stunted, nothing.
    Without intervals. Tied to the cells of every model, group and fifth.
    """
    factors = list(dict.fromkeys(map(str, found.table["factor"])))
    if POOREST not in factors:
        return ()
    model = list(found.models.values())[-1]
    rows = frame.iloc[model.rows]
    known = rows[[_OUTCOME, "welfare_rank"]].assign(**{f: rows[f].eq(PRESENT).astype(float) for f in factors})
    parts = decompose(known, _OUTCOME, factors, "welfare_rank")
    if parts.n != model.n or not np.isfinite(parts.total):
        return ()
    tied = _cells(found, month)
    scale = _OF_ERREYGERS * float(known[_OUTCOME].mean())
    few = bool(found.table["residual_df"].lt(LEAST_RESIDUAL_DF).any())

    def value(number: Any) -> TiedValue:
        return TiedValue(tied, scale * float(number), 3, few)

    values: dict[str, Value] = {"total": value(parts.total), "residual": value(parts.residual)}
    contributions = zip(parts.table["factor"], parts.table["contribution"], strict=True)
    values |= {f"part_{factor}": value(number) for factor, number in contributions}
    values["level"] = list(found.models)[-1]
    rests_on = ("risk_groups", "risk_models", "risk_wealth")
    return (Finding("risk_decomposition", Sentence("risk_fraction.decomposition"), rests_on, values),)


def _cells(found: Hierarchy, month: str) -> tuple[Cell, ...]:
    """Cases and children of each model, of the two groups of each factor in its own, and of each fifth."""
    measured = Cell.of(month, status="haz_known")
    cells = [measured.replace("risk_model", level) for level in found.models]
    for factor, level in zip(found.table["factor"], found.table["level"], strict=True):
        model = measured.replace("risk_model", str(level))
        cells += [model.replace(factor_split(str(factor)).attribute, state) for state in (PRESENT, ABSENT)]
    cells += [measured.replace(factor_split(POOREST).attribute, fifth) for fifth in (*FIFTHS, UNKNOWN)]
    return tuple(dict.fromkeys(c for cell in cells for c in (cell.replace("status", _OUTCOME), cell)))
