"""What lies under data/interim for an audit: where, whether it is of these inputs, and how it is read back.

Apart from what makes it, so that a notebook which only shows need not load what reads registers.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.pipeline.keys import canonical, file_sha256, inputs_of, key_of
from audit.pipeline.manifest import previous_manifest_sha256
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.vault_files import LISTS
from audit.results import CheckResult, LineList, Result

if TYPE_CHECKING:
    import pandas as pd

    from audit.disclosure.pattern import Pattern

__all__ = [
    "ACCOUNTING",
    "FRAMES",
    "INPUTS",
    "LISTED",
    "PATTERN",
    "RESULTS",
    "answers_unfit",
    "current_inputs",
    "hashes",
    "is_prepared",
    "load_pattern",
    "load_results",
    "store_results",
    "stored_key",
]

INPUTS, ACCOUNTING, PATTERN, LISTED = "inputs.json", "accounting.json", "pattern.json", "disisihkan.sha256"
# Read back by this very code and lock alone: both are among the inputs.
RESULTS, FRAMES = "results.pickle", "frames.pickle"


def current_inputs(
    params: AuditParams, project: Project, sha256: Callable[[Path], str] = file_sha256
) -> Mapping[str, Any]:
    """Return the inputs of the run as they stand now."""
    previous = previous_manifest_sha256(project.report(params), sha256)
    return inputs_of(params, project, previous=previous, sha256=sha256)


def is_prepared(params: AuditParams, project: Project) -> bool:
    """Whether what lies under data/interim was made from exactly these inputs, and the lists in the vault with it.

    The lists of rows set aside and of rows to correct lie in another folder and are not swapped with the tables: a run
    that was killed between the two, or one of another cycle, leaves lists of its own. What else is in the vault only
    grows.
    """
    folder, vault = project.interim(params), project.vault(params)
    made = [folder / INPUTS, folder / LISTED, *(vault / name for name in LISTS)]
    if not all(path.is_file() for path in made) or _said(folder / LISTED) != hashes(vault):
        return False
    return _said(folder / INPUTS) == canonical(current_inputs(params, project))


def store_results(results: Mapping[str, Result], folder: Path) -> None:
    """Keep every raw result; rows about persons and places stand in a file of their own, which public notebooks leave.

    Same results, same bytes.
    """
    frames: dict[str, pd.DataFrame] = {}
    counts: dict[str, Result | None] = {}  # none: the result is its rows
    for id, result in results.items():
        counts[id] = result
        if isinstance(result, LineList):
            counts[id], frames[id] = None, result.rows
        elif isinstance(result, CheckResult) and result.table is not None:
            counts[id], frames[id] = replace(result, table=None), result.table
    for name, kept in ((RESULTS, counts), (FRAMES, frames)):
        (folder / name).write_bytes(pickle.dumps(kept, protocol=pickle.HIGHEST_PROTOCOL))


def load_results(folder: Path, *, rows: bool = True) -> Mapping[str, Result]:
    """Read the raw results of an audit back: computed once, shown by each notebook.

    Without ``rows`` no list of persons and no frame of a check is read: the public edition shows none.
    """
    counts: dict[str, Result | None] = pickle.loads((folder / RESULTS).read_bytes())
    if not rows:
        return {id: result for id, result in counts.items() if result is not None}
    frames: dict[str, pd.DataFrame] = pickle.loads((folder / FRAMES).read_bytes())
    return {id: _with_rows(id, result, frames) for id, result in counts.items()}


def _with_rows(id: str, result: Result | None, frames: Mapping[str, pd.DataFrame]) -> Result:
    if result is None:
        return LineList(id, frames[id])
    return replace(result, table=frames.get(id)) if isinstance(result, CheckResult) else result


def load_pattern(folder: Path) -> Pattern:
    """Read the pattern of an audit back."""
    from audit.disclosure.pattern import Pattern

    return Pattern.from_json(_said(folder / PATTERN))


def answers_unfit(params: AuditParams, project: Project) -> int:
    """How many decisions of the last run named a pair that was not there; 0 where nothing is prepared."""
    accounting = project.interim(params) / ACCOUNTING
    return int(json.loads(_said(accounting))["linking"].get("answers_unfit", 0)) if accounting.is_file() else 0


def stored_key(folder: Path) -> str:
    """The run key of what lies there."""
    return key_of(json.loads(_said(folder / INPUTS)))


def hashes(vault: Path) -> str:
    """Hashes of the lists in a vault, a line each."""
    return "".join(f"{file_sha256(vault / name)}\n" for name in LISTS)


def _said(path: Path) -> str:
    return path.read_text(encoding="utf-8")
