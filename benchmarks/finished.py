"""What a finished run leaves beside its report, for benchmarks that draw it again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from audit.pipeline import load_params
from audit.pipeline.notebook import NOTEBOOKS
from audit.pipeline.params import AuditParams
from audit.pipeline.prepared import RESULTS
from audit.pipeline.project import Project
from audit.report import blocks_in

__all__ = ["blocks_of", "finished"]


def finished(project: Project, codes: Collection[str] = ()) -> Iterator[AuditParams]:
    """Audits with executed notebooks and released results; those of ``codes`` if any. The others are named in print."""
    for path in project.params_files:
        params = load_params(path, root=project.root)
        if codes and params.district.code not in codes:
            continue
        if all(path.is_file() for path in (project.interim(params) / RESULTS, *_notebooks(params, project))):
            yield params
        else:
            print(f"{params.district.code}: no finished run")


def blocks_of(params: AuditParams, project: Project) -> list[dict[str, Any]]:
    """The blocks that its notebooks showed, in their order."""
    executed = (json.loads(path.read_text(encoding="utf-8")) for path in _notebooks(params, project))
    return [block for notebook in executed for block in blocks_in(notebook)]


def _notebooks(params: AuditParams, project: Project) -> list[Path]:
    folder = project.report(params) / "terbatas" / "kerja"
    return [folder / f"{name}.ipynb" for name in NOTEBOOKS]
