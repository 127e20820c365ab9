"""Measurements that do not fit the child's others, as findings with their place in the file."""

from __future__ import annotations

import pandas as pd

from audit.anthropometry.implausible_change import implausible_changes
from audit.quality.found_rows import found, joined

__all__ = ["IMPLAUSIBLE", "implausible_rows"]

# Labels of ``implausible_changes`` with the column that each speaks of. Slips of units are in ``unit_slips``, which
# says what the value may have been.
IMPLAUSIBLE = {
    "length_shrinks_much": "lenhei_cm",
    "length_shrinks": "lenhei_cm",
    "weight_length_swapped": "lenhei_cm",
    "haz_jump": "lenhei_cm",
    "waz_jump": "weight_kg",
    "same_day_extraneous": "lenhei_cm",
    "carried_forward": "lenhei_cm",
    "length_identical": "lenhei_cm",
}
_KEY = ["child_id", "visit_date", "seq"]
_CHANGES = frozenset({"length_shrinks_much", "length_shrinks", "haz_jump", "waz_jump"})


def implausible_rows(rows: pd.DataFrame, children: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Rows (``found_rows.judged_rows``) with a label of ``anthropometry.implausible_changes``, one line a label.

    ``against`` is the change (cm shorter, or z) where the rule is about one, else "". A length that shrinks by more
    than 2.5 cm is not listed as one that shrinks by more than 1 cm too. The later of two visits is labelled; which
    one is wrong, nobody can tell from here.
    """
    labels = implausible_changes(children, visits)
    labels["change"] = labels["value"].map(lambda x: f"{x:.2f}").where(labels["rule"].isin(_CHANGES), "")
    much = labels[labels["rule"].eq("length_shrinks_much")].set_index(_KEY).index
    twice = labels["rule"].eq("length_shrinks") & labels.set_index(_KEY).index.isin(much)
    placed = rows.merge(labels.loc[~twice, [*_KEY, "rule", "change"]], on=_KEY)
    parts = [
        found(placed, placed["rule"].eq(rule), rule, column, placed["change"]) for rule, column in IMPLAUSIBLE.items()
    ]
    return joined(parts)
