"""Before any notebook draws: canonical tables, all results, one pattern of hidden cells, kept under data/interim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import pandas as pd

from audit.disclosure import Fact, Pattern, solve_pattern
from audit.language.catalogue import Language
from audit.pipeline.answers import take_in_answers
from audit.pipeline.border import Border, cross_border, key_for
from audit.pipeline.compute import compute
from audit.pipeline.keys import canonical, entries_sha256, key_of
from audit.pipeline.outcomes import honour_outcomes
from audit.pipeline.outlines import find_outlines, store_outlines
from audit.pipeline.params import AuditParams
from audit.pipeline.permission import require_permission
from audit.pipeline.plan_lock import require_locked
from audit.pipeline.prepared import ACCOUNTING, INPUTS, LISTED, PATTERN, current_inputs, hashes, store_results
from audit.pipeline.prepared_tables import FILES, programme_file
from audit.pipeline.previous import facts_before
from audit.pipeline.project import Project
from audit.pipeline.selecting import audited, propose
from audit.pipeline.stated import statements_of
from audit.pipeline.tables import Tables
from audit.pipeline.urgent import refer, take_in_lists
from audit.pipeline.vault_files import CORRECTIONS, SET_ASIDE, TRACE
from audit.quality import row_findings
from audit.register import write_set_aside
from audit.register.correction_workbook import write_corrections
from audit.results import LineList, Result
from audit.schemas import TABLES
from audit.store import (
    owner_only,
    owner_only_within,
    staged,
    whole_file,
    write_descriptions,
    write_identities,
    write_mentions,
    write_named,
    write_table,
)
from audit.store.cycles import CycleStore

__all__ = ["prepare", "refer_at_once", "solve"]


def prepare(params: AuditParams, project: Project, *, to_publish: bool = False) -> str:
    """Read, link, compute and solve; swap the result into data/interim whole. Returns the run key.

    Who needs a doctor now is written as soon as the data are read, before anything else can be refused. With
    ``to_publish`` a source that may not be published then raises ``DisclosureError`` (exit 13).
    """
    inputs = dict(current_inputs(params, project))
    border, referrals = refer_at_once(params, project)
    require_locked(params, project)
    statements_of(params, project)  # a slip in them is told now, not after all is computed
    outlines = find_outlines(params, project).boundaries
    who = audited(border.tables, params)
    tables = propose(replace(border.tables, referrals=referrals), who, params, project, key_for(params).secret)
    take_in_answers(params, project)
    tables = replace(tables, entries=CycleStore(project.cycle(params)).entries())
    inputs["answers"] |= {"entries": entries_sha256(params, project)}  # referrals that were found are among them now
    if to_publish:
        require_permission(params)
    found = row_findings(border.tables.children, border.tables.visits, border.records if len(border.records) else None)
    results = compute(replace(tables, found_rows=found), params, who.screening, who.measured)
    pattern = solve(results, params, before=facts_before(project.report(params)))
    _write_leftovers(border, found, project.vault(params), params.language)
    with staged(project.interim(params)) as folder:
        owner_only(folder)
        for name, table in FILES:
            write_table(getattr(tables, name), table, folder / f"{name}.parquet")
        for name, frame in tables.programme.items():
            write_table(frame, TABLES[name], folder / programme_file(name))
        _write(folder / ACCOUNTING, _accounting(border.tables))
        store_results(results, folder)
        store_outlines(outlines, folder)
        _write(folder / PATTERN, pattern.to_json())
        _write(folder / LISTED, hashes(project.vault(params)))
        _write(folder / INPUTS, canonical(inputs))
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
    write_named(border.named, project.vault(params))
    wrong = take_in_lists(params, project)
    border = honour_outcomes(border, params, project)
    return border, refer(border, params, project, wrong=wrong)


def solve(results: Mapping[str, Result], params: AuditParams, *, before: Iterable[Fact] = ()) -> Pattern:
    """Choose, once for all tables of the report and what was public before, which cells are hidden."""
    settings = params.disclosure
    return solve_pattern(results.values(), k=settings.k, min_width=settings.min_width, previous=before)


def _accounting(tables: Tables) -> str:
    return canonical({"rows": [asdict(r) for r in tables.rows], "linking": asdict(tables.linking)})


def _write_leftovers(border: Border, found: LineList, folder: Path, language: Language) -> None:
    """What a person must look at: rows set aside, rows to correct, pairs to decide, life status of nobody found."""
    read = (*border.imports, *border.lists.items())
    files = Counter(result.summary.file for _, result in read)
    named = {
        result.summary.file if files[result.summary.file] == 1 else f"{result.summary.file} ({id})": result
        for id, result in read
    }
    write_set_aside(named, folder / SET_ASIDE, language=language)
    owner_only(folder / SET_ASIDE)
    write_corrections(found.rows, folder / CORRECTIONS, language=language)
    lists = {
        "putuskan.csv": border.to_decide,
        "status-tidak-ditemukan.csv": border.unmatched_life,
        TRACE: border.corrected,
    }
    for name, rows in lists.items():
        if rows is None:
            (folder / name).unlink(missing_ok=True)
            continue
        with whole_file(folder / name) as partial:
            rows.to_csv(partial, sep=";", index=False, encoding="utf-8-sig", lineterminator="\n")
            owner_only(partial)


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
