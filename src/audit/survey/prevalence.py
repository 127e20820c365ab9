"""Prevalence of a binary outcome with its design-based uncertainty."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from audit.errors import InputError
from audit.survey.design import Codes, Column, Design, Floats, ResolvedDesign, taken
from audit.survey.intervals import clopper_pearson, effective_size, korn_graubard, logit_interval, wilson_effective
from audit.survey.replicates import bootstrap_factors, bootstrap_se, collapsed, jackknife_se
from audit.survey.totals import domain_totals, ratios

__all__ = ["ALL", "prevalence"]

Interval = Literal["logit", "wilson", "korn-graubard"]
Method = Literal["taylor", "jackknife", "bootstrap"]

# The group of everybody, where no other is asked for.
ALL = "all"
# A standard error below this share of a proportion is a rounding error of 0.
_ROUNDING = 1e-12


def prevalence(
    y: Column,
    *,
    design: Design | None = None,
    by: Column | None = None,
    ci: Interval = "logit",
    method: Method = "taylor",
    seed: int | None = None,
    data: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Estimate a prevalence in each group of children. Columns go together by position, not by index.

    Parameters
    ----------
    y : (n,) 1 or True for a case, 0 or False for none, missing where not known; or its column name in ``data``.
    design : how the children were sampled; without one, all at random. Groups are domains of the whole design: its
        PSUs without a child of the group count, and its degrees of freedom hold.
    by : (n,) group of each child; one group ``"all"`` without it. A child without a group is in none.
    ci : interval; ``"logit"`` and ``"korn-graubard"`` as R's ``svyciprop`` (logit, beta), ``"wilson"`` on the
        effective number of children.
    method : of the standard error: ``"taylor"`` linearisation, ``"jackknife"`` (JKn) or ``"bootstrap"`` (200
        replicates of the PSUs, drawn by ``seed``).
    data : the frame that holds the columns which ``y``, ``by`` or ``design`` give by name.

    Returns
    -------
    DataFrame by group (in order; of a Categorical all categories): ``group``, ``est``, ``se``, ``low``, ``high``
    (proportions 0-1), ``deff`` (against simple random sampling with replacement of as many children), ``n`` and
    ``events`` (children with a known outcome and a weight above 0, unweighted), ``df``. ``attrs["notes"]`` lists
    message ids with their values: rows left out, strata with one PSU.

    Where the standard error is 0 (0 %, 100 %) or none follows from it, the interval is Clopper-Pearson's on n divided
    by the largest of 1, the effect of unequal weights (Kish) and the design effect of the whole sample. With no degrees
    of freedom (one PSU) ``low`` and ``high`` are NaN; in a group without children so is ``est``.

    Raises
    ------
    InputError : outcomes other than 0, 1 and missing; what ``Design.resolve`` refuses.

    Register data are not a survey: show coverage beside the result, since no interval knows of children not measured.
    Source: Korn and Graubard, Analysis of Health Surveys, 1999, ch. 2 and 3; Kish, Survey Sampling, 1965, section 8.2.
    """
    if ci not in get_args(Interval) or method not in get_args(Method):
        raise ValueError(f"ci={ci!r}, method={method!r}")
    rows = data if data is not None else _length(y)
    outcome = _binary(y, rows)
    resolved = (design or Design()).resolve(rows)
    if method != "taylor":
        resolved = collapsed(resolved)
    code, labels = _groups(by, rows)
    table = _estimates(outcome, code, len(labels), resolved, method, seed)
    whole = table
    if by is not None:
        whole = _estimates(outcome, np.zeros(outcome.size, dtype=np.int64), 1, resolved, method, seed)
    low, high = table["est"], table["est"]
    if resolved.fraction is None or (resolved.fraction < 1).any():  # else everybody was sampled: no error of sampling
        low, high = _limits(table, np.fmax(whole["deff"].iloc[0], 1.0), resolved.df, ci)
    result = table.assign(group=labels, low=low, high=high, df=resolved.df)
    result = result[["group", "est", "se", "low", "high", "deff", "n", "events", "df"]]
    notes = [{"id": note.id, "values": dict(note.values)} for note in resolved.notes]
    ungrouped = int((code < 0).sum())
    if ungrouped:
        notes.append({"id": "survey.rows_without_group", "values": {"count": ungrouped}})
    result.attrs["notes"] = notes
    return result


def _length(y: Column) -> int:
    if isinstance(y, str):
        raise InputError("survey.name_without_frame", part="y", column=y)
    return len(y)


def _binary(y: Column, rows: pd.DataFrame | int) -> Floats:
    values = taken("y", y, rows)
    found = np.asarray(pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan))
    if (np.isnan(found) & values.notna().to_numpy()).any() or not np.isin(found[~np.isnan(found)], (0.0, 1.0)).all():
        raise InputError("survey.not_binary")
    return found


def _groups(by: Column | None, rows: pd.DataFrame | int) -> tuple[Codes, pd.Index]:
    """Code of the group of each row, -1 for none, and the labels in order."""
    if by is None:
        return np.zeros(rows if isinstance(rows, int) else len(rows), dtype=np.int64), pd.Index([ALL])
    values = taken("by", by, rows)
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy().astype(np.int64), pd.Index(values.cat.categories)
    codes, labels = pd.factorize(values, sort=True)
    return codes.astype(np.int64), pd.Index(labels)


def _estimates(
    outcome: Floats, code: Codes, n_groups: int, design: ResolvedDesign, method: Method, seed: int | None
) -> pd.DataFrame:
    """One row a group: est, se, deff, n, events and kish, the effect of unequal weights."""
    known = ~np.isnan(outcome)
    inside = known & (code >= 0) & (design.weight > 0)
    y = np.where(known, outcome, 0.0)
    pairs = domain_totals(np.column_stack([y, known]), code, n_groups, design)
    sums = pairs.sums[:, :1], pairs.sums[:, 1:]
    est, se = ratios(*sums, pairs, design)
    if method == "jackknife":
        se = jackknife_se(*sums, pairs, design)
    elif method == "bootstrap":
        se = bootstrap_se(*sums, pairs, bootstrap_factors(design, seed=seed))
    where, weight = code[inside], design.weight[inside]
    n, events = (np.bincount(where, part, n_groups) for part in (None, y[inside]))
    weights, squares = (np.bincount(where, part, n_groups) for part in (weight, weight**2))
    p, spread = est[:, 0], se[:, 0]
    spread = np.where(spread < _ROUNDING, 0.0, spread)
    with np.errstate(invalid="ignore", divide="ignore"):
        deff = np.where(spread > 0, spread**2 * (n - 1) / (p * (1 - p)), np.nan)
        kish = n * squares / weights**2
    return pd.DataFrame({"est": p, "se": spread, "deff": deff, "n": n, "events": events.astype(int), "kish": kish})


def _limits(table: pd.DataFrame, deff_of_all: float, df: int, ci: Interval) -> tuple[Floats, Floats]:
    p, se, n, deff, kish = (table[name].to_numpy(dtype=np.float64) for name in ("est", "se", "n", "deff", "kish"))
    certain = se == 0
    size = effective_size(n / np.where(certain, np.fmax(kish, deff_of_all), deff), n, df)
    if ci == "wilson":
        return wilson_effective(p, size)
    low, high = (logit_interval(p, se, df)) if ci == "logit" else korn_graubard(p, se, n, df)
    fallback = clopper_pearson(p * size, size)
    return np.where(certain, fallback[0], low), np.where(certain, fallback[1], high)
