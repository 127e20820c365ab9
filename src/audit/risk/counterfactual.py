"""How often the outcome would occur, by a model, with some factors taken away; and how sure that is.

The share of children with the outcome, the share expected without the factors and the coefficients are estimated
together (stacked estimating equations), so that the standard error knows of all three. Rows are summed by cluster, or
by the units of the sampling design. Source: Sjölander and Vansteelandt, Biostatistics 2011;12:112-121; the numbers are
those of ``AFglm`` in R's AF 0.1.5, which scales by G/(G-1) as done here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from audit.errors import InputError
from audit.reference.risk_rules import FEW_CLUSTERS
from audit.risk.glm import GlmResult
from audit.risk.irls import FAMILIES, Patterns, patterns_of, score_factor
from audit.risk.sandwich import BY_CLUSTER, cluster_scores
from audit.survey import Design
from audit.survey.design import ResolvedDesign
from audit.survey.totals import total_variance

__all__ = ["Counterfactuals", "columns_of", "counterfactuals"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Counterfactuals:
    """A model, ready to be asked about children without some factors.

    Attributes
    ----------
    share : weighted share of children with the outcome, above 0.
    of_patterns : (U,) weight of each pattern of rows.
    events : (G,) what each unit adds to ``share``. influence : (G, k) what it adds to each coefficient.
    psu : (n,) unit of each row used; ``design`` says how units were drawn.
    df, quantile : of the t distribution of intervals.
    """

    result: GlmResult
    patterns: Patterns
    weight: Floats
    of_patterns: Floats
    share: float
    events: Floats
    influence: Floats
    psu: Codes
    design: ResolvedDesign
    df: float
    quantile: float

    def without(self, columns: Mask) -> tuple[float, Floats]:
        """Expected share with these (k,) columns of the model at 0, and (G,) what each unit adds to it."""
        result, kept = self.result, self.patterns.columns
        mu = FAMILIES[result.family][1](np.where(columns, 0.0, result.beta) @ kept)
        slope = {"linear": np.ones_like(mu), "logit": mu * (1 - mu)}.get(result.family, mu)
        gradient = kept @ (self.of_patterns * slope)
        gradient[columns] = 0.0
        own = np.bincount(self.psu, self.weight * self.patterns.at_rows(mu), self.design.stratum.size)
        return float(own.sum()), own + self.influence @ gradient

    def error(self, additions: Floats) -> float:
        """Return the standard error of a sum over units of (G,) additions; NaN with one unit."""
        return float(np.sqrt(total_variance(additions[:, None], self.design)[0]))


def counterfactuals(result: GlmResult, design: Design | None = None) -> Counterfactuals:
    """Prepare a model whose outcome is 0/1 and was seen in somebody.

    Parameters
    ----------
    design : how units were drawn, where it differs from that of the model: AFglm's ``clusterid``. Its weights must be
        those the model was fitted with. Left out: by row, by cluster or by the sampling design, as the model's errors.

    Raises
    ------
    InputError : other weights than those of the model.
    """
    own, df, quantile = _design(result, design)
    psu = own.psu if own.psu.size == result.rows.size else own.psu[result.rows]
    patterns = patterns_of(result.matrix())
    y, total = result.outcome(), result.weight.sum()
    mu = FAMILIES[result.family][1](result.beta @ patterns.columns)
    residual = result.weight * (y - patterns.at_rows(mu))
    residual *= patterns.at_rows(np.broadcast_to(score_factor(result.family, mu), mu.shape))
    weight, units = result.weight / total, own.stratum.size
    return Counterfactuals(
        result=result,
        patterns=patterns,
        weight=weight,
        of_patterns=patterns.sums(weight),
        share=float(weight @ y),
        events=np.bincount(psu, weight * y, units).astype(np.float64),
        influence=cluster_scores(patterns, residual, psu, units) @ result.bread,
        psu=psu,
        design=own,
        df=df,
        quantile=quantile,
    )


def columns_of(result: GlmResult, factors: Iterable[str]) -> Mask:
    """(k,) columns of the model that are 0 for a child without these factors: their own and all their products."""
    wanted = set(factors)
    return np.array([not wanted.isdisjoint(source) for source in result.encoding.sources])


def _design(result: GlmResult, design: Design | None) -> tuple[ResolvedDesign, float, float]:
    """Units of the rows used (of all rows where it is a sampling design), degrees of freedom and quantile."""
    n = result.rows.size
    if design is None:
        df, quantile, resolved = result.df, result.quantile, result.design
        if resolved is None or result.vcov not in BY_CLUSTER:
            return Design().resolve(n), df, quantile
        if result.vcov == "survey":
            return resolved, df, quantile
        return Design(cluster=resolved.psu[result.rows]).resolve(n), df, quantile
    resolved = design.resolve(result.frame)
    if not np.array_equal(resolved.weight[result.rows], result.weight):
        raise InputError("attributable.other_weights")
    if design.strata is None and design.weight is None and design.fpc is None:
        resolved = Design(cluster=resolved.psu[result.rows]).resolve(n)
    df = float(resolved.df) if resolved.df < FEW_CLUSTERS else np.inf
    return resolved, df, replace(result, df=df).quantile
