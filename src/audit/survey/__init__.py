"""Prevalence with its uncertainty. Floor 2."""

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
