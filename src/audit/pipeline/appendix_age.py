"""Height-for-age and stunting along age: means by month, and a curve that does not jump from month to month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from audit.errors import InsufficientDataError
from audit.pipeline.appendix_cells import both, everybody, few_df, tied
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.appendix_rules import AGE_MONTHS, month_of_age
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.groups import AGE, AGE_BANDS_MONTHS, STATUS
from audit.results import Cell, CountTable, Finding, Result, Sentence, Value
from audit.risk import adjusted_curve, fit_glm
from audit.risk.measure import wald
from audit.schemas.columns import is_among
from audit.survey import Design
from audit.survey.intervals import t_quantile

__all__ = ["age_results"]

_MODEL = "stunted ~ rcs(age_months) + male"
_MIDDLE = 0.5  # of a month, where its completed months are drawn


def age_results(frame: pd.DataFrame, heights: pd.DataFrame, month: str) -> tuple[Result, ...]:
    """Count table ``appendix_age`` and findings ``appendix_height.<level>`` by completed month, ``appendix_curve``.

    ``frame`` of ``risk.child_factors``, ``heights`` of ``survey.snapshot`` with the same children. A mean of fewer than
    20 children is never public. Nothing where nobody was measured.
    """
    if frame.empty:
        return ()
    heights = heights[is_among(heights["child_id"], frame["child_id"]) & heights["age"].isin(list(AGE_BANDS_MONTHS))]
    leaf = _months(heights)
    by_month = heights["haz"].astype(float).groupby(leaf)
    cells = {
        level: everybody(month).replace("age", level) for band in AGE_BANDS_MONTHS for level in AGE_MONTHS.below(band)
    }
    n = by_month.size().reindex(list(cells), fill_value=0)
    table = CountTable("appendix_age", tuple(cells.values()), tuple(int(x) for x in n), (AGE, AGE_MONTHS, STATUS))
    told = [_height(level, cells[level], values) for level, values in by_month]
    return (table, *told, *_curve(frame, month))


def _months(heights: pd.DataFrame) -> pd.Series:
    """Completed months as levels, inside the band that other tables count the child in."""
    low, below = np.array([AGE_BANDS_MONTHS[band] for band in heights["age"]], dtype=float).reshape(-1, 2).T
    done = np.clip(np.floor(heights["age_days"].to_numpy(dtype=float) / DAYS_PER_MONTH), low, below - 1)
    return pd.Series([f"month.{int(m):02d}" for m in done], index=heights.index, dtype=object)


def _height(level: object, cell: Cell, values: pd.Series) -> Finding:
    """Mean height-for-age of the children of a month, with the t interval of a mean of single children."""
    n = len(values)
    mean = wald(
        float(values.mean()), float(values.var(ddof=1)) / n if n > 1 else np.nan, float(t_quantile(max(n - 1, 1)))
    )
    few = n < SMALL_DENOMINATOR
    numbers: dict[str, Value] = {
        name: tied((cell,), x, 2, restricted=few)
        for name, x in (("mean", mean.estimate), ("low", mean.low), ("high", mean.high))
    }
    return Finding(f"appendix_height.{level}", Sentence("risk_appendix.figure"), ("appendix_age",), numbers)


def _curve(frame: pd.DataFrame, month: str) -> Iterator[Finding]:
    """Stunted by age as a restricted cubic spline, sex held as it is; no curve where there are too few to bend one."""
    try:
        model = fit_glm(frame, _MODEL, design=Design(cluster="area"))
    except InsufficientDataError:
        return
    left = (model.clusters or model.n) - int((~model.aliased).sum())
    if not np.isfinite(model.coef).all():
        return
    seen = frame["age_months"]
    levels = [level for band in AGE_BANDS_MONTHS for level in AGE_MONTHS.below(band)]
    levels = [x for x in levels if seen.min() <= month_of_age(x) + _MIDDLE <= seen.max()]
    found = adjusted_curve(model, "age_months", [month_of_age(level) + _MIDDLE for level in levels])
    cells, few = both(everybody(month)), few_df(left)
    numbers: dict[str, Value] = {"df": tied(cells, left, 0, restricted=few)}
    for level, row in zip(levels, found.itertuples(), strict=True):
        for name in ("estimate", "low", "high"):
            numbers[f"{level}.{name}"] = tied(cells, getattr(row, name), 3, restricted=few)
    yield Finding("appendix_curve", Sentence("risk_appendix.figure"), (), numbers)
