"""How values become cells in more than one layout."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.synth.layouts.labels import NOT_GIVEN

__all__ = ["decimals", "mixed_numbers", "numbers_above_zero", "optional", "plain_numbers"]


def mixed_numbers(values: pd.Series, digits: int) -> list[object]:
    """Decimals as text with a point, whole numbers as numbers (as e-PPGBM mixes them), "-" where missing."""
    scale = 10**digits
    out = np.full(len(values), NOT_GIVEN, dtype=object)
    known = values.notna().to_numpy()
    scaled, place = np.unique(np.rint(values.to_numpy()[known] * scale).astype(np.int64), return_inverse=True)
    words = [k // scale if k % scale == 0 else f"{k / scale:.{digits}f}".rstrip("0") for k in scaled.tolist()]
    out[known] = np.array(words, dtype=object)[place]
    return out.tolist()


def plain_numbers(values: pd.Series, digits: int, missing: str) -> list[str]:
    """Numbers as text with a point and without needless zeros."""
    return [missing if value == NOT_GIVEN else str(value) for value in mixed_numbers(values, digits)]


def numbers_above_zero(values: pd.Series) -> list[int | None]:
    """Whole numbers; nothing where 0."""
    return [value or None for value in values.tolist()]


def optional(values: pd.Series) -> list[str | None]:
    """Text; nothing where missing."""
    return values.astype(object).where(values.notna(), None).tolist()


def decimals(values: pd.Series) -> list[str]:
    """Numbers to one decimal as text with a comma and without needless zeros; "" where missing."""
    return [word.replace(".", ",") for word in plain_numbers(values.astype("float64"), 1, "")]
