"""Which descriptions are compared at all: those that share a block (birth date, name, parent and area, NIK)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.reference import linkage_rules as rules
from audit.register.evidence import birth_date_level
from audit.register.names import CLOSE, PARTIAL, UNKNOWN
from audit.register.signatures import Signatures

__all__ = ["candidates"]

Index = NDArray[np.int64]
_FIRST_LETTERS = 3


def candidates(sig: Signatures) -> tuple[Index, Index]:
    """Return pairs ``i < j`` worth comparing, each once, in order.

    Children of one birth date meet there (in parts, where a date is heaped); birth dates with a typing error meet
    through the name, or through a parent in the same desa; whatever shares an intact NIK meets too.
    """
    n = len(sig)
    name, area = sig.text("name"), sig.text("area_code")
    born = np.where(sig.has_day, sig.days.astype(str), "").astype(object)
    start = np.array([text[:_FIRST_LETTERS] for text in name], object)
    first, second = sig.parents
    found = [_joined(n, born), *(_joined(n, born, other, only_from=born) for other in (start, area, first, second))]

    def typing_error(i: Index, j: Index) -> NDArray[np.bool_]:
        return np.isin(birth_date_level(sig, i, j), (UNKNOWN, CLOSE, PARTIAL))

    found.append(_joined(n, name, keep=typing_error))
    found.append(_joined(n, name, area, only_from=name, keep=typing_error))
    both = np.concatenate([first, second])
    found.append(_joined(n, both, np.concatenate([area, area]), keep=typing_error))
    found.append(_joined(n, sig.text("nik")))
    codes = np.unique(np.concatenate(found))
    return codes // n if n else codes, codes % n if n else codes


def _joined(
    n: int,
    *columns: NDArray,
    only_from: NDArray | None = None,
    keep: Callable[[Index, Index], NDArray[np.bool_]] | None = None,
) -> Index:
    """Pairs within the groups of equal, known values, as ``i * n + j``; too large a group is left to finer blocks.

    ``only_from`` names the coarser block: its groups that were small enough have given their pairs already. A column
    may be a multiple of ``n`` long: its row ``k`` is about description ``k % n``.
    """
    frame = pd.DataFrame({str(k): column for k, column in enumerate(columns)})
    known = (frame != "").all(axis=1).to_numpy(bool)
    if only_from is not None:
        known = known & (pd.Series(only_from).map(pd.Series(only_from).value_counts()).to_numpy() > rules.BLOCK_LIMIT)
    rows = np.flatnonzero(known)
    group = frame.loc[known].groupby(list(frame.columns), sort=False).ngroup().to_numpy()
    size = np.bincount(group)[group] if len(group) else group
    rows, group = rows[size <= rules.BLOCK_LIMIT], group[size <= rules.BLOCK_LIMIT]
    order = np.argsort(group, kind="stable")
    rows, group = rows[order] % max(n, 1), group[order]
    found: list[Index] = []
    for step in range(1, rules.BLOCK_LIMIT):
        together = group[step:] == group[:-step]
        if not together.any():
            break
        a, b = rows[step:][together], rows[:-step][together]
        i, j = np.minimum(a, b), np.maximum(a, b)
        mask = i < j
        if keep is not None:
            mask &= keep(i, j)
        found.append(i[mask] * n + j[mask])
    return np.concatenate(found) if found else np.zeros(0, np.int64)
