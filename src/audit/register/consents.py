"""Consent by purpose: who agreed to what, and who refused, as it stands. Nobody agreed who did not say so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

__all__ = ["PURPOSES", "consenting", "refusing", "refusing_study"]

PURPOSES = ("audit", "review", "vignette", "sponsor", "research")
_REFUSED = "menolak"  # life status: whoever refuses to be visited refuses to be studied too


def consenting(consents: pd.DataFrame, purpose: str, as_of: date) -> frozenset[str]:
    """Return the ids of the people who agree to a purpose on a day.

    ``consents`` is canonical (``CONSENTS``). The newest answer up to the day counts. A refusal or a withdrawal acts at
    once, also one that is dated later than ``as_of``: the next run honours it. Without an answer it is no. Raises
    ``ValueError`` for a purpose that is none of ``PURPOSES``.
    """
    agreed, withdrawn = _answers(consents, purpose, as_of)
    return agreed - withdrawn


def refusing(consents: pd.DataFrame, purpose: str, as_of: date) -> frozenset[str]:
    """Return the ids of the people who refused a purpose or took their consent back; silence is no refusal.

    Arguments, days and errors are those of :func:`consenting`; nobody is in both.
    """
    _, withdrawn = _answers(consents, purpose, as_of)
    return withdrawn


def refusing_study(consents: pd.DataFrame, people: Mapping[str, pd.DataFrame], as_of: date) -> frozenset[str]:
    """Return the ids of those whose data must not leave for research: they refused it, or refuse to be visited.

    ``people``: canonical tables with ``life_status`` by the column that holds their ids (``child_id``, ``woman_id``).
    """
    of_visits = (frame.loc[frame["life_status"].eq(_REFUSED).fillna(False), id] for id, frame in people.items())
    return refusing(consents, "research", as_of).union(*of_visits)


def _answers(consents: pd.DataFrame, purpose: str, as_of: date) -> tuple[frozenset[str], frozenset[str]]:
    """Whose newest answer up to a day is yes; whose is no, or who has said no since."""
    if purpose not in PURPOSES:
        raise ValueError(f"no purpose of a consent: {purpose}")
    said = consents[consents["purpose"].eq(purpose).fillna(False).to_numpy(dtype=bool)].sort_values("decided_on")
    until = said["decided_on"] <= pd.Timestamp(as_of)
    stands = pd.concat([said[until].drop_duplicates("person_id", keep="last"), said[~until & said["given"].eq(False)]])
    yes, no = (stands["given"].eq(answer).fillna(False).to_numpy(dtype=bool) for answer in (True, False))
    return frozenset(stands.loc[yes, "person_id"]), frozenset(stands.loc[no, "person_id"])
