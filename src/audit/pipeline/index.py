"""``reports/index.html``, made anew from the manifests of all reports after each run."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from audit.errors import OutputError
from audit.language import text
from audit.pipeline.keys import canonical, short
from audit.pipeline.manifest import MANIFEST, read_manifest
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.scanning import scan_public
from audit.report import Entry, render_index
from audit.store import run_lock, writing

__all__ = ["write_index"]

_PUBLIC = ("laporan.html", "laporan.pdf", "hasil.json", "hasil.parquet")
_PATIENCE, _PAUSE = 60.0, 0.05  # seconds


def write_index(project: Project) -> Path:
    """Write the index whole or not at all. It holds names of districts and addresses of public files, nothing else.

    Runs of several districts that end together write it one after the other, so that the last one sees every report.
    A report whose manifest cannot be read is left out; ``aks verify`` names it. Raises ``DisclosureError`` (exit 13)
    where a person of any listed district would appear; the older index then stays.
    """
    reports = project.root / "reports"
    target = reports / "index.html"
    partial = target.with_name("index.partial.html")
    with writing(target), _alone(target):
        folders = sorted(path.parent for path in reports.glob(f"*/*/{MANIFEST}"))
        manifests = {folder: manifest for folder in folders if (manifest := read_manifest(folder))}
        entries = [_entry(folder, reports, manifest) for folder, manifest in manifests.items()]
        try:
            partial.write_text(render_index(entries), encoding="utf-8", newline="\n")
            _scan(partial, manifests.values(), project)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    return target


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Wait for other runs that write the index, which takes them a moment; one that hangs is refused as any lock is."""
    deadline = time.monotonic() + _PATIENCE
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(run_lock(target))
                break
            except OutputError as refusal:
                if refusal.id != "store.locked" or time.monotonic() > deadline:
                    raise
            time.sleep(_PAUSE)
        yield


def _scan(page: Path, manifests: Iterable[Mapping[str, Any]], project: Project) -> None:
    """Look for the persons of each district whose vault is on this machine."""
    for manifest in manifests:
        params = AuditParams.model_validate_json(canonical(manifest["inputs"]["params"]))
        if project.vault(params).is_dir():
            scan_public([page], params, project, base=page.parent)


def _entry(folder: Path, reports: Path, manifest: Mapping[str, Any]) -> Entry:
    params = manifest["inputs"]["params"]
    return Entry(
        district=params["district"]["name"],
        code=params["district"]["code"],
        cycle=params["cycle"],
        state=manifest["state"],
        forum=text(f"report.forum.{params['forum']['kind']}"),
        key=short(manifest["run_key"]),
        folder=folder.relative_to(reports).as_posix(),
        files=tuple(name for name in _PUBLIC if (folder / "publik" / name).is_file()),
        sample=params["sample"],
    )
