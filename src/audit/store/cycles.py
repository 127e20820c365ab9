"""The cycle of an audit as a folder of parts that are only ever added, with a manifest of their hashes.

``parts/000001-<hash>.parquet`` each hold some entries. A part is written beside and renamed when it is whole, then the
manifest; so a run that is killed, a full disk or a half-copied file loses nothing that was there before. Two copies of
a folder on which two people worked are merged by taking in the parts of the other.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.schemas import ENTRIES
from audit.store.cycle_parts import PATIENCE, CycleParts
from audit.store.entries import conflicts, entry_ids
from audit.store.lock import run_lock
from audit.store.permissions import owner_only
from audit.store.refusals import writing
from audit.store.tables import read_table, write_table

__all__ = ["CycleStore"]

_HASH_DIGITS = 16


@dataclass(frozen=True, slots=True)
class CycleStore:
    """The entries of one cycle of one district. ``folder`` need not exist yet; it is made for its owner alone."""

    folder: Path

    def entries(self) -> pd.DataFrame:
        """Every entry that was ever written, in the order of parts.

        Raises ``InputError`` (exit 11) naming the part that is missing or damaged: nothing is read around it.
        """
        parts = [self._read(name) for name in self._parts.names()]
        return ENTRIES.conform(pd.concat(parts, ignore_index=True)) if parts else ENTRIES.empty()

    def add(self, entries: pd.DataFrame) -> int:
        """Add entries that are not there yet; returns how many were new. All of them are kept, or none."""
        with run_lock(self.folder, wait=PATIENCE):
            return self._add(entries)

    def take_in(self, other: CycleStore) -> pd.DataFrame:
        """Take in what was written on a copy of this folder; returns the conflicts (``entries.conflicts``).

        Raises ``InputError`` (exit 11) where the copy is none or is damaged; this folder is then as it was.
        """
        if not other._parts.parts.is_dir():
            raise InputError("store.no_cycle", folder=other.folder.name)
        theirs = other.entries()
        with run_lock(self.folder, wait=PATIENCE):
            self._add(theirs)
        return conflicts(self.entries())

    @property
    def _parts(self) -> CycleParts:
        return CycleParts(self.folder)

    def _add(self, entries: pd.DataFrame) -> int:
        known, names = self.entries(), self._parts.names()
        new = ENTRIES.conform(entries.drop_duplicates("entry_id"))
        new = new[~new["entry_id"].isin(known["entry_id"])]
        if new.empty:
            return 0
        parts = self._parts.parts
        with writing(parts):
            parts.mkdir(parents=True, exist_ok=True)
        owner_only(self.folder)
        owner_only(parts)
        name = f"{len(names) + 1:06d}-{_hash(new)}.parquet"
        try:
            write_table(new, ENTRIES, parts / name)
            with writing(parts / name), (parts / name).open("r+b") as part:
                os.fsync(part.fileno())
            self._parts.write_manifest([*names, name])
        except BaseException:
            if name not in self._parts.listed():  # all of them are kept, or none
                (parts / name).unlink(missing_ok=True)
            raise
        finally:
            self._parts.sweep()
        return len(new)

    def _read(self, name: str) -> pd.DataFrame:
        try:
            part = read_table(self._parts.parts / name, ENTRIES)
        except PermissionError:
            raise
        except (InputError, OSError) as error:
            newer = isinstance(error, InputError) and error.id == "store.newer"
            raise error if newer else InputError("store.part_damaged", file=name, folder=self.folder.name) from error
        if not part["entry_id"].equals(entry_ids(part)) or _hash(part) != Path(name).stem.partition("-")[2]:
            raise InputError("store.part_damaged", file=name, folder=self.folder.name)
        return part


def _hash(entries: pd.DataFrame) -> str:
    return hashlib.sha256("".join(sorted(entries["entry_id"])).encode()).hexdigest()[:_HASH_DIGITS]
