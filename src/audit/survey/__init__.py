"""Prevalence with its uncertainty. Floor 2."""

from audit.survey.intervals import wilson
from audit.survey.tables import count_table, rate_table

__all__ = ["count_table", "rate_table", "wilson"]
