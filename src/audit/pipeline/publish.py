"""From executed notebooks to a report folder that is either whole, private and hashed, or not there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from audit.disclosure import Fact, printed_by
from audit.disclosure.attack import attack
from audit.errors import InputError
from audit.pipeline.case_papers import write_case_papers
from audit.pipeline.forum_packs import write_forum_packs, write_mini_lists, write_sector_pages
from audit.pipeline.infographics import write_infographic
from audit.pipeline.manifest import build_manifest, write_manifest
from audit.pipeline.notebook import NOTEBOOKS, executed_folder
from audit.pipeline.open import context_of, results_of
from audit.pipeline.params import AuditParams
from audit.pipeline.plan import require_replaceable
from audit.pipeline.posyandu_sheets import write_posyandu_sheets
from audit.pipeline.prepared import current_inputs, is_prepared
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.previous import FACTS, facts_before, still_true, write_facts
from audit.pipeline.project import Project
from audit.pipeline.restricted_lists import write_restricted_lists
from audit.pipeline.scanning import scan_public
from audit.pipeline.vault_files import LISTS
from audit.report import (
    ReportContext,
    blocks_in,
    formal_blocks,
    formal_front,
    render_html,
    render_pdf,
    results_rows,
    write_results,
)
from audit.report.checklist_workbook import write_checklist_workbook
from audit.report.sections.reporting_checklists import CHECKLIST_WORKBOOK
from audit.results import Result
from audit.store import owner_only, owner_only_within, run_lock, staged

__all__ = ["publish"]


def publish(params: AuditParams, project: Project, *, log: Sequence[str] = ()) -> Path:
    """Render, attack, scan, hash and swap into place; returns the report folder.

    Raises ``DisclosureError`` (exit 13) where a hidden number can be recomputed or a name, number or date would leave;
    ``OutputError`` (exit 17) where a file cannot be replaced or the older report is final; ``InputError`` (exit 11)
    where an input changed since it was read. In each case the older report stays.
    """
    report, executed = project.report(params), executed_folder(params, project)
    context = context_of(params, project, edition="publik")
    facts = tuple(fact for released in context.released.values() for fact in released.facts)
    results = results_of(params, project)
    attacked = _attack(facts, facts_before(report), results)
    with run_lock(report), staged(report) as folder:
        require_replaceable(params, project)
        blocks = _write_public(context, executed, folder / "publik")
        write_forum_packs(context, params, folder / "publik")
        write_sector_pages(context, folder / "publik")
        write_infographic(context, folder / "publik")
        restricted = folder / "terbatas"
        restricted.mkdir()
        owner_only(restricted)
        shutil.copytree(executed, restricted / "kerja")
        for name in LISTS:
            shutil.copy(project.vault(params) / name, restricted)
        tables = load_tables(project.interim(params))
        write_case_papers(tables, params, project, restricted)
        write_restricted_lists(results, tables, params, project, restricted)
        write_mini_lists(results, params, project, restricted)
        write_posyandu_sheets(results, tables, params, project, restricted)
        write_checklist_workbook(restricted / CHECKLIST_WORKBOOK, context, blocks)
        _write(restricted / "kerja" / "run.log", "".join(f"{line}\n" for line in log))
        public = folder / "publik"
        scanned = scan_public((p for p in public.rglob("*") if p.is_file()), params, project, base=public)
        write_facts(facts, restricted / FACTS)
        excepted = "".join(f"{name}\n" for name in scanned.excepted)
        _write(restricted / "kerja" / "nama-dikecualikan.txt", excepted)
        owner_only_within(restricted)
        checked = {"attack": attacked, "scan": {"files": scanned.files, "characters": scanned.characters}}
        if not is_prepared(params, project):
            raise InputError("pipeline.changed_meanwhile", name=params.district.name)
        inputs, state = current_inputs(params, project), params.report.state
        write_manifest(folder, build_manifest(folder, inputs, facts=checked, state=state))
    shutil.rmtree(executed)
    return report


def _write_public(context: ReportContext, executed: Path, folder: Path) -> list[dict[str, Any]]:
    """Every public file, drawn from blocks and released results only; returns the blocks."""
    folder.mkdir()
    blocks = [block for name in NOTEBOOKS for block in _blocks(executed / f"{name}.ipynb")]
    meta, front, logo = context.meta(), None, context.formal.logo
    if context.order == "resmi":
        front = formal_front(context)
        blocks += [block.to_json() for block in formal_blocks(context)]
    _write(folder / "laporan.html", render_html(blocks, meta, front=front, logo=logo))
    (folder / "laporan.pdf").write_bytes(
        render_pdf(blocks, meta, as_of=context.as_of, front=front, logo=context.formal.logo)
    )
    rows = results_rows(context)
    _write(folder / "hasil.json", json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    write_results(rows, folder / "hasil.parquet")
    return blocks


def _blocks(executed: Path) -> list[dict[str, Any]]:
    return list(blocks_in(json.loads(executed.read_text(encoding="utf-8"))))


def _attack(facts: Sequence[Fact], before: Sequence[Fact], results: Mapping[str, Result]) -> Mapping[str, int]:
    """Try to recompute every hidden number from all the public ones together, earlier cycles' included."""
    partitions = printed_by(results.values()).partitions
    report = attack(facts, partitions, previous=still_true(before, facts))
    report.check()
    return {"facts": report.facts, "hidden": report.attacked, "recomputed": len(report.found)}


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
