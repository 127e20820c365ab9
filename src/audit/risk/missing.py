"""What is missing: its patterns, and multiple imputation by chained equations. Missing never becomes zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.reference.imputation_rules import IMPUTATIONS, ITERATIONS
from audit.results import Sentence
from audit.risk.chained_equations import Variable, chain
from audit.risk.columns import numbers

__all__ = ["Imputations", "mice", "missing_patterns"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Imputations:
    """m completed data sets: iterate over it to get one frame after another.

    Attributes
    ----------
    frame : as given. rows : positions of the missing values of each imputed column.
    drawn : (m, missing) values of each imputed column; of a Categorical the codes.
    notes : columns that could not be imputed, or only by one value.
    """

    frame: pd.DataFrame
    rows: dict[str, npt.NDArray[np.int64]]
    drawn: dict[str, Floats]
    m: int
    notes: tuple[Sentence, ...]

    def __len__(self) -> int:
        return self.m

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return (self.completed(number) for number in range(self.m))

    def completed(self, number: int) -> pd.DataFrame:
        """Data set ``number`` (from 0): the frame with every missing value of an imputed column filled in."""
        filled = self.frame.copy()
        for column, rows in self.rows.items():
            filled[column] = _filled(self.frame[column], rows, self.drawn[column][number])
        return filled


def missing_patterns(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Which values are missing together: one row a pattern, the most frequent first.

    A boolean column for each of ``columns`` (all without it; true: missing), ``n`` rows with the pattern, their
    ``share`` (0-1) and how many columns are ``missing``. No rows for an empty frame. Counts of few children are hidden
    by ``audit.disclosure``, not here.
    """
    names = list(frame.columns if columns is None else columns)
    gone = _known(frame, names)[names].isna()
    if gone.empty:
        return gone.assign(n=0, share=0.0, missing=0).iloc[:0]
    counted = gone.groupby(names, sort=True).size().rename("n").reset_index()
    counted = counted.assign(share=counted["n"] / len(frame), missing=counted[names].sum(axis=1))
    return counted.sort_values(["n", "missing"], ascending=[False, True], kind="stable", ignore_index=True)


def mice(
    frame: pd.DataFrame,
    *,
    m: int = IMPUTATIONS,
    iterations: int = ITERATIONS,
    seed: int = 0,
    columns: Sequence[str] | None = None,
    delta: Mapping[str, float] | None = None,
) -> Imputations:
    """Impute missing values m times by chained equations, each column from all the others.

    Parameters
    ----------
    frame : one row a child. columns : those of the models that follow, the outcome included (all without it); they are
        imputed and explain one another, other columns stay as they are.
    m, iterations : data sets, and rounds through the columns for each. seed : the same seed gives the same values.
    delta : for single columns how far the missing values lie from where those known would put them: added to a number,
        in its unit; to the logit of a yes/no or of a higher category. Run it with several and compare, to see how far
        a conclusion rests on the missing being like the rest ("missing at random").

    By type: numbers by predictive mean matching (a value that a similar child has); 0/1, True/False and two categories
    by a logistic draw; more categories, in their order, by logistic draws of going on to the next one. Every draw
    takes the uncertainty of its model along. A column without any value stays missing, one with a single value gets
    that value; both are said. Rows are taken as independent: a desa belongs in ``columns`` only as a figure about it.

    Raises
    ------
    InputError : text, dates, infinite values, a column that is not there.

    Not for the outcome of a headline figure, nor for children who were never measured: that is a matter of coverage
    (``audit.survey.coverage_bounds``). Sources: van Buuren, Flexible Imputation of Missing Data, 2nd ed. 2018, chapters
    3-4 and section 9.2 (delta); Rubin 1987. Pool estimates by ``audit.risk.pooling``.
    """
    names = list(frame.columns if columns is None else columns)
    _known(frame, [*names, *(delta or {})])
    if m < 1 or iterations < 1:
        raise ValueError(f"m={m}, iterations={iterations}")
    if set(delta or {}) - set(names):
        raise ValueError(f"delta of columns that are not imputed: {sorted(set(delta or {}) - set(names))}")
    variables, notes, same = [], [], {}
    for name in names:
        values, levels = _values(frame[name])
        missing = np.flatnonzero(np.isnan(values))
        there = np.unique(values[~np.isnan(values)])
        if there.size == 0:
            if len(frame):
                notes.append(Sentence("imputation.all_missing", {"column": name}))
        elif there.size == 1:
            if missing.size:
                notes.append(Sentence("imputation.constant", {"column": name}))
                same[name] = (missing, float(there[0]))
        else:
            ordered = levels or there.size == 2
            variables.append(Variable(name, values, there if ordered else None, missing, (delta or {}).get(name, 0.0)))
    drawn = chain(variables, m, iterations, seed)
    rows = {v.name: v.missing for v in variables if v.missing.size}
    for name, (missing, value) in same.items():
        rows[name], drawn[name] = missing, np.full((m, missing.size), value)
    return Imputations(frame, rows, drawn, m, tuple(notes))


def _known(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    for name in names:
        if name not in frame.columns:
            raise InputError("risk.unknown_column", column=name)
    return frame


def _values(column: pd.Series) -> tuple[Floats, bool]:
    """A column as floats, missing as NaN (of a Categorical its codes), and whether it is a Categorical."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy().astype(np.float64)
        return np.where(codes < 0, np.nan, codes), True
    return numbers(column).copy(), False


def _filled(column: pd.Series, rows: npt.NDArray[np.int64], drawn: Floats) -> pd.Series:
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy().copy()
        codes[rows] = drawn.astype(codes.dtype)
        return pd.Series(pd.Categorical.from_codes(codes, dtype=column.dtype), index=column.index, name=column.name)
    values = numbers(column).copy()
    values[rows] = drawn
    return pd.Series(values, index=column.index, name=column.name).astype(column.dtype)
