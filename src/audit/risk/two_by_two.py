"""Two groups and a yes or no: crude ratios and differences from four counts.

Each child counts as independent; in a survey, or by desa, take ``fit_glm`` with its design.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isinf, nan

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.risk.columns import numbers
from audit.risk.joint_tests import JointTest
from audit.risk.measure import Measure, on_log_scale, wald

__all__ = ["TwoByTwo", "chi_square_1"]


def chi_square_1(statistic: float) -> JointTest:
    """Test by a chi-square of 1 degree of freedom; NaN where there is none."""
    from scipy.special import chdtrc

    return JointTest(statistic, 1, inf, float(chdtrc(1, statistic)))


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Counts of children: exposed with the outcome (``a``) and without (``b``), unexposed with (``c``) and without.

    An empty group or one in which nobody has the outcome makes a ratio NaN, 0 or infinite, without limits.
    """

    a: int
    b: int
    c: int
    d: int

    def __post_init__(self) -> None:
        if min(self.a, self.b, self.c, self.d) < 0:
            raise ValueError("counts below 0")

    @classmethod
    def of(cls, exposed: npt.ArrayLike, outcome: npt.ArrayLike) -> TwoByTwo:
        """Count (n,) 0/1 columns; a row with a missing value in either is left out.

        Raises
        ------
        InputError : a value other than 0, 1 and missing.
        """
        x, y = _binary("exposed", exposed), _binary("outcome", outcome)
        known = ~(np.isnan(x) | np.isnan(y))
        cells = np.bincount((2 * (x[known] == 0) + (y[known] == 0)).astype(np.int64), minlength=4)
        return cls(*(int(count) for count in cells))

    @property
    def exposed(self) -> int:
        """Children who are exposed."""
        return self.a + self.b

    @property
    def unexposed(self) -> int:
        """Children who are not."""
        return self.c + self.d

    @property
    def crude_fraction(self) -> float:
        """Attributable fraction (association) without adjustment, 0-1; NaN where it has no meaning.

        Levin's formula, Acta Unio Int Contra Cancrum 1953;9:531-541. Never with an adjusted ratio, for which it is
        biased: that is why it is asked of counts. Adjusted fractions: ``audit.risk.paf``.
        """
        excess = _over(self.exposed, self.exposed + self.unexposed) * (self.ratio().estimate - 1)
        return 1.0 if isinf(excess) else excess / (1 + excess)

    def ratio(self) -> Measure:
        """Prevalence ratio. Source: Katz et al., Biometrics 1978;34:469-474 (log scale)."""
        estimate = _over(_over(self.a, self.exposed), _over(self.c, self.unexposed))
        if not (self.a and self.c):
            return Measure(estimate)
        variance = 1 / self.a - 1 / self.exposed + 1 / self.c - 1 / self.unexposed
        return on_log_scale(estimate, variance)

    def odds_ratio(self) -> Measure:
        """Odds ratio. Source: Woolf, Ann Hum Genet 1955;19:251-253."""
        if not (self.a and self.b and self.c and self.d):
            return Measure(_over(self.a * self.d, self.b * self.c))
        return on_log_scale(self.a * self.d / (self.b * self.c), sum(1 / n for n in (self.a, self.b, self.c, self.d)))

    def difference(self) -> Measure:
        """Difference of the two prevalences, 0-1 (Wald); NaN where a group is empty."""
        if not (self.exposed and self.unexposed):
            return Measure(nan)
        p, q = self.a / self.exposed, self.c / self.unexposed
        return wald(p - q, p * (1 - p) / self.exposed + q * (1 - q) / self.unexposed)

    def chi_square(self) -> JointTest:
        """Pearson's chi-square of 1 degree of freedom, uncorrected; NaN where a margin is empty."""
        margins = self.exposed * self.unexposed * (self.a + self.c) * (self.b + self.d)
        if not margins:
            return chi_square_1(nan)
        statistic = (self.a * self.d - self.b * self.c) ** 2 * (self.exposed + self.unexposed) / margins
        return chi_square_1(statistic)

    def fisher(self) -> tuple[Measure, JointTest]:
        """Fisher's exact test, two-sided, with the conditional odds ratio and its exact limits."""
        from scipy.stats import fisher_exact
        from scipy.stats.contingency import odds_ratio

        table = np.array([[self.a, self.b], [self.c, self.d]])
        if not (self.exposed and self.unexposed and self.a + self.c and self.b + self.d):
            return Measure(nan), JointTest(nan, 1, inf, 1.0)
        found = odds_ratio(table, kind="conditional")
        low, high = found.confidence_interval()
        p = float(fisher_exact(table)[1])
        return Measure(float(found.statistic), nan, float(low), float(high)), JointTest(nan, 1, inf, p)


def _over(above: float, below: float) -> float:
    if below:
        return above / below
    return inf if above > 0 else nan


def _binary(name: str, values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    column = values if isinstance(values, pd.Series) else pd.Series(np.asarray(values), name=name)
    found = numbers(column)
    if not (np.isnan(found) | (found == 0) | (found == 1)).all():
        raise InputError("risk.outcome_not_binary", column=str(column.name))
    return found
