"""What lies under data/interim for an audit: where, whether it is of these inputs, and how it is read back.

Apart from what makes it, so that a notebook which only shows need not load what reads registers.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.disclosure.pattern import Pattern
from audit.pipeline.keys import canonical, file_sha256, inputs_of, key_of
from audit.pipeline.manifest import previous_manifest_sha256
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.vault_files import LISTS
from audit.results import Result
from audit.schemas import (
    CHILD_HISTORY,
    CHILDREN,
    CONSENTS,
    ENTRIES,
    HOUSEHOLDS,
    REFERRALS,
    REGISTERED,
    SELECTION_FRAME,
    SERVICES,
    VISITS,
    WOMEN,
)
from audit.store import read_table

if TYPE_CHECKING:
    from audit.pipeline.compute import Tables

__all__ = [
    "ACCOUNTING",
    "FILES",
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
    "load_tables",
    "stored_key",
]

INPUTS, ACCOUNTING, PATTERN, LISTED = "inputs.json", "accounting.json", "pattern.json", "disisihkan.sha256"
RESULTS = "results.pickle"  # read back by this very code and lock alone: both are among the inputs
FILES = tuple(
    (table.name, table)
    for table in (
        CHILDREN,
        VISITS,
        REGISTERED,
        WOMEN,
        HOUSEHOLDS,
        SERVICES,
        CHILD_HISTORY,
        CONSENTS,
        REFERRALS,
        SELECTION_FRAME,
        ENTRIES,
    )
)


def current_inputs(params: AuditParams, project: Project) -> Mapping[str, Any]:
    """Return the inputs of the run as they stand now."""
    previous = previous_manifest_sha256(project.report(params))
    return inputs_of(params, project, previous=previous)


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


def load_tables(folder: Path) -> Tables:
    """Read the canonical tables of an audit back; not what people filled in, nor rows to look at again."""
    from audit.pipeline.compute import Tables
    from audit.quality import Linking, SourceRows

    accounting = json.loads(_said(folder / ACCOUNTING))
    tables: dict[str, Any] = {name: read_table(folder / f"{name}.parquet", table) for name, table in FILES}
    return Tables(
        **tables,
        rows=tuple(SourceRows(**rows) for rows in accounting["rows"]),
        linking=Linking(**accounting["linking"]),
    )


def load_results(folder: Path) -> Mapping[str, Result]:
    """Read every raw result of an audit back: computed once, shown by each notebook."""
    return pickle.loads((folder / RESULTS).read_bytes())


def load_pattern(folder: Path) -> Pattern:
    """Read the pattern of an audit back."""
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
