"""Before any notebook draws: canonical tables, all results, one pattern of hidden cells, kept under data/interim."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd

from audit.disclosure import Fact, Pattern, solve_pattern
from audit.pipeline.answers import take_in_answers
from audit.pipeline.border import Border, cross_border, key_for
from audit.pipeline.compute import Tables, compute
from audit.pipeline.keys import canonical, entries_sha256, file_sha256, inputs_of, key_of
from audit.pipeline.manifest import previous_manifest_sha256
from audit.pipeline.outcomes import honour_outcomes
from audit.pipeline.params import AuditParams
from audit.pipeline.permission import require_permission
from audit.pipeline.previous import facts_before
from audit.pipeline.project import Project
from audit.pipeline.selecting import SELECTION_WORKBOOK, audited, propose
from audit.pipeline.stated import statements_of
from audit.pipeline.urgent import refer, take_in_lists
from audit.quality import Linking, SourceRows, row_findings
from audit.register import write_set_aside
from audit.register.correction_workbook import write_corrections
from audit.report.urgent_workbook import URGENT_WORKBOOK
from audit.results import LineList, Result
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
from audit.store import (
    owner_only,
    owner_only_within,
    read_table,
    staged,
    write_descriptions,
    write_identities,
    write_mentions,
    write_table,
)
from audit.store.cycles import CycleStore

__all__ = [
    "CORRECTIONS",
    "LISTS",
    "SET_ASIDE",
    "TRACE",
    "answers_unfit",
    "current_inputs",
    "is_prepared",
    "load_pattern",
    "load_results",
    "load_tables",
    "prepare",
    "refer_at_once",
    "solve",
]

SET_ASIDE, CORRECTIONS, TRACE = "disisihkan.xlsx", "perbaikan.xlsx", "perbaikan-jejak.csv"
LISTS = (SET_ASIDE, CORRECTIONS, URGENT_WORKBOOK, SELECTION_WORKBOOK)  # what the restricted edition takes along
_INPUTS, _ACCOUNTING, _PATTERN, _LIST = "inputs.json", "accounting.json", "pattern.json", "disisihkan.sha256"
_RESULTS = "results.pickle"  # read back by this very code and lock alone: both are among the inputs
_FILES = tuple(
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
    made = [folder / _INPUTS, folder / _LIST, *(vault / name for name in LISTS)]
    if not all(path.is_file() for path in made) or _said(folder / _LIST) != _hashes(vault):
        return False
    return _said(folder / _INPUTS) == canonical(current_inputs(params, project))


def prepare(params: AuditParams, project: Project, *, to_publish: bool = False) -> str:
    """Read, link, compute and solve; swap the result into data/interim whole. Returns the run key.

    Who needs a doctor now is written as soon as the data are read, before anything else can be refused. With
    ``to_publish`` a source that may not be published then raises ``DisclosureError`` (exit 13).
    """
    inputs = dict(current_inputs(params, project))
    border, referrals = refer_at_once(params, project)
    statements_of(params, project)  # a slip in them is told now, not after all is computed
    who = audited(border.tables, params)
    tables = propose(replace(border.tables, referrals=referrals), who, params, project, key_for(params).secret)
    take_in_answers(params, project)
    tables = replace(tables, entries=CycleStore(project.cycle(params)).entries())
    inputs["answers"] |= {"entries": entries_sha256(params, project)}  # referrals that were found are among them now
    if to_publish:
        require_permission(params)
    found = row_findings(border.tables.children, border.tables.visits, border.records if len(border.records) else None)
    results = compute(replace(tables, found_rows=found), params, who.screening)
    pattern = solve(results, params, before=facts_before(project.report(params)))
    _write_leftovers(border, found, project.vault(params))
    with staged(project.interim(params)) as folder:
        owner_only(folder)
        for name, table in _FILES:
            write_table(getattr(tables, name), table, folder / f"{name}.parquet")
        _write(folder / _ACCOUNTING, _accounting(border.tables))
        (folder / _RESULTS).write_bytes(pickle.dumps(dict(results), protocol=pickle.HIGHEST_PROTOCOL))
        _write(folder / _PATTERN, pattern.to_json())
        _write(folder / _LIST, _hashes(project.vault(params)))
        _write(folder / _INPUTS, canonical(inputs))
        owner_only_within(folder)
    return key_of(inputs)


def refer_at_once(params: AuditParams, project: Project) -> tuple[Border, pd.DataFrame]:
    """Read the sources and write who needs a doctor now: whatever is refused afterwards, that list is in the vault.

    Whoever a visit found gone, also one that only comes back now, is already off it.
    """
    border = cross_border(params, project, key_for(params))
    write_identities(border.identities, project.vault(params))
    write_mentions(border.mentions, project.vault(params))
    write_descriptions(border.descriptions, project.vault(params))
    wrong = take_in_lists(params, project)
    border = honour_outcomes(border, params, project)
    return border, refer(border, params, project, wrong=wrong)


def solve(results: Mapping[str, Result], params: AuditParams, *, before: Iterable[Fact] = ()) -> Pattern:
    """Choose, once for all tables of the report and what was public before, which cells are hidden."""
    settings = params.disclosure
    return solve_pattern(results.values(), k=settings.k, min_width=settings.min_width, previous=before)


def load_tables(folder: Path) -> Tables:
    """Read the canonical tables of an audit back; not what people filled in, nor rows to look at again."""
    accounting = json.loads(_said(folder / _ACCOUNTING))
    tables: dict[str, Any] = {name: read_table(folder / f"{name}.parquet", table) for name, table in _FILES}
    return Tables(
        **tables,
        rows=tuple(SourceRows(**rows) for rows in accounting["rows"]),
        linking=Linking(**accounting["linking"]),
    )


def load_results(folder: Path) -> Mapping[str, Result]:
    """Read every raw result of an audit back: computed once, shown by each notebook."""
    return pickle.loads((folder / _RESULTS).read_bytes())


def load_pattern(folder: Path) -> Pattern:
    """Read the pattern of an audit back."""
    return Pattern.from_json(_said(folder / _PATTERN))


def answers_unfit(params: AuditParams, project: Project) -> int:
    """How many decisions of the last run named a pair that was not there; 0 where nothing is prepared."""
    accounting = project.interim(params) / _ACCOUNTING
    return int(json.loads(_said(accounting))["linking"].get("answers_unfit", 0)) if accounting.is_file() else 0


def _accounting(tables: Tables) -> str:
    return canonical({"rows": [asdict(r) for r in tables.rows], "linking": asdict(tables.linking)})


def _write_leftovers(border: Border, found: LineList, folder: Path) -> None:
    """What a person must look at: rows set aside, rows to correct, pairs to decide, life status of nobody found."""
    read = (*border.imports, *border.lists.items())
    files = Counter(result.summary.file for _, result in read)
    named = {
        result.summary.file if files[result.summary.file] == 1 else f"{result.summary.file} ({id})": result
        for id, result in read
    }
    write_set_aside(named, folder / SET_ASIDE)
    owner_only(folder / SET_ASIDE)
    write_corrections(found.rows, folder / CORRECTIONS)
    lists = {
        "putuskan.csv": border.to_decide,
        "status-tidak-ditemukan.csv": border.unmatched_life,
        TRACE: border.corrected,
    }
    for name, rows in lists.items():
        (folder / name).unlink(missing_ok=True)
        if rows is not None:
            rows.to_csv(folder / name, sep=";", index=False, encoding="utf-8-sig", lineterminator="\n")
            owner_only(folder / name)


def _hashes(vault: Path) -> str:
    return "".join(f"{file_sha256(vault / name)}\n" for name in LISTS)


def _said(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
