"""An outcome and a rank of welfare side by side, made ready for the measures of inequality."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from audit.errors import InputError
from audit.reference.risk_rules import FEW_CLUSTERS
from audit.results import Sentence
from audit.survey.design import Column, Design, Floats, ResolvedDesign, taken
from audit.survey.equity_ranks import midranks

__all__ = ["Ranked", "few_clusters", "numbers", "ranked"]


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Rows with a known outcome and rank; the others weigh 0, so that their PSUs stay in the design.

    ``y`` and ``rank`` (0 poorest to 1 richest) are 0 where they do not count. ``n`` rows count, ``missing`` do not;
    ``mean`` is the weighted mean of the outcome, NaN without rows. ``notes`` say what a reader must know.
    """

    y: Floats
    rank: Floats
    design: ResolvedDesign
    n: int
    missing: int
    mean: float
    notes: tuple[Sentence, ...]

    @property
    def rank_variance(self) -> float:
        """Weighted variance of the ranks, about 1/12; 0 where all have one rank."""
        return float(np.average((self.rank - 0.5) ** 2, weights=self.design.weight)) if self.n else np.nan

    @property
    def bounded(self) -> bool:
        """Whether every outcome lies between 0 and 1."""
        return bool((self.y <= 1).all())

    @property
    def same(self) -> bool:
        """Whether all children that count have one outcome."""
        return bool(np.ptp(self.y[self.design.weight > 0]) == 0)

    def why_undefined(self) -> tuple[Sentence, ...]:
        """What leaves no inequality to measure: no rows, or one rank for all."""
        if not self.n:
            return (Sentence("equity.no_rows"),)
        return () if self.rank_variance > 0 else (Sentence("equity.one_rank"),)


def ranked(y: Column, rank: Column, design: Design | None, data: pd.DataFrame | None) -> Ranked:
    """Bring an outcome (at least 0) and a measure of welfare (more is richer) together by position.

    Either may be a column name in ``data``. Rows without outcome, rank or weight do not count and are said. Raises
    ``InputError`` for an outcome below 0 or infinite and for what ``Design.resolve`` refuses.
    """
    rows = data if data is not None else _length(y)
    outcome, welfare = numbers("y", y, rows), numbers("rank", rank, rows)
    if (outcome < 0).any() or np.isinf(outcome).any() or np.isinf(welfare).any():
        raise InputError("equity.bad_outcome")
    resolved = (design or Design()).resolve(rows)
    counts = ~np.isnan(outcome) & ~np.isnan(welfare) & (resolved.weight > 0)
    resolved = replace(resolved, weight=np.where(counts, resolved.weight, 0.0))
    place = midranks(np.where(counts, welfare, np.nan), resolved.weight)
    n, y0 = int(counts.sum()), np.where(counts, outcome, 0.0)
    missing = counts.size - n
    notes = (
        *resolved.notes,
        *few_clusters(design, resolved),
        *([Sentence("equity.rows_missing", {"n": missing})] if missing else []),
    )
    mean = float(np.average(y0, weights=resolved.weight)) if n else np.nan
    return Ranked(y0, np.where(counts, place, 0.0), resolved, n, missing, mean, notes)


def numbers(part: str, column: Column, rows: pd.DataFrame | int) -> Floats:
    """Column as numbers, NaN where missing. ``InputError`` for text that is no number."""
    values = taken(part, column, rows)
    found = np.asarray(pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan))
    if (np.isnan(found) & values.notna().to_numpy()).any():
        raise InputError("equity.not_numbers", part=part)
    return found


def few_clusters(design: Design | None, resolved: ResolvedDesign) -> tuple[Sentence, ...]:
    """What to say where a design has so few clusters that its errors are too small on average."""
    clusters = np.unique(resolved.psu[resolved.weight > 0]).size
    if design is None or design.cluster is None or not 1 < clusters < FEW_CLUSTERS:
        return ()
    return (Sentence("risk.few_clusters", {"clusters": clusters, "least": FEW_CLUSTERS, "df": resolved.df}),)


def _length(y: Column) -> int:
    if isinstance(y, str):
        raise InputError("survey.name_without_frame", part="y", column=y)
    return len(y)
