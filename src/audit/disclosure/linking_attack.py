"""The attack on an extract: somebody who knows people by name looks for their rows.

What they know is a frame with one row a person, in the same columns and steps as the extract: whoever holds the vault
can coarsen it as we did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

__all__ = ["LinkAttack", "link_attack"]


@dataclass(frozen=True, slots=True)
class LinkAttack:
    """What an attacker reached with some knowledge.

    ``people``: of the extract. ``unique``: of them, who alone has what is known of them, so that a name belongs to the
    row for certain. ``most_likely``: highest chance, 0-1, of naming a row rightly (1 / rows alike).
    """

    knows: tuple[str, ...]
    people: int
    unique: int
    most_likely: float

    @property
    def share(self) -> float:
        """Share (0-1) of people who can be named for certain."""
        return self.unique / self.people if self.people else 0.0


def link_attack(known: pd.DataFrame, rows: pd.DataFrame, columns: Sequence[str]) -> LinkAttack:
    """Try to give rows of an extract to named people by ``columns``, which both frames have; a missing value is one.

    A row can be named where somebody known fits it; the fewer rows alike, the surer. The attacker knows who is in the
    extract: whoever was not could only confuse them.
    """
    names = list(columns)
    have = _keys(known, names)
    rows_keys = _keys(rows, names)
    fits = rows_keys[rows_keys.isin(set(have))]
    alike = fits.map(rows_keys.value_counts())
    fewest = int(alike.min()) if len(alike) else 0
    return LinkAttack(tuple(names), len(rows), int(alike.eq(1).sum()), 1 / fewest if fewest else 0.0)


def _keys(frame: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """What each row says, as one text: numbers as their shortest form, missing as a sign of its own."""
    parts = frame[list(names)].astype(object)
    return pd.Series(
        ["\x1f".join("\x00" if pd.isna(v) else f"{v:g}" if isinstance(v, float) else str(v) for v in row)
         for row in parts.itertuples(index=False)],
        index=frame.index, dtype=object,
    )  # fmt: skip
