"""What staff found when they looked for a person: died, moved, refused; who said so, where and on which day.

Such an answer acts at once, as a list of life status does (reference/practice.md R11). "Not found" and "put off" say
nothing about the person: somebody may find her tomorrow.
"""

from __future__ import annotations

import pandas as pd

from audit.reference.review_rules import GONE_OUTCOMES
from audit.schemas import CASES, REFERRALS
from audit.schemas.table import DATE, TEXT, Table
from audit.store.entries import current, heads

__all__ = ["OUTCOMES", "visit_outcomes"]

OUTCOMES = Table(
    "visit_outcomes",
    1,
    ("person_id",),
    (
        ("person_id", TEXT),
        ("status", TEXT),  # meninggal, pindah, menolak
        ("on", DATE),
        ("role", TEXT),
        ("source_system", TEXT),
    ),
)
_TRACED = "ditelusuri"
_OF_REFERRALS = ("meninggal", "pindah")  # who refuses a referral has not refused the visit


def visit_outcomes(entries: pd.DataFrame) -> pd.DataFrame:
    """Everybody whose newest answer says that they are gone (``OUTCOMES``), by person.

    ``entries`` (``ENTRIES``) may be of several cycles. The answers are the status of a case and the outcome of a
    referral. Of several answers about a person the one of the newest day counts; "ditelusuri" of a later day is one:
    she was met. Of one day, gone counts.
    """
    said = pd.concat([_told(entries, CASES, "status"), _told(entries, REFERRALS, "outcome")], ignore_index=True)
    of_case, gone = said["field"].eq("status"), said["value"].isin(list(GONE_OUTCOMES))
    told = (of_case & (gone | said["value"].eq(_TRACED))) | (~of_case & said["value"].isin(list(_OF_REFERRALS)))
    rows = said.assign(gone=gone)[told.to_numpy(dtype=bool)]
    newest = rows.sort_values(["person_id", "filled_on", "gone", "value"]).drop_duplicates("person_id", keep="last")
    left = newest[newest["gone"].to_numpy(dtype=bool)]
    return OUTCOMES.conform(left.rename(columns={"value": "status", "filled_on": "on"})[list(OUTCOMES.names)])


def _told(entries: pd.DataFrame, table: Table, field: str) -> pd.DataFrame:
    """The standing values of a field with the person whom its record is about."""
    (key,) = table.key
    who = current(entries, table).set_index(key)["person_id"]
    own = entries[(entries["table"].eq(table.name) & entries["field"].eq(field)).to_numpy(dtype=bool)]
    rows = heads(own)
    person = pd.Series(who.reindex(rows["record_id"]).array, index=rows.index, dtype="string")
    rows = rows.assign(person_id=person)[["person_id", "field", "value", "filled_on", "role", "source_system"]]
    return rows[(rows["person_id"].notna() & rows["value"].notna()).to_numpy(dtype=bool)]
