"""One answer from several imputed data sets: Rubin's rules with Barnard and Rubin's degrees of freedom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.risk.glm import GlmResult
from audit.risk.tidy import tidy

__all__ = ["Pooled", "pool", "pool_fits"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """Estimates of k terms over m imputations, on the scale on which they were estimated.

    Attributes
    ----------
    coef, se : (k,) mean of the estimates; square root of ``within`` + (1 + 1/m) ``between``.
    within, between : (k,) mean variance of an imputation; variance of the estimates between imputations.
    df : (k,) degrees of freedom after Barnard and Rubin; ``df_rubin`` as if the complete data had infinitely many.
    fmi : (k,) fraction of information that is missing, 0-1.
    """

    terms: tuple[str, ...]
    m: int
    coef: Floats
    se: Floats
    within: Floats
    between: Floats
    df: Floats
    df_rubin: Floats
    fmi: Floats

    def tidy(self, *, exponentiate: bool = True) -> pd.DataFrame:
        """One row a term: term, coef, se, exp_coef, conf_low, conf_high, p_value, df, fmi.

        Limits are on the scale of ``exp_coef``; on that of ``coef`` without ``exponentiate`` (linear models).
        """
        return tidy(self.terms, self.coef, self.se, self.df, exponentiate=exponentiate).assign(fmi=self.fmi)


def pool(
    coefs: npt.ArrayLike, covariances: npt.ArrayLike, *, terms: Sequence[str] = (), df_complete: float = np.inf
) -> Pooled:
    """Pool estimates of the same terms from m >= 2 imputed data sets.

    Parameters
    ----------
    coefs : (m, k). covariances : (m, k, k). A term that one imputation could not estimate (NaN) is NaN.
    df_complete : degrees of freedom that complete data would have: clusters - 1, or rows - terms.

    Not for ratios: pool their logarithms. Sources: Rubin, Multiple Imputation for Nonresponse in Surveys, 1987, section
    3.3 (``fmi``, ``df_rubin``); Barnard and Rubin, Biometrika 1999;86:948-955, whose observed-data degrees of freedom
    are multiplied by within / (within + between) as in ``mitools`` of R; the paper has (1 + 1/m) before between, which
    gives slightly fewer.
    """
    q = np.asarray(coefs, dtype=np.float64)
    u = np.asarray(covariances, dtype=np.float64)
    if q.ndim != 2 or len(q) < 2 or u.shape != (*q.shape, q.shape[1]):
        raise ValueError(f"shapes: coefs {q.shape}, covariances {u.shape}")
    m, k = q.shape
    coef, within, between = q.mean(axis=0), np.diagonal(u, axis1=1, axis2=2).mean(axis=0), q.var(axis=0, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = (1 + 1 / m) * between / within
        df_rubin = (m - 1) * (1 + 1 / r) ** 2
        df = df_rubin
        if np.isfinite(df_complete):
            observed = (df_complete + 1) / (df_complete + 3) * df_complete * within / (within + between)
            df = 1 / (1 / df_rubin + 1 / observed)
        fmi = (r + 2 / (df_rubin + 3)) / (r + 1)
    return Pooled(
        terms=tuple(terms) or tuple(str(j) for j in range(k)),
        m=m,
        coef=coef,
        se=np.sqrt(within + (1 + 1 / m) * between),
        within=within,
        between=between,
        df=df,
        df_rubin=df_rubin,
        fmi=fmi,
    )


def pool_fits(fits: Sequence[GlmResult]) -> Pooled:
    """Pool one model fitted to each imputed data set; complete data would have clusters - 1, else rows - terms, df."""
    first = fits[0]
    if any(fit.terms != first.terms for fit in fits):
        raise ValueError("the imputed data sets give different terms")
    df = first.clusters - 1 if first.clusters is not None else first.n - int(np.isfinite(first.coef).sum())
    return pool(
        np.stack([fit.coef for fit in fits]),
        np.stack([fit.covariance for fit in fits]),
        terms=first.terms,
        df_complete=float(df),
    )
