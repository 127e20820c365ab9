"""Variance of totals and ratios by Taylor linearisation, for many domains and many indicators at once.

Everything rests on weighted sums by PSU and domain. They are kept only where a row lies, so that a design in which
every child is its own PSU costs no more than one in clusters; PSUs without a row in the domain count as zero.

Source: Binder, Int Stat Rev 1983;51:279-292; Wolter, Introduction to Variance Estimation, 2nd ed. 2007, ch. 6. A
stratum with one PSU is centred at the mean of all PSUs, as R's survey does with ``lonely.psu = "adjust"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audit.survey.design import Codes, Floats, ResolvedDesign

__all__ = [
    "DomainTotals",
    "StratumParts",
    "domain_totals",
    "psu_totals",
    "ratios",
    "total_covariance",
    "total_variance",
]


def psu_totals(scores: Floats, design: ResolvedDesign) -> Floats:
    """(G, k) sums by PSU of (n, k) scores, which hold the weights already and are 0 for rows left out."""
    return np.column_stack([np.bincount(design.psu, column, design.stratum.size) for column in scores.T]).astype(
        np.float64
    )


def total_covariance(totals: Floats, design: ResolvedDesign) -> Floats:
    """(k, k) covariance of the sums over all PSUs of (G, k) totals by PSU; NaN with fewer than two PSUs."""
    spread = _centred(totals, design) * np.sqrt(_scale(design))[design.stratum, None]
    return spread.T @ spread if len(totals) > 1 else np.full((totals.shape[1],) * 2, np.nan)


def total_variance(totals: Floats, design: ResolvedDesign) -> Floats:
    """(k,) diagonal of ``total_covariance``."""
    if len(totals) < 2:
        return np.full(totals.shape[1], np.nan)
    return _scale(design)[design.stratum] @ _centred(totals, design) ** 2


def _centred(totals: Floats, design: ResolvedDesign) -> Floats:
    means = np.add.reduceat(totals, design.starts) / design.n_psu[:, None] if len(totals) else totals
    means[design.n_psu == 1] = totals.mean(axis=0)
    return totals - means[design.stratum]


def _scale(design: ResolvedDesign) -> Floats:
    """(H,) n/(n-1) of each stratum, 1 for a single PSU, times the share of the population not sampled."""
    scale = np.where(design.n_psu > 1, design.n_psu / np.maximum(design.n_psu - 1, 1), 1.0)
    return scale if design.fraction is None else scale * (1 - design.fraction[design.starts])


@dataclass(frozen=True, slots=True, eq=False)
class DomainTotals:
    """Weighted sums of k columns by PSU and domain, one row for each of the P pairs in which a row lies.

    ``psu`` and ``domain`` (P,) are the codes of each pair, ordered by domain, then PSU; ``sums`` is (P, k).
    """

    psu: Codes
    domain: Codes
    n_domains: int
    sums: Floats

    def whole(self) -> Floats:
        """(D, k) sums of each domain; 0 for one without rows."""
        return self.over(self.sums)

    def over(self, values: Floats) -> Floats:
        """(D, k) sums by domain of any (P, k) values."""
        return _sums(values, self.domain, self.n_domains)

    def slices(self) -> list[slice]:
        """Rows of each of the D domains."""
        edges = np.searchsorted(self.domain, np.arange(self.n_domains + 1)).tolist()
        return [slice(low, high) for low, high in pairwise(edges)]

    def by_stratum(self, design: ResolvedDesign) -> StratumParts:
        """Which pairs lie in the same stratum of the same domain."""
        code = self.domain * design.n_psu.size + design.stratum[self.psu]
        begins = np.diff(code, prepend=-1) != 0
        first = np.flatnonzero(begins)
        of_pair = np.cumsum(begins) - 1
        return StratumParts(
            first, of_pair, self.domain[first], design.stratum[self.psu[first]], np.bincount(of_pair, None, first.size)
        )


@dataclass(frozen=True, slots=True, eq=False)
class StratumParts:
    """Pairs of PSU and domain, put together by stratum and domain: S parts, ordered by domain, then stratum.

    ``of_pair`` (P,) is the part of each pair, ``first`` (S,) the first pair of each part; ``domain`` and ``stratum``
    (S,) say what it is part of, ``present`` (S,) how many PSUs of the stratum have a row in the domain.
    """

    first: Codes
    of_pair: Codes
    domain: Codes
    stratum: Codes
    present: Codes

    def sums(self, values: Floats) -> Floats:
        """(S, k) sums by part of (P, k) values."""
        return _runs(values, self.first)


def domain_totals(values: Floats, domain: Codes, n_domains: int, design: ResolvedDesign) -> DomainTotals:
    """Sum weight x value by PSU and domain.

    Parameters
    ----------
    values : (n, k) without NaN: put 0 where a value is missing, and its 0/1 "is there" in another column.
    domain : (n,) code of the one domain of each row, 0 to ``n_domains`` - 1; negative where it is in none.
    """
    rows = np.flatnonzero((domain >= 0) & (design.weight > 0))
    pair = domain[rows] * max(design.stratum.size, 1) + design.psu[rows]
    order = np.argsort(pair, kind="stable")
    rows, pair = rows[order], pair[order]
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    sums = _runs(values, first, rows, design.weight[rows])
    return DomainTotals(design.psu[rows[first]], domain[rows[first]].astype(np.int64), n_domains, sums)


def ratios(
    numerator: Floats, denominator: Floats, pairs: DomainTotals, design: ResolvedDesign
) -> tuple[Floats, Floats]:
    """Estimate and standard error (both (D, k)) of numerator / denominator in each domain.

    Parameters
    ----------
    numerator, denominator : (P, k) weighted sums by pair, columns of ``pairs.sums``. A proportion or a mean is the sum
        of weight x value over the sum of the weights of those whose value is known.

    NaN where the domain has no weight, and for all standard errors with fewer than two PSUs. At 0 % and 100 % the
    standard error is 0, which is no certainty: see ``audit.survey.intervals``.
    """
    above, below = pairs.over(numerator), pairs.over(denominator)
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = above / below
        scores = (numerator - estimate[pairs.domain] * denominator) / below[pairs.domain]
    return estimate, np.sqrt(_domain_variance(scores, pairs, design) + 0.0 * estimate)


def _domain_variance(scores: Floats, pairs: DomainTotals, design: ResolvedDesign) -> Floats:
    """(D, k) variance of the domain sums of (P, k) scores; a PSU without a pair has score 0."""
    if design.stratum.size < 2:
        return np.full((pairs.n_domains, scores.shape[1]), np.nan)
    parts, scale = pairs.by_stratum(design), _scale(design)
    n_psu = design.n_psu[parts.stratum]
    grand = pairs.over(scores) / design.stratum.size
    centre = parts.sums(scores) / n_psu[:, None]
    single = n_psu == 1
    centre[single] = grand[parts.domain[single]]
    squares = parts.sums((scores - centre[parts.of_pair]) ** 2) + (n_psu - parts.present)[:, None] * centre**2
    # A single PSU without the domain has score 0, and its stratum is centred at the grand mean too.
    alone = np.where(design.n_psu == 1, scale, 0.0)
    absent = alone.sum() - np.bincount(parts.domain, alone[parts.stratum], pairs.n_domains)
    return _sums(squares * scale[parts.stratum][:, None], parts.domain, pairs.n_domains) + absent[:, None] * grand**2


def _sums(values: Floats, code: Codes, n: int) -> Floats:
    """Sums of rows by ascending code; 0 for a code without rows."""
    found = np.zeros((n, values.shape[1]))
    first = np.flatnonzero(np.diff(code, prepend=-1))
    found[code[first]] = _runs(values, first)
    return found


def _runs(values: Floats, first: Codes, rows: Codes | None = None, weight: Floats | None = None) -> Floats:
    """Sums over runs of rows of weight x values; ``first`` holds where in ``rows`` (all, in order) each run begins."""
    from scipy.sparse import csr_array

    rows = np.arange(len(values)) if rows is None else rows
    weight = np.ones(rows.size) if weight is None else weight
    return csr_array((weight, rows, np.append(first, rows.size)), shape=(first.size, len(values))) @ values
