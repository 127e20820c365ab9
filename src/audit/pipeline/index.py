"""``reports/index.html``, made anew from the manifests of all reports after each run."""

from __future__ import annotations

import json
from pathlib import Path

from audit.language import text
from audit.pipeline.keys import short
from audit.pipeline.manifest import MANIFEST
from audit.pipeline.project import Project
from audit.report import Entry, render_index
from audit.store import writing

__all__ = ["write_index"]

_PUBLIC = ("laporan.html", "laporan.pdf", "hasil.json", "hasil.parquet")


def write_index(project: Project) -> Path:
    """Write the index whole or not at all. It holds names of districts and addresses of public files, nothing else."""
    reports = project.root / "reports"
    entries = [_entry(path.parent, reports) for path in sorted(reports.glob(f"*/*/{MANIFEST}"))]
    target = reports / "index.html"
    partial = target.with_name("index.html.partial")
    with writing(target):
        partial.write_text(render_index(entries), encoding="utf-8", newline="\n")
        partial.replace(target)
    return target


def _entry(folder: Path, reports: Path) -> Entry:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
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
