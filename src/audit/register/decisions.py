"""What a person decided about doubtful pairs: the list "putuskan" with "sama" or "beda" filled in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.register.lists import read_list, text

__all__ = ["DECISION", "DIFFERENT_CHILDREN", "SAME_CHILD", "read_decisions"]

DECISION = "decision"
SAME_CHILD, DIFFERENT_CHILDREN = "sama", "beda"
_FIELDS = {"pair_id": ("pair id",), DECISION: ("decision", "putusan", "keputusan")}


def read_decisions(path: Path) -> pd.DataFrame:
    """Read a list that came back (csv or xlsx): columns ``pair_id`` and ``decision``; undecided rows are left out.

    Raises ``InputError`` naming the row where a decision is neither ``sama`` nor ``beda``, or where one pair has both.
    """
    frame = read_list(path, _FIELDS, ("pair_id", DECISION)).apply(text)
    frame[DECISION] = frame[DECISION].str.casefold()
    filled = frame[frame[DECISION] != ""].drop_duplicates()
    for row, decision in filled[DECISION].items():
        if decision not in (SAME_CHILD, DIFFERENT_CHILDREN):
            raise InputError("linkage.decision_unknown", file=path.name, row=str(row))
    for row in filled.index[filled.duplicated("pair_id")]:
        raise InputError("linkage.decision_twice", file=path.name, row=str(row))
    return filled.reset_index(drop=True)
