"""Consent by purpose: who agreed to what, as it stands. Nobody agreed who did not say so."""

from __future__ import annotations

from datetime import date

import pandas as pd

__all__ = ["PURPOSES", "consenting"]

PURPOSES = ("audit", "review", "vignette", "sponsor", "research")


def consenting(consents: pd.DataFrame, purpose: str, as_of: date) -> frozenset[str]:
    """Return the ids of the people who agree to a purpose on a day.

    ``consents`` is canonical (``CONSENTS``). The newest answer up to the day counts. A refusal or a withdrawal acts at
    once, also one that is dated later than ``as_of``: the next run honours it. Without an answer it is no. Raises
    ``ValueError`` for a purpose that is none of ``PURPOSES``.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"no purpose of a consent: {purpose}")
    said = consents[consents["purpose"].eq(purpose).fillna(False).to_numpy(dtype=bool)].sort_values("decided_on")
    until = said["decided_on"] <= pd.Timestamp(as_of)
    given = said["given"].fillna(False).to_numpy(dtype=bool)
    newest = said[until].drop_duplicates("person_id", keep="last")
    agreed = set(newest.loc[newest["given"].fillna(False).astype(bool), "person_id"])
    withdrawn = set(said.loc[~until & ~given, "person_id"])
    return frozenset(agreed - withdrawn)
