"""``manifest.json``: what the inputs determine, and the hash of every file of a report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit.pipeline.keys import file_sha256, key_of

__all__ = ["MANIFEST", "build_manifest", "previous_manifest_sha256", "write_manifest"]

MANIFEST = "manifest.json"
_SCHEMA = "aks.manifest/1"
_WORK = "terbatas/kerja/"  # executed notebooks and logs: they hold times


def build_manifest(folder: Path, inputs: Mapping[str, Any], *, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a finished report folder; ``facts`` are further figures that the inputs determine."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    outputs = [
        {"path": name, "sha256": file_sha256(path), "bytes": path.stat().st_size}
        for path in files
        if not _left_out(name := path.relative_to(folder).as_posix())
    ]
    return {
        "schema": _SCHEMA,
        "run_key": key_of(inputs),
        "state": "draf",
        "inputs": dict(inputs),
        **facts,
        "outputs": outputs,
    }


def _left_out(name: str) -> bool:
    return name == MANIFEST or name.startswith((f"{MANIFEST}.", _WORK)) or name.endswith(".log")


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write it readably, the same bytes for the same content."""
    content = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(content, encoding="utf-8", newline="\n")


def previous_manifest_sha256(report: Path) -> str | None:
    """Hash of the manifest of the cycle before, ``None`` where there is none: reports form a chain."""
    before = sorted(
        p.name for p in report.parent.glob("20??-?") if p.name < report.name and (p / MANIFEST).is_file()
    )  # fmt: skip
    return file_sha256(report.parent / before[-1] / MANIFEST) if before else None
