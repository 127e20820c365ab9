"""Two groups compared within strata, and a trend over ordered groups: checks that need no model.

Each child counts as independent; in a survey, or by desa, take ``fit_glm`` with its design.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import numpy as np
import numpy.typing as npt

from audit.risk.joint_tests import JointTest
from audit.risk.measure import Measure, on_log_scale
from audit.risk.two_by_two import TwoByTwo, chi_square_1

__all__ = ["mantel_haenszel", "trend"]

Floats = npt.NDArray[np.float64]


def mantel_haenszel(tables: Sequence[TwoByTwo]) -> tuple[Measure, JointTest]:
    """Odds ratio common to all strata, and the test that it is 1 (chi-square, not corrected for continuity).

    Strata with fewer than two children say nothing and are left out. NaN where no stratum says anything, no limits
    where the ratio is 0 or infinite. It assumes one ratio in all strata. As ``mantelhaen.test`` of R. Source: Mantel
    and Haenszel, J Natl Cancer Inst 1959;22:719-748; limits: Robins, Breslow and Greenland, Biometrics
    1986;42:311-323.
    """
    a, b, c, d = (np.array([getattr(table, cell) for table in tables], dtype=np.float64) for cell in "abcd")
    n = a + b + c + d
    a, b, c, d, n = (part[n > 1] for part in (a, b, c, d, n))
    concordant, discordant = a * d / n, b * c / n
    agree, differ = (a + d) / n, (b + c) / n
    for_, against = float(concordant.sum()), float(discordant.sum())
    if not (for_ and against):
        return Measure(0.0 if against else (np.inf if for_ else nan)), _score(a, b, c, d, n)
    variance = (
        (agree * concordant).sum() / (2 * for_**2)
        + (agree * discordant + differ * concordant).sum() / (2 * for_ * against)
        + (differ * discordant).sum() / (2 * against**2)
    )
    return on_log_scale(for_ / against, float(variance)), _score(a, b, c, d, n)


def trend(events: npt.ArrayLike, n: npt.ArrayLike, scores: npt.ArrayLike | None = None) -> JointTest:
    """Cochran-Armitage test of a linear trend of proportions over (k,) ordered groups; chi-square of 1 df.

    Parameters
    ----------
    events, n : children with the outcome and all children of each group. scores : of the groups; without them 1, 2, 3.

    NaN where all children, or none, have the outcome or only one group has children. As ``prop.trend.test`` of R.
    Source: Armitage, Biometrics 1955;11:375-386.
    """
    events, n = np.asarray(events, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if events.shape != n.shape or (events < 0).any() or (events > n).any():
        raise ValueError("events: another shape than n, below 0 or above n")
    scores = np.arange(1.0, n.size + 1) if scores is None else np.asarray(scores, dtype=np.float64)
    total = n.sum()
    if not total:
        return chi_square_1(nan)
    p, centre = events.sum() / total, n @ scores / total
    variance = p * (1 - p) * (n @ (scores - centre) ** 2)
    if not variance > 0:
        return chi_square_1(nan)
    statistic = float((events - n * p) @ (scores - centre)) ** 2 / float(variance)
    return chi_square_1(statistic)


def _score(a: Floats, b: Floats, c: Floats, d: Floats, n: Floats) -> JointTest:
    away = float((a - (a + b) * (a + c) / n).sum())
    variance = float(((a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1))).sum())
    if not variance:
        return chi_square_1(nan)
    statistic = away**2 / variance
    return chi_square_1(statistic)
