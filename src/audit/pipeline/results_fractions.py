"""What goes with each factor that can be changed, in stunted children of a hundred: the numbers of "where to act"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from audit.reference.risk_columns import ABSENT, LEAST_RESIDUAL_DF, PRESENT, factor_split
from audit.results import Cell, Finding, Result, Sentence, TiedValue, Value
from audit.risk.attributable import Attributable, FactorFraction, attributable
from audit.risk.fractions import Fraction
from audit.risk.hierarchy import Hierarchy
from audit.risk.paf import paf

__all__ = ["fraction_results"]

_RESTS_ON = ("risk_groups", "risk_models")
_OF_A_HUNDRED = 100


def fraction_results(found: Hierarchy, month: str) -> tuple[Result, ...]:
    """Attributable fractions (association) of the factors in a hierarchy, each from the model of its own level.

    Findings ``risk_fraction.<factor>`` (stunted children of a hundred: ``fraction`` alone, ``average`` over all orders,
    with limits ``_low``, ``_high``; missing where not computed), ``risk_fraction_level.<level>`` (the factors of a
    level taken together, which their averages add up to), ``risk_fraction_together`` (all of them, from the last
    model) and ``risk_fraction_left.<n>``: what is not shown, and why. There is no sum anywhere.

    Tied to the cells of the groups and models behind them, as the ratios are; never public with fewer than
    ``LEAST_RESIDUAL_DF`` degrees of freedom. A factor that follows from the outcome is in no hierarchy, and none that
    cannot be changed is computed (``audit.risk.attributable``).
    """
    by_level = {
        level: attributable(model, list(dict.fromkeys(found.table.loc[found.table["level"].eq(level), "factor"])))
        for level, model in found.models.items()
    }
    few = {
        level: bool(found.table.loc[found.table["level"].eq(level), "residual_df"].lt(LEAST_RESIDUAL_DF).any())
        for level in by_level
    }
    left = [one for said in by_level.values() for one in said.left_out]
    return (
        *(one for level, said in by_level.items() for one in _of_level(said, month, level, few=few[level])),
        *_together(found, by_level, month, few),
        *(_left(n, one) for n, one in enumerate(left)),
    )


def _of_level(said: Attributable, month: str, level: str, *, few: bool) -> Iterator[Finding]:
    for one in said.factors:
        cells = _cells(month, level, [one.factor])
        values = _numbers("fraction", one.single, cells, few) | _numbers("average", one.average, cells, few)
        values |= {"factor": one.factor, "level": level}
        yield Finding(f"risk_fraction.{one.factor}", _sentence("factor", one.factor), _RESTS_ON, values)
    if said.joint is not None:
        values = _numbers("fraction", said.joint, _cells(month, level, [f.factor for f in said.factors]), few)
        sentence = Sentence("risk_fraction.level", {"level": f"risk_block.level.{level}"})
        yield Finding(f"risk_fraction_level.{level}", sentence, _RESTS_ON, values | {"level": level})


def _together(
    found: Hierarchy, by_level: dict[str, Attributable], month: str, few: dict[str, bool]
) -> Iterator[Finding]:
    """All factors of all levels, taken away together in the model that holds every one of them."""
    names = {one.factor: level for level, said in by_level.items() for one in said.factors}
    if len(names) < 2:
        return
    last = list(by_level)[-1]
    joint = paf(found.models[last], list(names), joint=True).fractions[0]
    cells = [cell for factor, level in names.items() for cell in _cells(month, level, [factor])]
    tied = tuple(dict.fromkeys([*_cells(month, last, []), *cells]))
    values = _numbers("fraction", joint, tied, any(few.values())) | {"level": last, "factors": len(names)}
    yield Finding("risk_fraction_together", Sentence("risk_fraction.all"), _RESTS_ON, values)


def _left(n: int, one: FactorFraction) -> Finding:
    """In our own words: those of the model name its columns."""
    why = _sentence(f"why.{one.statement.id.rpartition('.')[2]}", one.factor)
    return Finding(f"risk_fraction_left.{n:02d}", why)


def _sentence(name: str, factor: str) -> Sentence:
    return Sentence(f"risk_fraction.{name}", {"factor": f"risk_block.factor.{factor}"})


def _cells(month: str, level: str, factors: Sequence[str]) -> tuple[Cell, ...]:
    """Cases and children of a level's model and of the two groups of each factor in it."""
    model = Cell.of(month, risk_model=level, status="haz_known")
    groups = [model.replace(factor_split(f).attribute, state) for f in factors for state in (PRESENT, ABSENT)]
    return tuple(cell for base in (model, *groups) for cell in (base.replace("status", "stunted"), base))


def _numbers(name: str, one: Fraction | None, cells: tuple[Cell, ...], few: bool) -> dict[str, Value]:
    ends = {name: "estimate", f"{name}_low": "low", f"{name}_high": "high"}
    numbers = {key: np.nan if one is None else getattr(one, end) for key, end in ends.items()}
    return {
        key: TiedValue(cells, _OF_A_HUNDRED * float(x) if np.isfinite(x) else None, 0, few)
        for key, x in numbers.items()
    }
