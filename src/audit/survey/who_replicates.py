"""WHO's table with standard errors by replicates instead of linearisation: a check, and for designs that want it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd

from audit.survey.design import Design
from audit.survey.replicates import BOOTSTRAP_REPLICATES, bootstrap_factors, bootstrap_se, collapsed, jackknife_se
from audit.survey.who_estimates import above_and_below, estimates, group_totals
from audit.survey.who_layout import long_table
from audit.survey.who_survey import survey_of

__all__ = ["replicate_table"]


def replicate_table(
    frame: pd.DataFrame,
    *,
    design: Design | None = None,
    by: Sequence[str] = (),
    method: Literal["bootstrap", "jackknife"] = "bootstrap",
    replicates: int = BOOTSTRAP_REPLICATES,
    seed: int = 0,
) -> pd.DataFrame:
    """The table of ``who_table`` with ``se``, ``ll`` and ``ul`` from replicates of the PSU totals of every group.

    Parameters
    ----------
    frame, design, by : as for ``who_table``.
    method : "bootstrap" (Rao and Wu's, rescaled) or "jackknife" (JKn: one PSU left out at a time).
    replicates, seed : of the bootstrap; the same seed gives the same table.

    Strata of one PSU are joined first. Otherwise missing values and errors are those of ``who_table``. Not to be
    printed beside WHO's figures as theirs: WHO linearises.
    """
    survey = survey_of(frame, design, by)
    replicable = collapsed(survey.design)
    factors = bootstrap_factors(replicable, seed=seed, replicates=replicates) if method == "bootstrap" else None
    found = []
    for grouping in survey.groupings:
        pairs = group_totals(grouping, replicable, survey.cases)
        above, below = above_and_below(pairs.sums)
        if factors is None:
            se = jackknife_se(above, below, pairs, replicable)
        else:
            se = bootstrap_se(above, below, pairs, factors)
        linearised = estimates(grouping, replicable, survey.cases, complex_design=survey.complex_design)
        found.append(replace(linearised, se=se))
    return long_table([name for grouping in survey.groupings for name in grouping.names], found, survey.design.df)
