"""Where R's ``glm`` stops: before the limit, when the deviance hardly changes.

R fits by weighted least squares, each step with the weights of the coefficients before it. It ends when a step changes
the deviance by less than ``epsilon`` of itself and keeps the weights of that step: ``vcov``, ``sandwich`` and
``svyglm`` take them beside residuals at the coefficients after it. The published figures of ``svyglm`` hold this
remainder, up to some 1e-5 of a standard error; at ``epsilon`` of 1e-14 it is gone.

Source: R 4.2.2, ``stats::glm.fit``; survey 4.1, ``svyglm`` (weights relative to their mean).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from audit.risk.irls import FAMILIES, Family, Fit, Scaled

__all__ = ["stopped_as_r"]

Floats = npt.NDArray[np.float64]
_STEPS = 25  # glm.control(maxit = 25)
_SMALL = 0.1  # added to the deviance that a change is compared with, as R does


@dataclass(frozen=True, slots=True)
class _Rule:
    """Of a family with its own link: the first expectation, the link, and the weight of a row for one of weight 1.

    The weight is the variance too, the link being canonical.
    """

    start: Callable[[Floats, Floats], Floats]
    link: Callable[[Floats], Floats]
    variance: Callable[[Floats], Floats]
    deviance: Callable[[Floats, Floats], Floats]


def _times_log(y: Floats, ratio: Floats) -> Floats:
    return y * np.log(np.where(y > 0, ratio, 1.0))


_RULES: dict[Family, _Rule] = {
    "poisson": _Rule(
        lambda y, w: y + 0.1,
        np.log,
        lambda mu: mu,
        lambda y, mu: 2 * (_times_log(y, y / mu) - (y - mu)),
    ),
    "logit": _Rule(
        lambda y, w: (w * y + 0.5) / (w + 1),
        lambda mu: np.log(mu / (1 - mu)),
        lambda mu: mu * (1 - mu),
        lambda y, mu: 2 * (_times_log(y, y / mu) + _times_log(1 - y, (1 - y) / (1 - mu))),
    ),
}


def stopped_as_r(limit: Fit, columns: Floats, y: Floats, weight: Floats, family: Family, epsilon: float) -> Fit:
    """Walk R's steps to where it stops.

    Parameters
    ----------
    limit : the fit of the same rows to its limit. columns : (k, n), the intercept first. y, weight : (n,).
    epsilon : share of the deviance, that of ``glm.control``.

    The limit itself for ``linear``, which has one step, and where there is none (separation, no end in 25 steps): R
    would stop somewhere on the way.
    """
    if family == "linear" or not limit.converged:
        return limit
    rule, inverse = _RULES[family], FAMILIES[family][1]
    kept = ~limit.aliased
    scaled = Scaled.of(columns[kept])
    mean = float(weight.mean())
    w = weight / mean
    mu = rule.start(y, w)
    eta, before = rule.link(mu), float(w @ rule.deviance(y, mu))
    for _ in range(_STEPS):
        working = w * rule.variance(mu)
        information, gradient = np.zeros((scaled.mean.size,) * 2), np.zeros(scaled.mean.size)
        for rows, part in scaled.parts():
            information += (part * working[rows]) @ part.T
            gradient += part @ (working[rows] * eta[rows] + w[rows] * (y[rows] - mu[rows]))
        beta = np.linalg.solve(information, gradient)
        eta = np.concatenate([beta @ part for _, part in scaled.parts()])
        mu = inverse(eta)
        deviance = float(w @ rule.deviance(y, mu))
        if abs(deviance - before) < epsilon * (abs(deviance) + _SMALL):
            back = scaled.back
            found, bread = np.zeros(kept.size), np.zeros((kept.size,) * 2)
            found[kept] = back @ beta
            bread[np.ix_(kept, kept)] = back @ np.linalg.inv(information * mean) @ back.T
            return replace(limit, beta=found, bread=bread, lag=working / (w * rule.variance(mu)))
        before = deviance
    return limit
