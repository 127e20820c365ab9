"""Children in desa: models with a random intercept, and how much of the difference lies between desa."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.glm import GlmResult, fit_glm
from audit.risk.random_intercept import Clusters, Intercepts, fit_linear, fit_logit
from audit.risk.tidy import tidy
from audit.survey.intervals import t_quantile

__all__ = ["MixedResult", "proportional_change", "random_intercept"]

Floats = npt.NDArray[np.float64]
MixedFamily = Literal["linear", "logit"]

_LOGISTIC_VARIANCE = np.pi**2 / 3  # of the latent residual of a logistic model
_THIRD_QUARTILE = NormalDist().inv_cdf(0.75)  # the median distance of a standard normal from 0


@dataclass(frozen=True, slots=True, eq=False)
class MixedResult:
    """A model of k terms with one random intercept a cluster.

    Attributes
    ----------
    terms, coef, covariance : as of ``GlmResult``; the coefficients hold within a cluster (``logit``: log odds).
    variance : between clusters, NaN where it cannot be told. ``residual_variance`` : within them; of ``logit`` π²/3.
    log_likelihood : restricted for ``linear``; of ``logit`` by adaptive quadrature, with its constants.
    icc : share of the variance that lies between clusters, 0-1 (``logit``: on the latent scale).
    mor : median odds ratio (``logit`` only): how far the odds differ between two clusters, in the median.
    effects : one row a cluster: cluster, n, effect, low, high; drawn towards 0, the more so the fewer children.
        ``linear`` in the unit of the outcome; ``logit`` on the scale of log odds.
    n, missing : rows used, rows left out.
    notes : what a reader must know.
    """

    family: MixedFamily
    terms: tuple[str, ...]
    coef: Floats
    covariance: Floats
    variance: float
    residual_variance: float
    log_likelihood: float
    effects: pd.DataFrame
    n: int
    missing: int
    notes: tuple[Sentence, ...]

    @property
    def se(self) -> Floats:
        """(k,) standard errors."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def icc(self) -> float:
        """Share of the variance between clusters; NaN where it cannot be told."""
        return self.variance / (self.variance + self.residual_variance)

    @property
    def mor(self) -> float | None:
        """Median odds ratio, at least 1. Source: Merlo et al., J Epidemiol Community Health 2006;60:290-297."""
        if self.family == "linear":
            return None
        return float(np.exp(np.sqrt(2 * self.variance) * _THIRD_QUARTILE))

    def tidy(self) -> pd.DataFrame:
        """One row a term: term, coef, se, exp_coef, conf_low, conf_high, p_value, df; normal, as ``GlmResult.tidy``."""
        return tidy(self.terms, self.coef, self.se, np.inf, exponentiate=self.family == "logit")


def random_intercept(frame: pd.DataFrame, formula: str, *, cluster: str, family: MixedFamily = "linear") -> MixedResult:
    """Fit a model in which every cluster has a level of its own, drawn from a normal distribution.

    Parameters
    ----------
    frame, formula : as of ``fit_glm``; ``formula`` without covariates (``y ~ 1``) gives the whole variance between
        clusters. cluster : column of the clusters (desa); a row without one is left out and counted.
    family : ``"linear"`` by restricted maximum likelihood; ``"logit"`` by maximum likelihood with adaptive
        Gauss-Hermite quadrature of nine points.

    One cluster, or one child a cluster: the variance cannot be told and is NaN, with a note; so are errors with one
    cluster. No difference beyond chance: the variance is 0, with a note, and the model is that of ``fit_glm``.
    Separated, constant and aliased columns have NaN and are said, as by ``fit_glm``.

    Errors as by ``fit_glm``. Not for sampling weights; not the headline effect either: an odds ratio within a cluster
    is neither a prevalence ratio nor the odds ratio of the population. Intervals of ``effects`` take variances and
    coefficients as known, as ``lme4`` does. Sources: Laird and Ware, Biometrics 1982;38:963-974; Pinheiro and Bates, J
    Comput Graph Stat 1995;4:12-35; information: Louis, J R Stat Soc B 1982;44:226-233.
    """
    if family not in get_args(MixedFamily):
        raise ValueError(f"family={family!r}")
    if cluster not in frame.columns:
        raise InputError("risk.unknown_column", column=cluster)
    known = frame[cluster].notna().to_numpy()
    plain = fit_glm(frame[known], formula, family=family, vcov="model")
    missing = plain.missing + int((~known).sum())
    code, names = pd.factorize(frame.loc[known, cluster].iloc[plain.rows], sort=True)
    clusters = Clusters(np.asarray(code, dtype=np.int64), len(names))
    kept = np.isfinite(plain.coef)
    problem = _problem(clusters)
    if problem or not kept.any():
        return _without(plain, family, clusters, np.asarray(names), missing, problem, cluster)
    columns = plain.matrix()
    fixed = plain.beta[~kept] @ columns[~kept]
    solve = fit_linear if family == "linear" else fit_logit
    found = solve(columns[kept], plain.outcome(), clusters, plain.beta[kept], fixed)
    return _result(plain, family, found, kept, clusters, np.asarray(names), missing, cluster)


