"""Generalised linear models with errors that know of clusters and sampling: prevalence ratios first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError, InsufficientDataError
from audit.reference.risk_rules import EVENTS_PER_PARAMETER, FEW_CLUSTERS
from audit.results import Sentence
from audit.risk.columns import Encoding, numbers
from audit.risk.formula import Formula
from audit.risk.irls import FAMILIES, Family, Fit, Patterns, combined, fit, score_factor
from audit.risk.model_rows import ModelRows, model_rows
from audit.risk.sandwich import BY_CLUSTER, Vcov, sandwich
from audit.risk.stopping import stopped_as_r
from audit.risk.tidy import tidy, tidy_quantile
from audit.survey import Design
from audit.survey.design import ResolvedDesign

__all__ = ["GlmResult", "fit_glm", "fit_rows", "usual_vcov"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class GlmResult:
    """A fitted model of k terms.

    Attributes
    ----------
    terms : (k,) names as R gives them: ``(Intercept)``, ``male``, ``mom_eduNONE``.
    coef : (k,) on the scale of the link (log for poisson and logbin); NaN where it cannot be estimated.
    covariance : (k, k) of ``coef``, by ``vcov``; NaN where it cannot be estimated.
    df : degrees of freedom of the t distribution of intervals, infinite for the normal.
    n, events, missing : rows used, those of them with the outcome (``None`` where it is not 0/1), rows left out because
        a value was missing.
    clusters : PSUs with a row that is used; ``None`` where errors are by row.
    notes : what a reader must know, as sentences.
    log_likelihood : of the model without its constant, for tests of one model within another.
    beta, bread : (k,) and (k, k) what predictions and further variances rest on: finite in every place.
    encoding, frame, rows, weight, design : the columns, the frame, the positions of rows used, their weights, the
        design of all rows.
    """

    formula: Formula
    family: Family
    vcov: Vcov
    terms: tuple[str, ...]
    coef: Floats
    covariance: Floats
    df: float
    n: int
    events: int | None
    missing: int
    clusters: int | None
    notes: tuple[Sentence, ...]
    log_likelihood: float
    beta: Floats
    bread: Floats
    encoding: Encoding
    frame: pd.DataFrame
    rows: Codes
    weight: Floats
    design: ResolvedDesign | None

    @property
    def aliased(self) -> npt.NDArray[np.bool_]:
        """(k,) terms that other columns already hold, constant ones too."""
        return np.isnan(self.coef) & (self.beta == 0)

    @property
    def se(self) -> Floats:
        """(k,) standard errors."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    @property
    def quantile(self) -> float:
        """How many standard errors an interval reaches; NaN without degrees of freedom."""
        return float(tidy_quantile(self.df))

    def tidy(self) -> pd.DataFrame:
        """One row a term: term, coef, se, exp_coef, conf_low, conf_high, p_value, df.

        The limits are on the scale of ``exp_coef`` (prevalence or odds ratio), for ``linear`` on that of ``coef``,
        where ``exp_coef`` is missing. NaN where a term cannot be estimated.
        """
        return tidy(self.terms, self.coef, self.se, self.df, exponentiate=self.family != "linear")

    def predict(self, frame: pd.DataFrame | None = None) -> Floats:
        """(n,) expected outcome of the rows of a frame, or of the rows used; NaN where a value is missing or unknown.

        A prevalence of ``poisson`` may be above 1: say how many are.
        """
        if frame is None:
            return self.expected(self.matrix())
        return self.expected(self.encoding.matrix(frame))

    @property
    def used(self) -> npt.NDArray[np.bool_]:
        """(N,) rows of the frame that are used."""
        found = np.zeros(len(self.frame), dtype=bool)
        found[self.rows] = True
        return found

    def matrix(self) -> Floats:
        """(k, n) columns of the rows used."""
        return self.encoding.matrix(self.frame, self.used)

    def expected(self, columns: Floats) -> Floats:
        """(n,) expected outcome of (k, n) columns."""
        with np.errstate(over="ignore"):
            return FAMILIES[self.family][1](combined(self.beta, columns))

    def outcome(self) -> Floats:
        """(n,) outcome of the rows used."""
        return numbers(self.frame[self.formula.outcome])[self.rows]


