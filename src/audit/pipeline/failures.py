"""What became of runs that gave no report: kept for ``audit.pipeline.failure_files``.

A run that ends well, or finds its report made already, removes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from audit.errors import DisclosureError
from audit.pipeline.failure_files import FAILURE_SCHEMA, failure_file
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.store import whole_file, writing

if TYPE_CHECKING:
    from audit.pipeline.run import Outcome

__all__ = ["note_failures"]

_NUMBER_OF_SOMEBODY = re.compile(r"\d[\d .-]{8,}\d")  # a NIK, a telephone number


def note_failures(outcomes: Iterable[Outcome], project: Project) -> None:
    """Keep the refusal of each run that gave no report, and forget that of each that did.

    The index is public. A sentence that names a person of the district, a full date or a long number is therefore left
    out, and said to be. Raises ``OutputError`` (exit 17) where it cannot be written.
    """
    for outcome in outcomes:
        file = failure_file(outcome.params, project)
        if not outcome.exit_code:
            file.unlink(missing_ok=True)
            continue
        said = "" if outcome.refusal is None else " ".join(str(outcome.refusal).split())
        stored = {
            "schema": FAILURE_SCHEMA,
            "district": outcome.params.district.name,
            "code": outcome.params.district.code,
            "cycle": outcome.params.cycle,
            "exit_code": outcome.exit_code,
            "at": datetime.now().astimezone().isoformat(timespec="minutes"),
            "sentence": said if not said or _may_be_told(said, outcome.params, project) else None,
        }
        with writing(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps(stored, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        with whole_file(file) as partial:
            partial.write_text(content, encoding="utf-8", newline="\n")


def _may_be_told(sentence: str, params: AuditParams, project: Project) -> bool:
    from audit.disclosure.written_dates import brief_dates_in, dates_in
    from audit.pipeline.scanning import scan_public

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
