"""What became of runs that gave no report: ``reports/<district>/<cycle>.gagal.json``, for the index to tell.

A run that ends well, or finds its report made already, removes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from audit.disclosure.written_dates import brief_dates_in, dates_in
from audit.errors import DisclosureError
from audit.language import text
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.run import Outcome
from audit.pipeline.scanning import scan_public
from audit.report.index import Failure
from audit.store import whole_file, writing

__all__ = ["failures", "note_failures"]

_ENDING, _SCHEMA = ".gagal.json", "aks.failure/1"
_NUMBER_OF_SOMEBODY = re.compile(r"\d[\d .-]{8,}\d")  # a NIK, a telephone number
_LANGUAGE = "id"


def note_failures(outcomes: Iterable[Outcome], project: Project) -> None:
    """Keep the refusal of each run that gave no report, and forget that of each that did.

    The index is public. A sentence that names a person of the district, a full date or a long number is therefore left
    out, and said to be. Raises ``OutputError`` (exit 17) where it cannot be written.
    """
    for outcome in outcomes:
        report = project.report(outcome.params)
        file = report.with_name(report.name + _ENDING)
        if not outcome.exit_code:
            file.unlink(missing_ok=True)
            continue
        said = "" if outcome.refusal is None else " ".join(str(outcome.refusal).split())
        stored = {
            "schema": _SCHEMA,
            "district": outcome.params.district.name,
            "code": outcome.params.district.code,
            "cycle": outcome.params.cycle,
            "exit_code": outcome.exit_code,
            "sentence": said if not said or _may_be_told(said, outcome.params, project) else None,
        }
        with writing(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps(stored, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        with whole_file(file) as partial:
            partial.write_text(content, encoding="utf-8", newline="\n")


def failures(reports: Path) -> list[Failure]:
    """Read every refusal that is kept, by code and cycle; what is none of ours is passed over."""
    found = (_read(path) for path in sorted(reports.glob(f"*/*{_ENDING}")))
    return [failure for failure in found if failure is not None]


def _read(path: Path) -> Failure | None:
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if stored["schema"] != _SCHEMA:
            return None
        said = stored["sentence"]
        sentence = text("index_page.failed.hidden", _LANGUAGE) if said is None else str(said)
        return Failure(stored["district"], stored["code"], stored["cycle"], int(stored["exit_code"]), sentence)
    except (ValueError, KeyError, TypeError):
        return None


def _may_be_told(sentence: str, params: AuditParams, project: Project) -> bool:
    if _NUMBER_OF_SOMEBODY.search(sentence) or any(dates_in(sentence)) or any(brief_dates_in(sentence)):
        return False
    if not project.vault(params).is_dir():
        return True  # nobody of the district was read yet
    with TemporaryDirectory() as folder:
        page = Path(folder) / "kalimat.txt"
        page.write_text(sentence, encoding="utf-8", newline="\n")
        try:
            scan_public([page], params, project, base=page.parent)
        except DisclosureError:
            return False
    return True
