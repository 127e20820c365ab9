"""``ro-crate-metadata.json``: a report as an RO-Crate of the Process Run profile, for archives of research data.

It says what was run on what and what came out: hashes, versions, public files. Nothing of the restricted folder is
named, and no library: a version such as 2025.8.3 is a day on which a child may have been weighed. It is written before
the manifest, which lists it like any other file, so it holds no hash of the manifest; and no clock: the day is that of
the report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any

import audit
from audit.language import text
from audit.pipeline.keys import file_sha256, key_of
from audit.pipeline.manifest import hashed_files
from audit.pipeline.params import AuditParams

__all__ = ["CRATE", "write_crate"]

CRATE = "ro-crate-metadata.json"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_PUBLIC = "publik/"
_TYPES = MimeTypes()  # of Python alone: the same on every system
_TYPES.add_type("application/vnd.apache.parquet", ".parquet")
for _suffix, _kind in ((".docx", "wordprocessingml.document"), (".pptx", "presentationml.presentation")):
    _TYPES.add_type(f"application/vnd.openxmlformats-officedocument.{_kind}", _suffix)


def write_crate(folder: Path, inputs: Mapping[str, Any], params: AuditParams) -> Path:
    """Describe a finished report folder, whose ``inputs`` are those of its manifest; returns the file."""
    public = {name: path for name, path in hashed_files(folder).items() if name.startswith(_PUBLIC)}
    files = [
        {
            "@id": name,
            "@type": "File",
            "name": Path(name).name,
            "contentSize": path.stat().st_size,
            "encodingFormat": _TYPES.guess_type(name)[0] or "application/octet-stream",
            "sha256": file_sha256(path),
        }
        for name, path in public.items()
    ]
    sources = [
        {"@id": f"#source-{n}", "@type": "CreativeWork", "name": s["id"], "identifier": _hashed(s["sha256"])}
        for n, s in enumerate(inputs["sources"], 1)
    ]
    needed = [
        {"@id": "#python", "@type": "SoftwareApplication", "name": "Python", "softwareVersion": inputs["python"]},
        {"@id": "#lock", "@type": "CreativeWork", "name": "requirements.lock", "identifier": _hashed(inputs["lock"])},
    ]
    values = {"name": params.district.name, "cycle": params.cycle}
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": text("pipeline.crate_name", params.language, **values),
        "description": text("pipeline.crate_about", params.language, **values),
        "datePublished": params.as_of.isoformat(),
        "identifier": key_of(inputs),
        "inLanguage": params.language,
        "creativeWorkStatus": params.report.state,
        "conformsTo": {"@id": _PROFILE},
        "hasPart": _ids(files),
        "mentions": {"@id": "#run"},
    }
    run = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "aks run",
        "instrument": {"@id": "#program"},
        "object": _ids(sources),
        "result": _ids(files),
    }
    program = {
        "@id": "#program",
        "@type": "SoftwareApplication",
        "name": "Audit Kasus Stunting",
        "softwareVersion": audit.__version__,
        "identifier": _hashed(inputs["code"]),
        "softwareRequirements": _ids(needed),
    }
    descriptor = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": [{"@id": _SPECIFICATION}, {"@id": _PROFILE}],
    }
    profile = {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}
    graph = [descriptor, root, profile, run, program, *sources, *needed, *files]
    crate = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    target = folder / CRATE
    content = json.dumps(crate, indent=1, ensure_ascii=False) + "\n"
    target.write_text(content, encoding="utf-8", newline="\n")
    return target


def _ids(entities: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"@id": entity["@id"]} for entity in entities]


def _hashed(sha256: str | None) -> str:
    return f"sha256:{sha256}" if sha256 else "-"
