"""What the inputs of a run are, as hashes: the run key stands for all of them."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import audit
from audit.errors import InputError
from audit.pipeline.outlines import outline_inputs
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project

__all__ = [
    "canonical",
    "code_sha256",
    "entries_sha256",
    "environment_of",
    "file_sha256",
    "inputs_of",
    "key_of",
    "libraries_of",
    "short",
]

SHORT = 12  # hex digits of the key that are printed
_LOCKED = re.compile(r"([\w.-]+)==[^ ]+(.*)")
_BY_SYSTEM = re.compile(r"platform|os_name|implementation")
_CODE = (".py", ".yaml", ".npz", ".gz", ".csv", ".css", ".j2", ".typ", ".mplstyle", ".ttf", ".woff2")


def canonical(value: object) -> str:
    """JSON that is the same for the same value: sorted keys, no spaces, text as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def file_sha256(path: Path) -> str:
    """Hash of one file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


Hashing = Callable[[Path], str]


def _tree_sha256(files: Iterable[tuple[str, Path]], sha256: Hashing = file_sha256) -> str:
    listing = "".join(f"{sha256(path)}  {name}\n" for name, path in sorted(files))
    return hashlib.sha256(listing.encode()).hexdigest()


@cache
def code_sha256() -> str:
    """Hash of the library that this process has loaded: its modules, words, tables, templates and faces."""
    package = Path(audit.__file__).parent
    return _tree_sha256(
        (p.relative_to(package).as_posix(), p) for p in package.rglob("*") if p.suffix in _CODE and p.is_file()
    )


@cache
def libraries_of(lock: str) -> dict[str, str]:
    """Versions that are installed of what a lock file names for every system: what really ran, not what should have.

    What the lock names for some systems only is left out, so that the same lock gives the same key on each.
    """
    named = (found for line in lock.splitlines() if (found := _LOCKED.match(line)) and not _BY_SYSTEM.search(found[2]))
    versions = ((found[1], _installed(found[1])) for found in named)
    return {name: version for name, version in versions if version}


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # of an extra that nobody asked for
        return None


def inputs_of(
    params: AuditParams, project: Project, *, previous: str | None = None, sha256: Hashing = file_sha256
) -> Mapping[str, Any]:
    """Return the inputs part of the manifest, which determines every byte of the report.

    ``sha256`` gives the hash of a file; what is to be written into a manifest is hashed from its bytes.

    Raises ``InputError`` (exit 11) for a source that is not there.
    """
    named = [(source.id, source.path) for source in params.sources]
    if params.report.logo:
        named.append(("report.logo", params.report.logo))
    if params.analysis_plan:
        named.append(("analysis_plan", params.analysis_plan.file))
    named += [(id, project.shown(path)) for id, path in outline_inputs(params, project)]
    sources = []
    for id, name in named:
        path = project.root / name
        if not path.is_file():
            raise InputError("pipeline.no_source", file=name, source=id)
        sources.append({"id": id, "path": name, "sha256": sha256(path), "bytes": path.stat().st_size})
    return {
        "params": params.model_dump(mode="json"),
        "sources": sources,
        **environment_of(project, sha256),
        "previous": previous,
        "answers": {
            "forms": _tree_sha256(((path.name, path) for path in project.answers(params)), sha256),
            "entries": entries_sha256(params, project, sha256),
        },
    }


def environment_of(project: Project, sha256: Hashing = file_sha256) -> dict[str, Any]:
    """The inputs that no district brings: notebooks, library, versions."""
    lock = project.root / "requirements.lock"
    return {
        "notebooks": _tree_sha256(((p.name, p) for p in project.notebooks.glob("*.ipynb")), sha256),
        "code": code_sha256(),
        "lock": sha256(lock) if lock.is_file() else None,
        "libraries": libraries_of(lock.read_text(encoding="utf-8")) if lock.is_file() else {},
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


def entries_sha256(params: AuditParams, project: Project, sha256: Hashing = file_sha256) -> str:
    """Hash of what is kept of this cycle and earlier ones: parts, named by their own hashes; whom this one chose among.

    Who was found gone in an earlier cycle is gone in this one.
    """
    parts = sorted(path.name for folder in project.cycles(params) for path in (folder / "parts").glob("*.parquet"))
    frames = [sha256(path) for path in sorted(project.cycle(params).glob("*.parquet"))]
    return hashlib.sha256("".join(f"{name}\n" for name in (*parts, *frames)).encode()).hexdigest()


def key_of(inputs: Mapping[str, Any]) -> str:
    """The run key: sha256 of the canonical inputs."""
    return hashlib.sha256(canonical(inputs).encode()).hexdigest()


def short(key: str) -> str:
    """The part of the key that is printed on each page."""
    return key[:SHORT]
