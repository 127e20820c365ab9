"""What people said about cases as entries: only what is new, each naming the entries that its writer had seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.schemas import ENTRIES
from audit.store.entries import entry_ids, heads

__all__ = ["Said", "entries_of"]


@dataclass(frozen=True, slots=True)
class Said:
    """One value of one field of one record, as entries write it; ``None`` takes an older one back."""

    table: str
    record_id: str
    field: str
    value: str | None
    role: str
    filled_on: date

    @property
    def at(self) -> tuple[str, str, str]:
        """Which field of which record."""
        return self.table, self.record_id, self.field


def entries_of(
    said: Iterable[Said], entries: pd.DataFrame, *, source_system: str, seen: Collection[str] | None = None
) -> pd.DataFrame:
    """Entries (``ENTRIES``) for what was said, beside those that there are.

    ``seen`` are the entries that the writer knew; a value that somebody else wrote meanwhile is not replaced but stands
    beside the new one as a conflict. Without ``seen`` the newest ones count as known. What was said before, or stands
    so already, adds nothing: reading the same paper twice gives no entry.
    """
    newest = heads(entries)
    known: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in (newest if seen is None else heads(entries[entries["entry_id"].isin(seen)])).itertuples(index=False):
        known[(str(row.table), str(row.record_id), str(row.field))].append(str(row.entry_id))
    standing = set(_keys(newest))
    before = set(zip(_keys(entries), entries["replaces"].fillna(""), strict=True))
    new = []
    for one in said:
        replaces = ";".join(known[one.at])
        key = (*one.at, one.value)
        if key in standing or (key, replaces) in before or (one.value is None and not replaces):
            continue
        new.append((*one.at, one.value, source_system, pd.Timestamp(one.filled_on), one.role, replaces))
    columns = [name for name in ENTRIES.names if name != "entry_id"]
    frame = pd.DataFrame(new, columns=columns).astype({k: v for k, v in ENTRIES.columns if k in columns})
    return ENTRIES.conform(frame.assign(entry_id=entry_ids(frame)).drop_duplicates("entry_id"))


def _keys(entries: pd.DataFrame) -> list[tuple[str, str, str, str | None]]:
    columns = (entries[name] for name in ("table", "record_id", "field", "value"))
    rows = zip(*columns, strict=True)
    return [(str(a), str(b), str(c), None if pd.isna(value) else str(value)) for a, b, c, value in rows]
