"""Means of a measurement with and without declared factors, level by level as the hierarchy of prevalence ratios.

Each factor is adjusted for those of its own level and the levels before it, and read from that one model alone
(``risk.hierarchy`` says why). The difference is in the unit of the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from audit.reference.risk_outcomes import CHILDREN_PER_PARAMETER
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.results import Sentence
from audit.risk.columns import complete
from audit.risk.formula import parse
from audit.risk.glm import fit_glm
from audit.risk.hierarchy import Refused, clusters_of, not_a_factor, percent
from audit.survey import Design

__all__ = ["MeanDifferences", "mean_differences"]

_COLUMNS = (
    "level", "factor", "n", "missing", "n_exposed", "mean_exposed", "n_reference", "mean_reference",
    "crude", "crude_low", "crude_high", "difference", "low", "high", "p", "df", "residual_df", "vcov",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class MeanDifferences:
    """``table`` has one row a factor in order of levels: ``_COLUMNS``, means as measured, differences with 95 % limits.

    ``refused`` : what is not in the table, and why. ``notes`` : what must be known of each level's model.
    """

    table: pd.DataFrame
    refused: tuple[Refused, ...]
    notes: tuple[tuple[str, Sentence], ...]


def mean_differences(
    frame: pd.DataFrame,
    outcome: str,
    *,
    levels: Mapping[str, Sequence[str]],
    always: Sequence[str] = (),
    design: Design | None = None,
    coverage: float | None = None,
) -> MeanDifferences:
    """Estimate by least squares how far the mean outcome is apart with and without each factor.

    Parameters as ``hierarchical_models``; factors are Categoricals of two categories, the first the reference. Refused,
    with a sentence: everything where fewer than 80 % were measured, what is no factor, and a level with fewer than 15
    rows for each parameter. Only complete rows of a level's model count, for its crude differences and means too.
    """
    if coverage is not None and coverage < COVERAGE_ASSESSABLE:
        words = {"percent": percent(coverage), "least": percent(COVERAGE_ASSESSABLE)}
        return _found([], [Refused(Sentence("risk.low_coverage", words))], [])
    rows: list[dict[str, object]] = []
    refused: list[Refused] = []
    notes: list[tuple[str, Sentence]] = []
    before, by_cluster = list(always), clusters_of(frame, design)
    for level, given in levels.items():
        reasons = {factor: not_a_factor(frame, outcome, factor, by_cluster) for factor in given}
        refused += [Refused(reason, level, factor) for factor, reason in reasons.items() if reason]
        factors = [factor for factor, reason in reasons.items() if not reason]
        if not factors:
            continue
        formula = f"{outcome} ~ {' + '.join([*before, *factors])}"
        whole = complete(parse(formula), frame)
        parameters, n = len(before) + len(factors), int(whole.sum())
        if n < CHILDREN_PER_PARAMETER * parameters or frame.loc[whole, outcome].nunique() < 2:
            words = {"n": n, "k": parameters, "least": CHILDREN_PER_PARAMETER}
            refused.append(Refused(Sentence("risk.level_too_few_rows", words), level))
            break  # a later level has more parameters and no more rows
        found, said = _level(frame.assign(**{outcome: frame[outcome].where(whole)}), outcome, formula, factors, design)
        rows += [{"level": level} | row for row in found]
        notes += [(level, sentence) for sentence in said]
        before += factors
    return _found(rows, refused, notes)


def _found(rows: list[dict[str, object]], refused: list[Refused], notes: list[tuple[str, Sentence]]) -> MeanDifferences:
    return MeanDifferences(pd.DataFrame(rows, columns=pd.Index(_COLUMNS)), tuple(refused), tuple(notes))


def _level(
    frame: pd.DataFrame, outcome: str, formula: str, factors: list[str], design: Design | None
) -> tuple[list[dict[str, object]], tuple[Sentence, ...]]:
    model = fit_glm(frame, formula, family="linear", design=design)
    adjusted = model.tidy().set_index("term")
    residual = (model.clusters or model.n) - int((~model.aliased).sum())
    rows: list[dict[str, object]] = []
    for factor in factors:
        crude = fit_glm(frame, f"{outcome} ~ {factor}", family="linear", design=design).tidy().set_index("term")
        reference, exposed = frame[factor].cat.categories
        term = f"{factor}{exposed}"
        row: dict[str, object] = {"factor": factor, "n": model.n, "missing": model.missing, "df": model.df}
        row |= {"residual_df": residual, "vcov": model.vcov, "p": adjusted.loc[term, "p_value"]}
        for name, table in (("crude", crude), ("difference", adjusted)):
            low, high = ("crude_low", "crude_high") if name == "crude" else ("low", "high")
            row |= {name: table.loc[term, "coef"], low: table.loc[term, "conf_low"], high: table.loc[term, "conf_high"]}
        for name, category in (("exposed", exposed), ("reference", reference)):
            here = frame.loc[frame[factor].eq(category), outcome].dropna()
            row |= {f"n_{name}": len(here), f"mean_{name}": here.mean()}
        rows.append(row)
    return rows, model.notes
