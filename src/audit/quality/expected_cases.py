"""Stunted children that a survey lets expect among those registered, beside those on the list: where are more?"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import pandas as pd

from audit.reference.areas import Areas
from audit.reference.groups import STATUS
from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.results import Cell, CheckResult, Sentence, Status
from audit.survey import count_table

__all__ = ["SurveyPrevalence", "expected_cases"]


@dataclass(frozen=True, slots=True)
class SurveyPrevalence:
    """A published prevalence as proportions (0-1) with its interval, and what to call its source."""

    source: str
    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.value <= self.high <= 1:
            raise ValueError(f"{self.source}: a prevalence lies within its interval, both between 0 and 1")


def expected_cases(
    month: str, frame: pd.DataFrame, registered: pd.DataFrame, survey: SurveyPrevalence, areas: Areas
) -> CheckResult:
    """Children that the survey's prevalence lets expect in each desa beside those whom the month's list holds.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows.
    registered : ``schemas.REGISTERED``; a desa without a figure for the month has no expectation (missing), and is left
        out of the sum.

    ``table`` (restricted): ``area_code registered listed expected low high verdict``, "fewer" or "more" where the list
    lies outside the interval, else "". The interval (95 %) joins that of the survey with the chance of single children;
    it takes the desa for an average one, so it is too narrow where desa differ. ``value`` is the percentage listed of
    those expected in the desa with a figure. It says where to look, never that a list is wrong: not for rating desa.
    """
    cells = [Cell.of(month, area=desa.code, status="stunted") for desa in areas.desa]
    listed = count_table("expected_cases", frame, cells, (areas.partition, STATUS))
    of_month = registered[registered["month"].eq(month)].set_index("area_code")["registered"]
    table = pd.DataFrame({"area_code": [desa.code for desa in areas.desa], "listed": listed.counts})
    table.insert(1, "registered", table["area_code"].map(of_month).astype("Float64").astype("float64"))
    se = (survey.high - survey.low) / (2 * _z())
    children = table["registered"]
    table["expected"] = survey.value * children
    half = _z() * (children * survey.value * (1 - survey.value) + (children * se) ** 2) ** 0.5
    table["low"], table["high"] = (table["expected"] - half).clip(lower=0), table["expected"] + half
    table["verdict"] = ""
    table.loc[table["listed"] < table["low"], "verdict"] = "fewer"
    table.loc[table["listed"] > table["high"], "verdict"] = "more"
    known = table.dropna(subset=["registered"])
    expected, n = float(known["expected"].sum()), int(known["listed"].sum())
    total = float(known["registered"].sum())
    margin = _z() * sqrt(total * survey.value * (1 - survey.value) + (total * se) ** 2)
    status: Status = "not_assessable" if expected == 0 else "fair" if abs(n - expected) > margin else "good"
    return CheckResult(
        id="expected_cases",
        subject=month,
        status=status,
        value=100 * n / expected if expected else None,
        unit="percent",
        n=int(total),
        meaning=Sentence(f"rows.expected_cases_{status}", {"source": survey.source, "month": month}),
        tables=(listed,),
        table=table,
    )


def _z() -> float:
    return NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2)
