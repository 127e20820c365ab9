"""How many people share everything that is about to be said of one: a story may fit nobody alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

__all__ = ["is_common", "sharing"]


def sharing(register: pd.DataFrame, said: Mapping[str, str | bool | None]) -> int:
    """Count the people of a register of whom all that is said is true, whatever else is.

    ``register`` has a row a person and a column for each attribute. A missing value is never what is said: whoever
    knows the person would not be misled by a gap in the register. Raises ``KeyError`` for an attribute that the
    register does not have, ``ValueError`` for a missing value among what is said.
    """
    alike = np.ones(len(register), dtype=bool)
    for attribute, value in said.items():
        if value is None or pd.isna(value):
            raise ValueError(f"{attribute}: nothing is said by a missing value")
        alike &= register[attribute].eq(value).to_numpy(dtype=bool, na_value=False)
    return int(alike.sum())


def is_common(register: pd.DataFrame, said: Mapping[str, str | bool | None], *, k: int) -> bool:
    """Whether at least ``k`` people, the one in question among them, share all that is said."""
    return sharing(register, said) >= k
