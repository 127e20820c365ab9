"""Whether predicted risks are what then happens: in all, at every level of risk, and with what error.

Sources: Steyerberg, Clinical Prediction Models, 2nd ed. 2019, chapter 15; ``rms::val.prob`` of R (Harrell 2015).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audit.reference.prediction_rules import LOWESS_SPAN, SMOOTH_GROUPS, SMOOTH_POINTS
from audit.risk.discrimination import outcomes_and_risks
from audit.risk.irls import fit, patterns_of

__all__ = ["Calibration", "CalibrationCurve", "calibration", "calibration_curve"]

Floats = npt.NDArray[np.float64]

_CERTAIN = 1e-12  # a risk nearer to 0 or 1 has no logit worth having
_STEP, _STEPS = 1e-12, 50
_TOO_NARROW = 0.001  # of the range of risks: no slope under it, as in R


@dataclass(frozen=True, slots=True)
class Calibration:
    """How risks agree with outcomes.

    ``brier`` mean squared error, ``brier_scaled`` its share saved against giving everybody the mean risk; ``log_loss``
    mean. ``in_the_large``: log-odds to add to every risk (0 is right); ``slope``: what to multiply log-odds by, with
    ``intercept`` beside it (1 and 0 are right; a slope under 1 says risks are too extreme). ``ratio``: observed over
    expected cases. ``average``, ``ninetieth``, ``largest``: distance of risks from a smooth curve of outcomes (Eavg,
    E90, Emax). ``r2``: Nagelkerke's, after recalibration; ``unreliability`` and ``quality``: U and Q of val.prob.

    Whatever needs both outcomes or more than one risk is ``None`` without.
    """

    n: int
    events: int
    brier: float
    brier_scaled: float | None
    log_loss: float
    ratio: float | None
    in_the_large: float | None
    in_the_large_se: float | None
    slope: float | None
    slope_se: float | None
    intercept: float | None
    intercept_se: float | None
    r2: float | None
    unreliability: float | None
    quality: float | None
    average: float
    ninetieth: float
    largest: float


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationCurve:
    """Observed share at each predicted risk, by local regression (lowess without robustness steps)."""

    risk: Floats
    observed: Floats


def calibration(y: npt.ArrayLike, p: npt.ArrayLike) -> Calibration | None:
    """Judge risks by what happened.

    Parameters
    ----------
    y : (n,) 0 or 1. p : (n,) risks, 0-1.

    ``None`` without children. Risks of exactly 0 or 1 are taken as 1e-12 from it where a logit is needed.
    """
    outcome, risk = outcomes_and_risks(y, p)
    n, events = outcome.size, int(outcome.sum())
    if not n:
        return None
    if risk.min() < 0 or risk.max() > 1:
        raise ValueError("risks lie between 0 and 1")
    curve = calibration_curve(outcome, risk)
    apart = np.abs(risk - np.interp(risk, curve.risk, curve.observed))
    brier, mean = float(((risk - outcome) ** 2).mean()), events / n
    inside = np.clip(risk, _CERTAIN, 1 - _CERTAIN)
    log_likelihood = float((outcome * np.log(inside) + (1 - outcome) * np.log1p(-inside)).sum())
    both = 0 < events < n
    large, slopes = (None, None), _Slopes()
    if both:
        eta = np.log(inside) - np.log1p(-inside)
        large = _in_the_large(outcome, eta)
        slopes = _slopes(outcome, eta, log_likelihood)
    return Calibration(
        n,
        events,
        brier,
        1 - brier / (mean * (1 - mean)) if both else None,
        -log_likelihood / n,
        float(events / risk.sum()) if risk.sum() > 0 else None,
        *large,
        slopes.slope,
        slopes.slope_se,
        slopes.intercept,
        slopes.intercept_se,
        slopes.r2,
        slopes.unreliability,
        slopes.quality,
        float(apart.mean()),
        float(np.quantile(apart, 0.9)),
        float(apart.max()),
    )


@dataclass(frozen=True, slots=True)
class _Slopes:
    """What a logistic model of the outcome on the log-odds of the risk gives."""

    slope: float | None = None
    slope_se: float | None = None
    intercept: float | None = None
    intercept_se: float | None = None
    r2: float | None = None
    unreliability: float | None = None
    quality: float | None = None


def _slopes(outcome: Floats, eta: Floats, log_likelihood: float) -> _Slopes:
    n, mean = outcome.size, float(outcome.mean())
    found = fit(patterns_of(np.vstack([np.ones(n), eta])), outcome, np.ones(n), "logit")
    if found.aliased.any() or found.separated.any() or not found.converged:
        return _Slopes()
    null = n * (mean * np.log(mean) + (1 - mean) * np.log1p(-mean))
    ratio = 2 * (found.log_likelihood - null)
    unreliability = (2 * (found.log_likelihood - log_likelihood) - 2) / n
    se = np.sqrt(np.diag(found.bread))
    return _Slopes(
        float(found.beta[1]),
        float(se[1]),
        float(found.beta[0]),
        float(se[0]),
        float((1 - np.exp(-ratio / n)) / (1 - np.exp(2 * null / n))),
        float(unreliability),
        float((ratio - 1) / n - unreliability),
    )


def _in_the_large(outcome: Floats, eta: Floats) -> tuple[float, float]:
    """Log-odds to add to every risk so that as many cases are expected as there were, and its standard error."""
    shift, information = 0.0, 1.0
    for _ in range(_STEPS):
        mu = 1 / (1 + np.exp(-(eta + shift)))
        information = float((mu * (1 - mu)).sum())
        step = float((outcome - mu).sum()) / information
        shift += float(np.clip(step, -1, 1))  # far away a full step may overshoot
        if abs(step) < _STEP:
            break
    return shift, 1 / float(np.sqrt(information))


def calibration_curve(y: npt.ArrayLike, p: npt.ArrayLike) -> CalibrationCurve:
    """Share with the outcome along predicted risk: R's ``lowess(p, y, iter = 0)``, a hundredth of the range apart."""
    outcome, risk = outcomes_and_risks(y, p)
    order = np.argsort(risk, kind="stable")
    if not order.size or risk[order[0]] == risk[order[-1]]:
        return CalibrationCurve(risk[:1], np.array([outcome.mean()]) if order.size else risk)
    ends = np.unique(np.linspace(0, order.size, min(order.size, SMOOTH_GROUPS) + 1).astype(np.intp))[:-1]
    children = np.diff(np.append(ends, order.size)).astype(np.float64)
    x = np.add.reduceat(risk[order], ends) / children
    values = np.add.reduceat(outcome[order], ends) / children
    at = np.linspace(risk[order[0]], risk[order[-1]], SMOOTH_POINTS)
    near = min(max(int(LOWESS_SPAN * x.size), 2), x.size)  # groups are of one size, or nearly
    return CalibrationCurve(at, np.array([_local(x, values, children, point, near) for point in at]))


def _local(x: Floats, y: Floats, children: Floats, at: float, near: int) -> float:
    """Value at a point of the line through its ``near`` nearest neighbours, the nearer the more weight (tricube)."""
    distance = np.abs(x - at)
    width = float(np.partition(distance, near - 1)[near - 1])
    inside = distance <= width
    share = distance[inside] / width if width > 0 else np.zeros(int(inside.sum()))
    weight = children[inside] * (1 - share**3) ** 3
    if weight.sum() <= 0:
        weight = children[inside]
    weight = weight / weight.sum()
    near_x, near_y = x[inside], y[inside]
    centre, level = float(weight @ near_x), float(weight @ near_y)
    spread = float(weight @ (near_x - centre) ** 2)
    if np.sqrt(spread) <= _TOO_NARROW * (x[-1] - x[0]):
        return level
    return level + (at - centre) * float(weight @ ((near_x - centre) * (near_y - level))) / spread
