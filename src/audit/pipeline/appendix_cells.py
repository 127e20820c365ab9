"""What results of the appendix are tied to: children of a month, those of a model, and the numbers on them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from audit.reference.risk_columns import LEAST_RESIDUAL_DF
from audit.results import Cell, Finding, TiedValue

__all__ = ["CASES", "EFFECT", "both", "everybody", "few_df", "in_model", "levels_shown", "tied"]

CASES, EVERYBODY = "stunted", "haz_known"
EFFECT = "risk_effect."


def everybody(month: str) -> Cell:
    """Children of a month with a plausible height-for-age."""
    return Cell.of(month, status=EVERYBODY)


def in_model(month: str, level: str) -> Cell:
    """Those among them whose rows a level's model uses."""
    return Cell.of(month, risk_model=level, status=EVERYBODY)


def both(cell: Cell) -> tuple[Cell, Cell]:
    """The stunted ones of a cell, and the cell."""
    return cell.replace("status", CASES), cell


def tied(cells: Iterable[Cell], number: float | None, digits: int, *, restricted: bool = False) -> TiedValue:
    """A number with the cells it rests on; what could not be computed is no number."""
    there = number is not None and bool(np.isfinite(number))
    return TiedValue(
        tuple(dict.fromkeys(cells)), float(number) if there and number is not None else None, digits, restricted
    )


def few_df(df: float) -> bool:
    """Whether a model has too few degrees of freedom left to be public."""
    return df < LEAST_RESIDUAL_DF


def levels_shown(effects: Iterable[Finding]) -> dict[str, list[str]]:
    """Factors that were compared, by level in the order of the models."""
    levels: dict[str, list[str]] = {}
    for found in effects:
        levels.setdefault(str(found.values["level"]), []).append(str(found.values["factor"]))
    return levels
