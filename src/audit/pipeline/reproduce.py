"""A report made again from what its manifest names, elsewhere, and compared with it byte by byte.

Only the manifest is read of the report itself, so that one that came by mail will do. Its params are in it; data are
found by their hash, wherever they lie now; program, libraries and notebooks are those of here, and where they are
others that is told beside the files that differ. What the manifest names by one hash for many files (what people filled
in, the report of the cycle before) is taken as it lies here.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from audit.pipeline.keys import canonical, environment_of, file_sha256
from audit.pipeline.load import load_params
from audit.pipeline.manifest import MANIFEST, read_manifest
from audit.pipeline.params import AuditParams
from audit.pipeline.previous import FACTS
from audit.pipeline.project import Project
from audit.pipeline.run import Progress, run
from audit.store import copy_folder

__all__ = ["FILE", "Compared", "Reproduction", "lay_again", "reproduce"]

FILE = "file"  # the part of a ``Compared`` that is a file of the report
_ONE_BY_ONE = ("libraries", "sources")
_ORDER = ("python", "lock", "libraries", "code", "notebooks", "params", "sources", "answers", "previous")
_SEARCHED = ("raw", "sample", "boundaries")  # folders of data


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing as the manifest has it and as it is here: a hash or a version; ``None`` where it is not there."""

    part: str
    name: str
    recorded: str | None
    here: str | None

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self.recorded == self.here


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What was compared. ``ran``: whether it could be made again; where data are missing it could not."""

    key: str
    inputs: tuple[Compared, ...]
    files: tuple[Compared, ...] = ()
    ran: bool = False

    @property
    def equal(self) -> bool:
        """Whether every byte is the same."""
        return self.ran and all(file.same for file in self.files)


def reproduce(
    manifest: Mapping[str, Any], project: Project, folder: Path, *, progress: Progress | None = None
) -> Reproduction:
    """Lay a project of its own into an empty ``folder``, run it there and compare; nothing of ``project`` changes.

    Raises what ``aks run`` would be refused with.
    """
    recorded, key = manifest["inputs"], manifest["run_key"]
    scratch, params = lay_again(recorded, project, folder)
    if any(not (scratch.root / source["path"]).is_file() for source in recorded["sources"]):
        here = environment_of(scratch) | {"sources": [_as_it_lies(s, project) for s in recorded["sources"]]}
        return Reproduction(key, tuple(_inputs({part: recorded.get(part) for part in here}, here)))
    (outcome,) = run([params], scratch, jobs=1, progress=progress)
    if outcome.refusal is not None:
        raise outcome.refusal
    again = read_manifest(scratch.report(params))
    if again is None:
        raise RuntimeError(outcome.bug)
    inputs = _inputs(recorded, again["inputs"])
    return Reproduction(key, tuple(inputs), tuple(_files(manifest["outputs"], again["outputs"])), ran=True)


def lay_again(recorded: Mapping[str, Any], project: Project, folder: Path) -> tuple[Project, AuditParams]:
    """Put what a manifest names into a folder: params from it, data by hash, the rest as it lies here."""
    scratch = Project(folder)
    params = AuditParams.model_validate_json(json.dumps(recorded["params"]))
    written = folder / "params" / f"{params.district.folder}.yaml"
    written.parent.mkdir()
    written.write_text(yaml.safe_dump(params.model_dump(), allow_unicode=True), encoding="utf-8", newline="\n")
    params = load_params(written, root=folder)
    copy_folder(project.notebooks, scratch.notebooks, leave={".ipynb_checkpoints"})
    copies = [(project.root / "requirements.lock", scratch.root / "requirements.lock")]
    found = ((_find(source, project), scratch.root / source["path"]) for source in recorded["sources"])
    copies += [(path, place) for path, place in found if path is not None]
    copies += [(path, scratch.root / path.relative_to(project.root)) for path in project.answers(params)]
    if recorded["previous"]:
        before = (p for p in project.report(params).parent.glob("20??-?") if p.name < params.cycle)
        files = (cycle / name for cycle in before for name in (MANIFEST, f"terbatas/{FACTS}"))
        copies += [(path, scratch.root / path.relative_to(project.root)) for path in files]
    for old, new in copies:
        if old.is_file():
            new.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(old, new)
    kept = [project.vault(params), *project.cycles(params)]
    for old in kept:
        if old.is_dir():
            copy_folder(old, scratch.root / old.relative_to(project.root))
    return scratch, params


def _find(source: Mapping[str, Any], project: Project) -> Path | None:
    """The file with the bytes that are named: where it was, else anywhere among the data."""
    data = (path for name in _SEARCHED for path in sorted((project.root / "data" / name).rglob("*")))
    for path in (project.root / source["path"], *data):
        if path.is_file() and path.stat().st_size == source["bytes"] and file_sha256(path) == source["sha256"]:
            return path
    return None


def _as_it_lies(source: Mapping[str, Any], project: Project) -> dict[str, Any]:
    """The source with the hash of what was found for it: the same bytes, others at its place, or none."""
    path = _find(source, project) or project.root / source["path"]
    return {**source, "sha256": file_sha256(path) if path.is_file() else None}


def _inputs(recorded: Mapping[str, Any], here: Mapping[str, Any]) -> Iterator[Compared]:
    """Part by part, versions first; sources and libraries one by one, what holds many values as a whole."""
    for part in sorted({*recorded, *here}, key=_place):
        then, now = recorded.get(part), here.get(part)
        if part in _ONE_BY_ONE:
            old, new = _named(then), _named(now)
            yield from (Compared(part, name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new]))
        else:
            yield Compared(part, "", _one(then), _one(now))


def _place(part: str) -> tuple[int, str]:
    return _ORDER.index(part) if part in _ORDER else len(_ORDER), part


def _named(part: Any) -> dict[str, str]:
    return {s["path"]: s["sha256"] for s in part} if isinstance(part, list) else dict(part or {})


def _one(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else hashlib.sha256(canonical(value).encode()).hexdigest()


def _files(recorded: Iterable[Mapping[str, Any]], here: Iterable[Mapping[str, Any]]) -> Iterator[Compared]:
    then, now = ({output["path"]: output["sha256"] for output in outputs} for outputs in (recorded, here))
    yield from (Compared(FILE, path, then.get(path), now.get(path)) for path in sorted({*then, *now}))
