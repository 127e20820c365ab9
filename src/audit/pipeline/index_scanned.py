"""Whether the list of reports need be drawn again, and for whom it need be looked through: a district's take a second.

``data/interim/daftar-dipindai.json`` keeps which pages were looked through and, for each district, one hash of the
library, its manifest, and every table and source that the scan reads, as their state tells. While the pages are those,
only districts of which this hash is another are looked through again: what the pages say of a district comes from its
own manifest. It also keeps one hash of all that the pages come from, manifests by their state alone:
while that holds, none is read. Each hash is taken before what it stands for is read; where the file is gone, everybody
is looked for again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from audit.pipeline.keys import canonical, code_sha256
from audit.pipeline.known_hashes import State, files_below, state_if_there
from audit.pipeline.manifest import MANIFEST
from audit.pipeline.project import Project
from audit.store import whole_file

__all__ = ["listing", "note_scanned", "people_read", "scan_seals", "scanned_before", "seal_of_all", "stands"]

_SCANNED, _SCHEMA = ("data", "interim", "daftar-dipindai.json"), "aks.scanned/1"
_DRAWN_FROM = (MANIFEST, "publik/hasil.json")  # of a report; of the rest, which public files there are

# Paths relative to the project, each with what tells that it changed.
States = list[tuple[str, State]]


def listing(project: Project) -> States:
    """What the pages are drawn from: manifests, public results and files, and failures, as they are now."""
    reports = project.root / "reports"
    folders = sorted(project.shown(path.parent) for path in reports.glob(f"*/*/{MANIFEST}"))
    failed = sorted(project.shown(path) for path in reports.glob("*/*.json"))
    public: States = [
        (name, [])
        for folder in folders
        for name in sorted(name for name, _ in files_below(f"{project.root}/{folder}/publik", f"{folder}/publik/"))
    ]
    return [*_states([f"{folder}/{name}" for folder in folders for name in _DRAWN_FROM] + failed, project), *public]


def people_read(manifest: Mapping[str, Any]) -> list[str]:
    """Files and folders in which the people of a listed district stand, relative to the project."""
    params = manifest["inputs"]["params"]
    code, cycle = params["district"]["code"], params["cycle"]
    return [f"data/private/{code}", f"data/interim/{code}/{cycle}", *(source["path"] for source in params["sources"])]


def scan_seals(manifests: Mapping[Path, Mapping[str, Any]], project: Project) -> dict[str, str]:
    """By report: one hash of what the pages say of a district and of everybody who is looked for."""
    return {
        project.shown(folder): _hash([code_sha256(), manifest, _people(people_read(manifest), project)])
        for folder, manifest in manifests.items()
    }


def scanned_before(pages: Mapping[str, bytes], project: Project) -> Mapping[str, str]:
    """Seals of the districts for whose people the pages that are written were looked through; none for other pages."""
    kept = _kept(project)
    return kept["seals"] if kept and kept["pages"] == _hashes(pages) else {}


def stands(pages: Mapping[str, bytes], listed: States, project: Project) -> bool:
    """Whether these pages are the last that were written, and no file that they come from changed since."""
    kept = _kept(project)
    return bool(kept) and kept["all"] == seal_of_all(pages, listed, kept["read"], project)


def note_scanned(
    pages: Mapping[str, bytes], seals: Mapping[str, str], whole: str, read: Sequence[str], project: Project
) -> None:
    """Keep that these pages stand and nobody was found. Raises ``OutputError`` (exit 17) where it cannot be written."""
    kept = {
        "schema": _SCHEMA,
        "pages": _hashes(pages),
        "seals": dict(seals),
        "read": list(read),
        "all": whole,
    }
    path = project.root.joinpath(*_SCANNED)
    with whole_file(path) as partial:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(kept) + "\n", encoding="utf-8", newline="\n")


def _kept(project: Project) -> dict[str, Any]:
    """What was kept; nothing where it is gone or none of ours."""
    try:
        kept = json.loads(project.root.joinpath(*_SCANNED).read_bytes())
        sound = kept["schema"] == _SCHEMA and all(isinstance(kept[part], dict) for part in ("pages", "seals"))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return kept if sound and isinstance(kept.get("read"), list) and "all" in kept else {}


def seal_of_all(pages: Mapping[str, bytes], listed: States, read: Iterable[str], project: Project) -> str:
    """One hash of pages and of everything that they come from; ``read``: ``people_read`` of all."""
    people = _people(read, project)
    return _hash({"code": code_sha256(), "pages": _hashes(pages), "listed": listed, "read": people})


def _people(read: Iterable[str], project: Project) -> States:
    return _states([file for name in read for file in _tables(name, project)], project)


def _tables(name: str, project: Project) -> list[str]:
    """The tables in a folder; a file is itself."""
    try:
        with os.scandir(project.root / name) as entries:
            return sorted(f"{name}/{entry.name}" for entry in entries if entry.name.endswith(".parquet"))
    except NotADirectoryError:
        return [name]
    except FileNotFoundError:
        return []


def _states(names: Iterable[str], project: Project) -> States:
    """Of those files that are there."""
    found = ((name, state_if_there(f"{project.root}/{name}")) for name in names)
    return [(name, state) for name, state in found if state]


def _hashes(pages: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(page).hexdigest() for name, page in pages.items()}


def _hash(content: object) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()
