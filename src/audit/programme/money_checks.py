"""What is to be looked at in budget lines: amounts that do not fit, lines that stand twice, kinds that were swapped.

A finding keeps the line as it is; nobody is blamed. Specific and sensitive belong to the activity, never to the office
(practice notes U11): where a line says otherwise than the table of activities, both are shown.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.programme.money_use import repeated
from audit.reference.money_rules import INTERVENTIONS, KIND_OF, MONEY_CHECKS, UNTAGGED
from audit.reference.needs import activities
from audit.results import Cell, CountTable, LineList

__all__ = ["check_lines", "check_table", "line_list", "untagged_table"]


def check_lines(lines: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Lines (table BUDGET_LINES) with ``checks`` and ``untagged`` (ids joined by ";", "" where none) and ``expected``.

    ``expected``: the kind of the line's activity by the table of activities, missing where it names none of them.
    ``no_realisation``: nothing is written though the day of the realisation, or the year, is past.
    """
    allocated, realised = lines["allocated_rupiah"], lines["realised_rupiah"]
    kinds = {activity.id: KIND_OF[activity.kind] for activity in activities()}
    expected = lines["service"].map(kinds).astype("string")
    written = lines["intervention"].where(lines["intervention"].isin(INTERVENTIONS))
    today = pd.Timestamp(as_of)
    due = lines["as_of"].le(today).fillna(False) | lines["year"].lt(as_of.year).fillna(False)
    applies = {
        "above_allocation": realised.gt(allocated),
        "twice": repeated(lines),
        "swapped": (written.ne(expected) & written.notna() & expected.notna()).fillna(False),
        "no_allocation": ~allocated.ge(0),
        "no_realisation": ~realised.ge(0) & due,
        "after_report": lines["as_of"].gt(today).fillna(False),
    }
    lacking = {
        "source": lines["source"].isna(),
        "placed": lines["action"].isna() & lines["package"].isna(),
        "intervention": written.isna(),
        "direct": lines["direct"].isna(),
    }
    return lines.assign(
        expected=expected,
        checks=_joined(applies, MONEY_CHECKS, lines.index),
        untagged=_joined(lacking, UNTAGGED, lines.index),
    )


def check_table(year: int, checked: pd.DataFrame) -> CountTable:
    """Lines by what is to be looked at; a line may stand in several rows. Lines are no persons."""
    return _table("money_checks", year, checked["checks"], MONEY_CHECKS)


def untagged_table(year: int, checked: pd.DataFrame) -> CountTable:
    """Lines by the tag that they lack; a line may stand in several rows."""
    return _table("money_untagged", year, checked["untagged"], UNTAGGED)


def line_list(checked: pd.DataFrame) -> LineList:
    """Every line with what is to be looked at. Restricted: people typed the names of activities."""
    return LineList("money_lines", checked.reset_index(drop=True))


def _joined(said: dict[str, pd.Series], order: tuple[str, ...], index: pd.Index) -> pd.Series:
    masks = {id: said[id].astype(bool).to_numpy() for id in order}
    rows = [";".join(id for id in order if masks[id][i]) for i in range(len(index))]
    return pd.Series(rows, index=index, dtype="string")


def _table(id: str, year: int, said: pd.Series, order: tuple[str, ...]) -> CountTable:
    split = said.str.split(";")
    counts = tuple(int(split.map(lambda ids, one=one: one in ids).sum()) for one in order)
    return CountTable(id, tuple(Cell.of(str(year), money=f"{id}.{one}") for one in order), counts, personal=False)
