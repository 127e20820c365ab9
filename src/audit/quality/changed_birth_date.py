"""A birth date that is not the same in all records of a child: every z-score of the child hangs on it."""

from __future__ import annotations

import pandas as pd

from audit.quality.found_rows import found

__all__ = ["changed_birth_date_rows"]


def changed_birth_date_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose own birth date differs from the one that most records of the child have (``against``).

    ``rows`` are ``found_rows.judged_rows`` made with records; without them nothing is found. The commonest date is what
    the canonical table took, which need not be the true one: the family's card (KIA, akta) decides.
    """
    said, taken = rows["said_birth_date"], rows["birth_date"]
    return found(rows, said.notna() & taken.notna() & said.ne(taken), "birth_date_changes", "said_birth_date", taken)
