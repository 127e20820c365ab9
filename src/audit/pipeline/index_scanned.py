"""Whether the list of reports was looked through for the very same people before: a district's take a second.

Kept is one hash, in ``data/interim/daftar-dipindai.sha256``: of the pages, the library, the run keys of the reports,
and path, size and time of change of every table and source that the scan reads. Any of them changed, and it is looked
through again; so it is where the file is gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from audit.pipeline.keys import canonical, code_sha256
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.store import whole_file

__all__ = ["note_scanned", "scanned_before"]

_KEPT = "daftar-dipindai.sha256"


def scanned_before(pages: Mapping[str, str], manifests: Iterable[Mapping[str, Any]], project: Project) -> bool:
    """Whether these pages were looked through for everybody in the vaults as they are now."""
    kept = _kept(project)
    return kept.is_file() and kept.read_text(encoding="utf-8") == _seal(pages, manifests, project)


def note_scanned(pages: Mapping[str, str], manifests: Iterable[Mapping[str, Any]], project: Project) -> None:
    """Keep that nobody was found. Raises ``OutputError`` (exit 17) where it cannot be written."""
    kept = _kept(project)
    with whole_file(kept) as partial:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(_seal(pages, manifests, project), encoding="utf-8", newline="\n")


def _kept(project: Project) -> Path:
    return project.root / "data" / "interim" / _KEPT


def _seal(pages: Mapping[str, str], manifests: Iterable[Mapping[str, Any]], project: Project) -> str:
    read = [[manifest["run_key"], *_read(manifest, project)] for manifest in manifests]
    content = canonical({"code": code_sha256(), "pages": dict(pages), "read": read})
    return f"{hashlib.sha256(content.encode()).hexdigest()}\n"


def _read(manifest: Mapping[str, Any], project: Project) -> Iterator[tuple[str, int, int]]:
    params = AuditParams.model_validate_json(canonical(manifest["inputs"]["params"]))
    tables = (path for folder in (project.vault(params), project.interim(params)) for path in folder.glob("*.parquet"))
    for path in sorted({*tables, *(project.root / source.path for source in params.sources)}):
        if path.is_file():
            state = path.stat()
            yield project.shown(path), state.st_size, state.st_mtime_ns
