"""Which files are as they were when their bytes were last hashed, so that a run with nothing to do need not read them.

``data/interim/hash-berkas.json`` keeps, for each file whose hash enters a run key, its size, times of change, number in
the file system and hash; and for each report found whole, one hash of all these for its files, with its run key.
It only ever decides that nothing is to be done: what is made is hashed from its bytes, and so is everything that
``aks verify`` looks at. It may be deleted at any time, and one that cannot be read counts for nothing.

What changed so shortly before it was hashed that a second change would look the same is not kept (git calls such
entries racily clean), by the clock of the file system that holds the data. What no index can see is a file put back
with all of these the same; on Windows that takes no more than its size and time of change. ``--rehash`` reads every
byte.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from audit.errors import OutputError
from audit.pipeline.keys import file_sha256
from audit.pipeline.manifest import WORK
from audit.store import owner_only, run_lock, whole_file

__all__ = ["FolderState", "KnownHashes", "State", "files_below", "folder_state", "state_if_there"]

_KEPT, _SCHEMA = "hash-berkas.json", "aks.hashes/1"
_TICK = 2_000_000_000  # nanoseconds; the coarsest time of change of a file system: FAT and exFAT
_PATIENCE = 5.0  # seconds; another run writes it in a moment

# What tells that a file changed without reading it: its size in bytes, times of change of its content and of anything
# else (on Windows: of making), number in the file system.
State = list[int]


@dataclass(frozen=True, slots=True)
class FolderState:
    """All files of a report by name and state, as one hash, and the latest change among them in nanoseconds."""

    seal: str
    latest: int


def _state_of(path: Path | str) -> State:
    found = os.stat(path)  # noqa: PTH116 - a hundred thousand of them: without a Path for each
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def state_if_there(path: str) -> State:
    """The state of a file, nothing where it is not there: a link to nowhere, or gone since its folder was listed."""
    try:
        return _state_of(path)
    except OSError:
        return []


def folder_state(report: Path) -> FolderState:
    """Look at every file of a report but its working papers, ``manifest.json`` among them; none is read."""
    states = {name: state_if_there(path) for name, path in files_below(str(report))}
    listing = "".join(f"{name} {states[name]}\n" for name in sorted(states))
    latest = max((max(state[1:3]) for state in states.values() if state), default=0)
    return FolderState(hashlib.sha256(listing.encode()).hexdigest(), latest)


def files_below(folder: str, inside: str = "") -> Iterator[tuple[str, str]]:
    """Files of a report or a part of it but its working papers, in any order: name after ``inside``, and path."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if not entry.is_dir():
            yield inside + entry.name, entry.path
        elif (below := f"{inside}{entry.name}/") != WORK:
            yield from files_below(entry.path, below)


class KnownHashes:
    """Hashes of the files of one project, by path relative to it; those that are not known are taken and kept.

    With ``trusted=False`` nothing of what was kept before counts (``--rehash``).
    """

    def __init__(self, root: Path, *, trusted: bool = True) -> None:
        self.root = root
        self.path = root / "data" / "interim" / _KEPT
        self._files, self._reports = _read(self.path) if trusted else ({}, {})
        self._trusted, self._new, self._now = trusted, False, -1

    def sha256(self, path: Path) -> str:
        """Hash of a file, read only where it is not known to be what it was. Raises ``OSError`` where it is absent."""
        name, before = self._name(path), _state_of(path)
        known = self._files.get(name)
        if known is not None and known[0] == before:
            return known[1]
        now = self._clock()
        digest = file_sha256(path)
        if max(before[1:3]) + _TICK < now and _state_of(path) == before:
            self._files[name] = (before, digest)
            self._new = True
        return digest

    def stands(self, report: Path, run_key: str) -> bool:
        """Whether a report was found whole and made from these inputs, and none of its files changed since."""
        known = self._reports.get(self._name(report))
        return known is not None and known[1] == run_key and known[0] == folder_state(report).seal

    def looked_at(self, report: Path) -> FolderState:
        """How the files of a report are just before they are read, for ``keep``."""
        self._clock()
        return folder_state(report)

    def keep(self, report: Path, run_key: str, seen: FolderState) -> None:
        """Remember that a report was found whole: it was ``looked_at`` before it was read, and is still the same."""
        if seen.latest + _TICK < self._clock() and folder_state(report) == seen:
            self._reports[self._name(report)] = (seen.seal, run_key)
            self._new = True

    def save(self) -> None:
        """Write what is new, whole or not at all; where it cannot be written, the next run hashes again."""
        if not self._new or not self.path.parent.is_dir():
            return
        with suppress(OutputError), run_lock(self.path, wait=_PATIENCE):
            others = _read(self.path) if self._trusted else ({}, {})  # what another run has kept meanwhile
            parts = {"files": others[0] | self._files, "reports": others[1] | self._reports}
            kept = {
                part: {name: entry for name, entry in sorted(entries.items()) if (self.root / name).exists()}
                for part, entries in parts.items()
            }
            with whole_file(self.path) as partial:
                partial.write_text(json.dumps({"schema": _SCHEMA, **kept}) + "\n", encoding="utf-8", newline="\n")
                owner_only(partial)
            self._new = False

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _clock(self) -> int:
        """Now, in nanoseconds, by the clock that dates the files; taken once, before the first of them is read.

        Where that file system takes no file, there is no such clock, and nothing is kept.
        """
        if self._now < 0:
            self._now = 0
            with suppress(OSError), TemporaryFile(dir=self.path.parent) as file:
                self._now = os.fstat(file.fileno()).st_mtime_ns
        return self._now


Entries = dict[str, tuple[Any, str]]


def _read(path: Path) -> tuple[Entries, Entries]:
    """Both parts of a kept index; empty ones where there is none or it is none of ours."""
    try:
        kept = json.loads(path.read_bytes())
        files, reports = kept["files"], kept["reports"]
        sound = kept["schema"] == _SCHEMA and all(
            isinstance(digest, str) and isinstance(state, kind)
            for part, kind in ((files, list), (reports, str))
            for state, digest in part.values()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}
    return (files, reports) if sound else ({}, {})
