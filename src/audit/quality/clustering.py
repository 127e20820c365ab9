"""Do cases sit in a few clusters? Index of dispersion against Poisson, and Green's index."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Dispersion", "dispersion"]


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Cases by cluster against equal risk; NaN where there is no case or only one cluster."""

    clusters: int
    cases: int
    chi2: float
    p: float

    @property
    def variance_to_mean(self) -> float:
        """Chi-square over its degrees of freedom: 1 where cases fall at random."""
        return self.chi2 / (self.clusters - 1) if self.clusters > 1 else np.nan

    @property
    def green(self) -> float:
        """Green's index: 0 at random, 1 with all cases in one cluster, a little below 0 where they are too even."""
        return (self.variance_to_mean - 1) / (self.cases - 1) if self.cases > 1 else np.nan

    @property
    def green_lowest(self) -> float:
        """Green's index if every cluster had the same."""
        return -1 / (self.cases - 1) if self.cases > 1 else np.nan


def dispersion(cases: np.ndarray, children: np.ndarray | None = None) -> Dispersion:
    """Test whether cases fall on clusters as chance would: chi-square of cases against expected cases, k - 1 df.

    ``cases`` and ``children``: one figure a cluster. Without ``children`` all clusters are taken as equally large, as
    ENA and nipnTK ``greensIndex`` do; with them, expected cases are in proportion, since posyandu are not equally large
    and would otherwise seem clustered by their size. Clustering may be true: it is no error by itself.
    """
    from scipy.special import chdtrc

    k, total = len(cases), int(cases.sum())
    if k < 2 or not total:
        return Dispersion(k, total, np.nan, np.nan)
    size = np.ones(k) if children is None else children
    expected = total * size / size.sum()
    chi2 = float(((cases - expected) ** 2 / expected).sum())
    return Dispersion(k, total, chi2, float(chdtrc(k - 1, chi2)))
