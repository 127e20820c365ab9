"""What contacts with a mother say of the pregnancy of one child: visits, tablets, the gap to the child before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.risk_columns import COMPLETE_FROM_WEEK
from audit.reference.target_groups import LAST_WEEK, NIFAS_DAYS

__all__ = ["pregnancy_facts"]

_DAYS_A_WEEK = 7
_COUNTS = ("antenatal_visits", "supplement_tablets")
_GAP = "birth_interval_at_birth_months"


def pregnancy_facts(child: pd.DataFrame, women: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """What was noted of the pregnancy that each child was born of.

    Parameters
    ----------
    child : rows with ``mother_id`` and ``birth_date``.
    women : canonical table. Contacts from 44 weeks before a birth to 42 days after it are of that pregnancy; those
        after ``as_of`` are not known yet.

    Returns
    -------
    DataFrame, rows as ``child``: ``antenatal_visits``, ``supplement_tablets`` (the newest answer from the 36th week on,
    when the count is complete; what was counted earlier says nothing of the whole), ``birth_interval_at_birth_months``
    (since the birth of the youngest child then, as noted in the pregnancy, plus the months that were left of it).
    Missing where nobody noted it, and the interval of a mother's first child.
    """
    at = np.arange(len(child))
    asked = pd.DataFrame({"at": at, "woman_id": child["mother_id"].array, "born": child["birth_date"].array})
    of = ["woman_id", "contact_date", "gestation_weeks", "birth_interval_months", *_COUNTS]
    rows = asked.dropna().merge(women[of], on="woman_id")
    before = (rows["born"] - rows["contact_date"]).dt.days
    known = (rows["contact_date"] <= as_of) & before.between(-NIFAS_DAYS, LAST_WEEK * _DAYS_A_WEEK)
    rows = rows[known].assign(before=before[known]).sort_values(["at", "contact_date"], kind="stable")
    late = rows["before"].le(0) | rows["gestation_weeks"].ge(COMPLETE_FROM_WEEK).fillna(False).astype(bool)
    rows[list(_COUNTS)] = rows[list(_COUNTS)].where(late)
    rows[_GAP] = (rows["birth_interval_months"] + rows["before"] / DAYS_PER_MONTH).where(rows["before"].gt(0))
    return rows.groupby("at")[[*_COUNTS, _GAP]].last().reindex(at)
