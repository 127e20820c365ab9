"""Tails of counts by the incomplete beta function: loading all of ``scipy.stats`` for them takes most of a second."""

from __future__ import annotations

import numpy as np

__all__ = ["binomial_tail", "negative_binomial_quantile", "negative_binomial_tail"]


def binomial_tail(at_least: np.ndarray, n: np.ndarray, p: np.ndarray) -> np.ndarray:
    """P(X >= at_least), X of ``n`` trials with probability ``p``: 1 for 0 and below, 0 beyond ``n``."""
    from scipy.special import bdtrc

    return bdtrc(np.asarray(at_least) - 1, np.asarray(n, dtype=np.int64), p)


def negative_binomial_tail(at_least: np.ndarray, size: np.ndarray, p: np.ndarray) -> np.ndarray:
    """P(X >= at_least), X the failures before ``size`` (any positive number) successes of probability ``p``."""
    from scipy.special import betainc

    some = np.maximum(at_least, 1)
    return np.where(np.asarray(at_least) > 0, betainc(some, size, 1 - p), 1.0)


def negative_binomial_quantile(share: float, size: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Smallest count of which P(X <= count) reaches ``share`` (0-1)."""
    from scipy.special import betainc, nbdtrik

    count = np.ceil(nbdtrik(share, size, p))
    before = np.maximum(count - 1, 0)  # the root may be a hair above a whole number
    return np.where(betainc(size, before + 1, p) >= share, before, np.maximum(count, 0))
