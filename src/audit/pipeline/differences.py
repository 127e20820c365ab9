"""What differs between two reports: their inputs, their public figures, their files.

Only what is public is told: figures of ``publik/hasil.json``, hashes, names of public files. Restricted files are
counted and not named; of what params say of persons and how they are reached it is told that it differs, not how.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.errors import InputError
from audit.pipeline.keys import file_sha256
from audit.pipeline.manifest import read_manifest

__all__ = [
    "Differences",
    "FigureChange",
    "FigureChanges",
    "FileChanges",
    "FileCounts",
    "InputChange",
    "Row",
    "compare",
    "read_report",
]

Row = Mapping[str, Any]  # of hasil.json

_RESULTS = "publik/hasil.json"
_PUBLIC = "publik/"
_PARAMS, _SOURCES = "params", "sources"
_WITHHELD = re.compile(r"report\.(signatories\b.*|letterhead\.(address|phone|email)|letterhead)")
_FIRST = ("stunting", "coverage")  # what page one is about; then the district before its parts
_LEVELS = ("district", "kecamatan", "desa")


@dataclass(frozen=True, slots=True)
class InputChange:
    """One input: ``part`` is that of the manifest, ``name`` the key of params or id of the source, "" for the others.

    ``old`` and ``new`` are ``None`` where it is not there, and where they are ``withheld``.
    """

    part: str
    name: str
    old: Any
    new: Any
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One public figure that stands in both reports with other content: its rows of ``hasil.json``."""

    old: Row
    new: Row

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of what changed in the row, in its order."""
        return tuple(name for name in self.new if self.new[name] != self.old.get(name))


@dataclass(frozen=True, slots=True)
class FigureChanges:
    """Public figures; the headline's first, the district before its parts, then by id.

    new, gone : rows that only the second report has, or only the first.
    """

    changed: tuple[FigureChange, ...] = ()
    new: tuple[Row, ...] = ()
    gone: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChanges:
    """Files by path: only in the second report, only in the first, in both with other bytes."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def counts(self) -> FileCounts:
        """How many of each."""
        return FileCounts(len(self.new), len(self.gone), len(self.changed))


@dataclass(frozen=True, slots=True)
class FileCounts:
    """The same of files that are not named."""

    new: int = 0
    gone: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything in which the second report differs from the first.

    ``state`` is how far each had come (``draf``, ``ditelaah``, ``disahkan``), ``None`` where both equally.
    """

    inputs: tuple[InputChange, ...] = ()
    state: tuple[str, str] | None = None
    figures: FigureChanges = FigureChanges()
    public: FileChanges = FileChanges()
    restricted: FileCounts = FileCounts()

    @property
    def equal(self) -> bool:
        """Whether both reports are the same to the byte and made from the same inputs."""
        return self == Differences()


def compare(old: Row, new: Row, old_rows: Iterable[Row], new_rows: Iterable[Row]) -> Differences:
    """Compare two manifests and the rows of their ``hasil.json``; nothing else is read."""
    states = (old["state"], new["state"])
    return Differences(
        inputs=tuple(_inputs(old["inputs"], new["inputs"])),
        state=states if states[0] != states[1] else None,
        figures=_figures(_by_key(old_rows), _by_key(new_rows)),
        public=_files(old, new, public=True),
        restricted=_files(old, new, public=False).counts,
    )


def read_report(report: Path, shown: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The manifest and the public figures of a report; ``shown`` is how a refusal calls its folder.

    Raises ``InputError`` (exit 11) where there is no sound manifest, or the figures are not those it was made with.
    """
    if not report.is_dir():
        raise InputError("pipeline.no_report", report=shown)
    manifest = read_manifest(report)
    hashes = {output["path"]: output["sha256"] for output in manifest["outputs"]} if manifest else {}
    results = report / _RESULTS
    if manifest is None or not results.is_file() or file_sha256(results) != hashes.get(_RESULTS):
        raise InputError("pipeline.not_as_made", report=shown)
    return manifest, json.loads(results.read_text(encoding="utf-8"))


def _by_key(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """By id and area: ids of whole districts name none. What several tables hold stands there as often, the same."""
    return {(row["id"], row["wilayah"]["kode"]): row for row in rows}


def _figures(old: Mapping[tuple[str, str], Row], new: Mapping[tuple[str, str], Row]) -> FigureChanges:
    both = (FigureChange(old[key], row) for key, row in new.items() if key in old and row != old[key])
    return FigureChanges(
        changed=tuple(sorted(both, key=lambda change: _place(change.new))),
        new=tuple(sorted((row for key, row in new.items() if key not in old), key=_place)),
        gone=tuple(sorted((row for key, row in old.items() if key not in new), key=_place)),
    )


def _place(row: Row) -> tuple[bool, int, str]:
    level = row["wilayah"]["tingkat"]
    return row["indikator"] not in _FIRST, _LEVELS.index(level) if level in _LEVELS else len(_LEVELS), row["id"]


def _inputs(old: Row, new: Row) -> Iterable[InputChange]:
    for part in dict.fromkeys((*new, *old)):
        before, after = _named(part, old.get(part)), _named(part, new.get(part))
        for name in sorted({**before, **after}):
            if before.get(name) != after.get(name) or (name in before) != (name in after):
                values = (before.get(name), after.get(name))
                withheld = part == _PARAMS and _WITHHELD.fullmatch(name) is not None
                yield InputChange(part, name, *((None, None) if withheld else values), withheld=withheld)


def _named(part: str, value: Any) -> dict[str, Any]:
    """The values of one part by what they are called."""
    if part == _SOURCES:
        return {source["id"]: {k: v for k, v in source.items() if k != "id"} for source in value or ()}
    return dict(_leaves(value, ""))


def _leaves(value: Any, name: str) -> Iterable[tuple[str, Any]]:
    """Values that hold no others, by dotted keys; items of a list by their ``id`` where all have one of their own."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for key, item in zip(_ids(value), value, strict=True):
            yield from _leaves(item, f"{name}[{key}]")
    else:
        yield name, value


def _ids(items: Sequence[Any]) -> list[str]:
    ids = [str(item["id"]) for item in items if isinstance(item, Mapping) and "id" in item]
    return ids if len(set(ids)) == len(items) else [str(at) for at in range(1, len(items) + 1)]


def _files(old: Row, new: Row, *, public: bool) -> FileChanges:
    before, after = (
        {o["path"]: o["sha256"] for o in manifest["outputs"] if o["path"].startswith(_PUBLIC) == public}
        for manifest in (old, new)
    )
    return FileChanges(
        new=tuple(sorted(after.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(name for name in after if name in before and after[name] != before[name])),
    )
