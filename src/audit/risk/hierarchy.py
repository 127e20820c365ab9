"""Factors in the order in which they come about, each estimated where its whole effect can be read.

A factor is adjusted for the factors of its own level and of the levels before it, never for what lies between it and
the outcome, and its coefficient is taken from that one model: those of the other factors in it mean something else
(Westreich and Greenland, Am J Epidemiol 2013;177:292-298, "the Table 2 fallacy").
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InsufficientDataError
from audit.language import half_up
from audit.reference.risk_framework import FRAMEWORK_LEVELS, POST_OUTCOME, RISK_FACTORS
from audit.reference.risk_rules import FEW_EVENTS_PER_PARAMETER
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.results import Sentence
from audit.risk.columns import complete
from audit.risk.formula import parse
from audit.risk.glm import GlmResult, fit_rows, usual_vcov
from audit.risk.marginal import compared
from audit.risk.model_rows import ModelRows, model_rows
from audit.risk.screen import p_adjust
from audit.survey import Design
from audit.survey.design import ResolvedDesign

__all__ = ["Hierarchy", "Refused", "clusters_of", "declared_levels", "hierarchical_models", "not_a_factor", "percent"]

_PER_HUNDRED = 100
_NONE = pd.DataFrame()  # no estimates of any term


@dataclass(frozen=True, slots=True)
class Refused:
    """A factor, a level or (with neither) a whole analysis that is not shown, and why."""

    sentence: Sentence
    level: str = ""
    factor: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """Every factor at its own level.

    Attributes
    ----------
    table : one row a factor and category, in order of levels: level, factor, category, reference, n, events, missing
        (of the level's model), n_exposed, events_exposed, n_reference, events_reference, crude_pr, crude_low,
        crude_high, pr, low, high, p, q_bh, odds_ratio, or_low, or_high, of_100_exposed, of_100_reference (average
        predictions, children of 100), ard, ard_low, ard_high (0-1), df, residual_df, vcov. Ratios of a number are for
        one more of its unit; what needs two groups is NaN there.
    refused : what is not in the table, and why. notes : what must be known of each level's model.
    sentences : for the rows in order, what they say, as one or two sentences a row.
    models : the fitted model of each level in the table.
    """

    table: pd.DataFrame
    refused: tuple[Refused, ...]
    notes: tuple[tuple[str, Sentence], ...]
    sentences: tuple[tuple[Sentence, ...], ...]
    models: Mapping[str, GlmResult] = field(default_factory=dict)


def declared_levels(columns: Iterable[str]) -> dict[str, list[str]]:
    """Known factors among some columns, by level in order."""
    there = set(columns)
    return {
        level: [factor.id for factor in RISK_FACTORS.values() if factor.level == level and factor.id in there]
        for level in FRAMEWORK_LEVELS
    }


def hierarchical_models(
    frame: pd.DataFrame,
    outcome: str = "stunted",
    *,
    levels: Mapping[str, Sequence[str]] | None = None,
    always: Sequence[str] = (),
    design: Design | None = None,
    coverage: float | None = None,
    odds: bool = True,
) -> Hierarchy:
    """Estimate prevalence ratios and absolute differences of declared factors, level by level.

    Parameters
    ----------
    frame : one row a child; the outcome is 0/1, factors are 0/1, numbers or Categoricals (first category: reference).
    levels : factors by level, the most distant level first; without it the known ones among the columns.
    always : terms of every model that are not shown: age (``rcs(age_months)``), sex.
    design : clusters, strata, weights; as for ``fit_glm``.
    coverage : share of registered children that were measured (D/S), where the rows are a register's.
    odds : also fit the odds ratios; without it they are missing.

    Refused, with a sentence instead of a figure: everything where fewer than 80 % were measured; a factor that follows
    from the outcome (``POST_OUTCOME``), does not vary, or is one value for all children of each cluster (it describes
    the place, not the child); a level with fewer than five events (or non-events) for each parameter.

    Only complete rows of a level's model count, for its crude ratios too; how many are missing is in the table. The
    figures describe who is stunted more often. They are no promise of what a change would bring.
    """
    if coverage is not None and coverage < COVERAGE_ASSESSABLE:
        words = {"percent": percent(coverage), "least": percent(COVERAGE_ASSESSABLE)}
        return _hierarchy([], [Refused(Sentence("risk.low_coverage", words))], [], {})
    refused: list[Refused] = []
    rows: list[dict[str, object]] = []
    notes: list[tuple[str, Sentence]] = []
    before: list[str] = []
    resolved, by_cluster = None if design is None else design.resolve(frame), clusters_of(frame, design)
    models: dict[str, GlmResult] = {}
    for level, given in (levels if levels is not None else declared_levels(frame.columns)).items():
        reasons = {factor: not_a_factor(frame, outcome, factor, by_cluster) for factor in given}
        refused += [Refused(reason, level, factor) for factor, reason in reasons.items() if reason]
        factors = [factor for factor, reason in reasons.items() if not reason]
        if not factors:
            continue
        try:
            found, said, models[level] = _level(
                frame, outcome, level, [*always, *before], factors, design, resolved, odds=odds
            )
        except InsufficientDataError as few:
            refused.append(Refused(Sentence(few.id, few.values), level))  # pyright: ignore[reportArgumentType]
            break  # a later level has more parameters and no more events
        rows += found
        notes += [(level, sentence) for sentence in said]
        before += factors
    return _hierarchy(rows, refused, notes, models)


def _hierarchy(
    rows: list[dict[str, object]],
    refused: list[Refused],
    notes: list[tuple[str, Sentence]],
    models: Mapping[str, GlmResult],
) -> Hierarchy:
    table = pd.DataFrame(rows, columns=pd.Index(_COLUMNS))
    table["q_bh"] = p_adjust(table["p"].to_numpy(dtype=np.float64))
    sentences = tuple(_sentences(row) for row in table.to_dict("records"))
    return Hierarchy(table, tuple(refused), tuple(notes), sentences, models)


_COLUMNS = [
    *("level", "factor", "category", "reference", "n", "events", "missing"),
    *("n_exposed", "events_exposed", "n_reference", "events_reference"),
    *("crude_pr", "crude_low", "crude_high", "pr", "low", "high", "p", "q_bh", "odds_ratio", "or_low", "or_high"),
    *("of_100_exposed", "of_100_reference", "ard", "ard_low", "ard_high", "df", "residual_df", "vcov"),
]


def clusters_of(frame: pd.DataFrame, design: Design | None) -> npt.NDArray[np.int64] | None:
    """(n,) number of each row's cluster; none without a design of clusters."""
    return None if design is None or design.cluster is None else design.resolve(frame).psu


def not_a_factor(
    frame: pd.DataFrame, outcome: str, factor: str, cluster: npt.NDArray[np.int64] | None
) -> Sentence | None:
    """Why a column is no factor of an outcome: it follows from it, does not vary, or describes the cluster.

    ``cluster`` is ``clusters_of`` the same rows.
    """
    if factor in POST_OUTCOME or factor == outcome:
        return Sentence("risk.post_outcome", {"factor": factor})
    values = frame.loc[frame[outcome].notna(), factor]
    if values.nunique() < 2:
        return Sentence("risk.factor_same", {"factor": factor})
    if cluster is not None:
        by_cluster = frame[factor].groupby(cluster)
        most = int(by_cluster.nunique().max())
        if most < 2 and by_cluster.ngroups < by_cluster.count().sum():
            return Sentence("risk.ecological", {"factor": factor})
    return None


def _level(
    frame: pd.DataFrame,
    outcome: str,
    level: str,
    before: list[str],
    factors: list[str],
    design: Design | None,
    resolved: ResolvedDesign | None,
    *,
    odds: bool,
) -> tuple[list[dict[str, object]], list[Sentence], GlmResult]:
    """Rows of one level, what its model says of itself, and the model."""
    formula = f"{outcome} ~ {' + '.join([*before, *factors])}"
    whole = complete(parse(formula), frame)
    # Rows that another factor lacks are no cases and no non-cases, but their clusters stay in the design.
    frame = frame.assign(**{outcome: frame[outcome].where(whole)})
    rows_of, vcov = model_rows(frame, formula, resolved), usual_vcov(design)
    model = fit_rows(rows_of, "poisson", vcov)
    _bearable(model)
    other = fit_rows(rows_of, "logit", vcov).tidy().set_index("term") if odds else _NONE
    adjusted = model.tidy().set_index("term")
    share = {"n": model.n, "events": model.events, "missing": model.missing, "df": model.df, "vcov": model.vcov}
    share["residual_df"] = (model.clusters or model.n) - int((~model.aliased).sum())
    rows: list[dict[str, object]] = []
    for factor in factors:
        crude = fit_rows(rows_of.only(factor), "poisson", vcov).tidy().set_index("term")
        for term, category, reference in _comparisons(model, factor):
            one = {"level": level, "factor": factor, "category": category, "reference": reference} | share
            for name, table in (("crude_pr crude_low crude_high", crude), ("pr low high", adjusted)):
                one |= _limits(name, table, term)
            one |= _limits("odds_ratio or_low or_high", other, term) | {"p": adjusted.loc[term, "p_value"]}
            rows.append(one | _absolute(model, rows_of, factor, category, reference))
    notes = list(model.notes)
    above = int((model.expected(rows_of.columns) > 1).sum())
    if above:
        notes.append(Sentence("risk.predictions_above_one", {"count": above, "n": model.n}))
    return rows, notes, model


def _bearable(model: GlmResult) -> None:
    parameters = int((~model.aliased).sum()) - 1
    fewest = min(model.events or 0, model.n - (model.events or 0))
    if fewest < FEW_EVENTS_PER_PARAMETER * parameters:
        words = {"events": fewest, "k": parameters, "least": FEW_EVENTS_PER_PARAMETER}
        raise InsufficientDataError("risk.level_too_few", **words)


def _comparisons(model: GlmResult, factor: str) -> list[tuple[str, object, object]]:
    """Term, category and reference; 1 and 0 of a column of those, neither of any other number."""
    if factor in model.encoding.levels:
        reference, *others = model.encoding.levels[factor]
        return [(f"{factor}{category}", category, reference) for category in others]
    binary = model.frame[factor].iloc[model.rows].isin([0, 1]).all()
    return [(factor, 1, 0) if binary else (factor, None, None)]


def _limits(names: str, table: pd.DataFrame, term: str) -> dict[str, object]:
    found = table.loc[term] if term in table.index else pd.Series(dtype=float)
    return {
        name: found.get(column, np.nan)
        for name, column in zip(names.split(), ("exp_coef", "conf_low", "conf_high"), strict=True)
    }


def _absolute(
    model: GlmResult, rows_of: ModelRows, factor: str, category: object, reference: object
) -> dict[str, object]:
    """Children and cases of both groups, and the average predictions with their difference."""
    if category is None:
        return {}
    values = model.frame[factor].iloc[model.rows]
    exposed, unexposed, apart = compared(model, factor, category, reference, rows_of.columns)
    found: dict[str, object] = {}
    for name, which, average in (("exposed", category, exposed), ("reference", reference, unexposed)):
        there = (values == which).to_numpy()
        found |= {f"n_{name}": int(there.sum()), f"events_{name}": int(rows_of.y[there].sum())}
        found[f"of_100_{name}"] = _PER_HUNDRED * average.estimate
    return found | {"ard": apart.estimate, "ard_low": apart.low, "ard_high": apart.high}


def _sentences(row: Mapping[Hashable, object]) -> tuple[Sentence, ...]:
    """What a comparison says in children of 100; nothing where there are no two groups or no interval."""
    figures = [row[name] for name in ("of_100_exposed", "of_100_reference", "ard_low", "ard_high")]
    if not all(isinstance(figure, float) and np.isfinite(figure) for figure in figures):
        return ()
    exposed, reference, low, high = (float(figure) for figure in figures)  # pyright: ignore[reportArgumentType]
    factor, children = str(row["factor"]), {"a": _half_up(exposed), "b": _half_up(reference)}
    if factor in RISK_FACTORS:
        first = Sentence(f"risk_factor.{factor}", children)
    else:
        groups = {"category": str(row["category"]), "reference": str(row["reference"])}
        first = Sentence("risk.of_hundred", {"factor": factor, **groups, **children})
    if low <= 0 <= high:
        return first, Sentence("risk.not_told_apart", {"low": percent(abs(low)), "high": percent(abs(high))})
    near, far = sorted((percent(abs(low)), percent(abs(high))))
    apart = abs(children["a"] - children["b"])  # of the numbers that are printed, so that they add up
    return first, Sentence("risk.apart", {"difference": apart, "low": near, "high": far})


def percent(proportion: float) -> int:
    """A proportion as children of a hundred, rounded half up."""
    return _half_up(_PER_HUNDRED * proportion)


def _half_up(value: float) -> int:
    return int(half_up(value))
