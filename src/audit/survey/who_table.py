"""WHO's table of malnutrition in young children: every index, cut-off and group, with its sampling error."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.survey.design import Design
from audit.survey.who_estimates import estimates
from audit.survey.who_layout import long_table
from audit.survey.who_survey import survey_of

__all__ = ["who_table"]


def who_table(frame: pd.DataFrame, *, design: Design | None = None, by: Sequence[str] = ()) -> pd.DataFrame:
    """Prevalence of malnutrition as WHO's Anthro Survey Analyser gives it, in long form.

    Parameters
    ----------
    frame : one row a child: ``sex`` and ``age``; optionally ``age_unit`` ("days", one unit for all, is the default),
        ``weight`` (kg), ``lenhei`` (cm), ``measure`` (l/h) and ``oedema`` (y/n), as ``zscores`` takes them.
    design : clusters, strata, weights, finite population; without one, a simple random sample.
    by : columns to group by beside age and sex. WHO's names get WHO's labels (``typeres`` "Area", ``gregion``
        "Geographical region", ``wealthq`` "Wealth quintile", ``mothered`` "Maternal education", ``othergr`` "Other
        grouping"); any other column labels itself. A missing level forms "<label>: NA" only where a child has one.

    Returns
    -------
    DataFrame of ``group``, ``indicator``, ``stat``, ``value``. Shares (HA_3, HA_2, …, WH3, HA_2_WH_2, HA_2_WH2): ``r``,
    ``se``, ``ll``, ``ul`` in per cent, limits of 95 % on the logit scale; means (HA, WA, BMI, WH): the same in z, and
    ``stdev``. Under HAZ, WAZ, BMIZ, WHZ and HA_2_WH_2: ``pop`` (sum of weights) and ``unwpop`` (children). A share of 0
    or 100 % has WHO's ``se`` of 0 and ``ll`` = ``ul``, which is no certainty, and beside them ``ll_honest`` and
    ``ul_honest``. Everything is missing (but ``pop`` and ``unwpop`` 0) where a group has nobody to count.

    ``DataFrame.attrs["left_out"]`` counts what the table does not hold: rows older than 1826 days ("age"), rows without
    their cluster or stratum ("design"); and rows that weigh nothing for want of a weight ("weight").

    Missing values: a missing or flagged z is left out of its own index alone; a missing age leaves weight for height;
    oedema counts as a case below -3 of WA, BMI and WH and has no part in their means. A design of one single cluster
    counts each child as its own cluster. All this is the rule of WHO's R package anthro 1.1.0, which the figures equal.

    Raises
    ------
    ValueError : two age units, or what ``zscores`` refuses. InputError : a column that does not exist, a bad design.

    Not for a register as if it were a sample: the children who did not come have no weight here. Limits of small groups
    (under some 25 children, or few clusters) are rough.
    """
    survey = survey_of(frame, design, by)
    found = [
        estimates(grouping, survey.design, survey.cases, complex_design=survey.complex_design)
        for grouping in survey.groupings
    ]
    table = long_table([name for grouping in survey.groupings for name in grouping.names], found, survey.design.df)
    table.attrs["left_out"] = survey.left_out
    return table
