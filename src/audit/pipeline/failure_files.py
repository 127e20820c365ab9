"""What is kept of runs that gave no report, ``reports/<district>/<cycle>.gagal.json``, read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.language import text
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project

if TYPE_CHECKING:
    from audit.report.index import Failure

__all__ = ["FAILURE_SCHEMA", "failed_before", "failure_file", "failures"]

_ENDING, FAILURE_SCHEMA = ".gagal.json", "aks.failure/1"
_LANGUAGE = "id"


def failed_before(params: AuditParams, project: Project) -> Failure | None:
    """How the last run of an audit failed; ``None`` where it did not, or there was none."""
    file = failure_file(params, project)
    return _read(file) if file.is_file() else None


def failures(reports: Path) -> list[Failure]:
    """Read every refusal that is kept, by code and cycle; what is none of ours is passed over."""
    found = (_read(path) for path in sorted(reports.glob(f"*/*{_ENDING}")))
    return [failure for failure in found if failure is not None]


def failure_file(params: AuditParams, project: Project) -> Path:
    """Where the refusal of the last run of an audit is kept, beside its report."""
    report = project.report(params)
    return report.with_name(report.name + _ENDING)


def _read(path: Path) -> Failure | None:
    from audit.report.index import Failure

    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if stored["schema"] != FAILURE_SCHEMA:
            return None
        said = stored["sentence"]
        sentence = text("index_page.failed.hidden", _LANGUAGE) if said is None else str(said)
        code, at = int(stored["exit_code"]), str(stored.get("at", ""))
        return Failure(stored["district"], stored["code"], stored["cycle"], code, sentence, at)
    except (ValueError, KeyError, TypeError):
        return None
