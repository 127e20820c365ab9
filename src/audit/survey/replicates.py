"""Standard errors of ratios by replicates of the PSU totals: jackknife and bootstrap.

They need no children, only the sums by PSU and domain, so that a whole table is replicated at once. Replicates cannot
be made of a stratum with one PSU: ``collapsed`` joins such strata first.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from audit.reference.statistics import BOOTSTRAP_REPLICATES
from audit.survey.design import Floats, ResolvedDesign
from audit.survey.totals import DomainTotals, StratumParts

__all__ = ["bootstrap_factors", "bootstrap_se", "collapsed", "jackknife_se"]

# A weight below this share of its domain's is a rounding error of 0.
_ROUNDING = 1e-12


def collapsed(design: ResolvedDesign) -> ResolvedDesign:
    """The design with all strata of one PSU joined to one stratum, a lone one to its neighbour; PSUs are renumbered.

    Too wide rather than too narrow. Source: Wolter, Introduction to Variance Estimation, 2nd ed. 2007, section 2.5.
    """
    single = np.flatnonzero(design.n_psu == 1)
    if not single.size or design.n_psu.size == 1:
        return design
    new = np.arange(design.n_psu.size)
    new[single] = single[0]
    if single.size == 1:
        new[single] = single[0] - 1 if single[0] else 1
    _, stratum = np.unique(new[design.stratum], return_inverse=True)
    order = np.argsort(stratum, kind="stable")
    rank = np.empty(order.size, dtype=np.int64)
    rank[order] = np.arange(order.size)
    fraction = design.fraction
    if fraction is not None:
        least = np.full(int(stratum.max()) + 1, np.inf)
        np.minimum.at(least, stratum, fraction)
        fraction = least[stratum[order]]
    psu = np.where(design.known, rank[design.psu], 0)
    return replace(design, psu=psu, stratum=stratum[order], n_psu=np.bincount(stratum), fraction=fraction)


def jackknife_se(numerator: Floats, denominator: Floats, pairs: DomainTotals, design: ResolvedDesign) -> Floats:
    """(D, k) standard error of ratios by leaving out one PSU at a time (JKn; JK1 without strata).

    Parameters
    ----------
    numerator, denominator : (P, k) weighted sums by pair, as for ``audit.survey.totals.ratios``.

    NaN with a stratum of one PSU. Deviations are from the full estimate. A replicate in which the domain has no weight
    says nothing and is passed over. Source: Wolter 2007, section 4.5 (estimator v2).
    """
    above, below = pairs.over(numerator), pairs.over(denominator)
    if (design.n_psu < 2).any() or not design.n_psu.size:
        return np.full(above.shape, np.nan)
    parts = pairs.by_stratum(design)
    full = _ratio(above, below)
    (upper, upper_absent), (lower, lower_absent) = (
        _left_out(sums, whole, pairs, parts, design) for sums, whole in ((numerator, above), (denominator, below))
    )
    lower[lower < _ROUNDING * below[pairs.domain]] = np.nan  # the only PSU of its domain
    with_it = np.nan_to_num((_ratio(upper, lower) - full[pairs.domain]) ** 2)
    without = np.nan_to_num((_ratio(upper_absent, lower_absent) - full[parts.domain]) ** 2)
    absent = (design.n_psu[parts.stratum] - parts.present)[:, None]
    left = 1.0 if design.fraction is None else 1 - design.fraction[design.starts]
    scale = (left * (design.n_psu - 1) / design.n_psu)[parts.stratum][:, None]
    squares = scale * (parts.sums(with_it) + absent * without)
    found = np.zeros(full.shape)
    np.add.at(found, parts.domain, squares)
    return np.sqrt(found + 0.0 * full)


def _left_out(
    sums: Floats, whole: Floats, pairs: DomainTotals, parts: StratumParts, design: ResolvedDesign
) -> tuple[Floats, Floats]:
    """(P, k) domain sums without each PSU that has the domain, (S, k) without one of its stratum that has none."""
    n, part = design.n_psu[parts.stratum][:, None], parts.sums(sums)
    return (
        whole[pairs.domain] + (part[parts.of_pair] - n[parts.of_pair] * sums) / (n[parts.of_pair] - 1),
        whole[parts.domain] + part / (n - 1),
    )


def bootstrap_factors(
    design: ResolvedDesign, *, seed: int | np.random.Generator | None, replicates: int = BOOTSTRAP_REPLICATES
) -> Floats:
    """(R, G) factors by which each replicate multiplies the sums of each PSU.

    n - 1 of the n PSUs of a stratum are drawn with replacement and rescaled, with the finite population where there is
    one. Source: Rao and Wu, J Am Stat Assoc 1988;83:231-241; Rao, Wu and Yue, Surv Methodol 1992;18:209-217.
    """
    generator = np.random.default_rng(seed)
    draws, size = design.n_psu - 1, design.stratum.size
    first, n = np.repeat(design.starts, draws), np.repeat(design.n_psu, draws)
    of_psu = design.n_psu[design.stratum]
    rescale = of_psu / np.maximum(of_psu - 1, 1)
    kept = 1.0 if design.fraction is None else np.sqrt(1 - design.fraction)
    factors = np.empty((replicates, size))
    for factor in factors:
        times = np.bincount(first + np.floor(generator.random(n.size) * n).astype(np.int64), minlength=size)
        factor[:] = 1 + kept * (times * rescale - 1)
    return factors


def bootstrap_se(numerator: Floats, denominator: Floats, pairs: DomainTotals, factors: Floats) -> Floats:
    """(D, k) standard deviation of ratios over replicates; ``factors`` are (R, G) from ``bootstrap_factors``.

    Replicates in which the domain has no weight are passed over; NaN where fewer than two are left.
    """
    k = numerator.shape[1]
    found = np.full((pairs.n_domains, k), np.nan)
    for domain, rows in enumerate(pairs.slices()):
        factor = factors[:, pairs.psu[rows]]
        values = _ratio(factor @ numerator[rows], factor @ denominator[rows])
        there = np.isfinite(values)
        count = there.sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(there, values, 0).sum(axis=0) / count
            squares = (np.where(there, values - mean, 0) ** 2).sum(axis=0)
            found[domain] = np.sqrt(squares / np.where(count > 1, count - 1, np.nan))
    return found


def _ratio(above: Floats, below: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return above / below
