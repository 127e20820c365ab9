"""Which parts of entries the folder of a cycle holds, and its manifest; no part is read here."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from audit.errors import InputError
from audit.store.lock import run_lock
from audit.store.permissions import owner_only
from audit.store.refusals import PARTIAL
from audit.store.whole import whole_file

__all__ = ["PATIENCE", "CycleParts"]

_PARTS, _MANIFEST = "parts", "manifest.json"
PATIENCE = 10.0  # seconds that another writer may take


@dataclass(frozen=True, slots=True)
class CycleParts:
    """The parts of one cycle: files below ``folder``, in the order of their names."""

    folder: Path

    @property
    def parts(self) -> Path:
        """The folder in which they lie."""
        return self.folder / _PARTS

    def repair(self) -> None:
        """Finish what a killed run began: list whole parts that the manifest does not name, remove what is half there.

        Raises ``InputError`` (exit 11) where a part is missing or the manifest is damaged.
        """
        if not self.folder.is_dir():
            return
        with run_lock(self.folder, wait=PATIENCE):
            names = self.names()
            if names != self.listed():
                self.write_manifest(names)
            self.sweep()

    def names(self) -> list[str]:
        """Parts in order: those of the manifest, then whole ones that a killed run had not put into it yet."""
        listed = self.listed()
        if missing := [name for name in listed if not (self.parts / name).is_file()]:
            raise InputError("store.part_missing", file=missing[0], folder=self.folder.name)
        there = sorted(file.name for file in self.parts.glob("*.parquet")) if self.parts.is_dir() else []
        return [*listed, *(name for name in there if name not in listed)]

    def listed(self) -> list[str]:
        """Names of parts in the manifest; raises ``InputError`` where it is only half there."""
        path = self.folder / _MANIFEST
        if not path.is_file():
            return []
        try:
            return json.loads(path.read_text(encoding="utf-8"))["parts"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError("store.manifest_damaged", file=path.name, folder=path.parent.name) from error

    def write_manifest(self, names: list[str]) -> None:
        """Write it whole, and see it on the disk."""
        from audit.schemas import ENTRIES  # with all that reads tables, which a cycle in order needs not

        with whole_file(self.folder / _MANIFEST) as partial:
            with partial.open("w", encoding="utf-8", newline="\n") as file:
                json.dump({"schema": ENTRIES.tag, "parts": names}, file, indent=1)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            owner_only(partial)

    def sweep(self) -> None:
        """Remove what an earlier run left half written; nobody else writes while the lock is held."""
        for folder in (self.folder, self.parts):
            for partial in folder.glob("*" + PARTIAL):
                partial.unlink(missing_ok=True)