def fit_glm(
    frame: pd.DataFrame,
    formula: str,
    *,
    family: Family = "poisson",
    design: Design | None = None,
    vcov: Vcov | None = None,
    tolerance: float | None = None,
) -> GlmResult:
    """Fit a generalised linear model.

    Parameters
    ----------
    frame : one row a child. The outcome is 0/1 (or True and False) for ``logit`` and ``logbin``, at least 0 for
        ``poisson``. A covariate is a number or a Categorical, whose first category is the reference.
    formula : ``stunted ~ male + mom_edu + rcs(age_m)``; see ``audit.risk.formula.parse``.
    family : ``"poisson"`` (log link: of a 0/1 outcome prevalence ratios, "modified Poisson"), ``"logit"`` (odds
        ratios), ``"logbin"`` (log-binomial, from the start of the Poisson), ``"linear"`` (differences).
    design : clusters, strata, weights (``audit.survey.Design``).
    vcov : errors from the model, robust by row (HC0, HC1) or by cluster (CR0, CR1, CR1S), or by the sampling design
        (``"survey"``). Left out: ``"survey"`` with strata, weights or a finite population, ``"CR1"`` with clusters
        alone, else ``"HC1"``.
    tolerance : left out, the limit: no step changes a coefficient by a billionth of its column's spread. A number is
        R's rule instead, ``epsilon`` of ``glm.control`` (R's default 1e-8): stop when the deviance changes by less than
        that share of itself, with errors from the weights of the step before (``audit.risk.stopping``). To repeat
        published figures of ``glm`` and ``svyglm`` digit by digit; predictions and fractions take its coefficients.

    Rows with a missing value are left out and counted, rows of weight 0 left out. Constant columns, columns that others
    already hold and separated ones have NaN, are said in ``notes``, and the rest is fitted. Intervals are normal;
    t(G-1) with fewer than 30 clusters; by ``"survey"`` t with PSUs - strata - terms + 1, as ``svyglm`` of R.

    Raises
    ------
    InputError : a formula, a column or a design that cannot be used.
    InsufficientDataError : no complete row; no more rows, events or non-events than terms.

    Not causal by itself: which covariates belong together is decided before, see ``audit.risk.hierarchy``. Source: Zou,
    Am J Epidemiol 2004;159:702-706; Zou and Donner, Stat Methods Med 2013;22:661-670.
    """
    if family not in get_args(Family) or (vcov is not None and vcov not in get_args(Vcov)):
        raise ValueError(f"family={family!r}, vcov={vcov!r}")
    if tolerance is not None and (family == "logbin" or not 0 < tolerance < 1):
        raise ValueError(f"tolerance={tolerance!r} for {family}")
    vcov = vcov or usual_vcov(design)
    resolved = (design or Design()).resolve(frame) if design is not None or vcov in BY_CLUSTER else None
    return fit_rows(model_rows(frame, formula, resolved), family, vcov, tolerance)


def usual_vcov(design: Design | None) -> Vcov:
    """Errors that suit a design: by row, by cluster, or of the whole design where it has strata or weights."""
    if design is None:
        return "HC1"
    if design.strata is not None or design.weight is not None or design.fpc is not None:
        return "survey"
    return "HC1" if design.cluster is None else "CR1"


def fit_rows(model: ModelRows, family: Family, vcov: Vcov, tolerance: float | None = None) -> GlmResult:
    """Fit one of several models of the same rows; as ``fit_glm``, which makes the rows."""
    rows, encoding, patterns, resolved, weight = model.rows, model.encoding, model.patterns, model.design, model.weight
    outcome = model.formula.outcome
    y = _outcome(model.y, outcome, family)
    notes = [*(resolved.notes if resolved else ()), *encoding.notes]
    events = int(y.sum()) if ((y == 0) | (y == 1)).all() else None
    k = len(encoding.names)
    clusters = np.unique(resolved.psu[rows]).size if resolved and vcov in BY_CLUSTER else None
    lost_all = bool(np.ptp(y) == 0)
    if lost_all:
        found, covariance = _nothing(k), np.full((k, k), np.nan)
        id = "risk.same_outcome" if events is None else "risk.all_events" if events else "risk.no_events"
        notes.append(Sentence(id, {"outcome": outcome}))
    else:
        found = fit(patterns, y, weight, family)
        if tolerance is not None:
            found = stopped_as_r(found, model.columns, y, weight, family, tolerance)
        rank = k - int(found.aliased.sum())
        bearable = events if family != "linear" else None
        _bearable(model.formula.text, rows.size, bearable, rank, logit=family in ("logit", "logbin"))
        at_edge = family == "logbin" and not found.converged  # where its errors are not defined
        covariance = np.full((k, k), np.nan)
        if not at_edge:
            covariance = _covariance(vcov, family, found, patterns, y, weight, rank, resolved, rows)
        lost_all = at_edge
        notes += _fit_notes(found, encoding, patterns, bearable, rows.size, rank, family)
    df = _df(vcov, family, resolved, rows, clusters, int((~found.aliased).sum()))
    if clusters is not None:
        notes += _cluster_notes(vcov, clusters, df)
    lost = found.aliased | found.separated | lost_all
    covariance[lost] = covariance[:, lost] = np.nan
    return GlmResult(
        formula=model.formula,
        family=family,
        vcov=vcov,
        terms=encoding.names,
        coef=np.where(lost, np.nan, found.beta),
        covariance=covariance,
        df=df,
        n=rows.size,
        events=events,
        missing=model.missing,
        clusters=clusters,
        notes=tuple(notes),
        log_likelihood=found.log_likelihood,
        beta=found.beta,
        bread=found.bread,
        encoding=encoding,
        frame=model.frame,  # whole: a design of ``paf`` names columns that the formula does not
        rows=rows,
        weight=weight,
        design=resolved,
    )


