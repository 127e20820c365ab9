"""A spike on the smallest height that is not stunted: what tells lifted heights from an honest re-measurement."""

from __future__ import annotations

from functools import cache

import numpy as np

from audit.quality.count_tails import binomial_tail
from audit.quality.smooth_counterfactual import Counterfactual
from audit.reference.heaping_rules import (
    FIT_REACH,
    HUNDREDTHS,
    REMEASUREMENT_ERRORS_Z,
    SPIKE_AMONG,
    SPIKE_WINDOW,
)

__all__ = ["honest_share", "spike_p"]


def spike_p(counts: np.ndarray, expected: Counterfactual) -> np.ndarray:
    """Exact p by unit: of the children in [-2.00, -1.70), are more in the first 0.03 than honesty explains?

    Binomial, against ``honest_share``. Small only where heights stand on the very edge. A large p clears nobody: it is
    blind to heights lifted to whole centimetres or spread above the cut-off.
    """
    edge = counts[:, FIT_REACH : FIT_REACH + SPIKE_WINDOW].sum(axis=1)
    near = counts[:, FIT_REACH : FIT_REACH + SPIKE_AMONG].sum(axis=1)
    return binomial_tail(edge, near, honest_share(expected.mean))


def honest_share(mean: np.ndarray) -> np.ndarray:
    """Largest share of the first 0.03 in the children of [-2.00, -1.70) that arises with nothing fudged, by unit.

    ``mean`` as in ``Counterfactual``. Nobody measured again gives the counterfactual's own share. Measuring all short
    children once more lifts some of them over the cut-off, the nearest ones most: the largest share over the errors of
    ``REMEASUREMENT_ERRORS_Z`` is taken, for every unit, since nobody knows which error it has.
    """
    below, above = mean[:, :FIT_REACH], mean[:, FIT_REACH : FIT_REACH + SPIKE_AMONG]
    found = [above, *(above + below @ _lifted(error) for error in REMEASUREMENT_ERRORS_Z)]
    return np.max([near[:, :SPIKE_WINDOW].sum(axis=1) / near.sum(axis=1) for near in found], axis=0)


@cache
def _lifted(error: float) -> np.ndarray:
    """Probability, (from below, to above), that a child recorded under the cut-off is found over it the next time.

    Steps of one hundredth: FIT_REACH of them below, SPIKE_AMONG above. Two readings differ by error x sqrt 2.
    """
    start = np.arange(-FIT_REACH, 0)[:, None] / HUNDREDTHS
    end = np.arange(SPIKE_AMONG)[None, :] / HUNDREDTHS
    sd = error * np.sqrt(2)
    return np.exp(-(((end - start) / sd) ** 2) / 2) / (sd * np.sqrt(2 * np.pi) * HUNDREDTHS)
