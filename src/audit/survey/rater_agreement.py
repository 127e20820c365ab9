"""How far two raters agree beyond chance: Gwet's AC1 with its interval, and Cohen's kappa beside it.

Sources: Gwet, Br J Math Stat Psychol 2008;61:29-48; Handbook of Inter-Rater Reliability, 4th ed. 2014 (R package
irrCAC 1.0); Wongpakaran et al., BMC Med Res Methodol 2013;13:61 on why AC1 where nearly all cases are alike.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from audit.reference.statistics import CONFIDENCE_LEVEL

__all__ = ["RaterAgreement", "clustered_agreement", "rater_agreement"]


@dataclass(frozen=True, slots=True)
class RaterAgreement:
    """``n`` subjects that both raters judged, the share on which they agree, AC1 with interval, kappa.

    ``None``: not defined. The interval needs two subjects and one disagreement at least; kappa two categories in use.
    """

    n: int
    agreed: float | None
    ac1: float | None
    low: float | None
    high: float | None
    kappa: float | None


def rater_agreement(
    first: Sequence[Hashable], second: Sequence[Hashable], categories: Sequence[Hashable]
) -> RaterAgreement:
    """Agreement of two raters on the same subjects.

    Parameters
    ----------
    first, second : the category each gave, subject by subject; nothing missing (leave such subjects out).
    categories : every category that could have been given, two at least, used or not: AC1 depends on their number.

    Raises ``ValueError`` for unequal lengths, an unknown category or fewer than two categories. The interval takes
    Student's t with n - 1 degrees of freedom, as irrCAC does, and ends at 1.
    """
    q, place = len(categories), {category: i for i, category in enumerate(categories)}
    if len(first) != len(second) or q < 2 or not place.keys() >= {*first, *second}:
        raise ValueError("two raters judge the same subjects in two known categories or more")
    n = len(first)
    if not n:
        return RaterAgreement(0, None, None, None, None, None)
    counts = np.zeros((q, q), dtype=np.int64)
    np.add.at(counts, ([place[a] for a in first], [place[b] for b in second]), 1)
    p = counts / n
    agreed, rows, columns = int(np.trace(counts)) / n, counts.sum(axis=1) / n, counts.sum(axis=0) / n
    pi = (rows + columns) / 2
    by_chance = float((pi * (1 - pi)).sum() / (q - 1))
    ac1 = (agreed - by_chance) / (1 - by_chance)
    chance = float(rows @ columns)
    kappa = (agreed - chance) / (1 - chance) if chance < 1 else None
    low, high = _interval(p, pi, agreed, by_chance, ac1, n)
    return RaterAgreement(n, agreed, ac1, low, high, kappa)


def clustered_agreement(
    first: Sequence[Hashable], second: Sequence[Hashable], categories: Sequence[Hashable], clusters: Sequence[Hashable]
) -> RaterAgreement:
    """Agreement over several judgements of each subject: ``n`` is the number of subjects, ``clusters`` names them.

    AC1 and kappa as ``rater_agreement`` gives them for all judgements together. The interval leaves out one subject at
    a time (jackknife; Gwet 2014, chapter 5), since judgements of one subject are alike: t with n - 1 degrees of
    freedom, none where a subject stands alone or nobody ever disagreed.
    """
    whole = rater_agreement(first, second, categories)
    subjects = sorted(set(clusters), key=str)
    if len(subjects) < 2 or whole.ac1 is None or whole.agreed == 1:
        return replace(whole, n=len(subjects), low=None, high=None)
    from scipy.stats import t

    rows = list(zip(first, second, clusters, strict=True))
    without = []
    for subject in subjects:
        kept = [(a, b) for a, b, own in rows if own != subject]
        ac1 = rater_agreement([a for a, _ in kept], [b for _, b in kept], categories).ac1
        without.append(0.0 if ac1 is None else ac1)
    n = len(subjects)
    se = float(np.sqrt((n - 1) / n * np.square(np.array(without) - np.mean(without)).sum()))
    half = float(t.ppf((1 + CONFIDENCE_LEVEL) / 2, n - 1)) * se
    return replace(whole, n=n, low=max(-1.0, whole.ac1 - half), high=min(1.0, whole.ac1 + half))


def _interval(
    p: np.ndarray, pi: np.ndarray, agreed: float, by_chance: float, ac1: float, n: int
) -> tuple[float | None, float | None]:
    if n < 2 or agreed == 1:
        return None, None
    from scipy.stats import t

    q = len(pi)
    same = float((np.diag(p) * (1 - pi)).sum())
    both = float((p * (1 - (pi[:, None] + pi[None, :]) / 2) ** 2).sum())
    spread = (
        agreed * (1 - agreed)
        - 4 * (1 - ac1) * (same / (q - 1) - agreed * by_chance)
        + 4 * (1 - ac1) ** 2 * (both / (q - 1) ** 2 - by_chance**2)
    )
    half = float(t.ppf((1 + CONFIDENCE_LEVEL) / 2, n - 1)) * float(np.sqrt(max(spread, 0) / n)) / (1 - by_chance)
    return max(-1.0, ac1 - half), min(1.0, ac1 + half)
