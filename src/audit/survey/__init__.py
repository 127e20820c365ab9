"""Prevalence with its uncertainty. Floor 2.

Names load when first used: what a notebook draws needs no data frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.on_demand import on_demand

if TYPE_CHECKING:
    from audit.survey.change import Change, Estimate, change, published_changes, published_estimate
    from audit.survey.coverage_bounds import CoverageBounds, coverage_bounds, coverage_cells
    from audit.survey.design import Design
    from audit.survey.empirical_bayes import empirical_bayes
    from audit.survey.false_discoveries import benjamini_hochberg
    from audit.survey.fay_herriot import fay_herriot, smoothed_variance
    from audit.survey.funnel import funnel, funnel_limits
    from audit.survey.independence import rao_scott
    from audit.survey.intervals import wilson
    from audit.survey.measurement_error import corrected_prevalence, haz_error_sd
    from audit.survey.moran import moran
    from audit.survey.on_register import on_register
    from audit.survey.prevalence import prevalence
    from audit.survey.recorded_groups import (
        RecordedGroup,
        measured_children,
        measured_table,
        recorded_groups,
        recorded_tables,
    )
    from audit.survey.tables import count_table, rate_table
    from audit.survey.who_replicates import replicate_table
    from audit.survey.who_table import who_table

_HOMES = {
    "Change": "change",
    "CoverageBounds": "coverage_bounds",
    "Design": "design",
    "Estimate": "change",
    "RecordedGroup": "recorded_groups",
    "benjamini_hochberg": "false_discoveries",
    "change": "change",
    "corrected_prevalence": "measurement_error",
    "count_table": "tables",
    "coverage_bounds": "coverage_bounds",
    "coverage_cells": "coverage_bounds",
    "empirical_bayes": "empirical_bayes",
    "fay_herriot": "fay_herriot",
    "funnel": "funnel",
    "funnel_limits": "funnel",
    "haz_error_sd": "measurement_error",
    "measured_children": "recorded_groups",
    "measured_table": "recorded_groups",
    "moran": "moran",
    "on_register": "on_register",
    "prevalence": "prevalence",
    "published_changes": "change",
    "published_estimate": "change",
    "rao_scott": "independence",
    "rate_table": "tables",
    "recorded_groups": "recorded_groups",
    "recorded_tables": "recorded_groups",
    "replicate_table": "who_replicates",
    "smoothed_variance": "fay_herriot",
    "who_table": "who_table",
    "wilson": "intervals",
}
__all__ = [
    "Change",
    "CoverageBounds",
    "Design",
    "Estimate",
    "RecordedGroup",
    "benjamini_hochberg",
    "change",
    "corrected_prevalence",
    "count_table",
    "coverage_bounds",
    "coverage_cells",
    "empirical_bayes",
    "fay_herriot",
    "funnel",
    "funnel_limits",
    "haz_error_sd",
    "measured_children",
    "measured_table",
    "moran",
    "on_register",
    "prevalence",
    "published_changes",
    "published_estimate",
    "rao_scott",
    "rate_table",
    "recorded_groups",
    "recorded_tables",
    "replicate_table",
    "smoothed_variance",
    "who_table",
    "wilson",
]

on_demand(__name__, _HOMES)
