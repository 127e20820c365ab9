"""From columns of a frame to the columns of a model: numbers, contrasts of categories, splines, products."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.formula import Formula, Term, Variable
from audit.risk.splines import knots_of, rcs

__all__ = ["INTERCEPT", "Encoding", "complete", "encoding_of", "numbers"]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

INTERCEPT = "(Intercept)"


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """How columns become numbers, learnt once and used again on other rows.

    Attributes
    ----------
    names : of the columns of the model, the intercept first, as R names them.
    sources : for each name the columns of the frame that it is made of; none for the intercept.
    levels : categories of each Categorical in use, the reference first. ``knots`` : those of each spline.
    notes : categories that no row has.
    """

    formula: Formula
    names: tuple[str, ...]
    sources: tuple[tuple[str, ...], ...]
    levels: dict[str, tuple[object, ...]]
    knots: dict[Variable, Floats]
    notes: tuple[Sentence, ...] = ()

    def matrix(self, frame: pd.DataFrame, used: Mask | None = None) -> Floats:
        """(k, n) columns of the model, one a row of the array; NaN where a value is missing or a category unknown."""
        n = len(frame) if used is None else int(used.sum())
        found = np.empty((len(self.names), n))
        found[0] = 1.0
        at, cache = 1, {}
        for term in self.formula.terms:
            for column in _product([self._columns(part, frame, used, cache) for part in term]):
                found[at] = column
                at += 1
        return found

    def with_value(self, columns: Floats, frame: pd.DataFrame, used: Mask, column: str, value: object) -> Floats:
        """(k, n) columns of the rows used as they would be with everybody at ``value``; only what it changes is made.

        ``columns`` are those rows as they are. Of a Categorical ``value`` is one of its ``levels``.
        """
        levels = self.levels.get(column)
        one = pd.Categorical([value], categories=pd.Index(levels)) if levels else [value]
        everybody, cache = pd.DataFrame({column: one}), {}
        own = {part for term in self.formula.terms for part in term if part.column == column}
        for part in own:
            self._columns(part, everybody, None, cache)  # of one row, which stands for all
        found, at = columns.copy(), 1
        for term in self.formula.terms:
            width = len(_names(term, self.levels, self.knots))
            if not own.isdisjoint(term):
                made = _product([self._columns(part, frame, used, cache) for part in term])
                for place, values in enumerate(made, at):
                    found[place] = values
            at += width
        return found

    def _columns(
        self, part: Variable, frame: pd.DataFrame, used: Mask | None, cache: dict[Variable, list[Floats]]
    ) -> list[Floats]:
        if part not in cache:
            values = frame[part.column] if used is None or used.all() else frame[part.column][used]
            if part.column in self.levels:
                cache[part] = _contrasts(values, self.levels[part.column])
            elif part in self.knots:
                cache[part] = list(rcs(numbers(values), self.knots[part]).T)
            else:
                cache[part] = [numbers(values)]
        return cache[part]


def numbers(values: pd.Series) -> Floats:
    """A column of numbers or of True and False as floats, missing as NaN.

    Raises
    ------
    InputError : text, dates, infinite values.
    """
    kind = values.dtype
    if isinstance(kind, pd.StringDtype) or pd.api.types.is_object_dtype(kind):
        raise InputError("risk.text_column", column=str(values.name))
    if not (pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind)):
        raise InputError("risk.not_numbers", column=str(values.name))
    found = np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan))
    if np.isinf(found).any():
        raise InputError("risk.infinite", column=str(values.name))
    return found


def complete(formula: Formula, frame: pd.DataFrame) -> Mask:
    """(n,) rows in which nothing that the formula names is missing.

    Raises
    ------
    InputError : a column that is not there.
    """
    for column in formula.columns:
        if column not in frame.columns:
            raise InputError("risk.unknown_column", column=column)
    found = np.ones(len(frame), dtype=bool)
    for column in formula.columns:
        found &= frame[column].notna().to_numpy()
    return found


def encoding_of(formula: Formula, frame: pd.DataFrame, used: Mask) -> Encoding:
    """Learn categories, knots and names from the rows that are used.

    The first category of a Categorical is the reference, or the first that occurs where that one does not, which is
    said. Categories that do not occur are left out, as in R.
    """
    levels: dict[str, tuple[object, ...]] = {}
    knots: dict[Variable, Floats] = {}
    notes: list[Sentence] = []
    for part in dict.fromkeys(part for term in formula.terms for part in term):
        values = frame[part.column]
        if isinstance(values.dtype, pd.CategoricalDtype):
            if part.knots is not None:
                raise InputError("risk.not_numbers", column=part.column)
            there = np.bincount(values.cat.codes.to_numpy()[used], minlength=len(values.cat.categories)) > 0
            levels[part.column] = tuple(values.cat.categories[there])
            if there.any() and not there[0]:
                words = {"column": part.column, "level": str(levels[part.column][0])}
                notes.append(Sentence("risk.other_reference", words))
        elif part.knots is not None:
            knots[part] = knots_of(numbers(values)[used], part.knots)
    names, sources = [INTERCEPT], [()]
    for term in formula.terms:
        made = _names(term, levels, knots)
        names += made
        sources += [tuple(part.column for part in term)] * len(made)
    return Encoding(formula, tuple(names), tuple(sources), levels, knots, tuple(notes))


def _names(term: Term, levels: dict[str, tuple[object, ...]], knots: dict[Variable, Floats]) -> list[str]:
    found = [""]
    for part in reversed(term):
        if part.column in levels:
            own = [f"{part.column}{level}" for level in levels[part.column][1:]]
        elif part in knots:
            own = [part.column + "'" * bend for bend in range(len(knots[part]) - 1)]
        else:
            own = [part.column]
        found = [f"{name}:{after}" if after else name for after in found for name in own]
    return found


def _product(parts: list[list[Floats]]) -> list[Floats]:
    """Every column of the first times every column of the others, those of the first running fastest, as in R."""
    found = parts[-1]
    for part in reversed(parts[:-1]):
        found = [one * other for other in found for one in part]
    return found


def _contrasts(values: pd.Series, levels: tuple[object, ...]) -> list[Floats]:
    """A column of 0 and 1 for each level but the first; NaN where the value is missing or none of the levels."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(pd.CategoricalDtype(list(levels)))
    codes = values.cat.codes.to_numpy()
    place = np.full(len(values.cat.categories) + 1, -1)  # its last entry is that of the code -1
    for at, category in enumerate(values.cat.categories):
        place[at] = levels.index(category) if category in levels else -1
    of_row = place[codes]
    unknown = of_row < 0
    found: list[Floats] = []
    for level in range(1, len(levels)):
        column = (of_row == level).astype(np.float64)
        if unknown.any():
            column[unknown] = np.nan
        found.append(column)
    return found
