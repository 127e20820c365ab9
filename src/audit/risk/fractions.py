"""Attributable fractions as values: what they say of a factor, on which children they rest, why one is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.columns import numbers
from audit.risk.counterfactual import Counterfactuals, columns_of, counterfactuals
from audit.risk.glm import GlmResult
from audit.survey import Design

__all__ = [
    "Fraction",
    "Kind",
    "PafResult",
    "checked",
    "collected",
    "exposure_of",
    "factors_asked",
    "fraction",
    "reasons",
]

Mask = npt.NDArray[np.bool_]
Kind = Literal["single", "joint", "average"]


@dataclass(frozen=True, slots=True)
class Fraction:
    """The attributable fraction of one factor, or of several taken away together.

    ``estimate``, ``low`` and ``high`` are parts of 1, negative where children with the factor have the outcome less
    often; NaN where they cannot be computed, which ``notes`` say. ``p_exposed`` and ``p_exposed_cases`` are weighted
    shares of all children and of those with the outcome; ``exposed`` and ``exposed_events`` count them.
    """

    factors: tuple[str, ...]
    estimate: float
    se: float
    low: float
    high: float
    p_exposed: float
    p_exposed_cases: float
    exposed: int
    exposed_events: int
    notes: tuple[Sentence, ...] = ()

    @property
    def exposure(self) -> str:
        """Names of the factors, joined by +."""
        return "+".join(self.factors)


@dataclass(frozen=True, slots=True)
class PafResult:
    """Attributable fractions from one model. They overlap and have no sum.

    ``kind`` is "single" (each factor alone), "joint" (all together) or "average" (mean over all orders). ``n``,
    ``events``, ``missing``, ``df`` and ``clusters`` are those of the model; ``notes`` hold its notes.
    """

    kind: Kind
    outcome: str
    fractions: tuple[Fraction, ...]
    n: int
    events: int
    missing: int
    clusters: int | None
    df: float
    notes: tuple[Sentence, ...]

    def tidy(self) -> pd.DataFrame:
        """One row a fraction: exposure, est, se, low, high, p_exposed, p_exposed_cases, n, events, df."""
        rows = [
            (one.exposure, one.estimate, one.se, one.low, one.high, one.p_exposed, one.p_exposed_cases)
            for one in self.fractions
        ]
        names = ["exposure", "est", "se", "low", "high", "p_exposed", "p_exposed_cases"]
        return pd.DataFrame(rows, columns=names).assign(n=self.n, events=self.events, df=self.df)


def exposure_of(result: GlmResult, name: str) -> Mask:
    """(n,) which of the rows used have the factor: 1, or any category but the reference."""
    values = result.frame[name].iloc[result.rows]
    if name in result.encoding.levels:
        return (values != result.encoding.levels[name][0]).to_numpy(dtype=bool)
    found = numbers(values)
    if not ((found == 0) | (found == 1)).all():
        raise InputError("attributable.not_a_factor", column=name)
    return found == 1


def fraction(
    result: GlmResult,
    model: Counterfactuals | None,
    names: tuple[str, ...],
    estimate: float,
    se: float,
    notes: tuple[Sentence, ...] = (),
) -> Fraction:
    """Put a fraction together with who is exposed, and say so where it is negative."""
    exposed = np.logical_or.reduce([exposure_of(result, name) for name in names])
    y, weight = result.outcome(), result.weight
    quantile = np.nan if model is None else model.quantile
    reach = quantile * se / (1 - estimate) if estimate < 1 else np.nan
    if estimate < 0:
        notes = (*notes, Sentence("attributable.negative", {"factor": " + ".join(names)}))
    return Fraction(
        factors=names,
        estimate=estimate,
        se=se,
        low=float(1 - (1 - estimate) * np.exp(reach)),
        high=float(1 - (1 - estimate) * np.exp(-reach)),
        p_exposed=float(weight @ exposed / weight.sum()),
        p_exposed_cases=float(weight @ (exposed * y) / (weight @ y)) if y.any() else np.nan,
        exposed=int(exposed.sum()),
        exposed_events=int(y[exposed].sum()),
        notes=notes,
    )


def factors_asked(exposures: str | Sequence[str]) -> tuple[str, ...]:
    """Names of factors, each once."""
    names = (exposures,) if isinstance(exposures, str) else tuple(dict.fromkeys(exposures))
    if not names:
        raise InputError("attributable.no_factor")
    return names


def checked(result: GlmResult, names: tuple[str, ...], design: Design | None, *, ci: bool) -> Counterfactuals | None:
    """Refuse what cannot be asked; ``None`` where nobody, or everybody, has the outcome."""
    if result.events is None:
        raise InputError("risk.outcome_not_binary", column=result.formula.outcome)
    for name in names:
        if name not in result.formula.columns[1:]:
            raise InputError("risk.unknown_column", column=name)
        exposure_of(result, name)
    if not np.isfinite(result.beta).all():
        return None
    return counterfactuals(result, design if ci else None)


def reasons(result: GlmResult, names: tuple[str, ...]) -> tuple[Sentence, ...]:
    """Why the fraction of these factors cannot be computed; empty where it can."""
    if result.events in (0, result.n):
        id = "risk.no_events" if result.events == 0 else "risk.all_events"
        return (Sentence(id, {"outcome": result.formula.outcome}),)
    found: list[Sentence] = []
    for name in names:
        exposed = exposure_of(result, name)
        lost = np.isnan(result.coef[columns_of(result, [name])]).any()
        if exposed.all():
            found.append(Sentence("attributable.everybody", {"factor": name}))
        elif lost and exposed.any():
            found.append(Sentence("attributable.not_told_apart", {"factor": name}))
    return tuple(found)


def collected(kind: Kind, result: GlmResult, fractions: list[Fraction], model: Counterfactuals | None) -> PafResult:
    """Put fractions of one model together with what the model rests on."""
    return PafResult(
        kind=kind,
        outcome=result.formula.outcome,
        fractions=tuple(fractions),
        n=result.n,
        events=int(result.events or 0),
        missing=result.missing,
        clusters=result.clusters,
        df=result.df if model is None else model.df,
        notes=result.notes,
    )
