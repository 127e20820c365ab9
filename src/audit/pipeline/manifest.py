"""``manifest.json``: what the inputs determine, and the hash of every file of a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from audit.pipeline.keys import file_sha256, key_of

__all__ = [
    "DRAFT",
    "FINAL",
    "MANIFEST",
    "SIGNATURE",
    "WORK",
    "build_manifest",
    "hashed_files",
    "previous_manifest_sha256",
    "read_manifest",
    "write_manifest",
]

MANIFEST = "manifest.json"
SIGNATURE = f"{MANIFEST}.sig"
DRAFT, FINAL = "draf", "disahkan"  # states of a report
_SCHEMA = "aks.manifest/1"
WORK = "terbatas/kerja/"  # executed notebooks and logs: they hold times


def build_manifest(
    folder: Path, inputs: Mapping[str, Any], *, facts: Mapping[str, Any], state: str = DRAFT
) -> dict[str, Any]:
    """Describe a finished report folder; ``facts`` are further figures that the inputs determine.

    ``state`` is how far the report has come; one that is ``disahkan`` is never replaced.
    """
    outputs = [
        {"path": name, "sha256": file_sha256(path), "bytes": path.stat().st_size}
        for name, path in hashed_files(folder).items()
    ]
    return {
        "schema": _SCHEMA,
        "run_key": key_of(inputs),
        "state": state,
        "inputs": dict(inputs),
        **facts,
        "outputs": outputs,
    }


def hashed_files(folder: Path) -> dict[str, Path]:
    """Every file of a report that its manifest must name, by its path inside the report, in order."""
    named = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    return {name: path for name, path in sorted(named) if not _left_out(name)}


def _left_out(name: str) -> bool:
    return name in (MANIFEST, SIGNATURE) or name.startswith(WORK) or name.endswith(".log")


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write it readably, the same bytes for the same content."""
    content = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(content, encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Read a manifest back; ``None`` where it is absent, is none of ours, or its run key does not fit its inputs."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sound = manifest["schema"] == _SCHEMA and manifest["run_key"] == key_of(manifest["inputs"])
        outputs = all({"path", "sha256", "bytes"} <= output.keys() for output in manifest["outputs"])
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if sound and outputs and "state" in manifest else None


def previous_manifest_sha256(report: Path, sha256: Callable[[Path], str] = file_sha256) -> str | None:
    """Hash of the manifest of the cycle before, ``None`` where there is none: reports form a chain."""
    before = sorted(
        p.name for p in report.parent.glob("20??-?") if p.name < report.name and (p / MANIFEST).is_file()
    )  # fmt: skip
    return sha256(report.parent / before[-1] / MANIFEST) if before else None
