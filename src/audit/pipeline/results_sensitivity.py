"""What the prevalence would be without random errors of length and of age: a sensitivity analysis."""

from __future__ import annotations

from math import sqrt
from types import MappingProxyType

import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.areas import Areas
from audit.reference.groups import STATUS
from audit.reference.measurement_error_rules import MEASURES
from audit.results import Cell, CheckResult, Sentence
from audit.survey import corrected_prevalence, count_table, haz_error_sd

__all__ = ["ASSUMED", "error_sensitivity"]

_GOOD, _ACCEPTABLE, _POOR = MEASURES["lenhei_cm"].tem_below  # cm
_BIRTH_MONTH_ONLY = DAYS_PER_MONTH / sqrt(12)  # days: SD of a birth day of which the month alone is known
# Errors that are assumed: technical error of length in cm, SD of the error of age in days.
ASSUMED = MappingProxyType(
    {
        "good": (_GOOD, 0.0),
        "acceptable": (_ACCEPTABLE, 0.0),
        "poor": (_POOR, 0.0),
        "acceptable_age": (_ACCEPTABLE, _BIRTH_MONTH_ONLY),
    }
)


def error_sensitivity(now: pd.DataFrame, month: str, areas: Areas) -> tuple[CheckResult, ...]:
    """The corrected prevalence (percent) under each of ``ASSUMED``, of children with a plausible height-for-age.

    ``now``: ``survey.snapshot`` rows of the month. Without a value where the error assumed is not smaller than the
    whole spread of z, or nobody was measured.
    """
    known = now[now["haz_state"].eq("known")]
    z, age, sex = (known[column].to_numpy() for column in ("haz", "age_days", "sex"))
    of = count_table("measurement_error", now, [Cell.of(month, status="haz_known")], (areas.partition, STATUS))
    checks = []
    for name, (tem_cm, age_days) in ASSUMED.items():
        sd = haz_error_sd(sex, age, z, tem_cm=tem_cm, age_error_days=age_days)
        share = corrected_prevalence(z, sd).corrected
        value, status = (None, "not_assessable") if share is None else (100 * share, "good")
        meaning = Sentence("situation.measurement_error")
        checks.append(CheckResult(f"measurement_error.{name}", month, status, value, "percent", len(z), meaning, (of,)))
    return tuple(checks)