def _outcome(y: Floats, column: str, family: Family) -> Floats:
    if family in ("logit", "logbin") and not ((y == 0) | (y == 1)).all():
        raise InputError("risk.outcome_not_binary", column=column)
    if family == "poisson" and (y < 0).any():
        raise InputError("risk.outcome_negative", column=column)
    return y


def _nothing(k: int) -> Fit:
    no = np.zeros(k, dtype=bool)
    return Fit(np.full(k, np.nan), np.full((k, k), np.nan), no, no, True, np.nan)


def _bearable(formula: str, n: int, events: int | None, rank: int, *, logit: bool) -> None:
    fewest = n if events is None else (min(events, n - events) if logit else events)
    if min(fewest, n - 1) < rank:
        raise InsufficientDataError(
            "risk.too_few", formula=formula, n=n, events=n if events is None else events, k=rank
        )


def _covariance(
    vcov: Vcov,
    family: Family,
    found: Fit,
    patterns: Patterns,
    y: Floats,
    weight: Floats,
    rank: int,
    design: ResolvedDesign | None,
    rows: Codes,
) -> Floats:
    mu = FAMILIES[family][1](combined(found.beta, patterns.columns))
    residual = weight * (y - patterns.at_rows(mu))
    if vcov == "model":
        scale = float(residual @ (residual / weight)) / (y.size - rank) if family == "linear" else 1.0
        return found.bread * scale
    residual *= patterns.at_rows(np.broadcast_to(score_factor(family, mu), mu.shape)) * found.lag
    return sandwich(vcov, patterns, residual, found.bread, rank, design, rows)


def _df(
    vcov: Vcov, family: Family, design: ResolvedDesign | None, rows: Codes, clusters: int | None, rank: int
) -> float:
    if vcov == "survey" and design is not None:
        there = np.unique(design.psu[rows])
        return float(there.size - np.unique(design.stratum[there]).size - rank + 1)
    if clusters is not None:
        return float(clusters - 1) if clusters < FEW_CLUSTERS else np.inf
    return float(rows.size - rank) if vcov == "model" and family == "linear" else np.inf


def _fit_notes(
    found: Fit, encoding: Encoding, patterns: Patterns, events: int | None, n: int, rank: int, family: Family
) -> list[Sentence]:
    notes: list[Sentence] = []
    constant = np.ptp(patterns.columns, axis=1) == 0
    constant[0] = False
    for id, which in (
        ("risk.constant", found.aliased & constant),
        ("risk.aliased", found.aliased & ~constant),
        ("risk.separated", found.separated & (family != "logbin")),
    ):
        names = [name for name, there in zip(encoding.names, which, strict=True) if there]
        if names:
            notes.append(Sentence(id, {"terms": ", ".join(names)}))
    if not found.converged and family == "logbin":
        notes.append(Sentence("risk.logbin_edge"))
    elif not found.converged and not found.separated.any():
        notes.append(Sentence("risk.not_converged"))
    if events is not None and min(events, n - events) < EVENTS_PER_PARAMETER * (rank - 1):
        words = {"events": min(events, n - events), "k": rank - 1, "least": EVENTS_PER_PARAMETER}
        notes.append(Sentence("risk.few_events", words))
    return notes


def _cluster_notes(vcov: Vcov, clusters: int, df: float) -> list[Sentence]:
    if clusters < 2:
        return [Sentence("risk.one_cluster")]
    if df < 1:
        return [Sentence("risk.no_df")]
    if clusters < FEW_CLUSTERS:
        return [Sentence("risk.few_clusters", {"clusters": clusters, "least": FEW_CLUSTERS, "df": int(df)})]
    return []
