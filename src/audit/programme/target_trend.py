"""How fast has prevalence fallen, where would that lead, and how sure is it? Trends of published surveys.

A fan is about the figure that the next survey will print: it holds the uncertainty of the line, the differences of
years and surveys from it, and the sampling error of a survey. It knows nothing of what a district will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, log, log1p

import numpy as np
import pandas as pd

from audit.programme.survey_points import SurveyPoint, logit
from audit.reference.targets import DRAWS, FAN_LEVELS, FEWEST_FOR_TREND, SCENARIO_PACES
from audit.results import Sentence
from audit.survey.design import Floats
from audit.survey.intervals import t_quantile

__all__ = ["Aarr", "Trend", "aarr", "backtest", "fit_trend", "required_aarr", "scenarios"]

_ROUNDING = 1e-9  # years; a whole number of years must not become one more


@dataclass(frozen=True, slots=True)
class Aarr:
    """Average annual rate of reduction (a share of what there is: 0.07 is 7 % a year; below 0: a rise).

    95 % limits ``low`` and ``high`` by t with ``df`` from the scatter about the line, NaN with fewer than
    ``FEWEST_FOR_TREND`` surveys; ``n`` surveys from ``first`` to ``last`` (years).
    """

    value: float
    low: float
    high: float
    df: int
    n: int
    first: int
    last: int


def aarr(points: Sequence[SurveyPoint]) -> Aarr | Sentence:
    """Average annual rate of reduction by a straight line through the logarithms of at least two surveys.

    Source: UNICEF, Technical note: how to calculate average annual rate of reduction of underweight prevalence, 2007.
    Fewer than two years: a sentence that says so.
    """
    if len({point.year for point in points}) < 2:
        return Sentence("target.no_pace", {"n": len(points)})
    years, y = np.array([p.year for p in points], float), np.log([p.proportion for p in points])
    line = _line(years, y, np.ones_like(y))
    df = len(points) - 2
    half = np.nan
    if len(points) >= FEWEST_FOR_TREND:
        half = float(t_quantile(df)) * float(np.sqrt(line.covariance[1, 1] * line.squares / df))
    slope = float(line.coef[1])
    ends = int(years.min()), int(years.max())
    return Aarr(1 - exp(slope), 1 - exp(slope + half), 1 - exp(slope - half), df, len(points), *ends)


def required_aarr(now: float, target: float, years: int) -> float:
    """Rate of reduction a year that leads from one proportion to another in so many years; below 0: it may rise.

    ``ValueError`` without a year in between, or for proportions not above 0.
    """
    if years < 1 or min(now, target) <= 0:
        raise ValueError(f"from {now} to {target} in {years} years")
    return 1 - (target / now) ** (1 / years)


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """Weighted least squares: ``coef`` at ``centre`` and per year, ``covariance`` for weights of 1 / variance."""

    coef: Floats
    covariance: Floats
    centre: float
    squares: float  # weighted sum of squared residuals
    trace: float  # what the squares would lose for each unit of variance beyond 1 / weight (DerSimonian & Laird)


def _line(years: Floats, y: Floats, weight: Floats) -> _Line:
    centre = float(years.mean())
    X = np.column_stack([np.ones_like(years), years - centre])
    covariance = np.linalg.inv((X * weight[:, None]).T @ X).astype(np.float64)
    coef = covariance @ (X.T @ (weight * y))
    trace = float(weight.sum() - np.trace(covariance @ ((X * weight[:, None] ** 2).T @ X)))
    return _Line(coef, covariance, centre, float((weight * (y - X @ coef) ** 2).sum()), trace)


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """A straight line through the logits of ``points``.

    ``coef``: logit at ``centre`` (a year, with fractions) and change a year; ``covariance`` of both. ``tau2``: variance
    of a year's true value about the line; ``sampling``: variance of a survey (both logit scale). Where the precision
    of any survey is unknown (``known`` False) the scatter about the line stands for both together, as ``tau2``.
    """

    points: tuple[SurveyPoint, ...]
    coef: Floats
    covariance: Floats
    centre: float
    tau2: float
    sampling: float
    known: bool

    @property
    def df(self) -> int:
        """Degrees of freedom: surveys less two."""
        return len(self.points) - 2

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """What must stand beside it: surveys that differ, precision that was assumed or is unknown."""
        found: list[Sentence] = []
        surveys = dict.fromkeys(point.survey for point in self.points)
        if len(surveys) > 1:
            found.append(Sentence("target.surveys_differ", {"surveys": ", ".join(surveys)}))
        if not self.known:
            found.append(Sentence("target.precision_unknown"))
        elif any(point.estimate.assumed for point in self.points):
            found.append(Sentence("survey.change_assumed"))
        return tuple(found)

    def fan(self, years: Sequence[int], *, target: float | None = None) -> pd.DataFrame:
        """One row a year: ``year``, ``middle``, ``low50``, ``high50``, ``low95``, ``high95`` (0-1), ``p_reach``.

        ``p_reach`` is the probability that the year's survey prints the target (0-1) or less, NaN without a target.
        All by t with ``df``; they are for the annex, never for a heading.
        """
        from scipy.special import stdtr

        middle, spread = self._ahead(np.array(years, float))
        table = {"year": list(years), "middle": _expit(middle)}
        for level in FAN_LEVELS:
            half = float(t_quantile(self.df, level=level)) * spread
            table |= {f"low{level:.0%}"[:-1]: _expit(middle - half), f"high{level:.0%}"[:-1]: _expit(middle + half)}
        reach = np.full(len(years), np.nan) if target is None else stdtr(self.df, (logit(target) - middle) / spread)
        return pd.DataFrame(table | {"p_reach": reach})

    def paths(self, years: Sequence[int], *, seed: int, draws: int = DRAWS) -> Floats:
        """(draws, years) proportions that surveys might print, one possible future a row.

        Line and scatter are drawn together from the multivariate t, so that each column has the quantiles of ``fan``;
        within a row years share their line. Same seed, same draws.
        """
        rng = np.random.default_rng(seed)
        scale = np.sqrt(self.df / rng.chisquare(self.df, size=(draws, 1)))
        away = np.column_stack([np.ones(len(years)), np.array(years, float) - self.centre])
        lines = rng.multivariate_normal(np.zeros(2), self.covariance, size=draws) @ away.T
        own = rng.normal(scale=np.sqrt(self.tau2 + self.sampling), size=lines.shape)
        return _expit(away @ self.coef + scale * (lines + own))

    def reach_by(self, target: float, years: Sequence[int], *, seed: int) -> float:
        """Probability that a survey of at least one of the years prints the target or less."""
        return float((self.paths(years, seed=seed) <= target).any(axis=1).mean())

    def _ahead(self, years: Floats) -> tuple[Floats, Floats]:
        away = np.column_stack([np.ones_like(years), years - self.centre])
        variance = np.einsum("ij,jk,ik->i", away, self.covariance, away) + self.tau2 + self.sampling
        return away @ self.coef, np.sqrt(variance)


def fit_trend(points: Sequence[SurveyPoint]) -> Trend | Sentence:
    """Fit the line, or refuse: a sentence where there are fewer than ``FEWEST_FOR_TREND`` years.

    Where the precision of all surveys is known, weights are 1 / (sampling variance + tau2), tau2 by the method of
    moments (DerSimonian & Laird, Control Clin Trials 1986;7:177, for a line), and never below 0; else all count alike.
    """
    points = tuple(sorted(points, key=lambda p: p.year))
    years = np.array([p.year for p in points], float)
    if len(set(years)) < FEWEST_FOR_TREND:
        return Sentence("target.trend_refused", {"n": len(set(years))})
    y = np.array([logit(p.proportion) for p in points])
    errors = [p.logit_se for p in points]
    df = len(points) - 2
    if any(error is None for error in errors):
        line = _line(years, y, np.ones_like(y))
        scatter = line.squares / df
        return Trend(points, line.coef, line.covariance * scatter, line.centre, scatter, 0.0, known=False)
    variance = np.array(errors, float) ** 2
    line = _line(years, y, 1 / variance)
    tau2 = max(0.0, (line.squares - df) / line.trace)
    line = _line(years, y, 1 / (variance + tau2))
    return Trend(points, line.coef, line.covariance, line.centre, tau2, float(variance.mean()), known=True)


def _expit(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-x))


def scenarios(
    last: SurveyPoint, years: Sequence[int], *, target: float, paces: Sequence[float] = SCENARIO_PACES
) -> pd.DataFrame:
    """What the newest survey would become at given rates of reduction: no forecast, no range.

    One row a pace and year: ``pace`` (0-1 a year), ``year``, ``proportion``, and ``reached``, the first year at or
    below the target at that pace (``NA`` where it never is).
    """
    rows = [
        {
            "pace": pace,
            "year": year,
            "proportion": last.proportion * (1 - pace) ** (year - last.year),
            "reached": _reached(last, target, pace),
        }
        for pace in paces
        for year in years
    ]
    return pd.DataFrame(rows, columns=["pace", "year", "proportion", "reached"]).astype({"reached": "Int64"})


def _reached(last: SurveyPoint, target: float, pace: float) -> int | None:
    if last.proportion <= target:
        return last.year
    if not 0 < pace < 1:
        return None
    return last.year + ceil(log(target / last.proportion) / log1p(-pace) - _ROUNDING)


def backtest(points: Sequence[SurveyPoint]) -> pd.DataFrame:
    """What would have been said before each survey from those before it, beside what the survey then printed.

    One row a survey from the second on: ``year``, ``source``, ``n`` (surveys before it), ``observed``, ``unchanged``
    (the survey before), ``trend`` with ``low`` and ``high`` (95 %), and ``inside``: whether what was observed lies
    within. All proportions; trend and ``inside`` are missing where the trend is refused.
    """
    points = sorted(points, key=lambda p: p.year)
    rows: list[dict[str, object]] = []
    for place in range(1, len(points)):
        then, before = points[place], points[:place]
        row: dict[str, object] = {
            "year": then.year,
            "source": then.estimate.source,
            "n": place,
            "observed": then.proportion,
            "unchanged": before[-1].proportion,
            "trend": np.nan,
            "low": np.nan,
            "high": np.nan,
            "inside": None,
        }
        trend = fit_trend(before)
        if isinstance(trend, Trend):
            said = trend.fan([then.year]).iloc[0]
            row |= {"trend": said["middle"], "low": said["low95"], "high": said["high95"]}
            row["inside"] = bool(said["low95"] <= then.proportion <= said["high95"])
        rows.append(row)
    columns = ["year", "source", "n", "observed", "unchanged", "trend", "low", "high", "inside"]
    return pd.DataFrame(rows, columns=columns).astype({"inside": "boolean"})
