"""Who received what and when: a log that only grows, beside what people wrote in a cycle.

It is a store of its own, so that handing out a file changes nothing on which a report rests.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pandas as pd

from audit.schemas import HANDOUTS
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current
from audit.store.permissions import owner_only
from audit.store.whole import whole_file

__all__ = ["LOG", "handouts", "log_handout"]

LOG = "serah-terima.csv"  # the same log to look at; made anew from the store each time
_FOLDER, _ROLE, _SOURCE = "serah-terima", "tim_teknis", "serah_terima"


def log_handout(
    cycle: Path,
    files: list[Path],
    *,
    recipient: str,
    role: str,
    name: str,
    cases: int,
    plans: int,
    on: date,
    locked: bool,
) -> None:
    """Log files as they lie there now. ``cycle`` is the folder of the cycle; ``on`` the day they are handed over.

    The same file to the same recipient on the same day is one entry. Nothing logged is ever taken back.
    """
    rows = []
    for file in files:
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        rows.append(
            {
                "handout_id": f"{recipient}:{on}:{sha256[:16]}", "recipient": recipient, "role": role, "name": name,
                "file": file.name, "sha256": sha256, "cases": cases, "plans": plans,
                "handed_on": pd.Timestamp(on), "locked": locked,
            }
        )  # fmt: skip
    store = CycleStore(cycle / _FOLDER)
    new = HANDOUTS.conform(pd.DataFrame(rows))
    store.add(changes(store.entries(), HANDOUTS, new, role=_ROLE, filled_on=on, source_system=_SOURCE))
    path = store.folder / LOG
    with whole_file(path) as partial:
        handouts(cycle).to_csv(partial, sep=";", index=False, encoding="utf-8-sig", lineterminator="\n")
        owner_only(partial)


def handouts(cycle: Path) -> pd.DataFrame:
    """The log of a cycle (``HANDOUTS``), oldest first; empty where nothing was handed out."""
    found = current(CycleStore(cycle / _FOLDER).entries(), HANDOUTS)
    return found.sort_values(["handed_on", "recipient", "file", "handout_id"], ignore_index=True)
