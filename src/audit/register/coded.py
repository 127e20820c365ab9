"""A column as its distinct cells and, for every row, which of them stands there: what is read is read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from audit.register.text import Cell

__all__ = ["Coded"]


@dataclass(frozen=True, slots=True)
class Coded:
    """``values[codes[n]]`` is the cell of row ``n``."""

    values: Sequence[Cell]
    codes: NDArray[np.integer]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Coded:
        """Find the distinct cells of a column."""
        try:
            texts = pa.array(cells, pa.string()).dictionary_encode()
        except pa.ArrowException:  # numbers or dates among them
            number = {cell: n for n, cell in enumerate(dict.fromkeys(cells))}
            return cls(list(number), np.fromiter(map(number.__getitem__, cells), np.intp, len(cells)))
        return cls(texts.dictionary.to_pylist(), texts.indices.to_numpy())

    def each(self, read: Callable[[Cell], object], dtype: Any = object) -> NDArray[Any]:
        """What ``read`` makes of every cell, a row each."""
        return self.spread(map(read, self.values), dtype)

    def spread(self, found: Any, dtype: Any = object) -> NDArray[Any]:
        """Put what was found for each distinct cell into every row that has it."""
        return np.fromiter(found, dtype, len(self.values))[self.codes]
