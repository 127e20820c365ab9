"""Surveys of one area in order of time, each with its precision where it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from math import log
from statistics import NormalDist

from audit.errors import InputError
from audit.reference.published import PublishedPrevalence
from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.reference.targets import TREND_FROM
from audit.survey.change import Estimate, published_estimate

__all__ = ["SurveyPoint", "logit", "survey_points"]


@dataclass(frozen=True, slots=True)
class SurveyPoint:
    """One survey: ``estimate.proportion`` (strictly between 0 and 1) of a ``year``."""

    year: int
    estimate: Estimate

    def __post_init__(self) -> None:
        if not 0 < self.proportion < 1:
            raise ValueError(f"{self.estimate.source}: a trend needs a proportion between 0 and 1")

    @property
    def proportion(self) -> float:
        """Prevalence (0-1)."""
        return self.estimate.proportion

    @property
    def survey(self) -> str:
        """Name of the survey without its year."""
        return self.estimate.source.split()[0]

    @property
    def logit_se(self) -> float | None:
        """Standard error on the logit scale, from the 95 % limits; ``None`` where nobody knows the precision."""
        try:
            low, high = self.estimate.limits()
        except InputError:
            return None
        if not 0 < low < high < 1:
            return None
        return (logit(high) - logit(low)) / (2 * NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2))


def logit(p: float) -> float:
    """ln(p / (1 - p))."""
    return log(p / (1 - p))


def survey_points(figures: Iterable[PublishedPrevalence], *, since: int = TREND_FROM) -> tuple[SurveyPoint, ...]:
    """Surveys of one area from the year ``since`` on, one a source, by year.

    Routine figures, and what offices dispute, are left out.

    Precision as ``survey.change.published_estimate`` assumes it for districts; unknown for provinces and the nation.
    ``ValueError`` for figures of several areas.
    """
    figures = sorted(figures, key=lambda f: (f.year, f.source))
    if len({f.area_code for f in figures}) > 1:
        raise ValueError("figures of several areas")
    agreed = [f for f in figures if f.kind == "survei" and not f.disputed and f.percent and f.year >= since]
    first = [next(same) for _, same in groupby(agreed, key=lambda f: (f.year, f.source))]
    return tuple(SurveyPoint(f.year, published_estimate(f)) for f in first)
