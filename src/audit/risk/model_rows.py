"""The rows that a model uses and their columns, made once for every model of the same children."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InsufficientDataError
from audit.risk.columns import Encoding, complete, encoding_of, numbers
from audit.risk.formula import Formula, parse
from audit.risk.irls import Patterns, patterns_of
from audit.survey.design import ResolvedDesign

__all__ = ["ModelRows", "model_rows"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class ModelRows:
    """What ``fit_glm`` knows of its children before it asks for a family.

    Attributes
    ----------
    used : (N,) rows of the frame with every value and a weight above 0; ``rows`` (n,) their positions.
    missing : rows without a value that the formula names.
    columns : (k, n) of the model; ``patterns`` the different ones.
    y, weight : (n,) outcome and weight. design : of all rows, ``None`` where errors are by row.
    """

    formula: Formula
    frame: pd.DataFrame
    used: Mask
    rows: Codes
    missing: int
    encoding: Encoding
    columns: Floats
    patterns: Patterns
    y: Floats
    weight: Floats
    design: ResolvedDesign | None

    def only(self, right: str) -> ModelRows:
        """Keep some terms of the model, for the same children: ``mom_edu``, ``male + age_m``."""
        formula = parse(f"{self.formula.outcome} ~ {right}")
        encoding = encoding_of(formula, self.frame, self.used)
        columns = self.columns[[self.encoding.names.index(name) for name in encoding.names]]
        return replace(self, formula=formula, encoding=encoding, columns=columns, patterns=patterns_of(columns))


def model_rows(frame: pd.DataFrame, formula: str, design: ResolvedDesign | None) -> ModelRows:
    """Encode a formula for the complete rows of a frame.

    Raises
    ------
    InputError : a formula or a column that cannot be used. InsufficientDataError : no complete row.
    """
    parsed = parse(formula)
    whole = complete(parsed, frame)
    used = whole if design is None else whole & (design.weight > 0)
    if not used.any():
        raise InsufficientDataError("risk.no_rows", formula=formula)
    encoding = encoding_of(parsed, frame, used)
    rows = np.flatnonzero(used)
    outcome = frame[parsed.outcome]
    y = numbers(outcome if used.all() else outcome[used])
    weight = np.ones(rows.size) if design is None else design.weight[rows]
    columns = encoding.matrix(frame, used)
    missing = int((~whole).sum())
    return ModelRows(parsed, frame, used, rows, missing, encoding, columns, patterns_of(columns), y, weight, design)
