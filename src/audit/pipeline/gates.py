"""Gates of a cycle as people recorded them, with the decree that the params name."""

from __future__ import annotations

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.schemas import GATES
from audit.store.entries import current

__all__ = ["gates_of"]

_DECREE = "sk"


def gates_of(entries: pd.DataFrame, params: AuditParams) -> pd.DataFrame:
    """Gates (``GATES``) of the entries of a cycle; the decree of ``params`` stands where nobody recorded one."""
    gates, decree = current(entries, GATES), params.team.decree
    if decree is None or gates["gate_id"].eq(_DECREE).any():
        return gates
    row = {
        "gate_id": _DECREE,
        "done_on": pd.Timestamp(decree.signed_on),
        "document": decree.number,
        "valid_until": pd.Timestamp(decree.valid_until) if decree.valid_until else pd.NaT,
    }
    return GATES.conform(pd.concat([gates, GATES.conform(pd.DataFrame([row]))], ignore_index=True))
