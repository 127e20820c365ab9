"""How the children were sampled: clusters in strata, weights, finite population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence

__all__ = ["Design", "ResolvedDesign", "taken"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Column = str | Sequence[object] | npt.NDArray[np.generic] | pd.Series


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """A sampling design by ultimate clusters; each part is a column name or one value a row (by position), or left out.

    Parameters
    ----------
    cluster : primary sampling unit (PSU), read within its stratum: cluster 1 of stratum A is not cluster 1 of B.
        Without it every row is its own PSU.
    strata : stratum of the first stage.
    weight : sampling weight, at least 0. Without it every row weighs 1.
    fpc : finite population: PSUs of the stratum in the population or, where no value is above 1, the sampled fraction.
        Without it PSUs count as drawn with replacement.

    Missing values: a row without a weight weighs 0 but its PSU stays in the design; a row without its cluster or
    stratum is left out. Both are said in the notes. This is the rule of WHO anthro 1.1.0. A missing ``fpc`` is refused.

    Not for second stages with their own finite population: the ultimate-cluster variance ignores them, which is right
    where few of the PSUs are sampled. Source: Wolter, Introduction to Variance Estimation, 2nd ed. 2007, ch. 2.
    """

    cluster: Column | None = None
    strata: Column | None = None
    weight: Column | None = None
    fpc: Column | None = None

    def resolve(self, rows: pd.DataFrame | int) -> ResolvedDesign:
        """Turn names into codes for the rows of a frame, or arrays into codes for that many rows.

        Raises
        ------
        InputError : a column that does not exist, an array of another length, a negative or infinite weight, a finite
            population that is missing, differs within a stratum or is smaller than the sample.
        """
        n = rows if isinstance(rows, int) else len(rows)
        cluster, strata = _labels("cluster", self.cluster, rows), _labels("strata", self.strata, rows)
        known = (cluster >= 0) & (strata >= 0)
        weight = _numbers("weight", self.weight, rows) if self.weight is not None else np.ones(n)
        unweighted = known & np.isnan(weight)
        weight = np.where(known & ~unweighted, weight, 0.0)
        if not np.isfinite(weight).all() or (weight < 0).any():
            raise InputError("survey.bad_weight")
        psu, stratum = _nest(cluster, strata, known, by_row=self.cluster is None)
        n_psu = np.bincount(stratum)
        fraction = None
        if self.fpc is not None:
            fraction = _fraction(_numbers("fpc", self.fpc, rows)[known], stratum[psu[known]], n_psu)[stratum]
        weighs = np.zeros(stratum.size, dtype=bool)
        weighs[psu[weight > 0]] = True
        df = int(weighs.sum()) - int(np.unique(stratum[weighs]).size)
        return ResolvedDesign(
            psu=psu,
            stratum=stratum,
            weight=weight,
            fraction=fraction,
            n_psu=n_psu,
            df=df,
            known=known,
            notes=_notes(n - int(known.sum()), int(unweighted.sum()), n_psu, df),
        )


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedDesign:
    """A design as codes: ``n`` rows in ``G`` PSUs in ``H`` strata, PSUs numbered stratum by stratum.

    Attributes
    ----------
    psu : (n,) PSU of each row, 0 to G-1; 0 for a row left out, whose weight is 0.
    stratum : (G,) stratum of each PSU, ascending, 0 to H-1.
    weight : (n,) weight of each row; 0 where it was missing.
    fraction : (G,) sampled fraction of the PSU's stratum, or ``None`` without a finite population.
    n_psu : (H,) PSUs of each stratum, those of weight 0 too.
    df : PSUs minus strata, of those with a row that weighs (as ``degf`` of R's survey 4.1).
    known : (n,) rows that belong to the design.
    notes : what a reader must know: rows left out, rows without a weight, strata with one PSU.
    """

    psu: Codes
    stratum: Codes
    weight: Floats
    fraction: Floats | None
    n_psu: Codes
    df: int
    known: Mask
    notes: tuple[Sentence, ...]

    @property
    def starts(self) -> Codes:
        """(H,) First PSU of each stratum."""
        return (np.cumsum(self.n_psu) - self.n_psu).astype(np.int64)


def taken(part: str, column: Column, rows: pd.DataFrame | int) -> pd.Series:
    """Take the column of that name from the frame, or the array itself once its length is right; ``part`` names it."""
    if isinstance(column, str):
        if isinstance(rows, int):
            raise InputError("survey.name_without_frame", part=part, column=column)
        if column not in rows.columns:
            raise InputError("survey.unknown_column", part=part, column=column)
        return rows[column]
    n = rows if isinstance(rows, int) else len(rows)
    if len(column) != n:
        raise InputError("survey.other_length", part=part, length=len(column), rows=n)
    return column if isinstance(column, pd.Series) else pd.Series(np.asarray(column))


def _labels(part: str, column: Column | None, rows: pd.DataFrame | int) -> Codes:
    """A code for each label, -1 where missing; zeros where the design has no such part."""
    if column is None:
        return np.zeros(rows if isinstance(rows, int) else len(rows), dtype=np.int64)
    values = taken(part, column, rows)
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy().astype(np.int64)
    return np.asarray(pd.factorize(values)[0], dtype=np.int64)


def _numbers(part: str, column: Column, rows: pd.DataFrame | int) -> Floats:
    values = pd.to_numeric(taken(part, column, rows), errors="coerce")
    return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan))


def _nest(cluster: Codes, strata: Codes, known: Mask, *, by_row: bool) -> tuple[Codes, Codes]:
    """PSU of each row and stratum of each PSU, both without gaps, PSUs of a stratum side by side."""
    rows = np.flatnonzero(known)
    inner = rows if by_row else cluster[rows]
    width = int(inner.max(initial=0)) + 1
    pairs, code = np.unique(strata[rows] * width + inner, return_inverse=True)
    psu = np.zeros(known.size, dtype=np.int64)
    psu[rows] = code
    _, stratum = np.unique(pairs // width, return_inverse=True)
    return psu, stratum.astype(np.int64)


def _fraction(fpc: Floats, stratum: Codes, n_psu: Codes) -> Floats:
    """Sampled fraction of each stratum from the finite population of each row."""
    if not np.isfinite(fpc).all() or (fpc <= 0).any():
        raise InputError("survey.bad_fpc")
    low, high = np.full(n_psu.size, np.inf), np.zeros(n_psu.size)
    np.minimum.at(low, stratum, fpc)
    np.maximum.at(high, stratum, fpc)
    if (low != high).any():
        raise InputError("survey.bad_fpc")
    fraction = low if (low <= 1).all() else n_psu / low
    if (fraction > 1).any():
        raise InputError("survey.fpc_below_sample")
    return fraction


def _notes(left_out: int, unweighted: int, n_psu: Codes, df: int) -> tuple[Sentence, ...]:
    single = int((n_psu == 1).sum())
    found: list[Sentence] = []
    if left_out:
        found.append(Sentence("survey.rows_left_out", {"count": left_out}))
    if unweighted:
        found.append(Sentence("survey.rows_without_weight", {"count": unweighted}))
    if df < 1:
        found.append(Sentence("survey.too_few_psu"))
    elif single:
        found.append(Sentence("survey.single_psu_strata", {"count": single}))
    return tuple(found)