def proportional_change(null: MixedResult, full: MixedResult) -> float:
    """PCV: share of the variance between clusters that the covariates of ``full`` account for; NaN where there is none.

    Both models must be of the same rows. It may be negative: clusters may differ more once their children are compared
    like with like. Source: Merlo et al. 2006, as above.
    """
    if null.n != full.n or null.family != full.family:
        raise ValueError("the two models are not of the same children")
    return (null.variance - full.variance) / null.variance if null.variance > 0 else float("nan")


def _problem(clusters: Clusters) -> tuple[Sentence, ...]:
    if clusters.number < 2:
        return (Sentence("risk.one_cluster"),)
    if clusters.size.max() < 2:
        return (Sentence("mixed.one_child"),)
    return ()


def _without(
    plain: GlmResult,
    family: MixedFamily,
    clusters: Clusters,
    names: npt.NDArray[np.generic],
    missing: int,
    problem: tuple[Sentence, ...],
    cluster: str,
) -> MixedResult:
    """The model without its random part, where that cannot be told."""
    nothing = np.full(clusters.number, np.nan)
    unknown = clusters.number < 2
    return MixedResult(
        family=family,
        terms=plain.terms,
        coef=plain.coef,
        covariance=np.full(plain.covariance.shape, np.nan) if unknown else plain.covariance,
        variance=float("nan"),
        residual_variance=float("nan"),
        log_likelihood=float("nan"),
        effects=_effects(names, clusters, nothing, nothing, cluster),
        n=plain.n,
        missing=missing,
        notes=(*plain.notes, *problem),
    )


def _result(
    plain: GlmResult,
    family: MixedFamily,
    found: Intercepts,
    kept: npt.NDArray[np.bool_],
    clusters: Clusters,
    names: npt.NDArray[np.generic],
    missing: int,
    cluster: str,
) -> MixedResult:
    coef, covariance = plain.coef.copy(), np.full(plain.covariance.shape, np.nan)
    coef[kept] = found.beta
    covariance[np.ix_(kept, kept)] = found.covariance
    notes = list(plain.notes)
    if found.variance == 0:
        notes.append(Sentence("mixed.no_variance"))
    if not found.converged:
        notes.append(Sentence("risk.not_converged"))
    return MixedResult(
        family=family,
        terms=plain.terms,
        coef=coef,
        covariance=covariance,
        variance=found.variance,
        residual_variance=found.residual if family == "linear" else float(_LOGISTIC_VARIANCE),
        log_likelihood=found.log_likelihood,
        effects=_effects(names, clusters, found.effect, found.effect_sd, cluster),
        n=plain.n,
        missing=missing,
        notes=tuple(notes),
    )


def _effects(
    names: npt.NDArray[np.generic], clusters: Clusters, effect: Floats, sd: Floats, cluster: str
) -> pd.DataFrame:
    reach = t_quantile(np.inf) * sd
    return pd.DataFrame(
        {cluster: names, "n": clusters.size, "effect": effect, "low": effect - reach, "high": effect + reach}
    )
